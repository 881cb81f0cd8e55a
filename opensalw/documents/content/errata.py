"""Errata: the public figures that were restated since the report before, with both values and the reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation, Restatement, Round
from opensalw.roadmap.queries.restatements import since

from ..blocks import Block, Cell, Column, Heading, Paragraph, Row, Table, missing, words
from ..models import Report
from .figures import cell_of, dims_words, period_words


def section(round: Round, kind: str, jurisdiction: str = "") -> list[Block]:
    """The errata of a document; nothing where nothing was restated.

    They begin at the first publication of the same document of the round before, or else of this round: two
    moments that stay, so that the same records give the same bytes whenever the document is built.
    """
    moment = _begins(round, kind, jurisdiction)
    found = since(round, moment) if moment else []
    kept = [one for one in found if jurisdiction in ("", one.jurisdiction)]
    return _told(round.framework.spec, kept, moment) if kept and moment else []


def _begins(round: Round, kind: str, jurisdiction: str) -> datetime | None:
    same = Report.objects.filter(kind=kind, jurisdiction=jurisdiction, published_at__isnull=False)
    earlier = same.filter(round__framework__key=round.framework.key, round__figures_end__lt=round.figures_end).order_by(
        "-round__figures_end"
    )
    before = earlier.first()
    return same.filter(round=before.round if before else round).aggregate(first=Min("published_at"))["first"]


def _told(spec: FrameworkSpec, found: Sequence[Restatement], moment: datetime) -> list[Block]:
    columns = (
        Column(_("Figure"), width=2.6), Column(_("Was"), align="right", width=0.9),
        Column(_("Is"), align="right", width=0.9), Column(_("Reason"), width=2.6), Column(_("Restated"), width=1.1),
    )  # fmt: skip
    body = [Row(_cells(spec, one)) for one in found]
    day = timezone.localdate(moment)
    lead = _(
        "Figures that were public and have been corrected since the report before this one (%(day)s). The tables of "
        "this report show what stands now. Earlier reports stay in the library as they were published."
    ) % {"day": Period(day, day).label}
    return [
        Heading(1, _("Errata"), anchor="errata"),
        Paragraph(lead),
        Table(columns, tuple(body), caption=_("Restated figures"), orientation="portrait"),
    ]


def _cells(spec: FrameworkSpec, one: Restatement) -> tuple[Cell, ...]:
    row = one.new or one.old
    assert row is not None
    assert one.decided_at is not None
    line = spec.line(f"{one.measure}.{one.line}")
    split = dims_words(spec, row.dims)
    about = [f"{label(one.jurisdiction)}: {line.title}", split, period_words(row)]
    unit = "" if line.kind == "grade" else line.unit.label
    reason = f"{one.get_cause_display()}: {one.reason}"
    day = timezone.localdate(one.decided_at)
    return (
        words(", ".join(part for part in (*about, unit) if part)), _value(spec, one.old, _("no figure")),
        _value(spec, one.new, _("withdrawn")), words(reason), words(Period(day, day).label),
    )  # fmt: skip


def _value(spec: FrameworkSpec, row: Observation | None, absent: str) -> Cell:
    return cell_of(row, spec.line(f"{row.measure}.{row.line}")) if row else missing(absent)
