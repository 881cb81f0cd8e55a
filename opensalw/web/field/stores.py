"""Storage sites: the list, a site with its stock, and what happens there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.incidents.models import Item
from opensalw.ledger.queries import history
from opensalw.registers.queries import weapon_called
from opensalw.stockpiles.commands import sites as acts
from opensalw.stockpiles.commands.destruction import order_destruction
from opensalw.stockpiles.commands.stock import (
    confirm_receipt,
    count_stock,
    declare_surplus,
    explain_difference,
    issue,
    receive,
    receive_item,
)
from opensalw.stockpiles.models import CountLine, Lot, Movement, Site
from opensalw.stockpiles.queries.stock import movements, sites, stock, unexplained
from opensalw.web.transactions import PersonalRequest

from .access import may_write, of_jurisdiction
from .forms import as_item
from .incidents import amount_of, day_of
from .store_forms import OrderForm, ReceiveForm, SiteForm, StepForm


@of_jurisdiction
def store_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The sites, and a form for the next."""
    form = SiteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.open_site(jurisdiction=jid, by=request.person, **form.cleaned_data)
            return redirect("store", jid, made.number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    context = {"jid": jid, "form": form, "rows": sites(jid), "writes": may_write(request, jid)}
    return render(request, "field/stores.html", context, status=422 if form.errors else 200)


def find(jid: str, number: str) -> Site:
    """The site of an address."""
    return get_object_or_404(Site, jurisdiction=jid, number=number)


@of_jurisdiction
def store(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """A site: its stock, what is under way, what is unexplained, and its history; forms for what happens next."""
    site = find(jid, number)
    data = request.POST if request.method == "POST" else None
    act = request.POST.get("act", "")
    lots = list(stock(site))
    forms = {
        "receive": ReceiveForm(data if act == "receive" else None, prefix="receive"),
        "step": StepForm(data if act == "step" else None, prefix="step"),
        "order": OrderForm(lots, data if act == "order" else None, prefix="order"),
    }
    if act in forms and forms[act].is_valid():
        try:
            answer = {"receive": _receive, "step": _step, "order": _order}[act](request, site, forms[act].cleaned_data)
            return answer or redirect("store", jid, number)
        except Refused as refused:
            forms[act].refuse(refused.reason, refused.field)
    entries = history(site.pk, jurisdiction=jid)
    names = names_of({entry.by for entry in entries})
    context = {
        "jid": jid, "site": site, "lots": lots, "forms": forms, "writes": may_write(request, jid),
        "measures": [label for key, label in SiteForm.base_fields["security"].choices if key in site.security],  # type: ignore[attr-defined]
        "under_way": list(movements(jid).filter(receiver=site, received_on__isnull=True)),
        "moved": list(movements(jid).filter(sender=site)[:20]), "others": sites(jid).exclude(pk=site.pk),
        "unexplained": unexplained(jid).filter(count__site=site),
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in entries],
    }  # fmt: skip
    return render(
        request, "field/store.html", context, status=422 if any(one.errors for one in forms.values()) else 200
    )


def _receive(request: PersonalRequest, site: Site, given: dict) -> HttpResponse | None:
    text = given.pop("item")
    if weapon := weapon_called(text, jurisdiction=site.jurisdiction):
        described = as_item(weapon) | {"firearm": weapon.pk, "thing": "firearm"}
        origin, synthetic = given["origin"] or "not_stated", weapon.is_synthetic
        who = {"on": given["on"], "by": request.person, "room": given["room"], "synthetic": synthetic}
        receive(site, origin=origin, **who, **described)
        return None
    if text:
        number, _slash, row = text.partition("/")
        found = Item.objects.filter(jurisdiction=site.jurisdiction, incident__number=number.strip())
        item = found.filter(position=int(row) if row.strip().isdigit() else 1).select_related("incident").first()
        if item is None:
            raise Refused(_("There is no such item. Write the incident's number, a slash and the row."), "item")
        receive_item(site, item, on=given["on"], by=request.person, room=given["room"])
        return None
    if given["quantity"] is None:
        raise Refused(_("Give the number."), "quantity")
    origin = given.pop("origin") or "not_stated"
    receive(site, by=request.person, origin=origin, **given)
    return None


def _step(request: PersonalRequest, site: Site, given: dict) -> HttpResponse | None:
    step, on, by = given["step"], given["on"], request.person
    if step == "assessed":
        acts.assess_site(site, on=on, by=by, findings=given["findings"], standard=given["standard"])
    elif step in ("met", "unmet"):
        acts.meet_standard(site, standard=given["standard"] or site.standard, on=on, by=by, met=step == "met")
    elif step == "inspected":
        acts.inspect_site(site, on=on, by=by, inspector=given["inspector"], findings=given["findings"])
    else:
        acts.set_stage(site, stage=step, on=on, by=by)
    return None


def _order(request: PersonalRequest, site: Site, given: dict) -> HttpResponse | None:
    chosen = Lot.objects.filter(jurisdiction=site.jurisdiction, pk__in=given["lots"])
    order = order_destruction(site, dict.fromkeys(chosen), ground=given["ground"], on=given["on"], by=request.person)
    return redirect("destruction", site.jurisdiction, order.number)


@of_jurisdiction
@require_POST
def store_act(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """What is done to a lot, a movement or a difference, from the site's page."""
    site, given = find(jid, number), request.POST
    try:
        _act(request, jid, site, given.get("act", ""))
        messages.success(request, _("Recorded."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("store", jid, number)


def _act(request: PersonalRequest, jid: str, site: Site, act: str) -> None:
    given, by = request.POST, request.person
    if act == "explain":
        held = get_object_or_404(
            CountLine.objects.select_related("lot", "count"), pk=_id(given.get("line")), jurisdiction=jid
        )
        explain_difference(held, explanation=given.get("explanation", ""), by=by)
        return
    on = day_of(given.get("on", ""))
    if act == "confirm":
        movement = get_object_or_404(Movement, pk=_id(given.get("movement")), jurisdiction=jid)
        confirm_receipt(
            movement, received=amount_of(given.get("received", "")), on=on, by=by, remark=given.get("remark", "")
        )
        return
    if act == "count":
        found = {lot.pk: given.get(f"found-{lot.pk}", "") for lot in stock(site)}
        count_stock(site, {pk: amount_of(text) for pk, text in found.items() if text.strip()}, on=on, by=by)
        return
    lot = get_object_or_404(Lot, pk=_id(given.get("lot")), jurisdiction=jid, site=site)
    if act == "surplus":
        declare_surplus(lot, on=on, by=by)
    elif act == "issue":
        to = get_object_or_404(Site, number=given.get("to", ""), jurisdiction=jid)
        issue(lot, to=to, quantity=amount_of(given.get("quantity", ""), lot.quantity), on=on, by=by)


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Refused(_("Choose one of the list.")) from None
