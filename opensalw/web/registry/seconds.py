"""What waits for a second person: the queue, and the word of the other one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.registers.commands import confirm, decline
from opensalw.registers.models import Firearm, SecondCheck
from opensalw.registers.queries.browsing import titles, waiting
from opensalw.web.transactions import PersonalRequest

from .access import of_registry


@of_registry
def second_queue(request: PersonalRequest, jid: str) -> HttpResponse:
    """Everything that one person proposed and another has still to look at."""
    checks = waiting(jid)
    into = {UUID(one.details["into"]) for one in checks if "into" in one.details}
    weapons = titles(jid, {one.firearm for one in checks} | into)
    names = names_of({one.proposed_by for one in checks})
    rows = [
        {
            "check": one, "weapon": weapons.get(one.firearm), "who": names.get(one.proposed_by, one.proposed_by),
            "own": one.proposed_by == request.person.id, "details": _details(one, weapons),
        }
        for one in checks
    ]  # fmt: skip
    return render(request, "registry/seconds.html", {"jid": jid, "rows": rows})


def _details(check: SecondCheck, weapons: dict[UUID, Firearm]) -> str:
    given = check.details
    if check.act == SecondCheck.Act.DEACTIVATE:
        return _("certificate %(number)s") % {"number": given["certificate"]}
    if check.act == SecondCheck.Act.CATEGORY:
        return _("category %(category)s: %(because)s") % given
    other = weapons.get(UUID(given["into"]))
    return _("into %(number)s") % {"number": f"{other.number} {other.title} {other.serial}" if other else given["into"]}


@of_registry
@require_POST
def second_decide(request: PersonalRequest, jid: str, check: UUID) -> HttpResponse:
    """The second person confirms or declines; the one who proposed is refused."""
    held = get_object_or_404(SecondCheck, pk=check, jurisdiction=jid)
    try:
        if request.POST.get("act") == "confirm":
            confirm(held, by=request.person)
            messages.success(request, _("Confirmed; it stands in the weapon's life."))
        else:
            decline(held, by=request.person)
            messages.success(request, _("Declined; nothing happened to the weapon."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("second_queue", jid)
