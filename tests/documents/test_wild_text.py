"""Text of any kind goes through every format: nothing fails, nothing is markup, the words survive."""

import io
import re

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from opensalw.documents import docx as word
from opensalw.documents import html, markdown, pdf, xlsx
from opensalw.documents.blocks import (
    Column,
    Document,
    Heading,
    ListItems,
    Note,
    Paragraph,
    Run,
    Sources,
    Table,
    TableNote,
    missing,
    words,
)
from opensalw.documents.characters import clean
from opensalw.documents.charts import Bar, bars_by_jurisdiction, svg

NASTY = [
    "#import \"x\"; #panic() $x^2$ @cite <label> `raw` *b* _i_ \\ // /* */ [c] = h",
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "| a | b |", "</w:t></w:r><b>&amp;&#0;",
    "]]>", "<script>alert(1)</script>",
    "{{ x }} {% y %}", "a\x00\x01\x08b\x0bc\x1f\ufffe\ud800", "مرحبا بالعالم", "שלום", "\u202eabc\u202c",
    "😀👩‍👩‍👧🇦🇱", "漢字",
    "w" * 600, "1. one", "- - -", "***", "> q", "    code",
    "![i](u)", "[a]: b", "line\none\r\ntwo\u2028three", "~~~", "<!-- c -->",
    "Kosovo and Kosovo*", "\t", " ", "", "&P&N", "'", "e\u0301\u0489",
]  # fmt: skip
WILD = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text("#$@*_`\\<>[]{}|=+-&;:\"'/~^ ab\n", max_size=40))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def wild_document(text: str) -> Document:
    """A document with ``text`` in every place that takes text."""
    return Document(
        title=text,
        subtitle=text,
        meta=dict.fromkeys(("author", "subject", "keywords", "comments", "category"), text),
        facts=((text, text),),
        blocks=(
            Heading(4, text, text),
            Paragraph(text),
            Paragraph(
                [
                    Run(text, bold=True, link=text, mark=text[:2]),
                    Run(text, italic=True, link="https://e.org/" + text),
                ]
            ),
            ListItems([text]),
            Note(text),
            Table(
                (Column(text, text),),
                [[words(text, note=text[:2], link=text)], [missing(text)]],
                text,
                [TableNote("a", text)],
            ),
            Sources([text], text),
        ),
    )


def squeezed(text: str) -> str:
    """The text without blanks and invisible signs."""
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\u00ad\ufe00-\ufe0f]", "", text)


@SLOW
@given(WILD)
def test_docx_keeps_wild_text(text):
    read = docx.Document(io.BytesIO(word.render(wild_document(text))))
    assert clean(text).replace("Kosovo and", "Kosovo* and") in [paragraph.text for paragraph in read.paragraphs]


@SLOW
@given(WILD)
def test_xlsx_keeps_wild_text(text):
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(wild_document(text))))
    cells = {
        squeezed(str(cell))
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert squeezed(clean(text)).replace("Kosovoand", "Kosovo*and") in cells | {""}


@SLOW
@given(WILD)
def test_html_keeps_wild_text(text):
    made = html.render(wild_document(text))
    assert not re.search(r"<script|<!--|javascript:", made, re.IGNORECASE)
    assert "<b>" not in made


@SLOW
@given(WILD)
def test_markdown_keeps_wild_text(text):
    made = markdown.render(Document("T", (Paragraph(text),)))
    tokens = MarkdownIt("commonmark").enable("table").parse(made)
    body = [token for token in tokens if token.type == "inline"][1:2]
    said = "".join(child.content for token in body for child in token.children or [])
    kinds = {child.type for token in body for child in token.children or []}
    if squeezed(clean(text)):
        assert squeezed(said) == squeezed(clean(text)).replace("Kosovoand", "Kosovo*and")
        assert kinds <= {"text", "text_special", "softbreak", "hardbreak"}


@SLOW
@given(WILD)
def test_pdf_is_made_of_wild_text(text):
    assert pdf.render(wild_document(text)).startswith(b"%PDF")


def test_typst_markup_is_printed_as_it_stands():
    source = '#import "x" $x^2$ <label> @cite *b* \\ [c]'
    text = PdfReader(io.BytesIO(pdf.render(Document("T", (Paragraph(source),))))).pages[0].extract_text()
    assert squeezed(source) in squeezed(text)


def test_a_sign_that_no_font_has_is_printed_as_its_code():
    text = PdfReader(io.BytesIO(pdf.render(Document("T", (Paragraph("a 😀 ↑ b"),))))).pages[0].extract_text()
    assert "[U+1F600]" in text
    assert "↑" in text


@SLOW
@given(WILD)
def test_charts_of_wild_text(text):
    drawn = svg(bars_by_jurisdiction([Bar(text, 1), Bar("b", None, text)], text, text))
    assert drawn.startswith("<svg")
    assert "<script" not in drawn
