"""The destruction day: check each thing against the order, confirm as the second person, print the certificate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents.content.certificates import language_of, languages
from opensalw.stockpiles.commands.destruction import check_serials, destroy
from opensalw.stockpiles.models import Order, OrderLine
from opensalw.stockpiles.queries.stock import orders
from opensalw.web.transactions import PersonalRequest

from .access import may_write, of_jurisdiction
from .store_forms import DestroyForm


@of_jurisdiction
def destruction_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The orders, open ones first."""
    return render(request, "field/destructions.html", {"jid": jid, "rows": orders(jid)[:200]})


def find(jid: str, number: str) -> tuple[Order, list[OrderLine]]:
    """The order of an address, with its lines."""
    order = get_object_or_404(Order.objects.select_related("site"), jurisdiction=jid, number=number)
    lines = OrderLine.objects.filter(jurisdiction=jid, order=order).select_related("lot").order_by("lot__number")
    return order, list(lines)


@of_jurisdiction
def destruction(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The day: one person reads the marks from the things, another confirms that they were destroyed."""
    order, lines = find(jid, number)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = DestroyForm(request.POST if act == "destroy" else None)
    wrong: list[tuple[OrderLine, str]] = []
    is_refused = False
    try:
        if act == "check":
            wrong = check_serials(order, _seen(request, lines), on=timezone.localdate(), by=request.person)
            if not wrong:
                messages.success(request, _("Checked. Another person now confirms the destruction."))
                return redirect("destruction", jid, number)
        elif act == "destroy" and form.is_valid():
            given = form.cleaned_data | {"witnesses": form.cleaned_data["witnesses"].splitlines()}
            given["publicity"] = given["publicity"] or "not_stated"
            destroy(order, by=request.person, **given)
            messages.success(request, _("Recorded; the certificate is ready."))
            return redirect("destruction", jid, number)
    except Refused as refused:
        messages.error(request, refused.reason)
        is_refused = True
    order, lines = find(jid, number)
    context = {
        "jid": jid, "order": order, "lines": lines, "form": form, "wrong": wrong, "writes": may_write(request, jid),
        "names": names_of({order.ordered_by, order.checked_by, order.destroyed_by} - {""}),
        "all_checked": all(line.is_checked for line in lines) and order.checked_on is not None,
        "languages": languages().items(), "own": language_of(jid), "is_checker": order.checked_by == request.person.id,
    }  # fmt: skip
    return render(request, "field/destruction.html", context, status=422 if wrong or is_refused or form.errors else 200)


def _seen(request: PersonalRequest, lines: list[OrderLine]) -> dict:
    """What was read from the things that lie here; a thing without marks is ticked."""
    read = {line.pk: request.POST.get(f"seen-{line.pk}", "").strip() for line in lines}
    return {pk: text for pk, text in read.items() if text or request.POST.get(f"here-{pk}")}


@of_jurisdiction
def destruction_certificate(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The certificate, to be printed and signed."""
    order, lines = find(jid, number)
    if not order.is_done:
        raise Http404(number)
    return render(request, "field/certificate.html", {"jid": jid, "order": order, "lines": lines})
