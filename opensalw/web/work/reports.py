"""The report builder: what a round's documents say, build them, publish them, fetch them."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.jurisdictions import seats
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents import html, pdf
from opensalw.documents.commands import build_reports, publish_reports
from opensalw.documents.content import receipt as receipt_content
from opensalw.documents.models import Report
from opensalw.documents.queries import document_of, library, refuse_publishing, stored_at
from opensalw.roadmap.models import Snapshot
from opensalw.roadmap.queries.rounds import reported_seats, rounds
from opensalw.web.transactions import PersonalRequest

from .access import find_round, find_whole_part, secretariat_only, working


@secretariat_only
def report_builder(request: PersonalRequest) -> HttpResponse:
    """Every round with what was built of it."""
    found = rounds().annotate(
        built=Count("reports", distinct=True),
        public=Count("reports", filter=Q(reports__published_at__isnull=False), distinct=True),
    )
    return render(request, "work/reports.html", {"rounds": list(found)})


@secretariat_only
def report_round(request: PersonalRequest, round: str) -> HttpResponse:
    """The documents of a round: preview, build, publish, fetch."""
    found = find_round(round)
    context = {
        "round": found,
        "kinds": [(Report.Kind.NARRATIVE, "", ""), (Report.Kind.INDICATORS, "", "")],
        "seats": seats(),
        "built": grouped(library(everything=True).filter(round=found)),
        "reported": reported_seats(found),
        "refusal": refuse_publishing(found),
    }
    return render(request, "work/report_round.html", context)


def grouped(reports: Iterable[Report]) -> list[list[Report]]:
    """Documents with their formats together; the latest number of each first."""
    groups = groupby(reports, key=lambda one: (one.kind, one.jurisdiction, one.number))
    return [list(files) for _same, files in groups]


@secretariat_only
def report_preview(request: PersonalRequest, round: str, kind: str, jid: str = "") -> HttpResponse:
    """A document as it would be printed now, as a page."""
    found = find_round(round)
    if kind not in Report.Kind.values or (kind == Report.Kind.BRIEF) != (jid in found.framework.spec.jurisdictions):
        raise Http404(_("There is no document of this kind."))
    document = document_of(found, kind, jid)
    body = mark_safe(html.fragment(document))
    return render(request, "work/report_preview.html", {"round": found, "document": document, "body": body})


@require_POST
@secretariat_only
def report_build(request: PersonalRequest, round: str) -> HttpResponse:
    """Build the whole set and keep it."""
    found = find_round(round)
    built = build_reports(found, by=request.person)
    messages.success(request, _("%(count)d files are built.") % {"count": len(built)})
    return redirect("report_round", found.key)


@require_POST
@secretariat_only
def report_publish(request: PersonalRequest, round: str) -> HttpResponse:
    """Show what was built in the public library."""
    found = find_round(round)
    try:
        count = publish_reports(found, by=request.person)
        messages.success(request, _("%(count)d files are public now.") % {"count": count})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("report_round", found.key)


@secretariat_only
def report_fetch(request: PersonalRequest, id: UUID, name: str) -> FileResponse:
    """The bytes of a built document, published or not."""
    found = library(everything=True).filter(pk=id, file_name=name).first()
    if found is None or not stored_at(found.sha256).is_file():
        raise Http404(_("There is no document at this address."))
    return FileResponse(stored_at(found.sha256).open("rb"), as_attachment=True, filename=found.file_name)


@working
def receipt_print(request: PersonalRequest, round: str, jid: str, number: int) -> HttpResponse:
    """A receipt as PDF."""
    part = find_whole_part(request, round, jid)
    held = Snapshot.objects.filter(submission=part, number=number).first()
    if held is None:
        raise Http404(_("There is no receipt of this number."))
    held.submission = part
    content = pdf.render(receipt_content.build(held, names_of({held.made_by})[held.made_by]))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{part.round_id}-{part.jurisdiction}-receipt-{number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
