"""The public page of a round."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL, jurisdiction
from opensalw.roadmap.models import Round
from opensalw.roadmap.queries.rounds import narrative
from opensalw.roadmap.real_round.reading import coordination_facts

from . import reading
from .doors import marks_in
from .frame import Frame, answer, public_page, spec_of
from .narrative import by_kind
from .tables import part_states, round_table


@public_page
def round(request: HttpRequest, key: str) -> HttpResponse:
    """A round: dates, parts, narrative by goal and seat, statements, figures."""
    found = (
        Round.objects.select_related("framework")
        .defer("framework__text", "framework__canonical")
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise Http404(_("There is no round at this address."))
    frame = Frame(found.framework, spec_of(found.framework))
    figures = list(reading.figures(frame.spec, round=found))
    texts = narrative(found)
    said = list(reading.public_statements(round=found))
    context = {
        "round": found, "parts": part_states(found),
        "goals": [(goal, goal_texts(texts.get(goal.number, {}))) for goal in frame.spec.goals],
        "marks": marks_in(figures), "figures": round_table(frame, figures, found.figures_period),
        "statements": [(goal, [one for one in said if one.goal == goal.number]) for goal in frame.spec.goals],
        "general": [one for one in said if one.goal is None],
        "facts": coordination_facts() if found.is_reconstructed else (),
    }  # fmt: skip
    return answer(request, "round", frame, context)


def goal_texts(found: dict) -> list:
    """The points of a goal by seat, the region last."""
    return [(jurisdiction(jid), by_kind(items)) for jid, items in found.items() if jid != REGIONAL] + [
        (jurisdiction(jid), by_kind(items)) for jid, items in found.items() if jid == REGIONAL
    ]
