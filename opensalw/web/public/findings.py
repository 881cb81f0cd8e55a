"""One sentence that says what an indicator's figures show, and nothing that they do not show."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.designations import label

from .doors import grade_title, words_of
from .indicator_page import IndicatorPage
from .series import latest_known


def of(page: IndicatorPage) -> str:
    """The finding of the line that is shown."""
    if page.is_stock:
        return _stock(page)
    reported = [region.reported for region in page.series.regions]
    column = next((at for least in (2, 1) for at in reversed(range(len(reported))) if reported[at] >= least), None)
    if column is None and page.series.undecided:
        told = _(
            "%(line)s: no source says that a figure belongs here; the figures that may belong stand below the table."
        )
        return told % {"line": page.line.title}
    if column is None:
        return _("%(line)s: nothing that can be shown by period yet.") % {"line": page.line.title}
    period, region = page.series.window.columns[column], page.series.regions[column]
    facts: dict[str, object] = {
        "line": page.line.title,
        "period": period.label,
        "total": region.text,
        "coverage": region.coverage,
    }
    if region.text and region.coverage:
        return _("%(line)s, %(period)s: %(total)s, reported by %(coverage)s.") % facts
    facts |= {"count": region.reported, "asked": region.asked, "names": _names(page, column)}
    told = ngettext(
        "%(line)s, %(period)s: %(count)d of %(asked)d jurisdictions has something to show (%(names)s).",
        "%(line)s, %(period)s: %(count)d of %(asked)d jurisdictions have something to show (%(names)s).",
        region.reported,
    )
    return f"{told % facts} {_('There is no regional total.')}"


def _names(page: IndicatorPage, column: int) -> str:
    told = []
    for row in page.series.rows:
        cell = row.cells[column]
        if cell.figures and not cell.figures[0][0].missing:
            told.append(f"{label(row.seat.id)} {cell.figures[0][0].text}")
    return "; ".join(told)


def _stock(page: IndicatorPage) -> str:
    latest = latest_known(page.spec, page.line, page.found, page.frame.asked)
    known = {jid: [row for row in rows if row.kind != "missing"] for jid, rows in latest.items()}
    if not any(known.values()):
        return _("%(line)s: no jurisdiction has a figure yet.") % {"line": page.line.title}
    if page.line.kind == "grade":
        counts = Counter(row.grade for rows in known.values() for row in rows if row.grade)
        ladder = [grade.key for grade in reversed(page.line.grades)]
        parts = [f"{grade_title(page.line, key).lower()} {counts[key]}" for key in ladder if counts[key]]
        return _("%(line)s, as last known: %(counts)s.") % {"line": page.line.title, "counts": ", ".join(parts)}
    told = [f"{label(jid)} {words_of(row, page.line, True)}" for jid, rows in known.items() for row in rows]
    return _("%(line)s, as last known, each on its own date: %(told)s.") % {
        "line": page.line.title,
        "told": "; ".join(told),
    }
