"""What can happen to a holder and to a permit. Names stand in the holder's row alone, where they can be erased."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from opensalw.ledger.event import Event, declare


class OfHolder(Event):
    """Shared by all that happens to a holder."""

    stream = "holders"


class HolderRecorded(OfHolder):
    """A person, firm or authority that may hold weapons is recorded."""

    name = "holder_recorded"
    label = _("Holder recorded")
    sentence = _("Holder {number} recorded: {kind}.")

    number: str
    kind: str


class HolderInspected(OfHolder):
    """How a holder keeps weapons was inspected."""

    name = "holder_inspected"
    label = _("Holder inspected")
    sentence = _("Inspected. Outcome: {outcome}.")
    personal = frozenset({"findings"})

    outcome: str
    findings: str | None = None
    follow_up_by: date | None = None


class HolderErased(OfHolder):
    """The name and all that identifies a holder was erased; the number stays."""

    name = "holder_erased"
    label = _("Holder erased")
    sentence = _("Erased: {ground}.")

    ground: str


class OfPermit(Event):
    """Shared by all that happens to a permit."""

    stream = "permits"


class PermitGranted(OfPermit):
    """A permit is granted to a holder."""

    name = "permit_granted"
    label = _("Permit granted")
    sentence = _("Permit {number} granted: {kind}, valid until {valid_until}.")

    number: str
    kind: str
    holder: str
    reference: str = ""
    valid_until: date | None = None
    conditions: str = ""


class PermitRefused(OfPermit):
    """A permit is refused."""

    name = "permit_refused"
    label = _("Permit refused")
    sentence = _("A permit was refused: {kind}. {because}")
    personal = frozenset({"because"})

    kind: str
    holder: str
    because: str


class PermitRenewed(OfPermit):
    """A permit is renewed."""

    name = "permit_renewed"
    label = _("Permit renewed")
    sentence = _("Renewed, valid until {valid_until}.")

    valid_until: date | None = None


class PermitWithdrawn(OfPermit):
    """A permit is withdrawn."""

    name = "permit_withdrawn"
    label = _("Permit withdrawn")
    sentence = _("Withdrawn: {because}")
    personal = frozenset({"because"})

    because: str


class PermitExpired(OfPermit):
    """A permit has run out."""

    name = "permit_expired"
    label = _("Permit expired")
    sentence = _("Expired.")


declare(
    HolderRecorded, HolderInspected, HolderErased, PermitGranted, PermitRefused, PermitRenewed, PermitWithdrawn,
    PermitExpired,
)  # fmt: skip
