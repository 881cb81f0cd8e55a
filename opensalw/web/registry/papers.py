"""What a counter prints: the permit, and the receipt of what was recorded, in the language of the counter."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from opensalw.registers.commands import consulted
from opensalw.registers.queries import timeline
from opensalw.registers.queries.people import holders_by_id, permit_by_id
from opensalw.web.transactions import PersonalRequest

from .access import find_weapon, of_registry
from .holders import find_permit
from .printed import AT, LANGUAGES, language_of, words

RECEIPTS = ("registered", "transferred", "inherited")


def _languages(jid: str) -> list[tuple[str, str]]:
    return [(code, LANGUAGES[code]) for code in (*AT.get(jid, ()), "en")]


@of_registry
def weapon_receipt(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The receipt of the last registration, transfer or inheritance of a weapon."""
    firearm = find_weapon(jid, number)
    told = [one.entry for one in timeline(firearm) if one.stands and one.entry.name in RECEIPTS]
    if not told:
        raise Http404(number)
    entry = told[0]
    holder = holders_by_id({firearm.holder}, jid).get(firearm.holder) if firearm.holder else None
    if holder:
        consulted(
            jurisdiction=jid, what="receipt", subject=holder.pk, purpose=f"Receipt, entry {entry.id}", by=request.person
        )
    language = language_of(jid, request.GET.get("in", ""))
    context = {
        "jid": jid, "weapon": firearm, "entry": entry, "holder": holder, "permit": permit_by_id(firearm.permit, jid),
        "w": words(language), "language": language, "languages": _languages(jid), "act": words(language)[entry.name],
    }  # fmt: skip
    return render(request, "registry/receipt.html", context)


@of_registry
def permit_paper(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """A permit, to be printed and signed."""
    permit = find_permit(jid, number)
    if permit.state != permit.State.VALID:
        raise Http404(number)
    holder = holders_by_id({permit.holder}, jid)[permit.holder]
    consulted(
        jurisdiction=jid,
        what="permit",
        subject=holder.pk,
        purpose=f"Printing permit {permit.number}",
        by=request.person,
    )
    language = language_of(jid, request.GET.get("in", ""))
    context = {
        "jid": jid, "permit": permit, "holder": holder, "w": words(language), "language": language,
        "languages": _languages(jid), "kind": words(language).get(permit.kind, permit.kind),
    }  # fmt: skip
    return render(request, "registry/permit_paper.html", context)
