"""The one place where documents meet the designation rule: texts are starred, owed footnotes collected."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from opensalw.core.designations import Footnotes, star
from opensalw.documents.blocks import Block, Chart, Document, Footnote, Heading, Table
from opensalw.documents.characters import clean, visible
from opensalw.documents.walking import changed, texts, texts_of
from opensalw.documents.wording import UNTITLED, say


def ready(document: Document) -> Document:
    """The document as every format prints it: legal characters, starred names, footnotes, numbers."""
    notes = Footnotes(document.audience)
    starred = changed(document, lambda text: notes.text(clean(text)), lambda text: star(clean(text), document.audience))
    own = tuple(Footnote(clean(note.mark), clean(note.text)) for note in document.footnotes)
    owed = owed_by(texts(starred), document.audience)
    footnotes = own + tuple(note for note in owed if note not in own)
    title = starred.title if visible(starred.title) else say(document.language, UNTITLED)
    return replace(starred, title=title, footnotes=footnotes, blocks=_numbered(_stepped(starred.blocks)))


def owed_by(found: Iterable[str], audience: str) -> tuple[Footnote, ...]:
    """The designation footnotes that these texts owe."""
    notes = Footnotes(audience)
    for text in found:
        notes.scan(text)
    return tuple(Footnote(note.mark, note.text) for note in notes.owed())


def owed_by_block(block: Block, audience: str) -> tuple[Footnote, ...]:
    """The designation footnotes that stand under one table or chart."""
    return owed_by(texts_of(block), audience)


def _stepped(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Headings whose levels start at 1 and never skip one, each with an anchor of its own; empty ones go."""
    stepped: list[Block] = []
    taken: set[str] = set()
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            if not visible(block.text):
                continue
            above = [*(level for level in above if level < block.level), block.level]
            wanted = re.sub(r"[^a-z0-9]+", "-", (block.anchor or block.text).lower()).strip("-")[:30] or "part"
            anchor = wanted if wanted[0].isalpha() else f"s-{wanted}"
            anchor = next(name for name in _names(anchor) if name not in taken)
            taken.add(anchor)
            block = replace(block, level=min(len(above), 4), anchor=anchor)
        stepped.append(block)
    return tuple(stepped)


def _names(anchor: str) -> Iterator[str]:
    yield anchor
    yield from (f"{anchor}-{number}" for number in count(2))


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Tables and charts numbered in reading order; a table shown under its chart has no number of its own."""
    numbered: list[Block] = []
    tables = charts = 0
    for block in blocks:
        if isinstance(block, Table) and block.caption:
            tables += 1
            block = replace(block, number=tables)
        elif isinstance(block, Chart):
            charts += 1
            block = replace(block, number=charts)
        numbered.append(block)
    return tuple(numbered)
