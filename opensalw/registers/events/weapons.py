"""What can happen to a weapon. Holders and permits stand as ids: nothing personal is in these entries."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare


class OfWeapon(Event):
    """Shared by all that happens to a weapon."""

    stream = "registers"


class Registered(OfWeapon):
    """A weapon enters the register, as it was seen."""

    name = "registered"
    label = _("Registered")
    sentence = _("Registered: {make} {model}, {calibre}, serial {serial}.")

    make: str
    model: str = ""
    calibre: str = ""
    serial: str = ""
    answer: str = ""
    type: str = ""
    codes: tuple[str, str, str] = ("", "", "")
    year: int | None = None
    holder: str | None = None
    permit: str | None = None
    category: str = ""
    state: str = "held"
    twin: int = 0
    source: str = ""


class Transferred(OfWeapon):
    """A weapon passes to another holder."""

    name = "transferred"
    label = _("Transferred")
    sentence = _("Transferred to another holder.")

    holder: str
    permit: str | None = None


class Inherited(Transferred):
    """A weapon passes to an heir."""

    name = "inherited"
    label = _("Inherited")
    sentence = _("Inherited.")


class Missing(OfWeapon):
    """Shared by loss and theft."""

    place: str = ""
    reference: str = ""
    incident: str = ""


class Lost(Missing):
    """A weapon is lost."""

    name = "lost"
    label = _("Lost")
    sentence = _("Reported as lost. Reference: {reference}.")


class Stolen(Missing):
    """A weapon is stolen."""

    name = "stolen"
    label = _("Stolen")
    sentence = _("Reported as stolen. Reference: {reference}.")


class Recovered(Missing):
    """A lost or stolen weapon is with its holder again."""

    name = "recovered"
    label = _("Recovered")
    sentence = _("Recovered.")


class TakenIn(OfWeapon):
    """An authority takes a weapon in: seized, found or surrendered."""

    name = "taken_in"
    label = _("Taken in")
    sentence = _("Taken in by an authority: {how}. Incident: {incident}.")

    how: str = "seized"
    incident: str = ""


class GivenBack(OfWeapon):
    """A weapon that was taken in goes back to its holder."""

    name = "given_back"
    label = _("Given back")
    sentence = _("Given back to its holder.")

    holder: str | None = None
    incident: str = ""


class Legalised(OfWeapon):
    """A weapon that was held without a permit is legalised."""

    name = "legalised"
    label = _("Legalised")
    sentence = _("Legalised by decision {decision}.")

    decision: str
    holder: str | None = None
    permit: str | None = None


class Exported(OfWeapon):
    """A weapon leaves the jurisdiction for good."""

    name = "exported"
    label = _("Exported")
    sentence = _("Exported to {place} under authorisation {authorisation}.")

    place: str = ""
    authorisation: str = ""


class Imported(Exported):
    """A weapon that had been exported comes back."""

    name = "imported"
    label = _("Imported")
    sentence = _("Imported from {place} under authorisation {authorisation}.")


class Deactivated(OfWeapon):
    """A weapon is made unfit for firing; the one who verified it is not the one who proposed it."""

    name = "deactivated"
    label = _("Deactivated")
    sentence = _("Deactivated. Certificate {certificate}.")
    counts = frozenset({"deactivated.firearm"})

    certificate: str
    standard: str = "2015/2403"
    check: str
    proposed_by: str
    of_type: str = ""
    of_category: str = ""

    def counted(self) -> Iterable[Counted]:
        """One firearm, by its type and the letter of its category on that day."""
        dims = {"type": self.of_type or "unknown", "category": self.of_category[:1].lower() or "not_stated"}
        yield Counted("deactivated.firearm", Decimal(1), Unit.piece, dims)


class Destroyed(OfWeapon):
    """A weapon is destroyed."""

    name = "destroyed"
    label = _("Destroyed")
    sentence = _("Destroyed. Certificate {certificate}.")

    certificate: str = ""


class Marked(OfWeapon):
    """A mark is put on, or one is found and recorded."""

    name = "marked"
    label = _("Marked")
    sentence = _("Mark recorded: {kind}, {text}.")

    kind: str
    text: str = ""
    answer: str = ""
    position: str = ""
    condition: str = "intact"


class ComponentFitted(OfWeapon):
    """An essential component is fitted."""

    name = "component_fitted"
    label = _("Component fitted")
    sentence = _("Component {number} fitted: {kind}.")

    component: str
    number: str
    kind: str


class ComponentRemoved(ComponentFitted):
    """An essential component is removed."""

    name = "component_removed"
    label = _("Component removed")
    sentence = _("Component {number} removed: {kind}.")


class CategoryDecided(OfWeapon):
    """The legal category is decided, on the facts of that day."""

    name = "category_decided"
    label = _("Category decided")
    sentence = _("Category {category}, because: {because}.")

    category: str
    because: str
    facts: dict[str, str | int | bool | None] = {}
    proposed_by: str = ""


class Corrected(OfWeapon):
    """What a weapon is was recorded wrongly and is put right."""

    name = "corrected"
    label = _("Corrected")
    sentence = _("Corrected: {field} is {after}, not {before}.")

    field: str
    before: str
    after: str


class Merged(OfWeapon):
    """Two records were one weapon; this one leads to the other from now on."""

    name = "merged"
    label = _("Merged")
    sentence = _("Merged into {into}.")

    into: str
    check: str
    proposed_by: str


class StepWithdrawn(OfWeapon):
    """A step was recorded in error: it never happened to this weapon."""

    name = "step_withdrawn"
    label = _("Step withdrawn")
    sentence = _("Withdrawn: this did not happen to this weapon.")

    step: str


declare(
    Registered, Transferred, Inherited, Lost, Stolen, Recovered, TakenIn, GivenBack, Legalised, Exported, Imported,
    Deactivated, Destroyed, Marked, ComponentFitted, ComponentRemoved, CategoryDecided, Corrected, Merged,
    StepWithdrawn,
)  # fmt: skip
