"""A table of concordance as it stood on a day, both ways, and as files."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids
from opensalw.documents.content.legal import compliance_document, concordance_document
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.legislation.models import ActVersion, Row, Stand
from opensalw.legislation.queries.past import changed_on, from_own, rows_on
from opensalw.legislation.rules import STANDING
from opensalw.web.files import attached, written
from opensalw.web.public.frame import answer, current, public_page

from .days import asked_day

DOCUMENTS = {"concordance": concordance_document, "compliance": compliance_document}
FORMATS = ("docx", "pdf", "xlsx")
COLUMNS = ("provision", "title", "grade", "was_grade", "state", "own_provisions", "evidence", "deadline", "because")


def version_of(number: int, jid: str) -> ActVersion:
    """The version of an address; a jurisdiction that is not declared has no table."""
    if jid not in ids():
        raise Http404(_("There is no such table."))
    return get_object_or_404(ActVersion.objects.select_related("act"), pk=number)


def _ended(rows: Sequence[Stand]) -> bool:
    """Whether the version had been replaced by the day."""
    return bool(rows) and all(row.state not in STANDING for row in rows)


@public_page
def table(request: HttpRequest, version: int, jid: str) -> HttpResponse:
    """The rows of a jurisdiction at a version at the end of a day: from the act, or from the own law."""
    found, back, on = version_of(version, jid), request.GET.get("from") == "own", asked_day(request)
    rows = rows_on(found, jid, on)
    firm = sum(row.state == Row.State.REVIEWED for row in rows)
    context = {
        "version": found, "jid": jid, "rows": rows, "back": back, "own": from_own(rows), "firm": firm, "on": on,
        "ended": _ended(rows), "past": on < timezone.localdate(), "days": changed_on(found, jid),
    }  # fmt: skip
    return answer(request, "concordance", current(), context)


@public_page
def table_file(request: HttpRequest, version: int, jid: str, kind: str, format: str) -> HttpResponse:
    """The table of a day, or its statement of compliance, as a file."""
    found, on = version_of(version, jid), asked_day(request)
    name = f"{kind}-{found.act_id}-{jid.lower()}-{on}.{format}"
    if (kind, format) == ("concordance", "csv"):
        rows: list[dict[str, object]] = [
            {
                "provision": row.provision.number, "title": row.provision.title, "grade": row.grade,
                "was_grade": row.was_grade, "state": row.state, "evidence": row.evidence,
                "own_provisions": "; ".join(f"{act.key}: {number}" for act, number in row.named),
                "deadline": row.deadline or "", "because": row.because,
            }
            for row in rows_on(found, jid, on)
        ]  # fmt: skip
        return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", name)
    if kind not in DOCUMENTS or format not in FORMATS:
        raise Http404(_("There is no such file."))
    return attached(printed(DOCUMENTS[kind](found, jid, on), format), MEDIA_TYPES[format], name)
