"""The book of a dealer: what came in and went out, line by line, as the law asks for it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from opensalw.registers.queries.browsing import titles
from opensalw.registers.queries.people import book, dealers, holders_by_id
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import find_holder, of_registry
from .purposes import asked, look


@of_registry
def dealer_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """Who keeps a book, by number."""
    page = keyset(request, dealers(jid), "-id")
    context = {"jid": jid, "rows": page.rows, "previous_url": page.previous_url, "next_url": page.next_url}
    return render(request, "registry/dealers.html", context)


@of_registry
def dealer_book(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """A dealer's book, newest line first; the look is noted."""
    dealer = find_holder(jid, number)
    if not look(request, jid, "book", dealer.pk):
        return asked(request, jid, request.get_full_path(), dealer.pk)
    first, last = (_day(request.GET.get(name, "")) for name in ("first", "last"))
    lines = book(dealer)
    lines = lines.filter(on__gte=first) if first else lines
    lines = lines.filter(on__lte=last) if last else lines
    page = keyset(request, lines, "-on", "-id")
    weapons = titles(jid, {one.firearm for one in page.rows})
    others = holders_by_id({one.other for one in page.rows if one.other}, jid)
    context = {
        "jid": jid, "dealer": dealer, "first": first, "last": last,
        "rows": [(one, weapons.get(one.firearm), others.get(one.other)) for one in page.rows],
        "previous_url": page.previous_url, "next_url": page.next_url,
    }  # fmt: skip
    return render(request, "registry/book.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
