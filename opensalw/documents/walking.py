"""Going through every text of a document: to read them all, or to change each in the same way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from opensalw.documents.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    ListItems,
    Note,
    Paragraph,
    Row,
    Run,
    Sources,
    Table,
    TableNote,
    Text,
)

Change = Callable[[str], str]


def as_runs(text: Text) -> Sequence[Run]:
    """The runs of a text, one run where it is plain."""
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The bare words of a text, note marks left out."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def vega_lite(spec: Any) -> dict[str, Any]:
    """The Vega-Lite dict of a chart, whether it is given as one or as an Altair chart."""
    return spec if isinstance(spec, dict) else spec.to_dict()


def changed(document: Document, change: Change, in_charts: Change | None = None) -> Document:
    """The document with ``change`` applied to every text in it, charts and properties included.

    A chart's declaration names its values more than once, so ``in_charts`` must give one answer for one text.
    """
    return replace(
        document,
        title=change(document.title),
        subtitle=change(document.subtitle),
        meta={key: change(str(value)) for key, value in document.meta.items()},
        facts=tuple((change(name), change(value)) for name, value in document.facts),
        blocks=tuple(changed_block(block, change, in_charts) for block in document.blocks),
    )


def changed_block(block: Block, change: Change, in_charts: Change | None = None) -> Block:
    """One block with ``change`` applied to every text in it."""
    match block:
        case Heading():
            return replace(block, text=change(block.text))
        case Paragraph() | Note():
            return replace(block, text=_text(block.text, change))
        case ListItems():
            return replace(block, items=tuple(_text(item, change) for item in block.items))
        case Sources():
            items = tuple(_text(item, change) for item in block.items)
            return replace(block, items=items, title=change(block.title))
        case Table():
            return _table(block, change)
        case Chart():
            return replace(
                block,
                spec=_spec(vega_lite(block.spec), in_charts or change),
                alt=change(block.alt),
                caption=change(block.caption),
                table=_table(block.table, change) if block.table else None,
                sources=tuple(change(source) for source in block.sources),
            )
    return block


def texts(document: Document) -> list[str]:
    """Every text of a document, in reading order."""
    found: list[str] = []
    changed(document, _into(found))
    return found


def texts_of(block: Block) -> list[str]:
    """Every text of one block."""
    found: list[str] = []
    changed_block(block, _into(found))
    return found


def _into(found: list[str]) -> Change:
    def keep(text: str) -> str:
        found.append(text)
        return text

    return keep


def _text(text: Text, change: Change) -> Text:
    if isinstance(text, str):
        return change(text)
    return tuple(replace(run, text=change(run.text), mark=change(run.mark)) for run in text)


def _cell(cell: Cell, change: Change) -> Cell:
    return replace(cell, text=change(cell.text), note=change(cell.note), qualifier=change(cell.qualifier))


def _column(column: Column, change: Change) -> Column:
    return replace(column, title=change(column.title), unit=change(column.unit))


def _table(table: Table, change: Change) -> Table:
    return replace(
        table,
        columns=tuple(_column(column, change) for column in table.columns),
        rows=tuple(Row(tuple(_cell(cell, change) for cell in row.cells), row.kind) for row in table.body),
        caption=change(table.caption),
        notes=tuple(TableNote(change(note.mark), change(note.text)) for note in table.remarks),
        sources=tuple(change(source) for source in table.sources),
    )


def _spec(part: Any, change: Change) -> Any:
    """Every string value of a chart's declaration; keys and addresses stay as they are."""
    if isinstance(part, Mapping):
        return {key: value if key == "$schema" else _spec(value, change) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_spec(value, change) for value in part]
    return change(part) if isinstance(part, str) else part
