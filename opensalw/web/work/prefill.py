"""Taking over what is known already: all unchanged stocks at once, one figure of another report, one flow again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.drafting.prefilling import take_over
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working


@working
@require_POST
def part_prefill(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Take over what the form names; nothing that is filled is touched."""
    part, which = find_part(request, round, jid), request.POST.get("take", "")
    try:
        done = take_over(
            part, wanted=lambda one: one.is_stock if which == "stocks" else one.key == which, by=request.person,
            confirmed=request.POST.get("confirmed") == which,
        )  # fmt: skip
        count = len(done.added)
        words = ngettext("%(n)d figure was taken over.", "%(n)d figures were taken over.", count) % {"n": count}
        messages.success(request, words if count else _("There was nothing to take over."))
    except Refused as refused:
        messages.error(request, refused.reason)
    measure = request.POST.get("measure", "")
    return redirect("part_measure", round, jid, measure) if measure else redirect("part_figures", round, jid)
