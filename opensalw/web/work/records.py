"""The entries behind a computed figure."""

from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render

from opensalw.core.units import figure
from opensalw.ledger.queries import After, entries_behind
from opensalw.roadmap.counts import is_whole_months
from opensalw.roadmap.reach import refuse_seeing
from opensalw.roadmap.record_counts import STOCKS, TALLIED, count_of
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .parts import part_page

SIZE = 100


@working
def part_entries(request: PersonalRequest, round: str, jid: str, measure: str, line: str) -> HttpResponse:
    """What a proposed figure is made of, entry by entry; a corrected entry is named and adds nothing."""
    page = part_page(request, find_part(request, round, jid))
    state = page.measure(measure)
    found = next((one for one in state.lines if one.line.key == line), None) if state else None
    here = f"{measure}.{line}"
    if found is None or not count_of(page.spec.key, measure, line) or here not in TALLIED:
        raise Http404(here)
    allow(refuse_seeing(page.part, measure, page.person))
    period = page.round.figures_period
    first = None if here in STOCKS else period.start
    after = _after(request.GET.get("after", ""))
    rows = entries_behind(jid, here, first, period.end, limit=SIZE + 1, after=after) if is_whole_months(period) else []
    context = {
        "page": page, "tab": "figures", "state": state, "line": found, "first": first, "period": period,
        "whole": figure(found.computed) if found.computed is not None else "",
        "rows": [(one, figure(Decimal(0) if one.corrected_by else one.amount)) for one in rows[:SIZE]],
        "next_url": "?after={0.day}_{0.entry}".format(rows[SIZE - 1].place) if len(rows) > SIZE else "",
        "is_begun": after is not None,
    }  # fmt: skip
    return render(request, "work/entries.html", context)


def _after(text: str) -> After | None:
    """The place that an address names; none where it names nothing that could be one."""
    day, _sign, entry = text.partition("_")
    try:
        return After(date.fromisoformat(day), int(entry))
    except ValueError:
        return None
