"""The burden meter of a round: for the secretariat, as a page and as CSV."""

from dataclasses import fields

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.roadmap.queries.burden import Burden, burden_of
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest

from .access import find_round, secretariat_only
from .lines import line_title

COLUMNS = ("of", *(one.name for one in fields(Burden)))


@secretariat_only
def round_burden(request: PersonalRequest, round: str) -> HttpResponse:
    """What the round asked of its people, by seat and by indicator, and which fields it may be better to drop."""
    held = find_round(round)
    found, spec = burden_of(held), held.framework.spec
    titles = {measure.key: measure.title for measure in spec.measures}
    context = {
        "round": held,
        "whole": found.whole,
        "tables": [
            (_("By jurisdiction"), _("Jurisdiction"), [(label(one.name), one) for one in found.parts]),
            (_("By indicator"), _("Indicator"), [(titles[one.name], one) for one in found.measures]),
        ],
        "droppable": [(line_title(spec, line), count) for line, count in found.droppable],
    }
    return render(request, "work/burden.html", context)


@secretariat_only
def round_burden_file(request: PersonalRequest, round: str) -> HttpResponse:
    """The same as CSV: a row for each seat and each indicator."""
    found = burden_of(find_round(round))
    groups = (("jurisdiction", found.parts), ("indicator", found.measures))
    rows = ({"of": of, **{name: getattr(one, name) for name in COLUMNS[1:]}} for of, held in groups for one in held)
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"{round}-burden.csv")
