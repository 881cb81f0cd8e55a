"""The pages of the jurisdictions."""

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import code_lists, codes, ids
from opensalw.core.jurisdictions import jurisdiction as declared
from opensalw.roadmap.models import ActionPlan, Snapshot
from opensalw.roadmap.queries.publicity import public_now
from opensalw.roadmap.queries.rounds import arranged, reported_seats, visible_texts

from . import reading
from .frame import answer, current, public_page
from .home import text_counts, tile
from .narrative import by_kind
from .tables import seat_table

OLDER = 400


@public_page
def jurisdictions(request: HttpRequest) -> HttpResponse:
    """The six seats in their order."""
    frame = current()
    round = frame.round
    figures = list(reading.figures(frame.spec, round=round)) if round else []
    texts, reported = text_counts(round), reported_seats(round) if round else []
    tiles = [tile(frame, seat, figures, texts, reported) for seat in frame.seats]
    return answer(request, "jurisdictions", frame, {"tiles": tiles, "round": round})


@public_page
def jurisdiction(request: HttpRequest, jid: str) -> HttpResponse:
    """A jurisdiction across all goals: figures, narrative, needs, plan, statements, rounds."""
    frame = current()
    if jid not in ids():
        raise Http404(_("There is no jurisdiction at this address."))
    seat, round = declared(jid), frame.round
    figures = list(reading.figures(frame.spec, jurisdiction=jid).order_by("-end", "id")[: OLDER + 1])
    texts = arranged(visible_texts().filter(submission__jurisdiction=jid, submission__round=round)) if round else {}
    tables = {goal.number: rows for goal, rows in seat_table(frame, figures[:OLDER])}
    said = list(reading.public_statements(jurisdiction=jid, round=round)) if round else []
    context = {
        "seat": seat, "round": round, "shown": len(figures[:OLDER]), "more": len(figures) > OLDER,
        "goals": [
            (goal, by_kind(texts.get(goal.number, {}).get(jid, ())), tables[goal.number],
             [one for one in said if one.goal == goal.number])
            for goal in frame.spec.goals
        ],
        "general": [one for one in said if one.goal is None],
        "plans": plans_of(jid, frame.spec.key),
        "parts": reading.public_parts(jurisdiction=jid).select_related("round").order_by("-round__figures_end"),
        "receipts": Snapshot.objects.filter(
            public_now("submission__"), submission__jurisdiction=jid,
            made_at__lte=F("submission__accepted_at"),
        ).defer("content").select_related("submission__round").order_by("-made_at"),
        "codes": [(title, codes(jid, key) or _("none")) for key, title in code_lists().items()],
        "others": [one for one in frame.seats if one.id != jid],
    }  # fmt: skip
    return answer(request, "jurisdiction", frame, context)


def plans_of(jid: str, framework: str) -> list[ActionPlan]:
    """The versions of a seat's action plan, the latest first, with their activities."""
    return list(ActionPlan.objects.filter(jurisdiction=jid, framework_key=framework).prefetch_related("activities"))
