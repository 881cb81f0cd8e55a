"""The library of built documents."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opensalw.documents.models import Report
from opensalw.documents.queries import library, stored_at

from .frame import answer, current, public_page

LATEST = 6


def published() -> QuerySet[Report]:
    """The documents that were released to the public; their round without its framework's texts."""
    return library().select_related(None).select_related("round")


def grouped(found: Iterable[Report]) -> list[tuple[Report, list[Report]]]:
    """Documents with their formats together: the first of each, and all of them."""
    groups = groupby(found, key=lambda one: (one.round_id, one.kind, one.jurisdiction, one.number))
    return [(files[0], files) for _same, group in groups if (files := list(group))]


def latest_reports() -> list[tuple[Report, list[Report]]]:
    """The latest documents for the home page."""
    return grouped(published()[: LATEST * len(Report.Format)])[:LATEST]


@public_page
def reports(request: HttpRequest) -> HttpResponse:
    """All documents, the latest round first."""
    return answer(request, "reports", current(), {"reports": grouped(published()), "kinds": Report.Kind.labels})


@require_safe
def report_file(request: HttpRequest, id: UUID, name: str) -> FileResponse:
    """The bytes of a document, exactly as they were built."""
    found = published().filter(pk=id, file_name=name).first()
    path = stored_at(found.sha256) if found else None
    if found is None or path is None or not path.is_file():
        raise Http404(_("There is no document at this address."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name)
