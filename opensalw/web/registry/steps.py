"""What a step's form leads to: the command that lets it happen, or the proposal that waits for a second person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.incidents.commands.recording import record_incident
from opensalw.incidents.vocabulary import Kind as IncidentKind
from opensalw.registers import commands
from opensalw.registers.categories import Facts, proposed
from opensalw.registers.events import weapons as events
from opensalw.registers.marks import Answer, Condition, Kind, Mark
from opensalw.registers.models import Firearm, Holder, Permit
from opensalw.registers.queries.browsing import component_numbered, components_of, weapon_numbered
from opensalw.registers.queries.people import holder_numbered, permit_numbered, valid_permits
from opensalw.web.field.forms import Plain, as_item

from . import step_forms as forms

Given = Mapping[str, Any]
Act = Callable[[Firearm, Given, Person], object]


@dataclass(frozen=True)
class Way:
    """A form and the act that takes it."""

    form: type[Plain]
    act: Act


def receiver(given: Given, jurisdiction: str) -> tuple[Holder, Permit | None]:
    """The holder and permit that were named; the only valid permit where none was."""
    holder = holder_numbered(given["to"], jurisdiction)
    if holder is None:
        raise Refused(_("No holder has this number. Search for the holder, or record a new one."), "to")
    if given["permit"]:
        permit = permit_numbered(given["permit"], jurisdiction)
        if permit is None:
            raise Refused(_("No permit has this number."), "permit")
        return holder, permit
    return holder, only_permit(holder, given["on"])


def only_permit(holder: Holder, on: date) -> Permit | None:
    """The one valid permit of a holder; several are refused, so that the right one is named."""
    if holder.kind == Holder.Kind.AUTHORITY:
        return None
    found = valid_permits(holder, on)
    if len(found) > 1:
        numbers = ", ".join(one.number for one in found)
        raise Refused(_("The holder has several permits: %(numbers)s. Name one.") % {"numbers": numbers}, "permit")
    if not found:
        raise Refused(_("The holder has no permit that is valid on that day."), "permit")
    return found[0]


def _passes(command: Callable[..., Firearm]) -> Act:
    def act(firearm: Firearm, given: Given, by: Person) -> object:
        holder, permit = receiver(given, firearm.jurisdiction)
        return command(firearm, to=holder, permit=permit, on=given["on"], by=by, reason=given["reason"])

    return act


def _missing(kind: str) -> Act:
    """A theft or loss is an incident that names the weapon: it is counted, and the weapon's life follows it."""

    def act(firearm: Firearm, given: Given, by: Person) -> object:
        return record_incident(
            jurisdiction=firearm.jurisdiction, kind=kind, happened_on=given["on"], by=by, where=given["place"],
            reference=given["reference"], note=given["reason"], items=[{**as_item(firearm), "thing": "firearm"}],
            synthetic=firearm.is_synthetic,
        )  # fmt: skip

    return act


def _happens(event: type[events.OfWeapon], *, needs: str = "") -> Act:
    def act(firearm: Firearm, given: Given, by: Person) -> object:
        facts = {name: value for name, value in given.items() if name not in ("on", "reason")}
        if needs and not facts[needs]:
            raise Refused(_("Give the number."), needs)
        return commands.happened(firearm, event(**facts), on=given["on"], by=by, reason=given.get("reason", ""))

    return act


def _marked(firearm: Firearm, given: Given, by: Person) -> object:
    mark = Mark(
        given["text"], Kind(given["kind"]), given["position"], Condition(given["condition"]),
        Answer(given["answer"]) if given["answer"] else None,
    )  # fmt: skip
    return commands.add_mark(firearm, mark, on=given["on"], by=by, reason=given["reason"])


def _fitted(firearm: Firearm, given: Given, by: Person) -> object:
    if given["component"]:
        component = component_numbered(given["component"], firearm.jurisdiction)
        if component is None:
            raise Refused(_("No component has this number."), "component")
    else:
        component = commands.record_component(
            jurisdiction=firearm.jurisdiction, kind=given["kind"], mark=Mark(given["mark"]), by=by
        )
    return commands.fit(component, firearm, on=given["on"], by=by)


def _removed(firearm: Firearm, given: Given, by: Person) -> object:
    component = next((one for one in components_of(firearm) if one.number == given["component"]), None)
    if component is None:
        raise Refused(_("This component is not fitted here."), "component")
    return commands.remove(component, on=given["on"], by=by)


def facts_of(given: Given) -> Facts:
    """The facts that were typed."""
    known = {name: value for name, value in given.items() if name not in ("category", "on", "reason")}
    known["magazine_detachable"] = {"yes": True, "no": False}.get(known["magazine_detachable"])
    return Facts(**known)


def _category(firearm: Firearm, given: Given, by: Person) -> object:
    facts = facts_of(given)
    found = proposed(facts)
    category = given["category"] or found.category
    if not category:
        raise Refused(found.because, "category")
    return commands.propose_category(
        firearm, category=category, facts=facts, on=given["on"], by=by, reason=given["reason"]
    )


def _merged(firearm: Firearm, given: Given, by: Person) -> object:
    into = weapon_numbered(given["into"], firearm.jurisdiction)
    if into is None:
        raise Refused(_("No weapon has this number."), "into")
    return commands.propose_merge(firearm, into, by=by, reason=given["reason"])


def _deactivated(firearm: Firearm, given: Given, by: Person) -> object:
    return commands.propose_deactivation(firearm, by=by, **given)


def _corrected(firearm: Firearm, given: Given, by: Person) -> object:
    return commands.correct_field(firearm, by=by, **given)


WAYS: dict[str, Way] = {
    "transferred": Way(forms.Receiver, _passes(commands.transfer)),
    "inherited": Way(forms.Receiver, _passes(commands.inherit)),
    "lost": Way(forms.MissingStep, _missing(IncidentKind.LOSS)),
    "stolen": Way(forms.MissingStep, _missing(IncidentKind.THEFT)),
    "recovered": Way(forms.MissingStep, _happens(events.Recovered)),
    "taken_in": Way(forms.TakenInStep, _happens(events.TakenIn)),
    "given_back": Way(forms.Day, _happens(events.GivenBack)),
    "legalised": Way(forms.LegalisedStep, _happens(events.Legalised, needs="decision")),
    "exported": Way(forms.BorderStep, _happens(events.Exported, needs="authorisation")),
    "imported": Way(forms.BorderStep, _happens(events.Imported)),
    "deactivated": Way(forms.DeactivatedStep, _deactivated),
    "marked": Way(forms.MarkedStep, _marked),
    "component_fitted": Way(forms.FittedStep, _fitted),
    "component_removed": Way(forms.RemovedStep, _removed),
    "category_decided": Way(forms.CategoryStep, _category),
    "merged": Way(forms.MergedStep, _merged),
    "corrected": Way(forms.CorrectStep, _corrected),
}


def form_of(step: str, firearm: Firearm, data: Any = None) -> Plain:
    """The form of a step, as far as it concerns this weapon."""
    more: dict[str, Any] = {"fitted": components_of(firearm)} if step == "component_removed" else {}
    if step == "category_decided":
        asked = forms.CategoryStep.base_fields
        more["initial"] = {name: value for name, value in firearm.facts.items() if name in asked}
    return WAYS[step].form(data, **more)
