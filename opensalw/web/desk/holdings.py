"""One search over every holding, and the log of what went by SIENA."""

from django.http import HttpResponse
from django.shortcuts import render

from opensalw.incidents.queries.incidents import Asked as AskedIncidents
from opensalw.incidents.queries.incidents import incidents
from opensalw.ledger.models import Entry
from opensalw.registers.queries import search
from opensalw.stockpiles.models import Lot
from opensalw.tracing.models import TraceRequest
from opensalw.tracing.queries.requests import Asked, requests
from opensalw.tracing.vocabulary import Channel
from opensalw.web.transactions import PersonalRequest

from .access import of_desk, who

SHOWN = 20
LOGGED = 200


@of_desk
def trace_holdings(request: PersonalRequest, jid: str) -> HttpResponse:
    """Weapons, incidents with their cases, requests and stock that a word or mark is found in."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:120]
    context: dict[str, object] = {"jid": jid, "q": words, "here": "trace_holdings"}
    if words:
        records = list(incidents(jid, AskedIncidents(words=words))[:SHOWN])
        context |= {
            "weapons": search(words, jurisdiction=jid).weapons[:SHOWN],
            "records": [one for one in records if one.kind != "seizure"],
            "seizures": [one for one in records if one.kind == "seizure"],
            "requests": [(one, who(one.other)) for one in requests(jid, Asked(words=words))[:SHOWN]],
            "cases": sorted({one.reference for one in records if one.reference}),
            "lots": list(Lot.objects.filter(jurisdiction=jid, marks__icontains=words).select_related("site")[:SHOWN]),
        }
        keys = ("weapons", "records", "seizures", "requests", "cases", "lots")
        context["nothing"] = not any(context[key] for key in keys)
    return render(request, "desk/holdings.html", context)


@of_desk
def trace_siena(request: PersonalRequest, jid: str) -> HttpResponse:
    """Every message that went or came by SIENA, newest first, with its handling code and rating."""
    kept = {one.pk: one for one in TraceRequest.objects.filter(jurisdiction=jid, channel=Channel.SIENA)}
    own = ("searched", "candidate_attached", "hit_confirmed", "request_counted", "link_added", "person_named")
    entries = Entry.objects.filter(jurisdiction=jid, subject__in=kept).exclude(name__in=own)
    rows = [(one, kept[one.subject], who(kept[one.subject].other)) for one in entries.order_by("-id")[:LOGGED]]
    return render(request, "desk/siena.html", {"jid": jid, "rows": rows, "here": "trace_siena"})
