"""Markdown (CommonMark with tables): every sign of the text that would be markup is escaped."""

import re

from opensalw.documents.blocks import (
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    ListItems,
    Note,
    Paragraph,
    Row,
    Sources,
    Table,
    Text,
)
from opensalw.documents.designating import ready
from opensalw.documents.layout import caption, inside, outside, under
from opensalw.documents.walking import as_runs
from opensalw.documents.wording import CONTENTS, SOURCES, say, shown

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_BARE_STAR = re.compile(r"(?<!\\)\*")
_STARRED = re.compile(r"(?<=\w)\\\*(?![\w*\\])")
_LEADING = re.compile(r"^[-+=](?!\d)")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_BLANK = re.compile(r"[^\S\n]+")


def render(document: Document) -> str:
    """The document as Markdown text, its footnotes at the end."""
    prepared = ready(document)
    parts = [f"# {line(prepared.title)}"]
    if prepared.subtitle:
        parts.append(words(prepared.subtitle))
    if prepared.facts:
        parts.append("\n".join(f"- {line(name)}: {line(value)}" for name, value in prepared.facts))
    parts += [_block(block, prepared) for block in prepared.blocks]
    if prepared.footnotes:
        parts.append("---")
        parts += [_noted(note.mark, note.text) for note in prepared.footnotes]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def words(text: str) -> str:
    """A text as Markdown; a newline becomes a hard break, an asterisk after a name stays as it is."""
    return "\\\n".join(_safe(part) for part in text.split("\n") if part.strip())


def line(text: str) -> str:
    """A text as Markdown on one line."""
    return " ".join(_safe(part) for part in text.split("\n") if part.strip())


def _safe(text: str) -> str:
    text = _BLANK.sub(" ", text).strip()
    escaped = _STARRED.sub("*", _MARKUP.sub(r"\\\g<0>", text))
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return f"\\{escaped}" if _LEADING.match(escaped) else escaped


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {line(block.text)}"
        case Paragraph():
            text = _runs(block.text, document)
            return f"**{text}**" if block.look == "label" and text.strip() and isinstance(block.text, str) else text
        case ListItems():
            return _list(block.items, document, block.ordered)
        case Note():
            return "\n".join(f"> {part}" for part in _runs(block.text, document).split("\n"))
        case Sources():
            title = line(block.title or say(document.language, SOURCES))
            return f"**{title}**\n\n{_list(block.items, document, True)}"
        case Contents():
            return _contents(block, document)
        case Table():
            return _table(block, document)
        case Chart():
            return _chart(block, document)
    return ""


def _list(items: object, document: Document, ordered: bool) -> str:
    assert isinstance(items, list | tuple)
    lines = []
    for index, item in enumerate(items, 1):
        mark = f"{index}." if ordered else "-"
        lines.append(f"{mark} " + _runs(item, document).replace("\n", "\n" + " " * (len(mark) + 1)))
    return "\n".join(lines)


def _contents(block: Contents, document: Document) -> str:
    lines = [
        f"{'  ' * (heading.level - 1)}- {line(heading.text)}"
        for heading in document.blocks
        if isinstance(heading, Heading) and heading.level <= block.depth
    ]
    return f"**{say(document.language, CONTENTS)}**\n\n" + "\n".join(lines) if lines else ""


def _table(table: Table, document: Document) -> str:
    number, title = caption(table, document.language)
    heading = " ".join(part for part in (f"{number}." if number else "", line(title)) if part)
    head = [line(column.title) + (f" ({line(column.unit)})" if column.unit else "") for column in table.columns]
    rules = ["---:" if column.align == "right" else ":---" for column in table.columns]
    lines = [_cells([""] * len(head) if table.facts else head), _cells(rules)]
    lines += [_cells(_row(row, table, document.language)) for row in table.body]
    parts = [f"**{heading}**" if heading else "", "\n".join(lines)]
    parts += [_noted(mark, text) for mark, text in under(table, document)]
    return "\n\n".join(part for part in parts if part)


def _cells(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _row(row: Row, table: Table, language: str) -> list[str]:
    made = []
    for cell in row.cells:
        text = line(shown(cell, language)) + (f" ({line(cell.note)})" if cell.note else "")
        made.append(f"**{text}**" if row.kind in ("group", "total") and text.strip() else text)
    return made + [""] * (len(table.columns) - len(made))


def _chart(chart: Chart, document: Document) -> str:
    number, title = caption(chart, document.language)
    parts = [f"**{number}. {line(title)}**" if title else f"**{number}**", words(chart.alt)]
    if chart.table:
        parts.append(_table(chart.table, document))
    parts += [_noted(mark, text) for mark, text in under(chart, document)]
    return "\n\n".join(part for part in parts if part)


def _noted(mark: str, text: str) -> str:
    if mark == "*":
        return f"\\* {words(text)}"
    return f"({line(mark)}) {words(text)}" if mark else words(text)


def _runs(text: Text, document: Document) -> str:
    made = []
    for run in as_runs(text):
        plain = words(run.text)
        if not plain:
            made.append(run.text and " ")
            continue
        if run.bold or run.italic:
            plain = _BARE_STAR.sub(r"\\*", plain)
        plain = f"**{plain}**" if run.bold else plain
        plain = f"*{plain}*" if run.italic else plain
        anchor, address = inside(run.link, document), outside(run.link)
        if anchor or address:
            plain = f"[{plain}](<{'#' + anchor if anchor else address}>)"
        before = " " if run.text[:1].isspace() else ""
        after = " " if run.text[-1:].isspace() else ""
        made.append(before + plain + after + (f" ({line(run.mark)})" if run.mark else ""))
    return "".join(made).strip()
