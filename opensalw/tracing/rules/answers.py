"""What must hold for a chain, a release and an outcome: a sentence for the person, or None."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.incidents.models import Incident, Item
from opensalw.incidents.vocabulary import ARMS, Kind, Thing

from ..models import ChainLink, Release
from ..outcomes import BY_CODE, Marks

Wrong = tuple[str, str] | None
FIELDS = ("full_name", "born_on", "address", "document")
TRACED = (Kind.SEIZURE, Kind.FIND, Kind.SURRENDER)


def refuse_link(part: str, name: str, is_person: bool, on: date | None, today: date) -> Wrong:
    """A firm or authority has a name; a person has none here; days lie in the past."""
    if part not in ChainLink.Part.values:
        known = {"part": part, "parts": ", ".join(ChainLink.Part.values)}
        return _("“%(part)s” is no part of a chain. The parts are: %(parts)s.") % known, "part"
    if is_person and name.strip():
        return _("A person is not named in the chain. The name goes out by a release, with a second person."), "name"
    if not is_person and not name.strip():
        return _("Name the firm or authority, or say that it was a person."), "name"
    if on and on > today:
        return _("%(day)s is still to come.") % {"day": on.isoformat()}, "on"
    return None


def refuse_release(fields: tuple[str, ...], link: ChainLink, purpose: str) -> Wrong:
    """Only known fields of a person of the own register go out, for a purpose."""
    if not fields:
        return _("Choose what is to be released."), "fields"
    if unknown := [one for one in fields if one not in FIELDS]:
        return _("“%(field)s” is no personal field.") % {"field": unknown[0]}, "fields"
    if not link.is_person or link.holder is None:
        return _("No person of the own register stands at this link."), "link"
    if link.release is not None:
        return _("What this person's link holds was released already."), "link"
    if len(purpose.strip()) < len("trace"):
        return _("Say for which purpose the other side needs it."), "purpose"
    return None


def refuse_second(release: Release, by: Person) -> str | None:
    """Who lets it go is not who proposed it, and it is decided once."""
    if release.confirmed is not None:
        return _("This was decided already.")
    if release.proposed_by == by.id:
        return _("You proposed this release. Another person decides it.")
    return None


def refuse_outcome(
    item: Item, incident: Incident, code: str, quantity: Decimal, others: Mapping[str, Decimal]
) -> Wrong:
    """An outcome belongs to arms that were seized, found or handed in, and to no more of them than there are."""
    if incident.withdrawn:
        return _("%(number)s was withdrawn.") % {"number": incident.number}, "item"
    if incident.kind not in TRACED or Thing(item.thing) not in ARMS:
        return _("Only arms that were seized, found or handed in have an outcome of tracing."), "item"
    if code not in BY_CODE:
        return _("“%(code)s” is no outcome. The outcomes are: %(codes)s.") % {
            "code": code, "codes": ", ".join(BY_CODE),
        }, "code"  # fmt: skip
    if item.marking == "unmarked" and BY_CODE[code].marks == Marks.UNIQUE:
        return _("This arm is recorded without marks; it cannot be told from others. Correct the record first."), "code"
    if quantity <= 0 or quantity != quantity.to_integral_value():
        return _("Give a whole number above zero."), "quantity"
    left = item.quantity - sum(others.values(), Decimal(0))
    if quantity > left:
        words = {"left": f"{left.normalize():f}", "wanted": f"{quantity.normalize():f}"}
        return _("Only %(left)s of them have no outcome yet, not %(wanted)s.") % words, "quantity"
    return None
