"""With what the minutes of an item begin: the points that its jurisdiction submitted, by goal."""

from collections import defaultdict

from django.utils.translation import gettext as _

from opensalw.core.richtext import plain_of
from opensalw.roadmap.models import Submission, TextItem
from opensalw.roadmap.states import State

from ..models import Item, Meeting

SENT = (State.SUBMITTED, State.ACCEPTED, State.RELEASED, State.RECONSTRUCTED)
PER_GOAL = 6


def submitted_points(meeting: Meeting, jurisdiction: str) -> dict[int, list[TextItem]]:
    """The points of the part that a jurisdiction sent for the meeting's round, by goal; nothing of a draft."""
    if meeting.round is None:
        return {}
    part = Submission.objects.filter(round=meeting.round, jurisdiction=jurisdiction, state__in=SENT).first()
    found: dict[int, list[TextItem]] = defaultdict(list)
    if part is not None:
        kinds = list(TextItem.Kind.values)
        for point in sorted(part.texts.all(), key=lambda one: (one.goal, kinds.index(one.kind), one.position)):
            found[point.goal].append(point)
    return dict(found)


def skeleton_of(item: Item, meeting: Meeting, most: int = PER_GOAL) -> str:
    """The first text of an item's minutes; empty where nothing was submitted for it."""
    if item.kind != Item.Kind.PRESENTATION or not item.jurisdiction or meeting.round is None:
        return ""
    goals = submitted_points(meeting, item.jurisdiction)
    spec = meeting.round.framework.spec
    word, titles = spec.goal_word.singular, {goal.number: goal.title for goal in spec.goals}
    parts = []
    for goal, points in goals.items():
        if item.goals and goal not in item.goals:
            continue
        shown = points[:most]
        lines = [f"- {_kind(point)}{_one_line(point)}" for point in shown]
        if len(points) > most:
            lines.append("- " + _("%(count)d more points in the submission.") % {"count": len(points) - most})
        parts.append("\n".join([f"**{word} {goal}. {titles.get(goal, '')}**", "", *lines]))
    return "\n\n".join(parts)


def _kind(point: TextItem) -> str:
    words = {TextItem.Kind.CHALLENGE: _("Challenge"), TextItem.Kind.PLAN: _("Plan"), TextItem.Kind.NEED: _("Need")}
    return f"{words[TextItem.Kind(point.kind)]}: " if point.kind in words else ""


def _one_line(point: TextItem) -> str:
    return " ".join(plain_of(point.translation or point.text).split())
