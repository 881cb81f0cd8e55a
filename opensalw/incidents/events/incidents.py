"""What can happen in incidents, each declared once with what it counts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare

from ..vocabulary import UNITS, Thing

LOSSES = (Thing.FIREARM, Thing.WEAPON_UNSPLIT, Thing.SALW_UNSPLIT)


def lines(measure: str, *things: Thing) -> frozenset[str]:
    """The lines of a measure, one for each of these objects."""
    return frozenset(f"{measure}.{thing}" for thing in things or Thing)


class Piece(BaseModel):
    """An item as an entry keeps it: an object in its unit, described as seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thing: Thing
    quantity: Decimal
    type: str = ""
    condition: str = ""
    marking: str = ""
    device_kind: str = ""
    make: str = ""
    model: str = ""
    calibre: str = ""
    marks: str = ""
    described: str = ""
    firearm: UUID | None = None

    @property
    def of_arm(self) -> dict[str, str]:
        """What an arm is split by; an answer that is not there is "unknown"."""
        identified = {"unique": "yes", "altered": "no", "unmarked": "no"}.get(self.marking, "unknown")
        return {"type": self.type or "unknown", "marking": self.marking or "unknown", "identified": identified}

    @property
    def of_device(self) -> dict[str, str]:
        """What a device is split by."""
        return {"device_kind": self.device_kind or "not_stated"}


class OfIncident(Event):
    """What every event of an incident says: its number and the facts that its page shows."""

    stream = "incident"

    number: str
    facts: dict[str, Any] = {}
    items: tuple[Piece, ...] = ()
    synthetic: bool = False

    def fact(self, name: str, otherwise: str) -> str:
        """A fact, or the answer that says it is not there."""
        return str(self.facts.get(name) or otherwise)

    def shown(self) -> dict[str, str]:
        """The items in words."""
        things = ", ".join(f"{piece.quantity.normalize():f} {piece.thing.label}" for piece in self.items)
        return {**super().shown(), "items": things or "–"}


class Seized(OfIncident):
    """Things are taken away because they were held, carried or moved against the law."""

    name = "seized"
    label = "Seized"
    sentence = "{number}: seized {items}."
    counts = lines("seized")

    def counted(self) -> Iterable[Counted]:
        """Each object on its own line, by place, ground and institution."""
        common = {
            "place": self.fact("place", "not_stated"), "context": self.fact("context", "unknown"),
            "institution": self.fact("institution", "not_stated"),
        }  # fmt: skip
        for piece in self.items:
            dims = dict(common)
            if piece.thing in (Thing.FIREARM, Thing.SALW_UNSPLIT, Thing.WEAPON_UNSPLIT):
                dims |= piece.of_arm | {"condition": piece.condition or "unknown"}
            elif piece.thing == Thing.DEVICE:
                dims |= piece.of_device
            yield Counted(f"seized.{piece.thing}", piece.quantity, UNITS[piece.thing], dims)


class Found(OfIncident):
    """Things are found without a holder; no line of the framework counts them."""

    name = "found"
    label = "Found"
    sentence = "{number}: found {items}."


class Surrendered(OfIncident):
    """Somebody hands things in, in a campaign or under standing law."""

    name = "surrendered"
    label = "Surrendered"
    sentence = "{number}: handed in {items}."
    counts = lines(
        "surrendered", Thing.FIREARM, Thing.WEAPON_UNSPLIT, Thing.COMPONENT, Thing.AMMUNITION, Thing.EXPLOSIVE,
        Thing.DEVICE,
    )  # fmt: skip

    def counted(self) -> Iterable[Counted]:
        """Each object on its own line, by the way and whether it was anonymous."""
        common = {
            "surrender_channel": self.fact("channel", "not_stated"),
            "anonymous": self.fact("anonymous", "not_stated"),
        }
        for piece in self.items:
            line = f"surrendered.{piece.thing}"
            if line in self.counts:
                dims = dict(common)
                if piece.thing == Thing.FIREARM:
                    dims |= piece.of_arm
                elif piece.thing == Thing.DEVICE:
                    dims |= piece.of_device
                yield Counted(line, piece.quantity, UNITS[piece.thing], dims)


