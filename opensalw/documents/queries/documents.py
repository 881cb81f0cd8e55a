"""Questions about documents: what a round's set holds, what the library has."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import jurisdiction as declared
from opensalw.roadmap.models import Round, Submission
from opensalw.roadmap.queries.observations import of_round
from opensalw.roadmap.queries.publicity import public_now

from .. import docx, html, markdown, pdf, xlsx
from ..blocks import Document
from ..content import brief, contributions, indicators, narrative
from ..models import Report

PRINTERS: dict[Report.Format, Callable[[Document], bytes | str]] = {
    Report.Format.DOCX: docx.render,
    Report.Format.PDF: pdf.render,
    Report.Format.XLSX: xlsx.render,
    Report.Format.MARKDOWN: markdown.render,
    Report.Format.HTML: html.render,
}
FILE_FORMATS = (Report.Format.DOCX, Report.Format.PDF, Report.Format.XLSX, Report.Format.MARKDOWN)
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def document_of(round: Round, kind: str, jurisdiction: str = "") -> Document:
    """A document of a round as blocks, from what is public of it now."""
    if kind == Report.Kind.BRIEF:
        return brief.build(round, jurisdiction)
    whole = {
        Report.Kind.NARRATIVE: narrative.build, Report.Kind.INDICATORS: indicators.build,
        Report.Kind.CONTRIBUTIONS: contributions.build,
    }  # fmt: skip
    return whole[Report.Kind(kind)](round)


def document_set(round: Round, *, briefs: bool = False) -> Iterator[tuple[str, str, Document]]:
    """The documents of a round: kind, jurisdiction or nothing, blocks."""
    yield Report.Kind.NARRATIVE, "", document_of(round, Report.Kind.NARRATIVE)
    yield Report.Kind.INDICATORS, "", document_of(round, Report.Kind.INDICATORS)
    yield Report.Kind.CONTRIBUTIONS, "", document_of(round, Report.Kind.CONTRIBUTIONS)
    if briefs:
        for jid in round.framework.spec.jurisdictions:
            yield Report.Kind.BRIEF, jid, document_of(round, Report.Kind.BRIEF, jid)


def figures_printed(round: Round, kind: str, jurisdiction: str = "") -> list[UUID]:
    """The observations that a document of a round prints, by their ids."""
    if kind in (Report.Kind.NARRATIVE, Report.Kind.CONTRIBUTIONS):
        return []
    found = of_round(round.key).filter(jurisdiction=jurisdiction) if jurisdiction else of_round(round.key)
    others = [] if jurisdiction else indicators.others(round)
    return sorted([*found.order_by().values_list("pk", flat=True), *(row.pk for row in others)])


def published_with(figures: Iterable[UUID]) -> QuerySet[Report]:
    """The published documents that print any of these observations, the latest round first."""
    return library().filter(figures__overlap=list(figures))


def printed(document: Document, format: str) -> bytes:
    """The bytes of a document in a format."""
    made = PRINTERS[Report.Format(format)](document)
    return made if isinstance(made, bytes) else made.encode()


def file_name(round: Round, kind: str, jurisdiction: str, format: str) -> str:
    """A file name that says what is inside; the seat stands for the jurisdiction."""
    seat = f"-{declared(jurisdiction).seat.lower()}" if jurisdiction else ""
    return f"{round.key}-{kind}{seat}.{format}"


def stored_at(digest: str) -> Path:
    """Where the built document with this SHA-256 lies."""
    return settings.REPORTS / digest[:2] / digest


def library(*, everything: bool = False) -> QuerySet[Report]:
    """The built documents, latest round first; those that are not public yet only for those who may see them.

    The clock of the database decides. A document is never public before a part that it was compiled from.
    """
    found = Report.objects.select_related("round__framework")
    if everything:
        return found
    parts = Submission.objects.filter(round=OuterRef("round"), public_from__gt=Now())
    waiting = parts.filter(released_at__lte=OuterRef("built_at"))
    return found.filter(~Exists(waiting), public_from__lte=Now())


def refuse_publishing(round: Round) -> str | None:
    """Why a round's documents stay with the secretariat, or None.

    A part that is public and being amended does not hold them back: what is public stands and is printed.
    """
    if not round.reports.exists():
        return _("Build the reports first.")
    waiting = round.submissions.exclude(state="released").exclude(public_now())
    if round.state == Round.State.OPEN and waiting.exists():
        return _("Some parts of this round are not released, so its reports stay with the secretariat.")
    return None
