"""A document as passages under sections: what a draft freezes, and what is commented on and compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from .blocks import Block, Chart, Document, Heading, ListItems, Note, Paragraph, Table
from .designating import ready
from .walking import plain
from .wording import shown


@dataclass(frozen=True)
class Passage:
    """A paragraph, a point or a figure, with the section that it stands in."""

    section: str
    title: str
    kind: str  # "text" or "figure"
    text: str
    label: str = ""


def passages_of(kind: str, document: Document) -> list[Passage]:
    """The passages of a document, in reading order; ``kind`` begins the name of each section."""
    return list(_walk(kind, ready(document).blocks))


def _walk(kind: str, blocks: Iterable[Block]) -> Iterator[Passage]:
    path: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], block.text]
            continue
        section = "/".join([kind, *(slugify(title)[:50] for title in path[:2])])[:120]
        title = " – ".join(path[:2])
        match block:
            case Paragraph() | Note():
                yield Passage(section, title, "text", plain(block.text))
            case ListItems():
                yield from (Passage(section, title, "text", plain(item)) for item in block.items)
            case Table():
                yield from _figures(section, title, block)
            case Chart() if block.table:
                yield from _figures(section, title, block.table)


def _figures(section: str, title: str, table: Table) -> Iterator[Passage]:
    """Each cell of a table by the words of its row and its column."""
    group = ""
    for row in table.body:
        words = [shown(cell) for cell in row.cells]
        if row.kind == "group":
            group = words[0] if words else ""
            continue
        for column, cell in list(zip(table.columns, words, strict=False))[1:]:
            label = " · ".join(part for part in (table.caption, group, words[0], column.title) if part)
            yield Passage(section, title, "figure", cell, label)


def stored(passages: Iterable[Passage]) -> list[list[str]]:
    """Passages as a draft keeps them."""
    return [[one.section, one.title, one.kind, one.text, one.label] for one in passages]


def read(kept: Iterable[list[str]]) -> list[Passage]:
    """The passages that a draft keeps."""
    return [Passage(*one) for one in kept]


def sections(passages: Iterable[Passage]) -> dict[str, str]:
    """The sections of a document in their order, with their titles."""
    return {one.section: one.title for one in passages if one.title}
