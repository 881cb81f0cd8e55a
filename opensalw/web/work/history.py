"""The history of a part: the entries of the ledger, its receipts, and every change of its draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opensalw.core.queries import names_of
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import MISSING
from opensalw.roadmap.figure_text import as_typed
from opensalw.roadmap.history import cell_from
from opensalw.roadmap.models import DraftChange
from opensalw.roadmap.queries.changes import broken_change, changes_of, within_reach
from opensalw.roadmap.reach import own_institutions, reach_of
from opensalw.web.files import attached, written
from opensalw.web.paging import address, keyset
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .lines import dims_in_words, line_title
from .parts import PartPage, part_page

COLUMNS = ("number", "at", "by", "thing", "key", "before", "after", "via", "why", "seal")


@dataclass(frozen=True)
class Changed:
    """A change as the page shows it."""

    row: DraftChange
    who: str
    title: str
    under: str
    before: str
    after: str


@working
def part_history(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """What happened to a part: its steps, its receipts, and every change of its draft."""
    page = part_page(request, find_part(request, round, jid))
    wanted = {name: request.GET.get(name, "") for name in ("thing", "line")}
    found = within_reach(changes_of(page.part, key=wanted["line"], thing=wanted["thing"]), page.reach)
    listed = keyset(request, found, "-number")
    entries = _seen(page, history(page.part.pk))
    names = names_of({entry.by for entry in entries} | {row.by for row in listed.rows})
    context = {
        "page": page,
        "tab": "history",
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in reversed(entries)],
        "receipts": list(page.part.snapshots.defer("content")) if page.reach.whole else [],
        "changes": [changed(page, row, names.get(row.by, row.by)) for row in listed.rows],
        "listed": listed,
        "wanted": wanted,
        "things": DraftChange.Thing.choices,
        "measures": [(one.measure.key, one.measure.title) for one in page.measures],
        "file_url": address(request),
    }
    return render(request, "work/history.html", context)


def _seen(page: PartPage, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that the reader may see: of what was handed to institutions, only that of the own one."""
    if page.reach.whole:
        return list(entries)
    own = own_institutions(page.part, page.person)
    return [entry for entry in entries if entry.payload.get("institution") in (None, *own)]


@working
def part_changes(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Every change of a draft as CSV, the oldest first, and whether the history is whole."""
    part = find_part(request, round, jid)
    chosen = changes_of(part, key=request.GET.get("line", ""), thing=request.GET.get("thing", ""))
    found = within_reach(chosen, reach_of(part, request.person)).order_by("number")
    names = names_of(set(found.order_by().values_list("by", flat=True).distinct()))
    rows = (
        {
            "number": row.number, "at": row.at.isoformat(), "by": names.get(row.by, row.by),
            "thing": row.thing, "key": row.key, "before": plainly(row.before),
            "after": plainly(row.after), "via": row.via, "why": row.why, "seal": row.seal,
        }
        for row in found.iterator()
    )  # fmt: skip
    response = attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"{round}-{jid}-changes.csv")
    response["X-History"] = broken_change(part) or "whole"
    return response


def changed(page: PartPage, row: DraftChange, who: str) -> Changed:
    """A change in the words of the page."""
    if row.thing == DraftChange.Thing.FIGURE:
        line, _bar, dims = row.key.partition("|")
        title, split = line_title(page.spec, line), dict(pair.split("=", 1) for pair in dims.split("|") if pair)
        return Changed(row, who, title, dims_in_words(page.spec, split), figure(row.before), figure(row.after))
    if row.thing == DraftChange.Thing.TEXT:
        facts = row.after or row.before or {}
        title = f"{page.spec.goal_word.singular} {facts.get('goal', '')}"
        return Changed(row, who, title, "", (row.before or {}).get("text", ""), (row.after or {}).get("text", ""))
    if row.thing == DraftChange.Thing.EVIDENCE:
        name = "name"
        return Changed(row, who, _("Evidence"), "", (row.before or {}).get(name, ""), (row.after or {}).get(name, ""))
    return Changed(row, who, _("Activity %(code)s") % {"code": row.key}, "", plainly(row.before), plainly(row.after))


def figure(facts: dict[str, Any] | None) -> str:
    """What a figure said, as one would type it, with its reason or explanation."""
    if facts is None:
        return _("not answered")
    cell = cell_from(facts)
    words = str(MISSING[cell.reason].shown) if cell.reason else as_typed(cell)
    return f"{words} ({facts['explanation']})" if facts.get("explanation") else words


def plainly(facts: dict[str, Any] | None) -> str:
    """What was said as ``name: value`` pairs."""
    return "; ".join(f"{name}: {value}" for name, value in (facts or {}).items())
