"""What a document is made of: frozen blocks that every format (DOCX, PDF, XLSX, HTML, Markdown) prints."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeAlias

Amount: TypeAlias = int | Decimal
CellKind = Literal["text", "number", "missing", "range", "direction", "grade"]
RowKind = Literal["body", "part", "group", "total"]
DIRECTIONS = {"up": "↑", "down": "↓", "unchanged": "→", "highest": "▲", "lowest": "▼"}


@dataclass(frozen=True)
class Footnote:
    """A footnote that a document owes: its mark and its text."""

    mark: str
    text: str


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; ``mark`` is a note's letter, printed raised after the text.

    ``change`` says that a redline shows the words as new or as taken out.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    mark: str = ""
    change: Literal["", "added", "removed"] = ""


Text: TypeAlias = str | Sequence[Run]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; ``anchor`` is the name that links inside the document use."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: plain text, or runs of several looks."""

    text: Text
    look: Literal["body", "lead", "label", "small"] = "body"


@dataclass(frozen=True)
class ListItems:
    """A list of points, each plain text or runs."""

    items: Sequence[Text]
    ordered: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` is its share of the page beside the other columns."""

    title: str
    unit: str = ""
    align: Literal["left", "right", "center"] = "left"
    width: float | None = None


@dataclass(frozen=True)
class Cell:
    """A cell: a figure, words, or the reason why there is no figure. ``note`` is a mark (a, b, c)."""

    text: str = ""
    kind: CellKind = "text"
    value: Amount | None = None
    note: str = ""
    high: Amount | None = None
    qualifier: str = ""
    direction: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        """Refuse binary fractions, which would print digits that nobody reported."""
        for amount in (self.value, self.high):
            if isinstance(amount, float):
                raise TypeError("A figure is a whole number or a Decimal, never a float.")
            if isinstance(amount, Decimal) and not amount.is_finite():
                raise ValueError("A figure is finite; a missing one is a cell of the kind missing.")


def words(text: str, note: str = "", link: str = "") -> Cell:
    """A cell of words."""
    return Cell(text, "text", note=note, link=link)


def number(value: Amount, note: str = "", qualifier: str = "", link: str = "") -> Cell:
    """A figure; ``qualifier`` stands before it ("at least", "about", "more than")."""
    return Cell("", "number", value, note=note, qualifier=qualifier, link=link)


def missing(reason: str, note: str = "", link: str = "") -> Cell:
    """No figure, and why: "not reported", "withheld", "not applicable"."""
    return Cell(reason, "missing", note=note, link=link)


def between(low: Amount, high: Amount, note: str = "", link: str = "") -> Cell:
    """A range from ``low`` to ``high``."""
    return Cell("", "range", low, note=note, high=high, link=link)


def direction(way: str, word: str, note: str = "", link: str = "") -> Cell:
    """A direction without a figure: an arrow and the word for it; ``way`` is a key of DIRECTIONS."""
    if way not in DIRECTIONS:
        raise ValueError(f"No direction is called {way!r}; there are {', '.join(DIRECTIONS)}.")
    return Cell(word, "direction", note=note, direction=way, link=link)


def grade(title: str, note: str = "", link: str = "") -> Cell:
    """A step of a graded indicator, in words."""
    return Cell(title, "grade", note=note, link=link)


@dataclass(frozen=True)
class Row:
    """A row; a ``group`` row has one cell over all columns, a ``part`` row is set in."""

    cells: Sequence[Cell]
    kind: RowKind = "body"


@dataclass(frozen=True)
class TableNote:
    """A remark under a table, with the mark that its cells carry, or none."""

    mark: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table with its caption, its remarks and the sources of its figures.

    ``facts`` is one of names and values: it prints without a head and, where it is short, on one page.
    """

    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Cell]]
    caption: str = ""
    notes: Sequence[TableNote | str] = ()
    sources: Sequence[str] = ()
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    number: int = 0
    facts: bool = False

    def __post_init__(self) -> None:
        """Bring rows and notes to one shape and refuse a row that does not fit the columns."""
        rows = tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in self.rows)
        for row in rows:
            allowed = (1, len(self.columns)) if row.kind == "group" else (len(self.columns),)
            if len(row.cells) not in allowed:
                found = f"{len(self.columns)} columns and a row of {len(row.cells)} cells"
                raise ValueError(f"Table {self.caption!r} has {found}.")
        notes = tuple(TableNote("", note) if isinstance(note, str) else note for note in self.notes)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "notes", notes)

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows, each as a Row."""
        return tuple(row for row in self.rows if isinstance(row, Row))

    @property
    def remarks(self) -> tuple[TableNote, ...]:
        """The notes, each with its mark."""
        return tuple(note for note in self.notes if isinstance(note, TableNote))

    @property
    def wide(self) -> bool:
        """Whether the table needs a page on its side."""
        if self.orientation == "auto":
            return len(self.columns) > 8
        return self.orientation == "landscape"


@dataclass(frozen=True)
class Chart:
    """A chart (Altair or a Vega-Lite dict); ``alt`` says its finding, its table stands beside it."""

    spec: Any
    alt: str
    caption: str = ""
    table: Table | None = None
    table_shown: bool = True
    sources: Sequence[str] = ()
    number: int = 0


@dataclass(frozen=True)
class Note:
    """A remark to the reader, set apart from the text."""

    text: Text


@dataclass(frozen=True)
class Sources:
    """The list of sources of a section or of the document."""

    items: Sequence[Text]
    title: str = ""


@dataclass(frozen=True)
class Contents:
    """The table of contents, down to headings of level ``depth``."""

    depth: int = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | ListItems | Table | Chart | Note | Sources | Contents | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document. ``facts`` are printed under the title; ``meta`` goes into the file's properties.

    ``meta`` knows author, subject, keywords, category, comments, identifier, version and status.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    language: str = "en"
    date: datetime.date = datetime.date(2000, 1, 1)
    meta: Mapping[str, str] = field(default_factory=dict)
    facts: Sequence[tuple[str, str]] = ()
    audience: str = "un"
    footnotes: Sequence[Footnote] = ()
