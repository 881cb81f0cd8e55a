"""Paragraphs and tables as WordprocessingML, built as text because cell by cell is too slow."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from opensalw.documents.blocks import Cell, Row, Table
from opensalw.documents.layout import shares
from opensalw.documents.wording import shown

NAMESPACES = nsdecls("w", "r")
LONG_ROW = 600


def element(xml: str) -> Any:
    """The element that ``xml`` writes; its first tag must be a w: tag without attributes."""
    name, rest = xml[1:].split(">", 1)
    return parse_xml(f"<{name} {NAMESPACES}>{rest}")


def run(text: str, style: str = "", bold: bool = False, italic: bool = False, change: str = "") -> str:
    """A run of text; newlines become breaks. What a redline takes out is struck through, what is new underlined."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += "<w:b/>" if bold else ""
    look += "<w:i/>" if italic else ""
    look += {"removed": '<w:strike/><w:color w:val="A32020"/>', "added": '<w:color w:val="1B6B36"/>'}.get(change, "")
    look += '<w:u w:val="single"/>' if change == "added" else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph of a style; ``properties`` is further w:pPr content in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, cached: str) -> str:
    """A field such as PAGE with the text shown until it is worked out."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(cached)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def noted(mark: str, text: str) -> list[str]:
    """The runs of a line under a table: the mark raised, then the words."""
    if mark == "*":
        return [run(f"* {text}")]
    return [run(mark, "NoteMark"), run(f" {text}")] if mark else [run(text)]


def table(block: Table, width: int, language: str) -> str:
    """A table of ``width`` twentieths of a point, its head repeated on every page."""
    widths = [int(share * width) for share in shares(block, language)]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    caption = f"<w:tblCaption w:val={quoteattr(block.caption[:250])}/>" if block.caption else ""
    rows = "".join(_row(row, block, widths, language) for row in block.body)
    head, look, first = ("", "0000", 0) if block.facts else (_head(block, widths), "0020", 1)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="OpenSALWTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{rows}</w:tbl>"
    )


def _head(block: Table, widths: list[int]) -> str:
    cells = []
    for column, width in zip(block.columns, widths, strict=True):
        runs = [run(column.title, bold=True)]
        if column.unit:
            runs += ["<w:r><w:br/></w:r>", run(column.unit, "Missing")]
        style = "TableFigure" if column.align == "right" else "TableText"
        words = paragraph(style, *runs, properties=_centred(column.align))
        cells.append(_wrapped(words, width, align='<w:vAlign w:val="bottom"/>'))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: Row, block: Table, widths: list[int], language: str) -> str:
    strong = row.kind in ("total", "group")
    if row.kind == "group" and len(row.cells) == 1:
        words = paragraph(
            "TableText",
            run(row.cells[0].text, "CaptionNumber", bold=True),
            properties='<w:keepNext/><w:spacing w:before="90"/>',
        )
        cells = _wrapped(words, sum(widths), span=len(widths))
    else:
        line = '<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="3A3F46"/></w:tcBorders>'
        cells = "".join(
            _wrapped(
                _cell(cell, block.columns[index].align, strong, index == 0 and row.kind == "part", language),
                widths[index],
                border=line if row.kind == "total" else "",
            )
            for index, cell in enumerate(row.cells)
        )
    long = any(len(cell.text) > LONG_ROW for cell in row.cells)
    return f"<w:tr>{'' if long else '<w:trPr><w:cantSplit/></w:trPr>'}{cells}</w:tr>"


def _cell(cell: Cell, align: str, strong: bool, part: bool, language: str) -> str:
    right = align == "right" or cell.kind in ("number", "range")
    style = "TableFigure" if right else "TablePart" if part else "TableText"
    runs = [run(shown(cell, language), "Missing" if cell.kind == "missing" else "", bold=strong)]
    if cell.note:
        runs.append(run(cell.note, "NoteMark"))
    return paragraph(style, *runs, properties="" if right else _centred(align))


def _centred(align: str) -> str:
    return '<w:jc w:val="center"/>' if align == "center" else ""


def _wrapped(content: str, width: int, span: int = 1, border: str = "", align: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{border}{align}</w:tcPr>{content}</w:tc>'


def elements(parts: Iterable[str]) -> list[Any]:
    """Several elements from their XML."""
    return [element(part) for part in parts]
