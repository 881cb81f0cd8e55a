"""The counter: registering and transferring with the keyboard alone, in two steps, the second one to look and record.

Nothing is looked up while somebody types: a search at each stroke would show persons whom nobody asked for.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.refusal import Refused, require
from opensalw.registers import commands
from opensalw.registers.catalogue import makes
from opensalw.registers.lifecycle import State
from opensalw.registers.marks import Mark
from opensalw.registers.models import Firearm, Holder, Permit
from opensalw.registers.queries.browsing import weapon_numbered
from opensalw.registers.queries.people import holder_numbered, holders_named, valid_permits
from opensalw.registers.queries.searching import weapons_marked
from opensalw.registers.rules import refuse_new_weapon, refuse_receiver
from opensalw.web.field.forms import Plain
from opensalw.web.transactions import PersonalRequest

from .access import of_registry
from .counter_forms import RegisterForm, TransferForm
from .purposes import remember

FORMS: dict[str, type[Plain]] = {"transfer": TransferForm, "register": RegisterForm}
PURPOSES = {"transfer": lazy("Transfer at the counter"), "register": lazy("Registration at the counter")}
SHOWN = 10


@dataclass(slots=True)
class Counter:
    """What was found for what was typed; one of each is chosen, more are offered."""

    weapons: list[Firearm] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    permits: list[Permit] = field(default_factory=list)

    @property
    def holder(self) -> Holder | None:
        """The one holder, when there is no choice left."""
        return self.holders[0] if len(self.holders) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be chosen."""
        return max(len(self.weapons), len(self.holders), len(self.permits)) > 1


@of_registry
def counter(request: PersonalRequest, jid: str, act: str) -> HttpResponse:
    """Type, look, record; what was typed stays until it is recorded."""
    if act not in FORMS:
        raise Http404(act)
    form = FORMS[act](request.POST if request.method == "POST" else None)
    found: Counter | None = None
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        try:
            found = _found(request, jid, act, form.cleaned_data)
            if "record" in request.POST:
                firearm = _record(request, jid, act, found, form.cleaned_data)
                return redirect("weapon_receipt", jid, firearm.number)
        except Refused as refused:
            form.refuse(refused.reason, None if refused.field == "permit" else refused.field)
            found = found if refused.field == "permit" else None
    context = {
        "jid": jid, "act": act, "form": form, "found": found, "today": timezone.localdate(),
        "makes": sorted({one.name for one in makes().values()}) if act == "register" and not found else (),
    }  # fmt: skip
    return render(request, "registry/counter.html", context, status=422 if form.errors else 200)


def _found(request: PersonalRequest, jid: str, act: str, given: dict[str, Any]) -> Counter:
    """Weapons, holders and permits of what was typed or picked; the holders that are shown are noted."""
    found = Counter()
    if act == "transfer":
        found.weapons = _weapons(given["firearm"] or given["weapon"], jid)
    else:
        require(refuse_new_weapon(given["make"], Mark(given["serial"])), "serial" if given["make"] else "make")
    found.holders = _holders(given["holder"] or given["to"], jid)
    for one in found.holders:
        commands.consulted(
            jurisdiction=jid, what="counter", subject=one.pk, purpose=str(PURPOSES[act]), by=request.person
        )
    if found.holder:
        befores = [str(one.holder) for one in found.weapons] if len(found.weapons) == 1 else []
        require(refuse_receiver(befores[0], str(found.holder.pk)) if befores else None, "to")
        found.permits = _permits(found.holder, given)
    return found


def _weapons(text: str, jid: str) -> list[Firearm]:
    numbered = weapon_numbered(text, jid)
    found = [numbered] if numbered else weapons_marked(text, jid, kinds=("serial",))[:SHOWN]
    held = [one for one in found if one.state == State.HELD]
    if found and not held:
        words = {"state": found[0].stands.label, "since": found[0].since, "number": found[0].number}
        raise Refused(_("%(number)s is %(state)s since %(since)s. It cannot be transferred.") % words, "weapon")
    require(None if held else _("No weapon of this register bears that."), "weapon")
    return held


def _holders(text: str, jid: str) -> list[Holder]:
    one = holder_numbered(text, jid)
    found = [one] if one else holders_named(text, jid, SHOWN + 1)
    require(None if found else _("Nobody of this register is called that. Record the holder first."), "to")
    if len(found) > SHOWN:
        raise Refused(_("More than %(n)d holders are called that. Type more of the name.") % {"n": SHOWN}, "to")
    return found


def _permits(holder: Holder, given: dict[str, Any]) -> list[Permit]:
    if holder.kind == Holder.Kind.AUTHORITY:
        return []
    found = valid_permits(holder, given["on"])
    require(None if found else _("%(name)s has no valid permit on that day.") % {"name": holder.name}, "to")
    picked = [one for one in found if one.number == given["permit"]]
    return picked or found


def _record(request: PersonalRequest, jid: str, act: str, found: Counter, given: dict[str, Any]) -> Firearm:
    """Record what was looked at; anything that is still open is asked again."""
    if found.holder is None or found.is_open:
        raise Refused(_("Choose one of those that are offered."), "permit")
    permit = found.permits[0] if found.permits else None
    if act == "transfer":
        pass_on = commands.inherit if given["inherited"] else commands.transfer
        made = pass_on(found.weapons[0], to=found.holder, permit=permit, on=given["on"], by=request.person)
    else:
        made = commands.register(
            jurisdiction=jid, by=request.person, on=given["on"], make=given["make"], model=given["model"],
            calibre=given["calibre"], serial=Mark(given["serial"]), type=given["type"], year=given["year"],
            holder=found.holder, permit=permit, another=given["another"], reason=given["reason"],
        )  # fmt: skip
    remember(request, jid, str(PURPOSES[act]), str(found.holder.pk))
    messages.success(request, _("Recorded: %(number)s.") % {"number": made.number})
    return made
