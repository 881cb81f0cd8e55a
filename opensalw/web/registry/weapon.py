"""The page of a weapon: what it is, where it stands, its life, and what may be done next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.incidents.vocabulary import Kind
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import entry as ledger_entry
from opensalw.registers.commands import correct, withdraw_step
from opensalw.registers.lifecycle import STEPS, State, possible
from opensalw.registers.models import Firearm, SecondCheck
from opensalw.registers.queries import timeline
from opensalw.registers.queries.browsing import components_of, marks_on, waiting, weapon_by_id
from opensalw.registers.queries.lives import Line
from opensalw.registers.queries.people import holders_by_id, permit_by_id
from opensalw.web.transactions import PersonalRequest

from .access import find_weapon, of_registry
from .cases import incidents_of, is_told_here, lots_of
from .step_forms import EntryDay
from .steps import WAYS, form_of

DAILY = frozenset({"transferred", "lost", "stolen", "recovered", "taken_in", "given_back", "imported"})
BY_TWO = frozenset(name for name, step in STEPS.items() if step.needs_second)
MENDABLE = STEPS.keys() - BY_TWO - {"destroyed"}
TAKEN = [(one.value, one.label) for one in (Kind.SEIZURE, Kind.FIND, Kind.SURRENDER)]


@of_registry
def weapon_page(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """A weapon: nothing about its holder but the number; a name is one step and a purpose away."""
    firearm = find_weapon(jid, number)
    lines = timeline(firearm)
    components = components_of(firearm)
    marks = marks_on([firearm.pk, *(one.pk for one in components)], jid)
    incidents, elsewhere = incidents_of(firearm, lines)
    context = {
        "jid": jid, "weapon": firearm, "marks": marks[firearm.pk],
        "lines": _told(lines, {one.number for one in incidents}),
        "components": [(one, marks[one.pk]) for one in components], "today": timezone.localdate(),
        "holder": holders_by_id({firearm.holder} - {None}, jid).get(firearm.holder),  # type: ignore[arg-type]
        "permit": permit_by_id(firearm.permit, jid), "category": _category(lines),
        **_next(firearm.stands, bool(components)),
        "waits": waiting(jid, firearm.pk), "incidents": incidents, "elsewhere": elsewhere, "lots": lots_of(firearm),
        "leads_to": weapon_by_id(firearm.merged_into, jid),
    }  # fmt: skip
    return render(request, "registry/weapon.html", context)


def _next(stands: State, has_components: bool) -> dict[str, object]:
    """What may be done next: what a counter does every day first, the rest behind it."""
    found = [step for step in possible(stands) if step.name in WAYS]
    if not has_components:
        found = [step for step in found if step.name != "component_removed"]
    return {
        "steps": [step for step in found if step.name in DAILY],
        "seldom": [step for step in found if step.name not in DAILY],
        "destroyable": any(step.name == "destroyed" for step in possible(stands)),
    }


def _told(lines: list[Line], incidents: set[str]) -> list[tuple[Line, str, bool]]:
    """Each line with who recorded it, and whether its day is put right here; an incident's is put right there."""
    names = names_of({line.entry.by for line in lines})
    return [
        (
            line,
            names.get(line.entry.by, ""),
            line.stands and line.entry.name in MENDABLE and line.entry.payload.get("incident") not in incidents,
        )
        for line in lines
    ]


def _category(lines: list[Line]) -> Line | None:
    """The entry in which the category was decided."""
    return next((line for line in lines if line.stands and line.entry.name == "category_decided"), None)


@of_registry
def weapon_step(request: PersonalRequest, jid: str, number: str, step: str) -> HttpResponse:
    """One thing that may happen next, as a form of its own."""
    firearm = find_weapon(jid, number)
    if step not in WAYS:
        raise Http404(step)
    form = form_of(step, firearm, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = WAYS[step].act(firearm, form.cleaned_data, request.person)
            messages.success(request, _said(made))
            return redirect("weapon_page", jid, number)
        except Refused as refused:
            form.refuse(refused.reason, "on" if refused.field == "happened_on" else refused.field)
    context = {
        "jid": jid, "weapon": firearm, "form": form, "step": step, "by_two": step in BY_TWO, "taken_in": TAKEN,
        "title": STEPS[step].label if step in STEPS else _("Correct what it is"),
    }  # fmt: skip
    return render(request, "registry/step.html", context, status=422 if form.errors else 200)


def _said(made: Any) -> str:
    if isinstance(made, SecondCheck):
        return _("Proposed. It happens when a second person confirms it.")
    return _("Recorded.")


def _put_right(firearm: Firearm, held: Entry, given: dict[str, Any], by: Person) -> None:
    if given["never"]:
        withdraw_step(firearm, held, by=by, reason=given["reason"])
    else:
        correct(firearm, held, held.event(), on=given["on"], by=by, reason=given["reason"])


@of_registry
def entry_correct(request: PersonalRequest, jid: str, number: str, entry: int) -> HttpResponse:
    """The day of an entry was wrong: a new entry puts it right, the old one stays and is struck out."""
    firearm = find_weapon(jid, number)
    held = ledger_entry(entry)
    if held is None or held.subject != firearm.pk or held.name not in MENDABLE or is_told_here(held, jid):
        raise Http404(entry)
    form = EntryDay(request.POST if request.method == "POST" else None, initial={"on": held.happened_on})
    if request.method == "POST" and form.is_valid():
        try:
            _put_right(firearm, held, form.cleaned_data, request.person)
            messages.success(request, _("Corrected; the old entry stays beside it."))
            return redirect("weapon_page", jid, number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    context = {"jid": jid, "weapon": firearm, "form": form, "entry": held, "title": _("Correct the day of an entry")}
    return render(request, "registry/step.html", context, status=422 if form.errors else 200)
