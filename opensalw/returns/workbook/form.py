"""The form that writer and reader share: its columns, and the marks that say which figure a row is.

Pure. Two hidden columns and two hidden rows carry the marks: rows may be moved, sheets renamed and columns
put in between, and each figure is still found. What was written is kept beside, so that a cell that
nobody touched never overwrites what was changed in the system meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from django.utils.translation import gettext_lazy, pgettext_lazy

from opensalw.roadmap.cells import MISSING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LAYOUT = 1
PRODUCT = "opensalw-workbook"
HEAD = "osw:"
BESIDE = ("band", "sum")
NEW = "new"
SPLITS = 4


@dataclass(frozen=True)
class Column:
    """One column of a sheet of figures; the key stands in a hidden row, so that the title may be changed."""

    key: str
    title: "StrOrPromise"
    width: float
    hidden: bool = False


COLUMNS = (
    Column("id", gettext_lazy("Id"), 8, hidden=True),
    Column("was", gettext_lazy("Written"), 8, hidden=True),
    Column("line", gettext_lazy("Line"), 40),
    Column("split", gettext_lazy("Split"), 25),
    Column("unit", gettext_lazy("Unit"), 11),
    Column("figure", gettext_lazy("Figure"), 15),
    Column("reason", gettext_lazy("Or why there is none"), 18),
    Column("explanation", gettext_lazy("Explanation"), 42),
    Column("before", gettext_lazy("Before"), 14),
    Column("period", gettext_lazy("Of period"), 10),
    Column("computed", gettext_lazy("Our records"), 11),
)
MORE_COLUMNS = (
    *COLUMNS[:2],
    Column("line", gettext_lazy("Line"), 58),
    *(Column(f"split{number}", gettext_lazy("Split by"), 30) for number in range(1, SPLITS + 1)),
    Column("figure", gettext_lazy("Figure"), 15),
    Column("reason", gettext_lazy("Or why there is none"), 18),
    Column("explanation", gettext_lazy("Explanation"), 42),
)
EMPTY = pgettext_lazy("take the figure out of its cell", "empty")
EMPTIED = "empty"


@dataclass(frozen=True)
class FormMark:
    """Whose form it is: layout, round, jurisdiction, framework version; and a sum over all its rows."""

    round: str
    jurisdiction: str
    framework: str
    number: int
    digest: str
    checksum: str = ""
    rows: int = 0
    layout: int = LAYOUT

    @property
    def key(self) -> str:
        """What every row's seal is made with."""
        return f"{self.round}|{self.jurisdiction}|{self.digest}"

    @property
    def version(self) -> str:
        """The form's version as people read it: ``wb_2018 version 1 (3f2a…), layout 1``."""
        return f"{self.framework} {self.number} ({self.digest[:8]}), {self.layout}"

    def __str__(self) -> str:
        facts = {
            "layout": self.layout, "round": self.round, "part": self.jurisdiction, "framework": self.framework,
            "number": self.number, "digest": self.digest, "rows": self.rows, "checksum": self.checksum,
        }  # fmt: skip
        return " ".join([PRODUCT, *(f"{name}={fact}" for name, fact in facts.items())])

    @classmethod
    def read(cls, text: object) -> "FormMark | None":
        """The mark that a cell holds, or None."""
        if not isinstance(text, str) or not text.startswith(PRODUCT):
            return None
        facts = dict(word.split("=", 1) for word in text.split() if "=" in word)
        try:
            numbers = {name: int(facts[name]) for name in ("layout", "number", "rows")}
            return cls(
                facts["round"], facts["part"], facts["framework"], numbers["number"], facts["digest"],
                facts["checksum"], numbers["rows"], numbers["layout"],
            )  # fmt: skip
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True)
class Written:
    """What stood in a row when the workbook was written; ``explained`` is a short hash of the explanation."""

    revision: int = 0
    unit: str = ""
    version: int = 1
    figure: str = ""
    reason: str = ""
    explained: str = ""

    def sealed(self, form: FormMark, id: str) -> tuple[str, str]:
        """The text of the hidden cell, and the seal at its end."""
        facts = f"{self.revision}|{self.unit}|{self.version}|{self.figure}|{self.reason}|{self.explained}"
        seal = seal_of(form, id, facts)
        return f"{facts}|{seal}", seal

    @classmethod
    def read(cls, text: object, form: FormMark, id: str) -> "Written | None":
        """What a hidden cell says; None when it is gone or is not as it was written for this row."""
        facts, _, seal = str(text or "").rpartition("|")
        parts = facts.split("|")
        if len(parts) != 6 or seal != seal_of(form, id, facts) or not (parts[0] + parts[2]).isdigit():
            return None
        return cls(int(parts[0]), parts[1], int(parts[2]), *parts[3:])


def seal_of(form: FormMark, id: str, facts: str) -> str:
    """A short sum over the hidden cells of a row."""
    return blake2b(f"{form.key}|{id}|{facts}".encode(), digest_size=5).hexdigest()


def checksum_of(seals: Iterable[str]) -> str:
    """The sum over all rows, in whatever order they stand."""
    return blake2b("".join(sorted(seals)).encode(), digest_size=8).hexdigest()


def explained(text: str) -> str:
    """A short hash of an explanation; nothing for none."""
    plain = " ".join(text.split())
    return blake2b(plain.encode(), digest_size=4).hexdigest() if plain else ""


@lru_cache(maxsize=10_000)
def _written(member: str) -> str:
    """A member as an id holds it; one of an open list may hold any sign."""
    return quote(member, safe="")


def row_id(measure: str, line: str, dims: Mapping[str, str]) -> str:
    """The id of a row: ``destroyed.firearm|origin=surplus|owner=defence``."""
    return "|".join([f"{measure}.{line}", *(f"{name}={_written(dims[name])}" for name in sorted(dims))])


def read_id(id: str) -> tuple[str, str, dict[str, str]] | None:
    """The measure, line and split of an id, or None when it is no id."""
    whole, *splits = id.split("|")
    measure, point, line = whole.partition(".")
    if not (measure and point and line) or any("=" not in split for split in splits):
        return None
    return (
        measure,
        line,
        {
            name: unquote(member) if "%" in member else member
            for name, _, member in (split.partition("=") for split in splits)
        },
    )


def reason_words() -> dict[str, str]:
    """The reasons that a row offers, as they are shown; the last one empties the cell."""
    return {**{key: str(one.shown) for key, one in MISSING.items()}, EMPTIED: str(EMPTY)}
