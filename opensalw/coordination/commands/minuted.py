"""Needs that were said at a meeting: found in its minutes, and entered when a person confirms each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..models import Meeting, Need
from ..queries.minuted import Proposal, proposals
from ..rules.meetings import refuse_minutes
from .needs import repeat_need, state_need


@dataclass(frozen=True)
class Confirmed:
    """A proposal that a person confirms: as a need of its own, or as one that stands already."""

    key: str
    jurisdiction: str = ""
    goal: int | None = None
    kind: str = Need.Kind.OTHER
    same_as: str = ""


@transaction.atomic
def confirm_asked(meeting: Meeting, confirmed: Iterable[Confirmed], *, by: Person) -> list[Need]:
    """Enter what the minutes ask for; the sentence, the item and the day of the meeting stay with each need."""
    require(refuse_minutes(by, meeting))
    chosen = list(confirmed)
    require(None if chosen else _("Choose what is a need."), field="asked")
    offered = {one.key: one for one in proposals(meeting)}
    made = []
    for one in chosen:
        found = offered.get(one.key)
        if found is None:
            raise Refused(_("The minutes have changed meanwhile. Look at what they ask for now."), "asked")
        made.append(_again(found, one, by) if one.same_as else _new(found, one, by))
    return made


def _new(found: Proposal, one: Confirmed, by: Person) -> Need:
    item, meeting = found.item, found.item.session.meeting
    jurisdiction = found.jurisdiction or one.jurisdiction
    require(None if jurisdiction else _("Say whose need it is: “%(words)s”.") % {"words": found.asked.sentence[:80]},
            field="jurisdiction")  # fmt: skip
    if one.goal is None:
        raise Refused(_("Choose the goal of: “%(words)s”.") % {"words": found.asked.sentence[:80]}, "goal")
    return state_need(
        jurisdiction=jurisdiction, goal=one.goal, kind=one.kind, text=found.asked.sentence, item=item,
        origin=Need.Origin.MEETING, round=meeting.round, locator=f"{meeting.title}, {item.title}"[:200],
        stated_on=meeting.starts_on, by=by,
    )  # fmt: skip


def _again(found: Proposal, one: Confirmed, by: Person) -> Need:
    need = next((need for need in found.similar if need.number == one.same_as), None)
    if need is None:
        raise Refused(_("%(number)s is not a need that stands here.") % {"number": one.same_as}, "same_as")
    repeat_need(need, item=found.item, text=found.asked.sentence, by=by)
    return need
