"""IATI on the pages: the public files, and the page on which a file of others is looked at and taken in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from opensalw.coordination.queries.projects import own_organisations, public_projects
from opensalw.core.refusal import Refused
from opensalw.returns.commands.iati import Taken, import_iati
from opensalw.returns.iati.writing import Written, write
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .portfolio import framed


def written(request: HttpRequest) -> Written:
    """The public portfolio as IATI."""
    _frame, spec = framed()
    found = public_projects().select_related("organisation__part_of", "part_of__organisation__part_of")
    return write(
        found.prefetch_related("results", "shares"), framework=spec.key if spec else "",
        address=request.build_absolute_uri("/"),
    )  # fmt: skip


@require_safe
def iati_file(request: HttpRequest, name: str) -> HttpResponse:
    """The activities or the organisations of the public portfolio."""
    if name not in ("activities", "organisations"):
        raise Http404(_("There are activities and organisations."))
    made = written(request)
    body = made.activities if name == "activities" else made.organisations
    return attached(body, "application/xml; charset=utf-8", f"iati-{name}.xml")


@working
def iati(request: PersonalRequest) -> HttpResponse:
    """What can be written and what not; a file to look at or to take in."""
    found: Taken | None = None
    wrong: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            found = _sent(request)
            if request.POST.get("do") == "take":
                messages.success(request, _("Taken in: %(n)d projects are new.") % {"n": found.entered})
        except Refused as refused:
            wrong, status = [refused.reason], 422
    made = written(request)
    context: dict[str, Any] = {
        "made": made, "taken": found, "wrong": wrong, "writes": own_organisations(request.person).exists(),
        "kept": request.POST.get("do") == "take",
    }  # fmt: skip
    return render(request, "money/iati.html", context, status=status)


def _sent(request: PersonalRequest) -> Taken:
    refused = getattr(request, "refused_upload", "")
    sent = request.FILES.get("file")
    if refused or sent is None or isinstance(sent, list):
        raise Refused(refused or _("Choose an IATI file of activities."), "file")
    return import_iati(sent.read(), by=request.person, dry_run=request.POST.get("do") != "take")
