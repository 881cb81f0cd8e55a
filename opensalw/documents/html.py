"""HTML: a fragment for our pages and a whole page for a file; classes only, no style, no script."""

from collections.abc import Sequence
from html import escape

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
from opensalw.documents.charts import drawing
from opensalw.documents.designating import ready
from opensalw.documents.layout import caption, inside, outside, under
from opensalw.documents.walking import as_runs
from opensalw.documents.wording import CONTENTS, FIGURE_DATA, NOTES, SOURCES, say, shown

NUMBERS = ' class="num"'
LOOKS = {"body": "", "lead": ' class="lead"', "label": ' class="small"', "small": ' class="small"'}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def render(document: Document, stylesheets: Sequence[str] = ()) -> str:
    """A whole page; ``stylesheets`` are the addresses of its style sheets."""
    prepared = ready(document)
    language = escape(prepared.language)
    direction = ' dir="rtl"' if prepared.language.split("-")[0] in RIGHT_TO_LEFT else ""
    sheets = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">\n' for sheet in stylesheets)
    about = "".join(
        f'<meta name="{name}" content="{escape(prepared.meta[name])}">\n'
        for name in ("author", "keywords")
        if prepared.meta.get(name)
    )
    return (
        f'<!doctype html>\n<html lang="{language}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(prepared.title)}</title>\n{about}{sheets}</head>\n<body>\n<main>\n"
        f"{_fragment(prepared, with_title=True)}</main>\n</body>\n</html>\n"
    )


def fragment(document: Document, with_title: bool = False) -> str:
    """The document as an article to stand inside a page, its footnotes at its foot."""
    return _fragment(ready(document), with_title)


def _fragment(document: Document, with_title: bool) -> str:
    parts = ['<article class="document">\n']
    if with_title:
        parts.append(f'<header class="head"><div><h1>{_words(document.title)}</h1>\n')
        if document.subtitle:
            parts.append(f'<p class="under">{_words(document.subtitle)}</p>\n')
        parts.append("</div></header>\n")
    if document.facts:
        facts = "".join(f"<dt>{_words(name)}</dt><dd>{_words(value)}</dd>\n" for name, value in document.facts)
        parts.append(f'<dl class="facts">\n{facts}</dl>\n')
    parts += [_block(block, document) for block in document.blocks]
    if document.footnotes:
        notes = "".join(
            f'<li><span class="footnote-mark">{_words(note.mark)}</span> <span>{_words(note.text)}</span></li>\n'
            for note in document.footnotes
        )
        label = escape(say(document.language, NOTES))
        parts.append(f'<aside class="footnotes" aria-label="{label}">\n<ol>\n{notes}</ol>\n</aside>\n')
    return "".join(parts) + "</article>\n"


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading():
            level = block.level + 1
            return f'<h{level} id="{escape(block.anchor)}">{_words(block.text)}</h{level}>\n'
        case Paragraph():
            return f"<p{LOOKS[block.look]}>{_runs(block.text, document)}</p>\n"
        case ListItems():
            return _list(block.items, document, block.ordered)
        case Note():
            return f'<div class="remark"><p>{_runs(block.text, document)}</p></div>\n'
        case Sources():
            title = _words(block.title or say(document.language, SOURCES))
            items = _list(block.items, document, ordered=True)
            return f'<section class="sources"><p class="small">{title}</p>\n{items}</section>\n'
        case Contents():
            return _contents(block, document)
        case Table():
            return _table(block, document)
        case Chart():
            return _chart(block, document)
    return "<hr>\n"


def _list(items: object, document: Document, ordered: bool) -> str:
    assert isinstance(items, list | tuple)
    tag = "ol" if ordered else "ul"
    return f"<{tag}>\n" + "".join(f"<li>{_runs(item, document)}</li>\n" for item in items) + f"</{tag}>\n"


def _contents(block: Contents, document: Document) -> str:
    title = escape(say(document.language, CONTENTS))
    lines = "".join(
        f'<li class="level-{heading.level}"><a href="#{heading.anchor}">{_words(heading.text)}</a></li>\n'
        for heading in document.blocks
        if isinstance(heading, Heading) and heading.level <= block.depth
    )
    head = f'<nav class="contents" aria-label="{title}">\n<p class="small">{title}</p>\n'
    return f"{head}<ul>\n{lines}</ul>\n</nav>\n"


