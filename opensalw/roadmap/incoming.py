"""Figures on their way into a part, whatever brings them: a form, a workbook, a file, a machine.

Pure: what one figure says and where it stands in its file; what became of all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell


@dataclass(frozen=True)
class Incoming:
    """One figure that is to be kept. ``cell`` None empties the place: back to "not answered".

    ``explanation`` None leaves the explanation as it stands. ``seen`` is the revision that its writer
    had in hand. ``place`` is where it stands in its file, in words: ``Goal 6!E14``, ``row 12``.
    """

    measure: str
    line: str
    cell: Cell | None
    dims: Mapping[str, str] = field(default_factory=dict)
    explanation: str | None = None
    seen: int | None = None
    origin: str = "typed"
    source: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""

    @property
    def reference(self) -> str:
        """The line's whole name: ``destroyed.firearm``."""
        return f"{self.measure}.{self.line}"


@dataclass(frozen=True)
class Trouble:
    """Something in a file that is not taken: where, what stands there, why not, and how to mend it."""

    place: str
    reason: str
    mend: str = ""
    stands: str = ""
    reference: str = ""
    code: str = ""

    def as_facts(self) -> dict[str, str]:
        """The trouble for a machine."""
        names = ("place", "stands", "reason", "mend", "reference", "code")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Taken:
    """One figure that is, or would be, kept: what stood there and what stands there afterwards."""

    place: str
    reference: str
    dims: Mapping[str, str]
    before: Cell | None
    after: Cell | None


@dataclass
class Outcome:
    """What became, or would become, of the figures of a file. Figures left as they were count as unchanged."""

    added: list[Taken] = field(default_factory=list)
    changed: list[Taken] = field(default_factory=list)
    emptied: list[Taken] = field(default_factory=list)
    unchanged: list[Taken] = field(default_factory=list)
    refused: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)
    kept: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in ("added", "changed", "emptied", "unchanged", "refused")}

    @property
    def moves(self) -> bool:
        """Whether anything would be different afterwards."""
        return bool(self.added or self.changed or self.emptied)

    def refuse(self, troubles: Iterable[Trouble]) -> None:
        """Add what is not taken."""
        self.refused.extend(troubles)
