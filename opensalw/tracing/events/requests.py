"""What can happen to a trace request, each declared once with what it counts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from opensalw.core.jurisdictions import ids, jurisdiction
from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare

from ..vocabulary import COUNTED_AS, Channel, Ground, Result

WORDS: dict[str, dict[str, object]] = {
    "channel": dict(Channel.choices), "ground": dict(Ground.choices), "result": dict(Result.choices),
}  # fmt: skip


class OfRequest(Event):
    """What every event of a request says."""

    stream = "tracing"

    number: str
    synthetic: bool = False

    def shown(self) -> dict[str, str]:
        """Words of the lists as a page says them; a seat for a jurisdiction's id."""
        found = super().shown()
        for name, words in WORDS.items():
            if name in found:
                found[name] = str(words.get(found[name], found[name]))
        if found.get("other") in ids():
            found["other"] = jurisdiction(found["other"]).seat
        return found


class Asked(OfRequest):
    """Shared by a request that we send and one that we receive."""

    other: str
    channel: str
    priority: str
    handling: str
    due_on: date
    sheet: dict[str, str]
    restrictions: str = ""
    reliability: str = ""
    accuracy: str = ""
    their_reference: str = ""
    follows: str = ""

    line: ClassVar[tuple[str, ...]] = ()

    def counted(self) -> Iterable[Counted]:
        """One request on each of its lines."""
        for line in self.line:
            yield Counted(line, Decimal(1), Unit.request, {"channel": COUNTED_AS[Channel(self.channel)]})


class RequestSent(Asked):
    """We ask another authority about a weapon."""

    name = "request_sent"
    label = _("Sent")
    sentence = _("{number}: sent to {other} by {channel}. To be answered by {due_on}.")
    line = ("lost_traced.requests_sent", "lost_traced.sent_open")
    counts = frozenset(line)


class RequestReceived(Asked):
    """Another authority asks us about a weapon."""

    name = "request_received"
    label = _("Received")
    sentence = _("{number}: received from {other} by {channel}. To be answered by {due_on}.")
    line = ("lost_traced.requests_received",)
    counts = frozenset(line)


class Acknowledged(OfRequest):
    """The side that answers says that the request is there."""

    name = "acknowledged"
    label = _("Acknowledged")
    sentence = _("Receipt acknowledged. {remark}")

    remark: str = ""


class Searched(OfRequest):
    """The holdings of the side that answers were searched."""

    name = "searched"
    label = _("Searched")
    sentence = _("Searched in {where}: {candidates} candidates. {remark}")

    where: str
    candidates: int = 0
    remark: str = ""


class CandidateAttached(OfRequest):
    """A weapon of the register may be the one that is asked for."""

    name = "candidate_attached"
    label = _("Candidate attached")
    sentence = _("Candidate {weapon} attached: {why}")

    weapon: str
    firearm: str
    why: str = ""


class HitConfirmed(OfRequest):
    """A person held the candidate against the description: it is this weapon."""

    name = "hit_confirmed"
    label = _("Confirmed")
    sentence = _("Confirmed: it is {weapon}. {why}")

    weapon: str
    firearm: str
    why: str = ""


class MoreAsked(OfRequest):
    """The side that answers needs more."""

    name = "more_asked"
    label = _("More asked")
    sentence = _("More is asked: {question}")

    question: str


class MoreGiven(OfRequest):
    """The side that asks gives more."""

    name = "more_given"
    label = _("More given")
    sentence = _("More is given: {said}")

    said: str
    sheet: dict[str, str] = {}


class Delayed(OfRequest):
    """The answer will take longer."""

    name = "delayed"
    label = _("Delayed")
    sentence = _("Delayed until {until}, because: {because}")

    until: date
    ground: str
    because: str


class PartlyAnswered(OfRequest):
    """A part of the answer is given; the rest follows or is withheld."""

    name = "partly_answered"
    label = _("Answered in part")
    sentence = _("Answered in part: {said} Withheld: {ground} {because}")

    said: str
    result: str = ""
    ground: str = ""
    because: str = ""


class Answered(OfRequest):
    """The request is answered."""

    name = "answered"
    label = _("Answered")
    sentence = _("Answered ({result}): {said}")

    said: str
    result: str
    restrictions: str = ""


class Refused(OfRequest):
    """The request is refused, with the reason."""

    name = "refused"
    label = _("Refused")
    sentence = _("Refused ({ground}): {because}")

    ground: str
    because: str


class Reminded(OfRequest):
    """The side that asks reminds the other."""

    name = "reminded"
    label = _("Reminded")
    sentence = _("Reminded. {remark}")

    remark: str = ""


class Closed(OfRequest):
    """The side that asks is done with it."""

    name = "closed"
    label = _("Closed")
    sentence = _("Closed. {remark}")

    result: str = ""
    remark: str = ""


class PersonNamed(OfRequest):
    """Somebody who held the weapon, or was with it. Who that is stands apart from the entry, encrypted."""

    name = "person_named"
    label = _("Person named")
    sentence = _("{part} named.")
    personal = frozenset({"full_name", "alias", "born_on", "address", "document"})

    part: str
    full_name: str | None = None
    alias: str | None = None
    born_on: date | None = None
    address: str | None = None
    document: str | None = None


class RequestCounted(OfRequest):
    """What a request of this day counts as, since its answer is known; it replaces what it counted as before."""

    name = "request_counted"
    label = _("Counted as")
    sentence = _("The request of this day now counts as: {counts_as}.")
    counts = frozenset(
        f"lost_traced.{line}" for line in ("sent_open", "sent_hit", "sent_no_hit", "received_answered")
    )  # fmt: skip

    counts_as: str
    channel: str

    def counted(self) -> Iterable[Counted]:
        """No longer open, and found there or not; or answered by us. A trace not completed has no line."""
        dims = {"channel": COUNTED_AS[Channel(self.channel)]}
        if self.counts_as == "received_answered":
            yield Counted("lost_traced.received_answered", Decimal(1), Unit.request, dims)
        else:
            yield Counted("lost_traced.sent_open", Decimal(-1), Unit.request, dims)
            if self.counts_as in ("sent_hit", "sent_no_hit"):
                yield Counted(f"lost_traced.{self.counts_as}", Decimal(1), Unit.request, dims)


declare(
    RequestSent, RequestReceived, Acknowledged, Searched, CandidateAttached, HitConfirmed, MoreAsked, MoreGiven,
    Delayed, PartlyAnswered, Answered, Refused, Reminded, Closed, PersonNamed, RequestCounted,
)  # fmt: skip
