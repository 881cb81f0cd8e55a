"""What can happen in destruction."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from opensalw.incidents.vocabulary import ARMS, UNITS, Thing
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare


class Line(BaseModel):
    """So much of a lot, as an order and a certificate name it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lot: str
    thing: Thing
    quantity: Decimal
    origin: str
    type: str = ""
    device_kind: str = ""
    described: str = ""
    marks: str = ""
    seen: str = ""


class OfOrder(Event):
    """What every event of an order says."""

    stream = "destruction"

    number: str
    site: str
    lines: tuple[Line, ...]
    synthetic: bool = False

    def shown(self) -> dict[str, str]:
        """The things in words."""
        things = ", ".join(f"{line.quantity.normalize():f} {line.thing.label}" for line in self.lines)
        return {**super().shown(), "lines": things}


class DestructionOrdered(OfOrder):
    """An authority orders that things be destroyed."""

    name = "destruction_ordered"
    label = "Destruction ordered"
    sentence = "{number}: {lines} are to be destroyed. Ground: {ground}"

    ground: str


class SerialsChecked(OfOrder):
    """Immediately before, each thing is held against the order."""

    name = "serials_checked"
    label = "Serials checked"
    sentence = "{number}: {lines} checked against the order."


class Destroyed(OfOrder):
    """Things are destroyed beyond repair, before witnesses."""

    name = "destroyed"
    label = "Destroyed"
    sentence = "{number}: {lines} destroyed ({method}). Certificate {certificate}."
    counts = frozenset(f"destroyed.{thing}" for thing in Thing)
    together = frozenset({("origin", "owner")})

    certificate: str
    owner: str
    method: str
    publicity: str
    place: str = ""
    witnesses: tuple[str, ...] = ()

    def counted(self) -> Iterable[Counted]:
        """Each object on its own line, by origin, owner, method and event."""
        for line in self.lines:
            dims: dict[str, Any] = {
                "origin": line.origin, "owner": self.owner, "method": self.method, "event": self.publicity
            }  # fmt: skip
            if line.thing in ARMS:
                dims["type"] = line.type or "unknown"
            elif line.thing == Thing.DEVICE:
                dims["device_kind"] = line.device_kind or "not_stated"
            yield Counted(f"destroyed.{line.thing}", line.quantity, UNITS[line.thing], dims)


declare(DestructionOrdered, SerialsChecked, Destroyed)
