"""The report builder: what a round's documents say, build them, publish them, fetch them."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.hours import hour_of
from opensalw.core.jurisdictions import seats
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents import html, pdf
from opensalw.documents.commands import build_reports, cancel_publication, move_publication, publish_reports
from opensalw.documents.commands.drafts import hour_words
from opensalw.documents.content import receipt as receipt_content
from opensalw.documents.models import Draft, Report
from opensalw.documents.queries import document_of, library, refuse_publishing, stored_at
from opensalw.documents.queries.drafts import drafts_of
from opensalw.documents.rules import MOST_DRAFTS
from opensalw.roadmap.commands.embargo import as_if_public
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
    files, drafts = list(library(everything=True).filter(round=found)), list(drafts_of(found))
    context = {
        "round": found,
        "kinds": [(kind, "", "") for kind in ("narrative", "indicators", "contributions")],
        "seats": seats(),
        "built": grouped(files),
        "reported": reported_seats(found),
        "refusal": refuse_publishing(found),
        "drafts": drafts,
        "next_draft": len(drafts) + 1 if len(drafts) < MOST_DRAFTS and found.state != "closed" else None,
        "readers": Draft.Readers.choices,
        "hour": min((one.public_from for one in files if one.public_from and waits(one)), default=None),
    }
    return render(request, "work/report_round.html", context)


def waits(report: Report) -> bool:
    """Whether a document is published and its hour is to come."""
    return report.public_from is not None and report.public_from > timezone.now()


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
    with as_if_public(found):
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
        hour = hour_of(request.POST.get("hour", ""))
        count = publish_reports(found, by=request.person, public_from=hour)
        words = _("%(count)d files become public on %(hour)s.") if hour else _("%(count)d files are public now.")
        messages.success(request, words % {"count": count, "hour": hour_words(hour) if hour else ""})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("report_round", found.key)


@require_POST
@secretariat_only
def report_hour(request: PersonalRequest, round: str) -> HttpResponse:
    """Change the hour at which documents become public, or take their publication back before it."""
    found, sent, by = find_round(round), request.POST, request.person
    try:
        if sent.get("do") == "cancel":
            cancel_publication(found, by=by, reason=sent.get("reason", ""))
            messages.success(request, _("The publication was taken back. The documents stay built."))
        else:
            hour = hour_of(sent.get("hour", ""))
            if hour is None:
                raise Refused(_("Give the new hour."))
            move_publication(found, public_from=hour, by=by, reason=sent.get("reason", ""))
            messages.success(request, _("The hour was changed."))
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
