"""What is handed over: a request as a sheet, as text, as NIEM; and the products of the focal point."""

from django.http import HttpResponse

from opensalw.documents.content import products
from opensalw.documents.content import tracing as sheets
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.returns.niem import as_json, as_xml
from opensalw.tracing.models import TraceRequest
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest

from .access import find_request, of_desk
from .outcomes import half_year

COLUMNS = ("part", "field", "title", "answer")


@of_desk
def trace_paper(request: PersonalRequest, jid: str, number: str, format: str) -> HttpResponse:
    """The request as PDF or CSV in the order of the form, as text to paste, or as NIEM."""
    trace = find_request(jid, number)
    body, kind = _made(trace, format)
    return private(attached(body, kind, f"{trace.number}.{format}"))


def _made(trace: TraceRequest, format: str) -> tuple[bytes | str, str]:
    if format == "pdf":
        return printed(sheets.build(trace), "pdf"), "application/pdf"
    if format == "csv":
        rows: list[dict[str, object]] = [dict(zip(COLUMNS, line, strict=True)) for line in sheets.lines_of(trace)]
        return written(COLUMNS, rows), "text/csv; charset=utf-8"
    if format == "txt":
        return sheets.as_text(trace), "text/plain; charset=utf-8"
    if format == "xml":
        return as_xml(trace), "application/xml"
    return as_json(trace), "application/ld+json"


@of_desk
def trace_product(request: PersonalRequest, jid: str, kind: str, format: str) -> HttpResponse:
    """A product with the figures of the half-year, ready for the analyst's words."""
    period = half_year(request.GET.get("period", ""))
    content = printed(products.build(kind, jid, period), format)
    return private(attached(content, MEDIA_TYPES[format], f"{kind}-{jid}-{period.start.isoformat()}.{format}"))


def private(response: HttpResponse) -> HttpResponse:
    """A file that nobody on the way keeps."""
    response["Cache-Control"] = "private, no-store"
    return response
