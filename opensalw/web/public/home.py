"""Home: the region at a glance."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import Jurisdiction
from opensalw.roadmap.framework.spec import Goal
from opensalw.roadmap.models import Observation, Round, TextItem
from opensalw.roadmap.queries.rounds import open_rounds, points, reported_seats, visible_texts

from . import happenings, reading
from .frame import Frame, answer, in_use, public_page
from .headlines import Headline, headlines_of
from .reports import latest_reports

NEEDS = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The framework, its latest round, who reported, goals with their headline figures, what is new."""
    frame = in_use()
    if frame is None:
        return answer(request, "home_empty", None, {})
    round = frame.round
    figures = list(reading.figures(frame.spec, round=round)) if round else []
    reported = reported_seats(round) if round else []
    texts = text_counts(round)
    needs = points([TextItem.Kind.NEED], round_key=round.key if round else "-")
    context = {
        "round": round, "reported": [jid for jid in reported if jid in frame.asked], "asked": frame.asked,
        "open_rounds": [one for one in open_rounds().defer("framework__text", "framework__canonical") if one != round],
        "tiles": [tile(frame, seat, figures, texts, reported) for seat in frame.seats],
        "goals": [goal_row(frame, goal, figures, texts) for goal in frame.spec.goals],
        "reports": latest_reports(), "happenings": happenings.latest(frame),
        "needs": needs[:NEEDS], "needs_count": needs.count() if round else 0,
    }  # fmt: skip
    return answer(request, "home", frame, context)


def text_counts(round: Round | None) -> dict[tuple[str, int], int]:
    """How many points of the narrative each seat has under each goal."""
    counts: dict[tuple[str, int], int] = {}
    if round is not None:
        found = visible_texts().filter(submission__round=round).select_related(None)
        for jid, goal in found.order_by().values_list("submission__jurisdiction", "goal"):
            counts[jid, goal] = counts.get((jid, goal), 0) + 1
    return counts


def tile(frame: Frame, seat: Jurisdiction, figures: list[Observation], texts: dict, reported: list[str]) -> dict:
    """A seat's tile: how many figures and points of the narrative its part holds."""
    own = [row for row in figures if row.jurisdiction == seat.id and row.kind != "missing"]
    said = sum(count for (jid, _goal), count in texts.items() if jid == seat.id)
    return {"seat": seat, "figures": len(own), "texts": said, "reported": seat.id in reported}


def goal_row(frame: Frame, goal: Goal, figures: list[Observation], texts: dict) -> dict:
    """A goal: which seats have something under it, and its headline figures."""
    keys = {
        frame.spec.source_measure(m).key for m in frame.spec.measures_of_goal(goal.number) if m.goals[0] == goal.number
    }
    states = []
    for seat in frame.seats:
        has_figure = any(
            row.jurisdiction == seat.id and row.measure in keys and row.kind != "missing" for row in figures
        )
        has_text = (seat.id, goal.number) in texts
        states.append((seat, "figures" if has_figure and has_text else "some" if has_figure or has_text else "none"))
    headlines: list[Headline] = headlines_of(frame, goal, figures)
    return {"goal": goal, "states": states, "said": said(states), "headlines": headlines}


def said(states: list) -> str:
    """The bar of a goal in words; what no seat has is left out."""
    counts = {key: sum(state == key for _seat, state in states) for key in ("figures", "some", "none")}
    words = {
        "figures": _("%(count)d with narrative and figures"),
        "some": _("%(count)d with one of the two"),
        "none": _("%(count)d with neither"),
    }
    return ", ".join(words[key] % {"count": count} for key, count in counts.items() if count)
