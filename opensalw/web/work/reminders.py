"""Reminders: how I want them, my calendar, what is overdue, and the address that stops the mails."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from opensalw.coordination.queries.dues import DUES
from opensalw.core.designations import label
from opensalw.core.models import User
from opensalw.core.refusal import Refused
from opensalw.roadmap import rules
from opensalw.roadmap.calendar import calendar
from opensalw.roadmap.commands import reminders as commands
from opensalw.roadmap.models import ReminderChoice, Round
from opensalw.roadmap.queries.reminders import Due, due_of, overdue_rows, owner_of_feed
from opensalw.web.transactions import PersonalRequest

from .access import find_round, secretariat_only, working


def _user(request: PersonalRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@working
def reminders(request: PersonalRequest) -> HttpResponse:
    """What is due of me, how often I get mail of it, and the address of my calendar."""
    user, secret = _user(request), ""
    if request.method == "POST":
        done = request.POST.get("do", "choose")
        try:
            if done == "feed":
                secret = commands.make_feed(user)
            elif done == "revoke":
                commands.revoke_feed(user)
                messages.success(request, _("The address of your calendar works no more."))
            else:
                commands.choose(user, request.POST.get("how", ""))
                messages.success(request, _("Kept."))
        except Refused as refused:
            messages.error(request, refused.reason)
        if not secret:
            return redirect("reminders")
    choice = ReminderChoice.objects.filter(user=user).first()
    today = timezone.localdate()
    context = {
        "choices": ReminderChoice.How.choices, "how": choice.how if choice else ReminderChoice.How.WEEKLY,
        "has_feed": bool(choice and choice.feed_hash), "feed_made_at": choice.feed_made_at if choice else None,
        "feed": request.build_absolute_uri(reverse("calendar_feed", args=[secret])) if secret else "",
        "things": [(one, one.is_overdue(today)) for one in due_of([user.pk], others=DUES).get(user, [])],
    }  # fmt: skip
    return render(request, "work/reminders.html", context)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of whoever holds the address; it needs no sign-in and shows titles and days only."""
    user = owner_of_feed(secret)
    if user is None:
        raise Http404(_("There is no calendar at this address."))
    return _file(request, _("OpenSALW deadlines"), due_of([user.pk], others=DUES).get(user, []), "opensalw.ics")


@working
def round_calendar(request: PersonalRequest, round: str) -> HttpResponse:
    """The dates of a round."""
    held = find_round(round)
    names = {
        "opens_on": _("%(round)s opens"), "deadline": _("%(round)s: parts are due"),
        "meeting_on": _("%(round)s: meeting"), "publication_on": _("%(round)s: publication"),
    }  # fmt: skip
    path = reverse("round_matrix", args=[held.key])
    things = [
        Due(f"{held.key}-{name}", words % {"round": held.key}, getattr(held, name), path)
        for name, words in names.items() if getattr(held, name)
    ]  # fmt: skip
    things += _own_days(held, path)
    return _file(request, held.key, things, f"{held.key}.ics")


def _own_days(held: Round, path: str) -> list[Due]:
    """The parts that have a day of their own."""
    parts = held.submissions.exclude(due_on__isnull=True)
    words = _("%(part)s: the part is due")
    return [Due(f"{one.pk}", words % {"part": label(one.jurisdiction)}, rules.due_on(one), path) for one in parts]


def _file(request: HttpRequest, name: str, things: list[Due], file_name: str) -> HttpResponse:
    content = calendar(name, things, request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@csrf_exempt  # a mail program stops the mails with one request of its own (RFC 8058)
def reminders_stop(request: HttpRequest, word: str) -> HttpResponse:
    """Stop the mails: the page asks once, so that a program that opens every link of a mail stops nothing."""
    done = problem = ""
    if request.method == "POST":
        try:
            done = commands.stop(word).shown_as
        except Refused as refused:
            problem = refused.reason
    context = {"done": done, "problem": problem}
    return render(request, "work/reminders_stop.html", context, status=404 if problem else 200)


@secretariat_only
def overdue(request: PersonalRequest) -> HttpResponse:
    """What is past its day in the open rounds, and whom it waits for."""
    rows = overdue_rows()
    people = {user.pk for row in rows for user in row.people}
    return render(request, "work/overdue.html", {"rows": rows, "people": people})


@secretariat_only
@require_POST
def remind_now(request: PersonalRequest) -> HttpResponse:
    """Mail everybody who is late, at once; who got a mail today or chose never gets none."""
    late = {user.pk for row in overdue_rows() for user in row.people}
    sent = commands.send_reminders(by=request.person, address=request.build_absolute_uri("/"), now=late, others=DUES)
    words = ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", len(sent)) % {"n": len(sent)}
    messages.success(request, words)
    return redirect("overdue")
