"""The inbox: what waits, on whom, until when; and the new request."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.incidents.models import Item
from opensalw.tracing.commands.asking import ask, receive
from opensalw.tracing.queries.requests import Asked, queues, requests, waits_on
from opensalw.tracing.queries.routing import route, sheet_of
from opensalw.tracing.sheet import FIELDS, GROUPS
from opensalw.tracing.vocabulary import Channel
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import of_desk, who
from .forms import InboxForm, RequestForm


@of_desk
def trace_inbox(request: PersonalRequest, jid: str) -> HttpResponse:
    """The requests of a jurisdiction, the one due first at the top, and what waits between us and each other side."""
    form = InboxForm(request.GET)
    form.is_valid()
    asked = Asked(**{name: value for name, value in form.cleaned_data.items() if value})
    today = timezone.localdate()
    page = keyset(request, requests(jid, asked, today), "due_on", "number")
    rows = [(one, who(one.other), waits_on(one), one.is_open and one.due_on < today) for one in page.rows]
    context = {
        "jid": jid, "form": form, "rows": rows, "previous_url": page.previous_url, "next_url": page.next_url,
        "queues": [(who(one.other), one) for one in queues(jid, today)], "here": "trace_inbox",
    }  # fmt: skip
    return render(request, "desk/inbox.html", context)


@of_desk
def trace_new(request: PersonalRequest, jid: str, direction: str) -> HttpResponse:
    """A new request, sent or received; one that begins with a seizure has what was seen in it already."""
    item = _item(jid, request.GET.get("item", ""))
    seen = sheet_of(item) if item else {}
    initial: dict[str, object] = {**seen, "channel": "bilateral", "priority": "routine", "handling": "H0"}
    if item:
        initial["recovered_on"] = item.incident.happened_on
    form = RequestForm(jid, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        known = {"jurisdiction": jid, "by": request.person, **form.facts()}
        try:
            made = ask(item=item, **known) if direction == "sent" else receive(**known)
            messages.success(request, _("Recorded as %(number)s.") % {"number": made.number})
            return redirect("trace_request", jid, made.number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    groups = [(title, [form[one.key] for one in FIELDS if one.group == key]) for key, title in GROUPS.items()]
    context = {
        "jid": jid, "form": form, "direction": direction, "item": item, "groups": groups,
        "channels": dict(Channel.choices), "ways": [form[name] for name in ("other", "seat", *form.WAYS, *form.DAYS)],
        "stops": [(stop, who(stop.other)) for stop in route(jid, seen)] if item else [],
    }  # fmt: skip
    return render(request, "desk/new.html", context, status=422 if form.errors else 200)


def _item(jid: str, text: str) -> Item | None:
    if not text:
        return None
    try:
        found = Item.objects.select_related("incident").filter(jurisdiction=jid, pk=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404(text)
    return found
