"""What an answer holds: the chain of hands, the point of diversion, what was released, what became of a weapon."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from opensalw.ledger.event import Event, declare

from ..models import ChainLink, Diversion
from ..outcomes import BY_CODE
from .requests import OfRequest

PARTS: dict[str, object] = dict(ChainLink.Part.choices)
KINDS: dict[str, object] = dict(Diversion.Kind.choices)


class LinkAdded(OfRequest):
    """A hand through which the weapon went; of a person nothing but that there was one."""

    name = "link_added"
    label = _("Link of the chain")
    sentence = _("Chain, link {position}: {part} {who}. {place} {document}")

    position: int
    part: str
    who: str = ""
    place: str = ""
    on: date | None = None
    document: str = ""
    source: str = ""

    def shown(self) -> dict[str, str]:
        """The part as a page says it."""
        return {**super().shown(), "part": str(PARTS.get(self.part, self.part))}


class ChainSent(OfRequest):
    """The chain goes to the side that asks; persons stand in it without a name."""

    name = "chain_sent"
    label = _("Chain sent")
    sentence = _("The chain goes to the other side: {links} links.")

    links: int
    chain: tuple[dict[str, Any], ...] = ()


class DiversionSet(OfRequest):
    """Where the weapon left the lawful chain is established."""

    name = "diversion_set"
    label = _("Point of diversion")
    sentence = _("Point of diversion: {kind}, {place}. {because}")

    kind: str
    place: str = ""
    on: date | None = None
    after: int | None = None
    because: str

    def shown(self) -> dict[str, str]:
        """The way as a page says it."""
        return {**super().shown(), "kind": str(KINDS.get(self.kind, self.kind))}


class ReleaseProposed(OfRequest):
    """Somebody proposes that personal fields go out."""

    name = "release_proposed"
    label = _("Release proposed")
    sentence = _("Release proposed of {fields} at link {position}, for: {purpose}")

    fields: str
    position: int
    purpose: str


class ReleaseDeclined(OfRequest):
    """The second person does not let them go."""

    name = "release_declined"
    label = _("Release declined")
    sentence = _("Release declined at link {position}: {because}")

    position: int
    because: str


class PersonReleased(OfRequest):
    """The second person lets personal fields go; they are encrypted under that person's key on both sides."""

    name = "person_released"
    label = _("Released")
    sentence = _("Released at link {position}: {full_name}, born {born_on}, {address}.")
    personal = frozenset({"full_name", "born_on", "address", "document"})

    position: int
    release: UUID
    proposed_by: str
    purpose: str
    full_name: str | None = None
    born_on: date | None = None
    address: str | None = None
    document: str | None = None


class OutcomeSet(Event):
    """What became of tracing so many arms of an item."""

    stream = "trace_outcome"
    name = "outcome_set"
    label = _("Outcome set")
    sentence = _("{incident}: {quantity} of them: {code}. {because}")

    incident: str
    code: str
    quantity: Decimal
    found_on: date
    request: str = ""
    because: str = ""
    synthetic: bool = False

    def shown(self) -> dict[str, str]:
        """The outcome as a page says it."""
        return {**super().shown(), "code": str(BY_CODE[self.code].title) if self.code in BY_CODE else self.code}


declare(LinkAdded, ChainSent, DiversionSet, ReleaseProposed, ReleaseDeclined, PersonReleased, OutcomeSet)
