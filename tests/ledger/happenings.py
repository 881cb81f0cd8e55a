"""Events that only the tests of the ledger declare."""

from datetime import date
from decimal import Decimal
from typing import Any

from opensalw.ledger.event import Event, declare


class ParcelEvent(Event):
    """What happens to a parcel."""

    stream = "parcel"


class Packed(ParcelEvent):
    """Packed with some pieces."""

    name = "packed"
    label = "Packed"
    sentence = "Packed with {pieces} pieces of {weight} kg."

    pieces: int
    weight: Decimal | None = None
    on_shelf_since: date | None = None


class Handed(ParcelEvent):
    """Handed to a person."""

    name = "handed"
    label = "Handed over"
    sentence = "Handed to {to} at {place}."
    personal = frozenset({"to", "phone"})

    place: str
    to: str
    phone: str | None = None


class Noted(ParcelEvent):
    """Anything at all."""

    name = "noted"
    label = "Noted"
    sentence = "Noted."

    what: Any = None


declare(Packed, Handed, Noted)
