"""The page of a conclusion: what it is, its life, what was reported, and what can be done now."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import conclusions as commands
from opensalw.coordination.commands.progress import close, propose_closing, report_progress
from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion, Progress
from opensalw.coordination.queries.conclusions import is_public, life_of, progress_of
from opensalw.coordination.rules import conclusions as rules
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.evidence import KINDS, stored_at
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .conclusion_forms import (
    CloseForm,
    ConclusionForm,
    DueForm,
    OwnerForm,
    ProgressForm,
    ReasonForm,
    refused_in,
)

FORMS: dict[str, type[forms.Form]] = {
    "progress": ProgressForm,
    "close": CloseForm,
    "due": DueForm,
    "owner": OwnerForm,
    "reopen": ReasonForm,
    "confirm": ConclusionForm,
    "refuse": ReasonForm,
}


def find(request: PersonalRequest, number: str) -> Conclusion:
    """The conclusion of an address, if this person may see it."""
    found = Conclusion.objects.select_related("meeting__series", "item__session", "source", "owner_institution")
    held = get_object_or_404(found, number=number)
    allow(rules.refuse_seeing(request.person, held, is_public=is_public(held)))
    return held


@working
def conclusion(request: PersonalRequest, number: str) -> HttpResponse:
    """The page of a conclusion."""
    return _page(request, find(request, number))


@working
@require_POST
def conclusion_act(request: PersonalRequest, number: str, act: str) -> HttpResponse:
    """Do something with a conclusion; what is refused is said in its form, with all that was typed."""
    held = find(request, number)
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, request.FILES, prefix=act)
    if form.is_valid():
        try:
            messages.success(request, _done(act, held, form, request))
            return redirect("conclusion", held.number)
        except Refused as refused:
            refused_in(form, refused)
    return _page(request, held, {act: form})


@working
def conclusion_evidence(request: PersonalRequest, number: str, progress: str) -> FileResponse:
    """The file that came with a report: always an attachment, of the type that was found when it was added."""
    held = find(request, number)
    found = get_object_or_404(Progress, pk=progress, conclusion=held)
    path = stored_at(found.sha256)
    if not found.sha256 or not path.is_file():
        raise Http404(_("The file is not in the store of this node."))
    kind = found.media_type if found.media_type in KINDS else "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: PersonalRequest, held: Conclusion, sent: dict[str, forms.Form] | None = None) -> HttpResponse:
    sent = sent or {}
    offered = [name for name in FORMS if _is_offered(name, held, request)]
    shown = {name: sent.get(name) or FORMS[name](prefix=name, initial=_initial(held)) for name in offered}
    life, reports = life_of(held), list(progress_of(held))
    asked = [one for one in reports if one.asks_closing] if held.is_waited_for else []
    context = {
        "held": held, "due": due_in_words(held), "late": held.is_overdue(timezone.localdate()), "forms": shown,
        "failed": next(iter(sent), ""), "life": reversed(life), "reports": reports,
        "asked": asked[-1] if asked else None, "carried": held.carried.select_related("meeting", "item"),
        "names": {**names_of({one.by for one in life} | {one.reported_by for one in reports}),
                  "operator": _("the operator at the command line")},
    }  # fmt: skip
    return render(request, "meeting/conclusion.html", context, status=422 if sent else 200)


def _is_offered(act: str, held: Conclusion, request: PersonalRequest) -> bool:
    """Whether this can be done now, by who asks."""
    by, decides = request.person, request.person.is_secretariat
    if act in ("confirm", "refuse"):
        return held.status == Conclusion.Status.PROPOSED and rules.refuse_recording(by, held.meeting) is None
    if act == "reopen":
        return decides and held.is_closed
    if act == "progress":
        return held.is_waited_for and rules.refuse_reporting(by, held) is None
    return decides and held.is_waited_for


def _initial(held: Conclusion) -> dict[str, Any]:
    """What a form holds before anything is typed."""
    return {
        "what": held.what, "owner": held.owner, "owner_institution": held.owner_institution, "kind": held.kind,
        "jurisdiction": held.jurisdiction, "goal": str(held.goal or ""), "sentence": held.sentence,
        "due": _typed(held), "undated_because": held.undated_because,
    }  # fmt: skip


def _typed(held: Conclusion) -> str:
    """The day as somebody would type it; words without a year are read from the meeting's day."""
    if held.due_on is None:
        return ""
    return held.due_words if held.due_words and held.meeting else held.due_on.isoformat()


def _done(act: str, held: Conclusion, form: Any, request: PersonalRequest) -> str:
    """Carry an act out; the words that say so."""
    by, given = request.person, form.cleaned_data
    written = held.meeting.starts_on if held.meeting else None
    skipped = getattr(request, "refused_upload", "")
    acts: dict[str, Callable[[], object]] = {
        "due": lambda: commands.change_due(held, reason=given["reason"], by=by, **form.due_facts(written)),
        "owner": lambda: commands.change_owner(
            held, owner=given["owner"], institution=given["owner_institution"], reason=given["reason"], by=by
        ),
        "close": lambda: close(
            held, outcome=given["outcome"], reason=given["reason"], shown=form.shown(skipped), by=by
        ),
        "reopen": lambda: commands.reopen(held, reason=given["reason"], by=by),
        "confirm": lambda: commands.confirm(held, by=by, **form.facts(written)),
        "refuse": lambda: commands.refuse_proposal(held, reason=given["reason"], by=by),
        "progress": lambda: _report(held, form, request, skipped),
    }  # fmt: skip
    acts[act]()
    return {
        "progress": _("Reported. The secretariat sees it."), "close": _("Closed."), "due": _("The date is changed."),
        "owner": _("The owner is changed."), "reopen": _("Open again."), "confirm": _("Confirmed."),
        "refuse": _("Refused. It stays in the record."),
    }[act]  # fmt: skip


def _report(held: Conclusion, form: Any, request: PersonalRequest, skipped: str) -> Progress:
    facts = {"said": form.cleaned_data["said"], "shown": form.shown(skipped), "by": request.person}
    if outcome := form.cleaned_data["outcome"]:
        return propose_closing(held, outcome=outcome, **facts)
    return report_progress(held, **facts)
