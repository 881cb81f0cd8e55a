"""Incidents: the list, its files, a record, entry, correction, and what becomes of items."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.incidents.commands.correcting import (
    correct_incident,
    dismiss_twin,
    forfeit,
    give_back,
    name_weapon,
    withdraw_incident,
)
from opensalw.incidents.commands.recording import record_incident
from opensalw.incidents.models import Incident, Item
from opensalw.incidents.queries.incidents import Asked, incident, incidents, told
from opensalw.incidents.queries.weapons import named_weapons, proposed_weapons
from opensalw.incidents.rules.records import BadIncident
from opensalw.incidents.vocabulary import Kind
from opensalw.registers.models import Firearm
from opensalw.registers.queries import weapon_called
from opensalw.web.files import as_sheet, attached, written
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import may_write, of_jurisdiction
from .forms import FilterForm, GroupRow, IncidentForm, ItemRow, as_initial, as_item, rows_of

COLUMNS = (
    "number", "kind", "happened_on", "reported_on", "place", "where", "institution", "items", "persons", "campaign",
    "synthetic",
)  # fmt: skip
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 50_000


def _asked(form: FilterForm) -> Asked:
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    wanted = {name: value for name, value in given.items() if value and name != "q"}
    return Asked(words=given.get("q") or "", **wanted)


@of_jurisdiction
def incident_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The records of a jurisdiction, narrowed by a saved address."""
    form = FilterForm(request.GET)
    found = incidents(jid, _asked(form)).prefetch_related("items", "involved")
    page = keyset(request, found, "-happened_on", "-number")
    context = {
        "jid": jid, "form": form, "rows": page.rows, "previous_url": page.previous_url, "next_url": page.next_url,
        "writes": may_write(request, jid), "kinds": Kind.choices, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "field/incidents.html", context)


@of_jurisdiction
def incident_file(request: PersonalRequest, jid: str, format: str) -> HttpResponse:
    """The same list as a file."""
    found = incidents(jid, _asked(FilterForm(request.GET))).select_related("campaign")
    rows = list(_lines(found.prefetch_related("items", "involved")[:MOST]))
    if format == "csv":
        return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", f"incidents-{jid}.csv")
    sheet = as_sheet("incidents", COLUMNS, ([str(row[name]) for name in COLUMNS] for row in rows))
    return attached(sheet, SHEET, f"incidents-{jid}.xlsx")


def _lines(found: Any) -> Iterator[dict[str, object]]:
    for one in found:
        facts: dict[str, object] = {name: str(getattr(one, name)) for name in COLUMNS[:7]}
        facts["items"] = "; ".join(str(item) for item in one.items.all())
        facts["persons"] = "; ".join(str(group) for group in one.involved.all())
        yield {
            **facts,
            "campaign": one.campaign.number if one.campaign else "",
            "synthetic": str(one.synthetic).lower(),
        }


def find(jid: str, number: str) -> Incident:
    """The record of an address."""
    found = incident(jid, number)
    if found is None:
        raise Http404(number)
    return found


@of_jurisdiction
def incident_page(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """A record: what it tells, what became of its items, its history."""
    record = find(jid, number)
    entries = told(record)
    names = names_of({entry.by for entry in entries})
    twin = Incident.objects.filter(pk=record.twin, jurisdiction=jid).first() if record.twin else None
    context = {
        "jid": jid, "record": record, "twin": twin, "writes": may_write(request, jid) and not record.withdrawn,
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in entries],
        "facts": _facts(record), "rows": _rows(record), "proposed": proposed_weapons(record),
    }  # fmt: skip
    return render(request, "field/incident.html", context)


def _rows(record: Incident) -> list[tuple[Item, Firearm | None]]:
    """The items, each with the weapon of the register that it names."""
    weapons = named_weapons(record)
    return [(item, weapons.get(item.firearm)) for item in record.items.all()]


def _facts(record: Incident) -> list[tuple[str, object]]:
    form = IncidentForm(record.kind, record.jurisdiction)
    shown = []
    for name, field in form.fields.items():
        reading = getattr(record, f"get_{name}_display", None)
        value = reading() if reading else getattr(record, name, "")
        if name != "id" and value:
            shown.append((str(field.label), value))
    return shown


@of_jurisdiction
def incident_new(request: PersonalRequest, jid: str, kind: str) -> HttpResponse:
    """Record an incident of a kind; the same form sent twice is one record."""
    if kind not in Kind.values:
        raise Http404(kind)
    data = request.POST if request.method == "POST" else None
    entry = Entry(kind, jid, data, weapon=weapon_called(request.GET.get("weapon", ""), jurisdiction=jid))
    if data is not None and not entry.adds_rows and entry.form.is_valid():
        facts: Any = {**entry.rows(), **entry.form.facts(), "id": entry.form.cleaned_data["id"]}
        record = entry.tried(lambda: record_incident(jurisdiction=jid, kind=kind, by=request.person, **facts))
        if record:
            messages.success(request, _("Recorded as %(number)s.") % {"number": record.number})
            return redirect("incident_page", jid, record.number)
    context = {"jid": jid, "entry": entry, "title": Kind(kind).label}
    return render(request, "field/incident_form.html", context, status=422 if entry.is_refused else 200)


