"""The link chart of a weapon, and the same as CSV for link-analysis programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from opensalw.registers.models import Firearm
from opensalw.tracing.queries.linking import links_of
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest

from .access import of_desk
from .drawings import link_chart

COLUMNS = ("from", "from_kind", "to", "to_kind", "link", "on")


def _weapon(jid: str, number: str) -> Firearm:
    found = Firearm.objects.filter(jurisdiction=jid, number=number).first()
    if found is None:
        raise Http404(number)
    return found


@of_desk
def trace_links(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """What a weapon is linked with: a drawing, and a table that says the same."""
    weapon = _weapon(jid, number)
    chart = links_of(weapon)
    rows = [(chart.nodes[one.start], one, chart.nodes[one.end]) for one in chart.links]
    context = {"jid": jid, "weapon": weapon, "rows": rows, "drawing": link_chart(chart) if rows else ""}
    return render(request, "desk/links.html", context)


@of_desk
def trace_links_file(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """One row for each link: two things with their kinds, how they belong together, since when."""
    chart = links_of(_weapon(jid, number))
    rows: list[dict[str, object]] = []
    for one in chart.links:
        start, end = chart.nodes[one.start], chart.nodes[one.end]
        values = (start.words, start.kind, end.words, end.kind, one.how, str(one.on or ""))
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"links-{number}.csv")
