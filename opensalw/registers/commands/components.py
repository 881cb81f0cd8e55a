"""Essential components: recorded with their own marks, fitted to a weapon and removed from it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..events import weapons as events
from ..marks import Mark
from ..models import Component, Firearm
from ..numbers import new_id, number_of
from ..rules import refuse_fitting, refuse_mark, refuse_registry
from .lives import happened
from .weapons import keep_mark


@transaction.atomic
def record_component(*, jurisdiction: str, kind: str, mark: Mark, by: Person, calibre: str = "") -> Component:
    """An essential component with a mark of its own."""
    require(refuse_registry(by, jurisdiction))
    require(refuse_mark(mark), "mark")
    if kind not in Component.Kind.values:
        raise Refused(_("%(kind)s is no essential component.") % {"kind": kind}, "kind")
    id = new_id()
    component = Component(
        id=id, jurisdiction=jurisdiction, number=number_of("T", id), kind=kind, calibre_seen=calibre.strip()
    )
    component.save(force_insert=True)
    keep_mark(id, jurisdiction, mark)
    return component


@transaction.atomic
def fit(component: Component, firearm: Firearm, *, on: date, by: Person) -> Component:
    """Fit a component to a weapon; it leaves an entry on the lives of both."""
    held = _locked(component)
    other = Firearm.objects.filter(pk=held.firearm).first() if held.firearm else None
    require(refuse_fitting(held, firearm, other.number if other else None), "component")
    event = events.ComponentFitted(component=str(held.pk), number=held.number, kind=held.kind)
    happened(firearm, event, on=on, by=by)
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on)
    held.firearm, held.fitted_on = firearm.pk, on
    held.save()
    return held


@transaction.atomic
def remove(component: Component, *, on: date, by: Person) -> Component:
    """Remove a component from the weapon that it is fitted to."""
    held = _locked(component)
    if held.firearm is None:
        raise Refused(_("Component %(number)s is not fitted to a weapon.") % {"number": held.number}, "component")
    require(_("It was fitted later than that day.") if held.fitted_on and on < held.fitted_on else None, "on")
    firearm = Firearm.objects.get(pk=held.firearm, jurisdiction=held.jurisdiction)
    event = events.ComponentRemoved(component=str(held.pk), number=held.number, kind=held.kind)
    happened(firearm, event, on=on, by=by)
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on)
    held.firearm = held.fitted_on = None
    held.save()
    return held


def _locked(component: Component) -> Component:
    return Component.objects.select_for_update().get(pk=component.pk, jurisdiction=component.jurisdiction)
