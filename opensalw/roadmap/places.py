"""What can be talked about in a part: the whole of it, a goal, a text item, a measure, a line or one value."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused


@dataclass(frozen=True)
class Place:
    """A place in a part; nothing given means the whole part."""

    goal: int | None = None
    item: UUID | None = None
    measure: str = ""
    line: str = ""
    dims: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """As it stands in addresses: ``part``, ``goal-3``, ``text-<id>``, ``destroyed.firearm:origin=surplus``."""
        if self.item:
            return f"text-{self.item}"
        if self.measure:
            split = "|".join(f"{name}={self.dims[name]}" for name in sorted(self.dims))
            return ".".join(filter(None, (self.measure, self.line))) + (f":{split}" if split else "")
        return f"goal-{self.goal}" if self.goal else "part"


def read_place(spelled: str) -> Place:
    """The place that an address names; Refused where it names none."""
    if spelled == "part":
        return Place()
    if spelled.startswith("goal-") and spelled[5:].isascii() and spelled[5:].isdigit():
        return Place(goal=int(spelled[5:]))
    if spelled.startswith("text-"):
        try:
            return Place(item=UUID(spelled[5:]))
        except ValueError:
            raise Refused(_("This part has no such text item."), "about") from None
    named, _colon, split = spelled.partition(":")
    measure, _dot, line = named.partition(".")
    if not measure:
        raise Refused(_("Choose what it is about: a figure, a text, a goal or the whole part."), "about")
    members = (one.partition("=") for one in split.split("|") if split)
    return Place(measure=measure, line=line, dims={name: member for name, _equals, member in members})
