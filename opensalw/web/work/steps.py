"""The steps of a part: each page says what will happen, and asks for a reason where one is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.core.hours import hour_of
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands import exceptions, submissions
from opensalw.roadmap.commands.embargo import cancel_release, move_release
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.checking import check_part
from opensalw.roadmap.queries.work import refuse_confirmation, refuse_offering, refuse_taking_over
from opensalw.roadmap.reach import refuse_seeing_whole
from opensalw.roadmap.states import TRANSITIONS, landing
from opensalw.web.transactions import PersonalRequest

from .access import find_part, secretariat_only, working
from .parts import part_page


@dataclass(frozen=True)
class Page:
    """What a step's page says, and what it calls."""

    title: object
    says: object
    take: Callable[..., Any]
    refuse: Callable[[Submission, Person], str | None]
    reason: object = ""
    done: object = ""


def _step(name: str) -> Callable[[Submission, Person], str | None]:
    return lambda part, by: refuse_offering(part, name, by)


PAGES = {
    "clear": Page(
        gettext_lazy("Clear this part"),
        gettext_lazy(
            "You say, as chair of the SALW Commission, that the ministries were consulted and that this part "
            "may be sent. It is not changed after that unless it is taken back to draft."
        ),
        submissions.clear, _step("clear"), gettext_lazy("Why it is cleared although errors are explained, not mended"),
        gettext_lazy("The part is cleared. An officer can send it now."),
    ),
    "reopen": Page(
        gettext_lazy("Take this part back to draft"),
        gettext_lazy("It can be changed again, and the chair must clear it again."),
        submissions.reopen, _step("reopen"), gettext_lazy("Why it goes back"),
        gettext_lazy("The part is a draft again."),
    ),
    "submit": Page(
        gettext_lazy("Send this part"),
        gettext_lazy(
            "Exactly what it says now is kept as a receipt with its hash, the time and who sent it. "
            "The secretariat then accepts it or returns it with queries."
        ),
        submissions.submit, _step("submit"), done=gettext_lazy("The part was sent."),
    ),
    "return": Page(
        gettext_lazy("Return this part with its queries"),
        gettext_lazy("The seat can change it again, answers the queries, has it cleared and sends it again."),
        submissions.return_submission, _step("return"), done=gettext_lazy("The part is with its seat again."),
    ),
    "accept": Page(
        gettext_lazy("Accept this part"),
        gettext_lazy("Its figures become observations as the last receipt has them; not public yet."),
        submissions.accept, _step("accept"), done=gettext_lazy("The part is accepted."),
    ),
    "release": Page(
        gettext_lazy("Release this part"),
        gettext_lazy(
            "Its text and figures become public as they were accepted, at once or from the hour that you give, "
            "and are not changed afterwards."
        ),
        submissions.release, _step("release"), done=gettext_lazy("The part is released."),
    ),
    "let_stand": Page(
        gettext_lazy("Leave this part as it stood"),
        gettext_lazy(
            "What was changed since the unlocking is put aside and stays readable; the part is again what was accepted."
        ),
        exceptions.let_stand, _step("let_stand"), done=gettext_lazy("The part stands as it was accepted."),
    ),
    "take-over": Page(
        gettext_lazy("Enter this part on behalf of its seat"),
        gettext_lazy("The part is marked so, and is released only when the seat has confirmed what was entered."),
        submissions.take_on_behalf, refuse_taking_over, gettext_lazy("Why the secretariat enters it"),
        gettext_lazy("You can fill this part now, on behalf of the seat."),
    ),
    "confirm": Page(
        gettext_lazy("Confirm what was entered on your behalf"),
        gettext_lazy("You say that what the secretariat sent for this seat is right. Read the receipt first."),
        submissions.confirm, refuse_confirmation, done=gettext_lazy("Confirmed."),
    ),
}  # fmt: skip


@working
def part_step(request: PersonalRequest, round: str, jid: str, step: str) -> HttpResponse:
    """What a step will do, and the button that takes it."""
    part, facts = find_part(request, round, jid), PAGES.get(step)
    if facts is None:
        raise Http404(_("There is no step of that name."))
    by, refused, status = request.person, facts.refuse(part, request.person), 200
    whole = refuse_seeing_whole(part, by) is None
    report = check_part(part) if step in ("clear", "submit") and whole else None
    if request.method == "POST":
        try:
            return _take(request, part, step, facts)
        except Refused as reason:
            refused, status = (None if reason.field in ("reason", "hour", "public_from") else reason.reason), 422
            messages.error(request, reason.reason)
    context = {
        "page": part_page(request, part),
        "tab": "part",
        "facts": facts,
        "step": step,
        "leads_to": landing_of(part, step),
        "refused": refused,
        "typed": request.POST.get("reason", ""),
        "by": by,
        "receipt": part.snapshots.defer("content").last(),
        "report": report,
        "asks": bool(facts.reason) and (step != "clear" or bool(report and report.errors)),
    }
    return render(request, "work/step.html", context, status=status)


@secretariat_only
@require_POST
def part_hour(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Change the hour at which a released part becomes public, or take the release back before it."""
    part, sent, by = find_part(request, round, jid), request.POST, request.person
    try:
        if sent.get("do") == "cancel":
            cancel_release(part, by=by, reason=sent.get("reason", ""))
            messages.success(request, _("The release was taken back. The part is accepted."))
        else:
            hour = hour_of(sent.get("hour", ""))
            if hour is None:
                raise Refused(_("Give the new hour."))
            move_release(part, public_from=hour, by=by, reason=sent.get("reason", ""))
            messages.success(request, _("The hour was changed."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("part_review", round, jid)


def landing_of(part: Submission, step: str) -> str:
    """Where the step leads from here."""
    found = TRANSITIONS.get(step)
    known = {"accepted": part.accepted_at is not None, "released": part.released_at is not None}
    return landing(found, **known) if found else ""


def _take(request: PersonalRequest, part: Submission, step: str, facts: Page) -> HttpResponse:
    given: dict[str, Any] = {"reason": request.POST.get("reason", "")} if facts.reason else {}
    if step == "release" and (hour := hour_of(request.POST.get("hour", ""))):
        given["public_from"] = hour
    result = facts.take(part, by=request.person, **given)
    messages.success(request, str(facts.done))
    if step == "submit":
        return redirect("receipt", part.round_id, part.jurisdiction, result.number)
    if step in ("return", "accept", "release"):
        return redirect("part_review", part.round_id, part.jurisdiction)
    return redirect("part", part.round_id, part.jurisdiction)
