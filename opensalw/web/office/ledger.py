"""The ledger: how much it holds, the latest entries, a subject's history, digests, and whether it is whole."""

from uuid import UUID

import orjson
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from opensalw.core.permissions import Person
from opensalw.ledger import queries
from opensalw.web.paging import address
from opensalw.web.transactions import PersonalRequest

from .answering import page
from .gates import open_to
from .ledger_lines import holdings, kinds, latest_of, lines
from .words import jurisdiction_choices, seat

LIMIT = 50_000
TOLD = 500


def refuse_ledger(person: Person) -> str | None:
    """The ledger is read by those who hold a post of a jurisdiction, each their own."""
    return None if person.jurisdictions else _("Your posts belong to no jurisdiction's ledger.")


own_ledger_only = open_to(refuse_ledger)


@own_ledger_only
@require_GET
def ledger(request: PersonalRequest) -> HttpResponse:
    """Counts, digests and the latest entries, by jurisdiction and kind of event."""
    wanted = {name: request.GET.get(name, "") for name in ("jurisdiction", "event")}
    if wanted["jurisdiction"] not in request.person.jurisdictions:
        wanted["jurisdiction"] = ""
    before = _number(request.GET.get("before"))
    found, reached = latest_of(wanted["event"], wanted["jurisdiction"], before)
    facts = {
        "holdings": holdings(request.person),
        "lines": lines(found),
        "wanted": wanted,
        "places": jurisdiction_choices(request, request.person.jurisdictions, _("All")),
        "kinds": kinds(),
        "next_url": address(request, before=reached) if reached else "",
        "newest_url": address(request) if before else "",
    }
    return page(request, "ledger.html", facts)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


@own_ledger_only
@require_GET
def ledger_find(request: PersonalRequest) -> HttpResponse:
    """Go to the subject whose id was typed."""
    typed = request.GET.get("subject", "").strip()
    try:
        return redirect("ledger_subject", subject=UUID(typed))
    except ValueError:
        messages.error(request, _("This is not the id of a subject: it has 32 letters and digits in five groups."))
        return redirect("ledger")


@own_ledger_only
@require_GET
def ledger_subject(request: PersonalRequest, subject: UUID) -> HttpResponse:
    """Everything that happened to a subject, oldest first; personal fields stay masked."""
    entries = queries.history(subject)
    if not entries:
        raise Http404
    facts = {"subject": subject, "stream": entries[0].stream, "jurisdiction": entries[0].jurisdiction}
    told = lines(entries[-TOLD:])
    return page(request, "ledger_subject.html", {**facts, "lines": told, "left_out": len(entries) - len(told)})


@own_ledger_only
@require_http_methods(["GET", "POST"])
def ledger_verify(request: PersonalRequest) -> HttpResponse:
    """Walk the chains and digests of the person's own jurisdictions; those that are too long for a page are named."""
    if request.method == "GET":
        return redirect("ledger")
    chosen: list[str] = []
    left_out: list[str] = []
    total = 0
    for held in sorted(holdings(request.person), key=lambda one: one.entries):
        total += held.entries
        (chosen if total <= LIMIT else left_out).append(held.jurisdiction)
    facts = {
        "found": queries.verify(chosen) if chosen else None,  # no jurisdiction would mean every one
        "chosen": [seat(request, jid) for jid in chosen],
        "left_out": [seat(request, jid) for jid in left_out],
        "limit": LIMIT,
        "at": timezone.now(),
    }
    return page(request, "ledger_verified.html", facts)


@own_ledger_only
@require_GET
def ledger_digests(request: PersonalRequest) -> HttpResponse:
    """The signed digests of the person's own jurisdictions, to be kept elsewhere."""
    document = queries.exported_digests(request.person.jurisdictions)
    name = f"opensalw-digests-{timezone.localdate():%Y-%m-%d}.json"
    content = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    return HttpResponse(
        content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