class Missed(OfIncident):
    """Arms are reported gone, by people whose arms the register does not know; the subclasses say how."""

    line: ClassVar[str] = ""

    def counted(self) -> Iterable[Counted]:
        """The arms; parts and ammunition have no line."""
        for piece in self.items:
            if piece.thing in LOSSES:
                yield Counted(self.line, piece.quantity, Unit.piece, {"channel": "own_registers"})


class Stolen(Missed):
    """Arms are reported stolen."""

    name = "stolen"
    label = "Stolen"
    sentence = "{number}: reported stolen {items}."
    line = "lost_traced.stolen"
    counts = frozenset({line})


class Lost(Missed):
    """Arms are reported lost."""

    name = "lost"
    label = "Lost"
    sentence = "{number}: reported lost {items}."
    line = "lost_traced.lost"
    counts = frozenset({line})


class Shooting(OfIncident):
    """A firearm is fired, shown or used to threaten."""

    name = "shooting"
    label = "Shooting"
    sentence = "{number}: a shooting."
    counts = frozenset({"incidents.incidents"})

    def counted(self) -> Iterable[Counted]:
        """One incident, by setting and the weapon's status and type."""
        yield Counted("incidents.incidents", Decimal(1), Unit.incident, shooting_dims(self.facts))


def shooting_dims(facts: dict[str, Any]) -> dict[str, str]:
    """What incidents and their victims are split by."""
    return {
        "setting": str(facts.get("setting") or "not_stated"),
        "legal_status": str(facts.get("legal_status") or "unknown"),
        "type": str(facts.get("weapon_type") or "unknown"),
    }


class Group(Event):
    """A group of persons of an incident, in numbers; no person is named."""

    stream = "incident"

    number: str
    kind: str
    count: int
    sex: str = "unknown"
    age_band: str = "unknown"
    relation: str = "unknown"
    citizenship: str = ""
    facts: dict[str, Any] = {}

    @property
    def dims(self) -> dict[str, str]:
        """What persons are split by."""
        known = {"sex": self.sex, "age_band": self.age_band, "relation": self.relation}
        return {**known, **shooting_dims(self.facts)}


class VictimRecorded(Group):
    """People were killed or injured."""

    name = "victim_recorded"
    label = "Victims recorded"
    sentence = "{number}: {count} {harm}."
    counts = frozenset({"incidents.killed", "incidents.injured"})

    harm: str

    def counted(self) -> Iterable[Counted]:
        """The persons killed or injured; victims of shootings only."""
        if self.kind == "shooting":
            yield Counted(f"incidents.{self.harm}", Decimal(self.count), Unit.person, self.dims)


class SuspectRecorded(Group):
    """People are suspected."""

    name = "suspect_recorded"
    label = "Suspects recorded"
    sentence = "{number}: {count} suspected."
    counts = frozenset({"incidents.suspects"})

    def counted(self) -> Iterable[Counted]:
        """The persons suspected of a shooting."""
        if self.kind == "shooting":
            yield Counted("incidents.suspects", Decimal(self.count), Unit.person, self.dims)


class OfItem(Event):
    """What becomes of so much of an item."""

    stream = "incident"

    number: str
    item: UUID
    quantity: Decimal
    what: str = ""


class Returned(OfItem):
    """An item is given back to its owner."""

    name = "returned"
    label = "Returned"
    sentence = "{number}: {quantity} {what} given back."


class Forfeited(OfItem):
    """A court or an authority takes an item for good."""

    name = "forfeited"
    label = "Forfeited"
    sentence = "{number}: {quantity} {what} forfeited."


class IncidentWithdrawn(Event):
    """A record, or a part of one, was made in error; it is taken out of every figure."""

    stream = "incident"
    name = "incident_withdrawn"
    label = "Withdrawn"
    sentence = "{number}: withdrawn."

    number: str


class TwinDismissed(Event):
    """Two records that look the same are two incidents."""

    stream = "incident"
    name = "twin_dismissed"
    label = "Found to be two incidents"
    sentence = "{number} and {other} are two incidents."

    number: str
    other: str


declare(
    Seized, Found, Surrendered, Stolen, Lost, Shooting, VictimRecorded, SuspectRecorded, Returned, Forfeited,
    IncidentWithdrawn, TwinDismissed,
)  # fmt: skip
