"""Evidence files of a part: added, taken out, and handed out as attachments only."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.evidence import KINDS, add_evidence, add_link, remove_evidence, stored_at
from opensalw.roadmap.models import Evidence, Submission
from opensalw.roadmap.reach import refuse_seeing, section_of
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .texts import item_id


@working
@require_POST
def evidence_add(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Keep a file or a link that supports a goal, a text item or a measure."""
    part = find_part(request, round, jid)
    sent = request.POST
    goal, measure, file = sent.get("goal", ""), sent.get("measure", ""), request.FILES.get("file")
    about: dict[str, Any] = {
        "goal": int(goal) if goal.isdecimal() else None,
        "measure": measure,
        "item": item_id(sent.get("item")),
    }
    try:
        if "url" in sent:
            made = add_link(part, url=sent["url"], said=sent.get("note", ""), by=request.person, **about)
        elif file is None:
            raise Refused(getattr(request, "refused_upload", "") or _("Choose a file first."))
        else:
            made = add_evidence(part, file=file, by=request.person, **about)
        messages.success(request, _("%(name)s was added.") % {"name": made.name})
    except Refused as refused:
        messages.error(request, refused.reason)
    return _back(part, goal, measure, about["item"])


@working
@require_POST
def evidence_remove(request: PersonalRequest, round: str, jid: str, evidence: UUID) -> HttpResponse:
    """Take a file out of the draft; earlier receipts still name it."""
    part = find_part(request, round, jid)
    found = get_object_or_404(Evidence, pk=evidence, submission=part)
    try:
        remove_evidence(part, found.pk, by=request.person)
        messages.success(request, _("%(name)s was taken out of the draft.") % {"name": found.name})
    except Refused as refused:
        messages.error(request, refused.reason)
    return _back(part, str(found.goal or ""), found.measure, found.item)


@working
def evidence_file(request: PersonalRequest, round: str, jid: str, evidence: UUID) -> FileResponse:
    """The file itself: always an attachment, of the type that was found when it was added."""
    part = find_part(request, round, jid)
    found = get_object_or_404(Evidence, pk=evidence, submission=part)
    allow(refuse_seeing(part, section_of(found), request.person))
    path = stored_at(found.sha256)
    if found.url or not path.is_file():
        raise Http404(_("The file is not in the store of this node."))
    kind = found.media_type if found.media_type in KINDS else "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _back(part: Submission, goal: str, measure: str, item: UUID | None = None) -> HttpResponse:
    if measure:
        place = redirect("part_measure", part.round_id, part.jurisdiction, measure)
    elif goal.isdecimal():
        place = redirect("part_goal", part.round_id, part.jurisdiction, int(goal))
    else:
        place = redirect("part", part.round_id, part.jurisdiction)
    return redirect(place.url + (f"#form-{item}" if item else "#evidence"))
