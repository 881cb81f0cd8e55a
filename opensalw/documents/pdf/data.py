"""Blocks as the plain data that the typst template reads."""

import re
from typing import Any

from opensalw.documents.blocks import (
    Block,
    Cell,
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
from opensalw.documents.characters import visible
from opensalw.documents.charts import drawing
from opensalw.documents.layout import caption, inside, outside, shares, under
from opensalw.documents.walking import as_runs
from opensalw.documents.wording import CONTENTS, PAGE, SOURCES, say, shown

_LONG = re.compile(r"(\S{18})(?=\S{6})")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})\b")
POINTS_PER_PIXEL = 0.8
SHORT, FEW = 24, 6  # rows of a table of facts, of another table, that are not broken over two pages


def as_data(document: Document) -> dict[str, Any]:
    """The whole document: its properties, its words and its blocks."""
    language = document.language
    found = _LANGUAGE.match(language)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.meta.get("author", ""),
        "description": document.meta.get("subject", ""),
        "keywords": [word.strip() for word in document.meta.get("keywords", "").split(",") if word.strip()],
        "language": found[1].lower() if found else "en",
        "date": [document.date.year, document.date.month, document.date.day],
        "facts": [[_broken(name), _broken(value)] for name, value in document.facts],
        "footnotes": [{"mark": note.mark, "text": note.text} for note in document.footnotes],
        "page": say(language, PAGE, page="{page}", pages="{pages}"),
        "blocks": [_block(block, document) for block in document.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, Any]:
    match block:
        case Heading():
            return {
                "is": "heading",
                "level": block.level,
                "text": _broken(block.text),
                "anchor": block.anchor,
            }
        case Paragraph():
            return {"is": "paragraph", "look": block.look, "runs": _runs(block.text, document)}
        case ListItems():
            return {
                "is": "list",
                "ordered": block.ordered,
                "items": [_runs(item, document) for item in block.items],
            }
        case Note():
            return {"is": "note", "runs": _runs(block.text, document)}
        case Sources():
            title = block.title or say(document.language, SOURCES)
            return {"is": "sources", "title": title, "items": [_runs(item, document) for item in block.items]}
        case Contents():
            return {"is": "contents", "depth": block.depth, "title": say(document.language, CONTENTS)}
        case Table():
            return _table(block, document)
        case Chart():
            return _chart(block, document)
    return {"is": "break"}


def _runs(text: Text, document: Document) -> list[dict[str, Any]]:
    return [
        {
            "text": _broken(run.text),
            "bold": run.bold,
            "italic": run.italic,
            "mark": run.mark,
            "link": outside(run.link),
            "anchor": inside(run.link, document),
        }
        for run in as_runs(text)
    ]


def _table(table: Table, document: Document) -> dict[str, Any]:
    number, words = caption(table, document.language)
    return {
        "is": "table",
        "number": number,
        "caption": _broken(words),
        "wide": table.wide,
        "bare": table.facts,
        "together": len(table.body) <= (SHORT if table.facts else FEW) and not table.wide,
        "shares": [round(share * 1000) for share in shares(table, document.language)],
        "head": [
            {"title": _broken(column.title), "unit": _broken(column.unit), "align": column.align}
            for column in table.columns
        ],
        "rows": [_row(row, document.language) for row in table.body],
        "under": _under(table, document),
    }


def _row(row: Row, language: str) -> dict[str, Any]:
    return {"kind": row.kind, "cells": [_cell(cell, language) for cell in row.cells]}


def _cell(cell: Cell, language: str) -> dict[str, str]:
    return {"kind": cell.kind, "text": _broken(shown(cell, language)), "note": cell.note}


def _chart(chart: Chart, document: Document) -> dict[str, Any]:
    number, words = caption(chart, document.language)
    width, _ = drawing.size(chart)
    return {
        "is": "chart",
        "number": number,
        "caption": _broken(words),
        "alt": chart.alt if visible(chart.alt) else words or number,
        "svg": drawing.svg(chart),
        "width": width * POINTS_PER_PIXEL,
        "under": _under(chart, document),
        "table": _table(chart.table, document) if chart.table and chart.table_shown else None,
    }


def _under(block: Table | Chart, document: Document) -> list[dict[str, str]]:
    return [{"mark": mark, "text": _broken(text)} for mark, text in under(block, document)]


def _broken(text: str) -> str:
    """The text with places where a very long word may be broken."""
    return _LONG.sub("\\1\u200b", text)