@of_jurisdiction
def incident_correct(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """Tell a record anew; the old entry stays and is corrected by a new one."""
    record = find(jid, number)
    data = request.POST if request.method == "POST" else None
    entry = Entry(record.kind, jid, data, record)
    if data is not None and not entry.adds_rows and entry.form.is_valid():
        facts: Any = {**entry.rows(), **entry.form.facts()}
        reason = entry.form.cleaned_data["reason"]
        if entry.tried(lambda: correct_incident(record, by=request.person, reason=reason, **facts)):
            messages.success(request, _("Corrected."))
            return redirect("incident_page", jid, record.number)
    context = {"jid": jid, "entry": entry, "record": record, "title": record.number}
    return render(request, "field/incident_form.html", context, status=422 if entry.is_refused else 200)


ASKED: dict[str, int] = {Kind.SHOOTING: 3, Kind.SEIZURE: 1}  # rows of persons; who hands something in is not counted


class Entry:
    """The form of an incident with its rows."""

    def __init__(
        self, kind: str, jid: str, data: Any, record: Incident | None = None, weapon: Firearm | None = None
    ) -> None:
        known = {"initial": as_initial(record)} if record else {}
        self.form = IncidentForm(kind, jid, data, correcting=record is not None, **known)
        weapons = named_weapons(record) if record else {}
        told = record.items.all() if record else ()
        items = [vars(item) | {"firearm": weapons.get(item.firearm, "")} for item in told] or None
        items = [as_item(weapon)] if weapon else items
        groups = [vars(group) for group in record.involved.all()] if record else None
        self.items = [] if kind == Kind.SHOOTING else rows_of(ItemRow, "item", data, items, 1 if record else 3)
        self.groups = rows_of(GroupRow, "group", data, groups, ASKED.get(kind, 0))
        self.adds_rows = bool(data and data.get("more"))
        if self.adds_rows:
            self.items += [] if kind == Kind.SHOOTING else [ItemRow(data, prefix=f"item{len(self.items)}")]
            self.groups += [] if kind not in ASKED else [GroupRow(data, prefix=f"group{len(self.groups)}")]
        self.is_refused = bool(data is not None and not self.adds_rows)
        self.row_errors: list[tuple[str, str]] = []

    def rows(self) -> dict[str, list[dict]]:
        """The rows in which something was typed."""
        return {
            "items": [one.facts() | {"quantity": one.facts()["quantity"] or "1"} for one in self.items if one.is_typed],
            "groups": [one.facts() for one in self.groups if one.is_typed],
        }

    def tried(self, act: Any) -> Any:
        """What the act made; None when it was refused, which then stands at the field."""
        try:
            return act()
        except BadIncident as refused:
            typed = [one for one in (self.groups if refused.field in ("part", "count") else self.items) if one.is_typed]
            if refused.row and refused.row <= len(typed):
                row = typed[refused.row - 1]
                anchor = row[refused.field].auto_id if refused.field in row.fields else row["thing"].auto_id
                self.row_errors.append((anchor, refused.reason))
            else:
                self.form.refuse(refused.reason, refused.field)
        except Refused as refused:
            self.form.refuse(refused.reason, refused.field)
        return None


@of_jurisdiction
@require_POST
def incident_act(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """Withdraw a record, say that two are two, give an item back or forfeit it."""
    record = find(jid, number)
    reason, act = request.POST.get("reason", ""), request.POST.get("act", "")
    try:
        if act == "withdraw":
            withdraw_incident(record, by=request.person, reason=reason)
        elif act == "two":
            dismiss_twin(record, by=request.person, reason=reason)
        elif act in ("return", "forfeit"):
            _become(request, record, act)
        elif act == "name":
            name_weapon(_item(request, record), request.POST.get("firearm", ""), by=request.person)
        messages.success(request, _("Recorded."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("incident_page", jid, number)


def _item(request: PersonalRequest, record: Incident) -> Item:
    item = next((one for one in record.items.all() if str(one.pk) == request.POST.get("item")), None)
    if item is None:
        raise Refused(_("Choose the item."))
    return item


def _become(request: PersonalRequest, record: Incident, act: str) -> None:
    item = _item(request, record)
    quantity, on = amount_of(request.POST.get("quantity", ""), item.quantity), day_of(request.POST.get("on", ""))
    done = give_back if act == "return" else forfeit
    done(item, on=on, quantity=quantity, by=request.person, reason=request.POST.get("reason", ""))


def amount_of(text: str, otherwise: Decimal | None = None) -> Decimal:
    """The number that was typed; nothing typed is ``otherwise``."""
    if not text.strip() and otherwise is not None:
        return otherwise
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Refused(_("“%(text)s” is not a number.") % {"text": text}) from None


def day_of(text: str) -> Any:
    """The day that was typed."""
    field = IncidentForm.base_fields["happened_on"]
    try:
        return field.clean(text)
    except Exception:
        raise Refused(_("“%(text)s” is not a day. Write 2020-07-09.") % {"text": text}) from None


@of_jurisdiction
def incident_receipt(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The receipt for somebody who handed something in, to be printed."""
    record = find(jid, number)
    if record.kind != Kind.SURRENDER or record.withdrawn:
        raise Http404(number)
    return render(request, "field/receipt.html", {"jid": jid, "record": record})
