"""Correlation tables: loaded by the secretariat, looked at, applied once; taken back by two people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.legislation.commands.correlations import LinesRefused, apply_correlation, load_correlation
from opensalw.legislation.commands.undoing import ask_undo, drop_undo, undo_correlation
from opensalw.legislation.correlating import Line, Trouble, plan
from opensalw.legislation.models import ActVersion, Correlation, Row
from opensalw.legislation.queries.undoing import undoing
from opensalw.legislation.rules import STANDING, refuse_undo
from opensalw.returns.correlation import read_correlation
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only


@secretariat_only
def correlations(request: PersonalRequest) -> HttpResponse:
    """The tables that were loaded; another is loaded here, and every error of it is told at once."""
    troubles: list[Trouble] = []
    problem = ""
    if request.method == "POST":
        try:
            return redirect("correlation", _load(request).pk)
        except LinesRefused as refused:
            troubles = refused.troubles
        except Refused as refused:
            problem = refused.reason
    versions = ActVersion.objects.filter(provisions__isnull=False).distinct().select_related("act")
    context = {
        "loaded": list(Correlation.objects.select_related("old", "new")), "versions": list(versions),
        "troubles": troubles, "problem": problem, "chosen": request.POST,
    }  # fmt: skip
    return render(request, "law/correlations.html", context, status=422 if troubles or problem else 200)


def _load(request: PersonalRequest) -> Correlation:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose the file first."))
    old, new = (ActVersion.objects.filter(pk=request.POST.get(name) or 0).first() for name in ("old", "new"))
    if old is None or new is None:
        raise Refused(_("Choose the old and the new act."))
    lines = read_correlation(file.read(), file.name or "")
    return load_correlation(old, new, lines, by=request.person, file_name=file.name or "")


@secretariat_only
def correlation(request: PersonalRequest, id: UUID) -> HttpResponse:
    """What a table would do to the rows of which jurisdictions; it is applied here, and taken back by two people."""
    held = get_object_or_404(Correlation.objects.select_related("old__act", "new__act"), pk=id)
    problem = ""
    if request.method == "POST":
        try:
            messages.success(request, _done(request, held))
            return redirect("correlation", held.pk)
        except Refused as refused:
            problem = refused.reason
            held.refresh_from_db()
    rows = Row.objects.filter(provision__version=held.old, state__in=STANDING)
    standing = bool(held.applied_at and not held.undone_at)
    context = {
        "held": held, "steps": plan([Line(**line) for line in held.lines]), "problem": problem,
        "seats": sorted(set(rows.values_list("jurisdiction", flat=True))), "rows": rows.count(),
        "standing": standing, "undoing": undoing(held) if standing else None,
        "no_undo": refuse_undo(request.person, held), "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return render(request, "law/correlation.html", context, status=422 if problem else 200)


def _done(request: PersonalRequest, held: Correlation) -> str:
    """Do what was asked of a table; the sentence that tells it."""
    do, by = request.POST.get("do", "apply"), request.person
    if do == "ask":
        ask_undo(held, reason=request.POST.get("reason", ""), by=by)
        return _("It is asked for. Another person of the secretariat decides.")
    if do == "stay":
        drop_undo(held, by=by)
        return _("The correlation stays.")
    if do == "undo":
        words = _("Stand again: %(restored)d; come back re-opened: %(reopened)d; kept as graded since: %(kept)d; "
                  "taken back: %(ended)d.")  # fmt: skip
        return words % vars(undo_correlation(held, by=by))
    words = _("Carried over: %(carried)d; opened again: %(reopened)d; new: %(opened)d; closed: %(closed)d.")
    return words % vars(apply_correlation(held, by=by))
