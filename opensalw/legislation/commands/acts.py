"""Acts: entered with their provisions, linked, moved on; graded as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import events, rules
from ..models import Act, ActGrade, ActLink, ActStatus, ActVersion, Correlation, Provision, Row
from ..queries.acts import last_grade

NAMESPACE = UUID("6f70656e-7361-4c77-8000-00000000c0de")


@dataclass(frozen=True)
class Part:
    """A provision to be entered: its number, our own short title, and the number of the one that it is a part of."""

    number: str
    title: str = ""
    within: str = ""


def subject_of(act: Act) -> UUID:
    """The ledger subject of an act: the same on every node."""
    return uuid5(NAMESPACE, act.key)


def note(event: Event, act: Act, by: Person, *, on: date | None = None, reason: str = "") -> None:
    """Add the entry of what happened to an act."""
    own = act.jurisdiction or REGIONAL
    with acting_for(own):
        append(
            event, subject=subject_of(act), jurisdiction=own, by=by.id, on=on or timezone.localdate(), reason=reason
        )  # fmt: skip


@transaction.atomic
def enter_act(*, key: str, framework: str, kind: str, title: str, by: Person, **facts: str) -> Act:
    """Enter an act, or bring the facts of a known one up to date."""
    known = Act.objects.select_for_update().filter(pk=key).first()
    act = known or Act(key=key)
    act.framework, act.kind, act.title = framework, kind, title.strip()
    for name, value in facts.items():
        setattr(act, name, value)
    require(rules.refuse_act(by, act))
    require(None if act.title else _("Give the act a title."), field="title")
    require(rules.refuse_identifiers(act.celex, act.eli), field="celex")
    act.full_clean(validate_unique=known is None)
    act.save()
    if known is None:
        note(events.ActEntered(title=act.title, framework=str(act.get_framework_display()), celex=act.celex), act, by)
    return act


@transaction.atomic
def link_acts(act: Act, kind: str, other: Act, *, by: Person) -> ActLink:
    """Say how an act stands to another; again without harm."""
    require(rules.refuse_act(by, act))
    require(_("An act does not stand so to itself.") if act.pk == other.pk else None)
    return ActLink.objects.get_or_create(act=act, kind=kind, other=other)[0]


@transaction.atomic
def enter_version(
    act: Act, *, label: str, parts: Iterable[Part], by: Person, valid_from: date | None = None, celex: str = ""
) -> ActVersion:
    """Enter the act as it stood from a day, with its provisions as far as they are known; it is never changed."""
    require(rules.refuse_act(by, act))
    last = ActVersion.objects.filter(act=act).aggregate(last=Max("number"))["last"] or 0
    version = ActVersion.objects.create(
        act=act, number=last + 1, label=label.strip(), valid_from=valid_from, celex=celex
    )  # fmt: skip
    made: dict[str, Provision] = {}
    for place, part in enumerate(parts, start=1):
        number = " ".join(part.number.split())
        if not number or number in made:
            words = _("Provision %(place)d has no number of its own: %(number)s.")
            raise Refused(words % {"place": place, "number": number or "–"}, "parts")
        if part.within and part.within not in made:
            words = _("%(number)s is said to be part of %(within)s, which does not stand before it.")
            raise Refused(words % {"number": number, "within": part.within}, "parts")
        made[number] = Provision(
            version=version, number=number, title=part.title.strip(), position=place,
            parent=made[part.within] if part.within else None,
        )  # fmt: skip
        made[number].save(force_insert=True)
    return version


@transaction.atomic
def set_status(
    act: Act, *, step: str, as_of: date, by: Person, on: date | None = None, said: str = "", source: str = ""
) -> ActStatus:
    """Say how far an act is; what was said before stays."""
    require(rules.refuse_act(by, act))
    require(None if step in ActStatus.Step.values else _("Choose how far it is."), field="step")
    require(rules.refuse_status_date(on, as_of, timezone.localdate()), field="on")
    made = ActStatus.objects.create(
        act=act, step=step, on=on, as_of=as_of, said=said.strip(), source=source, entered_at=timezone.now(),
        entered_by=by.id,
    )  # fmt: skip
    dated = on.isoformat() if on else ""
    event = events.ActStatusChanged(title=str(act), step=str(made.get_step_display()), dated=dated, source=source)
    note(event, act, by, on=as_of)
    return made


@transaction.atomic
def state_grade(
    act: Act, *, jurisdiction: str, grade: str, on: date, by: Person, source: str = "", said: str = "",
    basis: str = ActGrade.Basis.STATED,
) -> ActGrade:  # fmt: skip
    """Say how far a jurisdiction carries out an act as a whole, from a day on; earlier grades stay."""
    require(rules.refuse_table(by, jurisdiction))
    require(None if grade in rules.GRADES and grade != Row.Grade.CONFLICT else _("Choose a grade."), field="grade")
    require(rules.refuse_status_date(on, on, timezone.localdate()), field="on")
    return _decide(
        ActGrade(act=act, jurisdiction=jurisdiction, grade=grade, on=on, basis=basis, source=source, said=said), by
    )  # fmt: skip


@transaction.atomic
def withdraw_grade(
    act: Act, *, jurisdiction: str, by: Person, said: str, correlation: Correlation | None = None
) -> ActGrade | None:
    """Say that the last grade of an act no longer stands; it stays in the history and counts no more."""
    require(rules.refuse_table(by, jurisdiction))
    last = last_grade(act, jurisdiction)
    if last is None or not last.grade:
        return None
    on = max(timezone.localdate(), last.on)
    facts = {"basis": last.basis, "said": said[:300], "correlation": correlation}
    return _decide(ActGrade(act=act, jurisdiction=jurisdiction, on=on, **facts), by)


def regain_grade(withdrawn: ActGrade, *, by: Person, said: str) -> ActGrade | None:
    """Say again what stood before a correlation withdrew it, unless something was said since."""
    of = ActGrade.objects.filter(act=withdrawn.act_id, jurisdiction=withdrawn.jurisdiction)
    last = last_grade(withdrawn.act, withdrawn.jurisdiction)
    before = of.filter(pk__lt=withdrawn.pk).order_by("on", "id").last()
    if before is None or last != withdrawn:
        return None
    facts = {name: getattr(before, name) for name in ("act", "jurisdiction", "grade", "basis", "source")}
    on = max(timezone.localdate(), withdrawn.on)
    return _decide(ActGrade(**facts, on=on, said=said[:300], correlation=withdrawn.correlation), by)


def _decide(grade: ActGrade, by: Person) -> ActGrade:
    grade.decided_at, grade.decided_by = timezone.now(), by.id
    grade.save(force_insert=True)
    event = events.GradeDecided(
        act=str(grade.act), grade=str(grade.get_grade_display()), basis=str(grade.get_basis_display()),
        dated=grade.on.isoformat(), source=grade.source,
    )  # fmt: skip
    subject = uuid5(subject_of(grade.act), grade.jurisdiction)
    with acting_for(grade.jurisdiction):
        append(event, subject=subject, jurisdiction=grade.jurisdiction, by=by.id, on=grade.on)
    return grade
