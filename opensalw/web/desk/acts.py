"""What the buttons of a request's page do: each act is one command."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.incidents.models import Item
from opensalw.registers.models import Firearm
from opensalw.tracing.commands import asking, candidates, chain, outcomes, releasing, stepping
from opensalw.tracing.models import Candidate, ChainLink, Release, TraceRequest

STEPS: dict[str, Callable[..., TraceRequest]] = {
    "acknowledged": stepping.acknowledge, "searched": stepping.note_search, "more_asked": stepping.ask_more,
    "delayed": stepping.delay, "partly_answered": stepping.answer_in_part, "answered": stepping.answer,
    "refused": stepping.refuse, "reminded": stepping.remind, "closed": stepping.close,
}  # fmt: skip


def step(trace: TraceRequest, act: str, facts: dict[str, Any], by: Person) -> str:
    """A step of the request, a link of its chain, a point of diversion or an outcome; says what was done."""
    if act == "more_given":
        serial = facts.pop("serial", "")
        stepping.give_more(trace, by=by, sheet={"serial": serial} if serial else None, **facts)
    elif act == "link":
        chain.add_link(trace, by=by, **facts)
    elif act == "diversion":
        chain.set_diversion(trace, by=by, **facts)
    elif act == "outcome":
        item = Item.objects.filter(pk=trace.item, jurisdiction=trace.jurisdiction).first() if trace.item else None
        if item is None:
            raise Refused(_("No item of an incident stands behind this request."), "code")
        outcomes.set_outcome(item, by=by, trace=trace, **facts)
    else:
        STEPS[act](trace, by=by, **facts)
    return _("Recorded.")


def press(trace: TraceRequest, act: str, sent: QueryDict, by: Person) -> str:
    """A button without a form of its own; says what was done."""
    done = PRESSED.get(act)
    if done is None:
        raise Http404(act)
    return done(trace, sent, by) or _("Recorded.")


def _attach(trace: TraceRequest, sent: QueryDict, by: Person) -> None:
    weapon = Firearm.objects.filter(jurisdiction=trace.jurisdiction, number=sent.get("weapon", "")).first()
    if weapon is None:
        raise Refused(_("The register has no weapon of this number."))
    candidates.attach(trace, weapon, by=by, shown=f"{weapon.title} {weapon.serial}".strip())


def _judge(trace: TraceRequest, sent: QueryDict, by: Person) -> None:
    found = _one(Candidate, trace, sent)
    candidates.judge(found, is_it=sent.get("verdict") == "is_it", because=sent.get("because", ""), by=by)


def _propose(trace: TraceRequest, sent: QueryDict, by: Person) -> str:
    link = _one(ChainLink, trace, sent)
    releasing.propose_release(link, fields=sent.getlist("fields"), purpose=sent.get("purpose", ""), by=by)
    return _("Proposed. It goes out when another person lets it.")


def _let_go(trace: TraceRequest, sent: QueryDict, by: Person) -> str:
    releasing.let_go(_one(Release, trace, sent), by=by)
    return _("Released to the side that asks.")


def _decline(trace: TraceRequest, sent: QueryDict, by: Person) -> None:
    releasing.decline_release(_one(Release, trace, sent), because=sent.get("because", ""), by=by)


def _person(trace: TraceRequest, sent: QueryDict, by: Person) -> None:
    name = " ".join(sent.get("full_name", "").split())
    if not name:
        raise Refused(_("Give the name."))
    asking.name_person(trace, part=sent.get("part") or "possessor", full_name=name[:160], by=by)


def _one(model: Any, trace: TraceRequest, sent: QueryDict) -> Any:
    try:
        id = UUID(sent.get("id", ""))
    except ValueError:
        raise Http404(model.__name__) from None
    found = model.objects.filter(pk=id, jurisdiction=trace.jurisdiction, request=trace).first()
    if found is None:
        raise Http404(str(id))
    return found


PRESSED: dict[str, Callable[[TraceRequest, QueryDict, Person], Any]] = {
    "attach": _attach, "judge": _judge, "propose": _propose, "let_go": _let_go, "decline": _decline,
    "person": _person,
    "register_chain": lambda trace, _sent, by: chain.add_register_links(trace, by=by) and None,
    "send_chain": lambda trace, _sent, by: chain.send_chain(trace, by=by) and None,
}  # fmt: skip
