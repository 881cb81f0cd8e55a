"""Act by jurisdiction: how far each is carried out on a day, with the own laws for it; as a file too."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.documents import xlsx
from opensalw.documents.content.legal import matrix_document
from opensalw.documents.queries.documents import MEDIA_TYPES
from opensalw.legislation.queries.acts import matrix
from opensalw.web.files import attached, written
from opensalw.web.public.frame import answer, current, public_page

from .days import asked_day

COLUMNS = ("act", "celex", "line", "jurisdiction", "seat", "grade", "on", "basis", "reopened", "own_acts", "source")


@public_page
def legal_matrix(request: HttpRequest) -> HttpResponse:
    """The matrix as it stood at the end of a day, today unless another is asked for."""
    frame, on = current(), asked_day(request)
    places = matrix(frame.asked, on=on)
    context = {
        "on": on, "seats": frame.seats, "day": f"?on={on}",
        "rows": [(act, [(seat, place[seat.id]) for seat in frame.seats]) for act, place in places.items()],
    }  # fmt: skip
    return answer(request, "legal_matrix", frame, context)


@public_page
def legal_matrix_file(request: HttpRequest, format: str) -> HttpResponse:
    """The matrix of a day as CSV or XLSX."""
    frame, on = current(), asked_day(request)
    places = matrix(frame.asked, on=on)
    name = f"legal-matrix-{on}.{format}"
    if format == "xlsx":
        return attached(xlsx.render(matrix_document(places, on)), MEDIA_TYPES["xlsx"], name)
    if format != "csv":
        raise Http404(_("There is no such file."))
    rows: list[dict[str, object]] = [
        {
            "act": str(act), "celex": act.celex, "line": act.line, "jurisdiction": jid, "seat": label(jid),
            "grade": place.grade or "not_known", "on": place.on or "", "basis": place.basis,
            "reopened": place.waiting, "source": place.source,
            "own_acts": "; ".join(f"{one}: {status.step if status else 'not_known'}" for one, status in place.own),
        }
        for act, seats in places.items() for jid, place in seats.items()
    ]  # fmt: skip
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", name)
