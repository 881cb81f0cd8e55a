"""What can happen to what lies in store."""

from decimal import Decimal
from uuid import UUID

from opensalw.ledger.event import Event, declare


class OfLot(Event):
    """What every event of a lot says."""

    stream = "stock"

    lot: str
    thing: str
    quantity: Decimal
    site: str
    synthetic: bool = False


class Received(OfLot):
    """Something is taken into a store."""

    name = "received"
    label = "Received"
    sentence = "{lot}: {quantity} {thing} received at {site}."

    origin: str = "not_stated"
    described: str = ""
    marks: str = ""
    item: UUID | None = None
    firearm: UUID | None = None


class Issued(OfLot):
    """Something leaves for another site; it is under way until the other side confirms."""

    name = "issued"
    label = "Issued"
    sentence = "{lot}: {quantity} {thing} issued from {site} to {to} ({movement})."

    movement: str
    to: str


class ReceiptConfirmed(OfLot):
    """The other side confirms what came."""

    name = "receipt_confirmed"
    label = "Receipt confirmed"
    sentence = "{lot}: {quantity} {thing} received at {site} of {sent} sent ({movement})."

    movement: str
    sent: Decimal
    remark: str = ""


class Moved(OfLot):
    """Something is put into another room of the same site."""

    name = "moved"
    label = "Moved within the site"
    sentence = "{lot}: moved to {room}."

    room: str


class Counted(OfLot):
    """A count finds another number than the entries say, and the difference is explained."""

    name = "counted"
    label = "Counted"
    sentence = "{lot}: {quantity} counted, {expected} expected. {explanation}"

    expected: Decimal
    explanation: str = ""


class DeclaredSurplus(OfLot):
    """The owner no longer needs it."""

    name = "declared_surplus"
    label = "Declared surplus"
    sentence = "{lot}: {quantity} {thing} declared surplus."


declare(Received, Issued, ReceiptConfirmed, Moved, Counted, DeclaredSurplus)
