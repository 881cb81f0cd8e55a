"""What must hold of weapons, holders and permits: each function gives the reason for refusing, or None."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_registry

from ..marks import Mark, refuse_mark
from ..models import Component, Firearm, Permit, Run, SecondCheck

__all__ = ["refuse_mark", "refuse_registry"]
EARLIEST = date(1800, 1, 1)
OLDEST_MAKE = 1700


def refuse_day(on: date, today: date) -> str | None:
    """Nothing is recorded for a day that is still to come."""
    if on > today:
        return _("%(day)s is still to come. Give the day on which it happened.") % {"day": on}
    if on < EARLIEST:
        return _("%(day)s is too long ago to be right.") % {"day": on}
    return None


def refuse_year(year: int | None, today: date) -> str | None:
    """A year of make lies between 1700 and this year."""
    if year is None or OLDEST_MAKE <= year <= today.year:
        return None
    return _("%(year)s is no year of make. Leave it empty if it is not known.") % {"year": year}


def refuse_new_weapon(make: str, mark: Mark) -> str | None:
    """A weapon has the words for its make and a serial, or the answer why there is none."""
    if not make.strip():
        return _("Give the make as it stands on the weapon, or “unknown”.")
    return refuse_mark(mark)


def refuse_same_frame(known: Firearm | None, *, another: bool, reason: str) -> str | None:
    """The frame mark identifies; a second weapon with the same one needs a person's word for it."""
    if known is None:
        return None
    if not another:
        words = {"number": known.number, "state": known.stands.label}
        return (
            _(
                "A weapon of this make and model with this frame mark is registered: %(number)s, %(state)s. "
                "If this is another weapon, say so and give the reason."
            )
            % words
        )
    return None if reason.strip() else _("Say why this is another weapon.")


def refuse_receiver(holder: str | None, to: str) -> str | None:
    """A weapon is not transferred to the one who holds it."""
    return _("This holder has the weapon already.") if holder == to else None


def refuse_permit(permit: Permit | None, holder: UUID, on: date) -> str | None:
    """Who receives a weapon has a permit of the own that is valid on that day."""
    if permit is None:
        return _("Name the permit under which the weapon is received.")
    if permit.holder != holder:
        return _("Permit %(number)s belongs to another holder.") % {"number": permit.number}
    if permit.state in (Permit.State.REFUSED, Permit.State.WITHDRAWN):
        return _("Permit %(number)s is %(state)s.") % {"number": permit.number, "state": permit.get_state_display()}
    if permit.granted_on and on < permit.granted_on:
        return _("Permit %(number)s was granted later, on %(day)s.") % {
            "number": permit.number,
            "day": permit.granted_on,
        }
    if permit.valid_until and on > permit.valid_until:
        return _("Permit %(number)s ran out on %(day)s.") % {"number": permit.number, "day": permit.valid_until}
    return None


def refuse_fitting(component: Component, firearm: Firearm, other: str | None) -> str | None:
    """A component is fitted to one weapon at a time."""
    if component.jurisdiction != firearm.jurisdiction:
        return _("The component is registered elsewhere.")
    if component.firearm == firearm.pk:
        return _("Component %(number)s is fitted to this weapon already.") % {"number": component.number}
    if component.firearm is not None:
        words = {"number": component.number, "weapon": other or "?"}
        return _("Component %(number)s is fitted to %(weapon)s. Record its removal there first.") % words
    return None


def refuse_second(check: SecondCheck, by: Person) -> str | None:
    """Who confirms is not who proposed, and a proposal is decided once."""
    if check.confirmed is not None:
        return _("This was decided already.")
    if check.proposed_by == by.id:
        return _("You proposed this. Another person confirms it.")
    return None


def refuse_known_file(run: Run) -> str | None:
    """A file is loaded once."""
    if run.state != Run.State.DONE:
        return None
    words = {"name": run.file_name, "day": run.made_at.date(), "count": run.loaded}
    return _("This file was loaded on %(day)s as %(name)s: %(count)s weapons. Nothing was loaded again.") % words


def refuse_purpose(purpose: str) -> str | None:
    """Personal data is looked at for a purpose that can be told."""
    return None if len(purpose.strip()) >= 5 else _("Say for which purpose you look at personal data.")
