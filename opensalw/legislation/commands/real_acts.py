"""Loading the acts that come with the product: again and again without harm."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require

from ..models import Act, ActLink, ActStatus, ActVersion
from ..real import ActData, ModelledData, real_acts
from .acts import Part, enter_act, enter_version, link_acts, set_status

RECORD_DAY = date(2020, 7, 3)
RECORD = "Record of the third Regional Roadmap Coordination Meeting"
IDENTIFIERS = "EUR-Lex"


@transaction.atomic
def load_real_acts(*, by: Person) -> int:
    """Enter the acts that are not there yet, with versions, links and what the record says; returns how many."""
    require(refuse_secretariat_work(by))
    known = set(Act.objects.values_list("key", flat=True))
    held = real_acts()
    fresh = [data for data in held.acts if data.key not in known]
    for data in fresh:
        _enter(data, by)
    acts = {act.key: act for act in Act.objects.all()}
    for data in fresh:
        for link in data.links:
            link_acts(acts[data.key], link.kind, acts[link.other], by=by)
        for other in data.transposes:
            link_acts(acts[data.key], ActLink.Kind.TRANSPOSES, acts[other], by=by)
    return len(fresh) + _modelled(held.modelled, acts, known, by)


def _enter(data: ActData, by: Person) -> None:
    facts = data.model_dump(include={"short_title", "jurisdiction", "level", "area", "celex", "eli", "line", "note"})
    source = RECORD if data.jurisdiction else IDENTIFIERS if data.celex else ""
    act = enter_act(key=data.key, framework=data.framework, kind=data.kind, title=data.title, source=source,
                    locator=data.at, by=by, **facts)  # fmt: skip
    if not ActVersion.objects.filter(act=act).exists():
        for version in data.versions:
            parts = [Part(number, title) for number, title in version.provisions]
            enter_version(act, label=version.label, valid_from=version.valid_from, parts=parts, by=by)
    if data.status:
        set_status(act, step=data.status, as_of=RECORD_DAY, said=data.said, source=f"{RECORD}, {data.at}", by=by)


def _modelled(data: ModelledData, acts: dict[str, Act], known: set[str], by: Person) -> int:
    made = 0
    for number in range(1, data.count + 1):
        key = f"{data.model}-{number:02d}"
        if key in known:
            continue
        act = enter_act(
            key=key, framework=Act.Framework.OWN, kind=Act.Kind.LAW, jurisdiction=data.jurisdiction, level="not_stated",
            title=_("Law on weapons, one of %(count)d after the model") % {"count": data.count},
            area=_("%(number)d of %(count)d; which one the record does not say")
            % {"number": number, "count": data.count}, source=RECORD, locator=data.at, by=by,
        )  # fmt: skip
        link_acts(act, ActLink.Kind.MODELLED_ON, acts[data.model], by=by)
        set_status(act, step=ActStatus.Step.PLANNED, as_of=RECORD_DAY, source=f"{RECORD}, {data.at}", by=by,
                   said=_("To be modelled on the cantonal law."))  # fmt: skip
        made += 1
    return made
