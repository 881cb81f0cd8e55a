"""About the data: sources, what is not mapped, conventions, codes, one file with everything."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count
from django.http import HttpRequest, HttpResponse

from opensalw.core.jurisdictions import code_lists, codes
from opensalw.core.units import Unit
from opensalw.roadmap.cells import MISSING, OBS_STATUS
from opensalw.roadmap.models import Observation, Source
from opensalw.roadmap.real_round.iafq import read_iafq
from opensalw.roadmap.real_round.reading import coordination_facts
from opensalw.roadmap.real_round.reading import not_mapped as rows_not_mapped

from . import reading
from .frame import answer, current, public_page


@public_page
def data(request: HttpRequest) -> HttpResponse:
    """Where the figures come from and under which terms, what is left out, and how to read what is there."""
    frame = current()
    lists = code_lists()
    context = {
        "classes": by_class(reading.sources_in_use().annotate(count=Count("observations"))),
        "figures": reading.public_observations().filter(framework__key=frame.spec.key).order_by().count(),
        "reasons": by_reason(rows_not_mapped()), "questionnaire": by_reason(read_iafq().not_mapped),
        "facts": coordination_facts(), "statuses": OBS_STATUS.items(), "missing": MISSING.values(),
        "fits": Observation.Fit.choices, "units": list(Unit), "code_lists": lists.values(),
        "codes": [(seat, [codes(seat.id, key) for key in lists]) for seat in frame.seats],
    }  # fmt: skip
    return answer(request, "data", frame, context)


@public_page
def not_mapped(request: HttpRequest) -> HttpResponse:
    """Every row of the data files that stands on no line, with its reason."""
    context = {"rows": rows_not_mapped(), "questionnaire": read_iafq().not_mapped}
    return answer(request, "not_mapped", current(), context)


def by_class(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """Sources under the name of their class."""
    titles = dict(Source.Kind.choices)
    return [(str(titles[kind]), list(found)) for kind, found in groupby(sources, key=lambda one: one.kind)]


def by_reason(rows: Iterable) -> list[tuple[str, int]]:
    """How many rows are left out for each reason, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.why] = counts.get(row.why, 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])