def _table(table: Table, document: Document) -> str:
    number, words = caption(table, document.language)
    numbered = f"{escape(number)}. " if number else ""
    title = f"<caption>{numbered}{_words(words)}</caption>\n" if number or words else ""
    head = "".join(
        f'<th scope="col"{NUMBERS if column.align == "right" else ""}>{_words(column.title)}'
        + (f' <span class="unit">{_words(column.unit)}</span>' if column.unit else "")
        + "</th>"
        for column in table.columns
    )
    heads = "" if table.facts else f"<thead><tr>{head}</tr></thead>\n"
    rows = "".join(_row(row, table, document.language) for row in table.body)
    return (
        '<div class="table-scroll" tabindex="0">\n'
        f'<table class="table">\n{title}{heads}'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n{_under(table, document)}"
    )


def _row(row: Row, table: Table, language: str) -> str:
    if row.kind == "group" and len(row.cells) == 1:
        span = len(table.columns)
        return f'<tr class="group"><th scope="colgroup" colspan="{span}">{_words(row.cells[0].text)}</th></tr>\n'
    cells = "".join(
        _cell(cell, table.columns[index].align, index == 0, language) for index, cell in enumerate(row.cells)
    )
    return f"<tr>{cells}</tr>\n" if row.kind == "body" else f'<tr class="{row.kind}">{cells}</tr>\n'


def _cell(cell: Cell, align: str, first: bool, language: str) -> str:
    right = align == "right" or cell.kind in ("number", "range")
    words = _words(shown(cell, language))
    address = cell.link if _local(cell.link) else outside(cell.link)
    if address:
        words = f'<a class="figure" href="{escape(address)}">{words}</a>'
    if cell.kind == "missing":
        words = f'<span class="missing">{words}</span>'
    tag = 'th scope="row"' if first else "td"
    return f"<{tag}{NUMBERS if right and not first else ''}>{words}{_mark(cell.note)}</{tag[:2]}>"


def _chart(chart: Chart, document: Document) -> str:
    number, words = caption(chart, document.language)
    numbered = f"{escape(number)}. " if number else ""
    table = ""
    if chart.table and chart.table_shown:
        summary = escape(say(document.language, FIGURE_DATA))
        table = f"<details><summary>{summary}</summary>\n{_table(chart.table, document)}</details>\n"
    return (
        f'<figure class="chart">\n<figcaption><strong>{numbered}{_words(words)}</strong></figcaption>\n'
        f'<div class="chart-drawing drawing" tabindex="0">{drawing.svg(chart)}</div>\n'
        f"{_under(chart, document)}{table}</figure>\n"
    )


def _under(block: Table | Chart, document: Document) -> str:
    lines = "".join(
        f"<p>{_mark(mark).strip()} {_words(text)}</p>\n".replace("<p> ", "<p>") for mark, text in under(block, document)
    )
    return f'<div class="table-notes">\n{lines}</div>\n' if lines else ""


CHANGES = {"added": "ins", "removed": "del"}


def _runs(text: Text, document: Document) -> str:
    made = []
    for run in as_runs(text):
        words = _words(run.text)
        words = f"<strong>{words}</strong>" if run.bold else words
        words = f"<em>{words}</em>" if run.italic else words
        words = f"<{CHANGES[run.change]}>{words}</{CHANGES[run.change]}>" if run.change else words
        anchor = inside(run.link, document)
        address = f"#{anchor}" if anchor else run.link if _local(run.link) else outside(run.link)
        made.append((f'<a href="{escape(address)}">{words}</a>' if address else words) + _mark(run.mark))
    return "".join(made)


def _local(link: str) -> bool:
    """Whether a link leads to a page of this site."""
    return link.startswith("/") and not link.startswith(("//", "/\\")) and link.isprintable()


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _mark(mark: str) -> str:
    if mark == "*":
        return "* "
    return f'<sup class="marks">{escape(mark)}</sup>' if mark else ""
