"""What a check is, how grave its finding is, and what it found. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from .facts import Facts


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    BLOCKER = "blocker"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """How it is shown."""
        return str(LABELS[self])

    @property
    def asks(self) -> str:
        """What it asks of the seat, in a sentence."""
        return str(ASKS[self])

    @property
    def wants_explanation(self) -> bool:
        """Whether an explanation lets the figure stand."""
        return self in (Severity.ERROR, Severity.WARNING)


LABELS = {
    Severity.BLOCKER: _("Blocker"),
    Severity.ERROR: _("Error"),
    Severity.WARNING: _("Warning"),
    Severity.NOTE: _("Note"),
}
ASKS = {
    Severity.BLOCKER: _("It is mended. Nothing else lets the part be cleared and sent."),
    Severity.ERROR: _("It is mended, or explained at the figure; the chair then says why the part is cleared."),
    Severity.WARNING: _("It is mended, or explained at the figure; the explanation travels with the figure."),
    Severity.NOTE: _("It is shown. Nothing is asked."),
}


class Ref(NamedTuple):
    """The cell of a part that a finding names: a line, whole or a row of its split."""

    measure: str
    line: str
    dims_key: str = ""

    def __str__(self) -> str:
        return f"{self.measure}.{self.line}" + (f"[{self.dims_key}]" if self.dims_key else "")


Found = tuple[tuple[Ref, ...], str]
"""What a check's function gives for each thing it finds: the cells, the first one leading, and the sentence."""


@dataclass(frozen=True)
class Check:
    """A rule of what a part must look like, declared once."""

    key: str
    severity: Severity
    title: "StrOrPromise"
    says: "StrOrPromise"
    names: "StrOrPromise"
    mend: "StrOrPromise"
    find: "Callable[[Facts], Iterable[Found]]"


@dataclass(frozen=True)
class Finding:
    """Something that a check found: the cells that it names, the sentence for the person, and its explanation.

    The finding stands at its first cell, and the explanation of that cell answers it.
    """

    check: Check
    cells: tuple[Ref, ...]
    words: str
    goal: int
    explanation: str = ""
    stale: bool = False

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.check.severity

    @property
    def at(self) -> Ref:
        """The cell at which it stands."""
        return self.cells[0]

    @property
    def is_open(self) -> bool:
        """Whether it still stops the part: a blocker, or an error or warning that nobody explained."""
        if self.severity is Severity.BLOCKER:
            return True
        return self.severity.wants_explanation and not self.is_explained

    @property
    def is_explained(self) -> bool:
        """Whether an explanation of the figure that stands there now answers it."""
        return self.severity.wants_explanation and bool(self.explanation) and not self.stale
