"""What the printed formats share: widths of columns, lines under a table, and which links may be followed."""

import re
from urllib.parse import quote, urlsplit

from opensalw.documents.blocks import Chart, Document, Heading, Table
from opensalw.documents.designating import owed_by_block
from opensalw.documents.wording import FIGURE, SOURCE, TABLE, say, shown

_OUTSIDE = {"http", "https", "mailto"}
_UNSAFE = re.compile(r"[\s<>\"'\\^`{|}]")


def shares(table: Table, language: str) -> list[float]:
    """The part of the width that each column gets, from its content where not declared; sums to 1.

    Columns of figures are as wide as the widest of them, so that seats stand at equal distances.
    """
    wanted = [_wanted(table, index, language) for index in range(len(table.columns))]
    figures = [width for width, column in zip(wanted, table.columns, strict=True) if column.align == "right"]
    widest = max(figures, default=0)
    chosen = [
        column.width or (widest if column.align == "right" else width)
        for width, column in zip(wanted, table.columns, strict=True)
    ]
    total = sum(chosen) or 1
    return [width / total for width in chosen]


def _wanted(table: Table, index: int, language: str) -> float:
    """Characters to a line that suit a column: short ones whole, long ones on several lines."""
    column = table.columns[index]
    lengths = [len(shown(row.cells[index], language)) for row in table.body if row.kind != "group"]
    longest = max([*lengths, *(len(word) for word in column.title.split()), len(column.unit)], default=0)
    if column.align == "right":
        return float(min(max(longest, 8), 13))
    return max(longest, 7) if longest <= 18 else min(18 + 2 * (longest - 18) ** 0.5, 60)


def caption(block: Table | Chart, language: str) -> tuple[str, str]:
    """The number ("Table 3") and the words of a caption; both empty where a table has none."""
    if not block.number:
        return "", block.caption
    return say(language, TABLE if isinstance(block, Table) else FIGURE, number=block.number), block.caption


def under(block: Table | Chart, document: Document) -> list[tuple[str, str]]:
    """Mark and text of each line under a table or chart: notes, source, designation footnotes."""
    lines = [(note.mark, note.text) for note in block.remarks] if isinstance(block, Table) else []
    if block.sources:
        lines.append(("", say(document.language, SOURCE, sources="; ".join(block.sources))))
    lines += [(note.mark, note.text) for note in owed_by_block(block, document.audience)]
    return lines


def outside(link: str) -> str:
    """A web or mail address that may be followed, made harmless; empty for anything else."""
    try:
        scheme = urlsplit(link).scheme.lower()
    except ValueError:
        return ""
    if scheme not in _OUTSIDE or not link.isprintable():
        return ""
    return _UNSAFE.sub(lambda match: quote(match[0]), link)


def inside(link: str, document: Document) -> str:
    """The anchor that a link such as #goal-1 leads to, if the document has it."""
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    return link[1:] if link.startswith("#") and link[1:] in anchors else ""
