"""Search: jurisdictions, goals, measures, sources, points of the narrative; grouped."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import fold
from opensalw.core.jurisdictions import search as matching_jurisdictions
from opensalw.core.richtext import plain_of
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.queries.rounds import visible_texts

from . import reading
from .frame import Frame, answer, current, public_page

LONGEST = 100
PER_GROUP = 20


@dataclass(frozen=True)
class Hit:
    """Something that was found: its title, where it leads, and a line under it."""

    title: str
    url: str
    under: str = ""


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """What answers to the words that were typed, by kind."""
    frame, query = current(), request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups = found(frame, query) if len(query) > 1 else []
    context = {"query": query, "groups": groups, "count": sum(len(hits) for _title, hits in groups)}
    return answer(request, "search", frame, context)


def found(frame: Frame, query: str) -> list[tuple[str, list[Hit]]]:
    """The groups that hold anything."""
    words = fold(query)
    groups = [
        (
            _("Jurisdictions"),
            [Hit(label(jid), reverse("jurisdiction", args=[jid])) for jid in matching_jurisdictions(query)],
        ),
        (frame.spec.goal_word.plural, goals(frame.spec, words)),
        (_("Indicators"), measures(frame.spec, words)),
        (_("Points of the narrative"), texts(query)),
        (_("Statements of organisations"), statements(query)),
        (_("Sources"), sources(query)),
    ]
    return [(title, hits[:PER_GROUP]) for title, hits in groups if hits]


def goals(spec: FrameworkSpec, words: str) -> list[Hit]:
    """Goals whose title, wording or topics hold the words."""
    hits = []
    for goal in spec.goals:
        wording = goal.official_wording.text if goal.official_wording else ""
        if words in fold(" ".join([f"{spec.goal_word.singular} {goal.number}", goal.title, wording, *goal.topics])):
            title = f"{spec.goal_word.singular} {goal.number}. {goal.title}"
            hits.append(Hit(title, reverse("goal", args=[spec.key, goal.number])))
    return hits


def measures(spec: FrameworkSpec, words: str) -> list[Hit]:
    """Measures whose title or definition holds the words; of a line that does, the line."""
    hits = []
    for measure in spec.measures:
        url = reverse("indicator", args=[measure.key])
        if words in fold(f"{measure.title} {measure.definition} {measure.key}"):
            hits.append(Hit(measure.title, url, measure.definition))
        for line in measure.lines:
            if words in fold(line.title):
                hits.append(Hit(line.title, f"{url}?line={line.key}", measure.title))
    return hits


def texts(query: str) -> list[Hit]:
    """Public points of the narrative that hold the words."""
    rows = visible_texts().filter(Q(text__icontains=query) | Q(translation__icontains=query))
    return [
        Hit(
            plain_of(item.text), f"{reverse('jurisdiction', args=[item.submission.jurisdiction])}#goal-{item.goal}",
            f"{label(item.submission.jurisdiction)}, {item.get_kind_display()}, {item.submission.round_id}",
        )
        for item in rows.order_by("submission__jurisdiction", "goal", "position")[:PER_GROUP]
    ]  # fmt: skip


def statements(query: str) -> list[Hit]:
    """What organisations said of public parts."""
    rows = reading.public_statements().filter(Q(text__icontains=query) | Q(organisation__icontains=query))
    return [
        Hit(one.text, reverse("round", args=[one.round_id]) + "#statements", one.organisation)
        for one in rows[:PER_GROUP]
    ]


def sources(query: str) -> list[Hit]:
    """Publications by title or publisher."""
    rows = reading.sources_in_use().filter(Q(title__icontains=query) | Q(publisher__icontains=query))
    return [Hit(one.title, f"{reverse('data')}#source-{one.key}", one.publisher) for one in rows[:PER_GROUP]]
