"""What is in the files, read back by other programs."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from opensalw.core.designation_lint import lint_file
from opensalw.documents import docx as word
from opensalw.documents import html, markdown, pdf, xlsx
from opensalw.documents.blocks import Cell, Column, Document, Heading, Paragraph, Run, Table, number, words
from opensalw.documents.wording import printed, shown

from .sample import SEATS, document

FOOTNOTE = "1244"


@pytest.fixture(scope="module")
def made_docx():
    return word.render(document())


@pytest.fixture(scope="module")
def made_pdf():
    return PdfReader(io.BytesIO(pdf.render(document())))


@pytest.fixture(scope="module")
def made_xlsx():
    return xlsx.render(document())


def test_docx_has_real_styles_and_heading_levels(made_docx):
    read = docx.Document(io.BytesIO(made_docx))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in read.paragraphs]
    assert ("Title", "Regional indicator report") in styles
    assert ("Heading 1", "Goal 6") in styles
    assert ("Heading 2", "Firearms destroyed") in styles
    assert ("Heading 2", "Belgrade") in styles, "a skipped level is mended"
    assert ("List Bullet", "Тражење oružja: š đ ć ë") in styles
    assert any(name == "Caption" and text.startswith("Table 1") for name, text in styles)


def test_docx_tables_repeat_their_heads_and_have_our_style(made_docx):
    read = docx.Document(io.BytesIO(made_docx))
    for table in read.tables:
        assert table.style.name == "OpenSALW Table"
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    cells = [cell.text for cell in read.tables[0].rows[2].cells]
    assert cells == [
        "All firearms", "15,430a", "at least 585", "not reported",
        "120–150", "↑ significant increase", "adopted",
    ]  # fmt: skip


def test_docx_footer_has_the_footnote_and_page_numbers(made_docx):
    read = docx.Document(io.BytesIO(made_docx))
    footer = read.sections[0].footer
    assert FOOTNOTE in footer.paragraphs[0].text
    assert re.search(r"PAGE.*NUMPAGES", footer._element.xml, re.DOTALL)
    assert all(section.footer.is_linked_to_previous for section in list(read.sections)[1:])


def test_docx_pages_are_a4_and_turn_for_a_wide_table(made_docx):
    read = docx.Document(io.BytesIO(made_docx))
    sizes = [(round(section.page_width.mm), round(section.page_height.mm)) for section in read.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_docx_pictures_have_alternative_text_and_nothing_of_the_template_stays(made_docx):
    read = docx.Document(io.BytesIO(made_docx))
    alternatives = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert len(alternatives) == 3
    assert "Highest: Belgrade, 15,430" in alternatives[0]
    assert read.core_properties.author == "Regional secretariat"
    with zipfile.ZipFile(io.BytesIO(made_docx)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert 'w:val="en-GB"' in archive.read("word/styles.xml").decode()
    assert "python-docx" not in core
    assert "2013" not in core


def test_pdf_is_tagged_with_title_bookmarks_and_page_numbers(made_pdf):
    assert made_pdf.metadata.title == "Regional indicator report"
    assert made_pdf.metadata.author == "Regional secretariat"
    assert made_pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in made_pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert [entry.title for entry in made_pdf.outline if not isinstance(entry, list)] == [
        "Goal 6",
        "Narrative",
        "Sources",
    ]
    for at, page in enumerate(made_pdf.pages, 1):
        text = page.extract_text()
        assert f"page {at} of {len(made_pdf.pages)}" in text
        assert FOOTNOTE in text


def test_pdf_repeats_table_heads(made_pdf):
    long = Table((Column("Line"), Column("Figure", "pieces", "right")), [(words("x"), number(1))] * 200)
    pages = PdfReader(io.BytesIO(pdf.render(Document("T", (long,))))).pages
    assert len(pages) > 2
    assert all("pieces" in page.extract_text() for page in pages)


def test_xlsx_has_figures_as_numbers_and_words_for_the_missing(made_xlsx):
    book = CalamineWorkbook.from_filelike(io.BytesIO(made_xlsx))
    assert book.sheet_names[:3] == ["About", "Text", "Table 1"]
    rows = book.get_sheet_by_name("Table 1").to_python()
    line = next(row for row in rows if row[0] == "All firearms")
    assert line == [
        "All firearms",
        15430,
        585,
        "not reported",
        "120–150",
        "↑ significant increase",
        "adopted",
    ]
    about = str(book.get_sheet_by_name("About").to_python())
    assert FOOTNOTE in about
    assert "Eleven years" in about


def test_xlsx_is_set_up_for_print_and_never_holds_a_formula(made_xlsx):
    risky = [words(start + "1+1") for start in ("=", "+", "-", "@", "\t=")]
    table = Table((Column("=1"),), [[cell] for cell in risky], caption="=cmd|' /C calc'!A0")
    for data in (made_xlsx, xlsx.render(Document("=1", (table, Paragraph("@SUM(1)"))))):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    sheet = archive.read(name).decode()
                    assert "<f>" not in sheet
                    assert 'paperSize="9"' in sheet
    with zipfile.ZipFile(io.BytesIO(made_xlsx)) as archive:
        assert "2020-07-03T00:00:00Z" in archive.read("docProps/core.xml").decode()
        assert 'state="frozen"' in archive.read("xl/worksheets/sheet3.xml").decode()


def test_html_has_classes_only_and_footnotes_at_the_foot():
    page = html.render(document(), ["/static/opensalw.css"])
    assert "<style" not in page
    assert not re.search(r"\sstyle=|<script|\son\w+=", page)
    assert page.count("<h1>") == 1
    assert page.rindex(FOOTNOTE) > page.rindex("</table>")
    assert '<td class="num"><span class="missing">not reported</span></td>' in page
    assert not re.search(r'(?:href|src)="(?!#|https://example\.org|/static/)', page)
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))


def test_html_and_pdf_refuse_links_that_run_something():
    text = Paragraph([Run("a", link="javascript:alert(1)"), Run("b", link="//evil.example"), Run("c", link="data:x")])
    assert "href" not in html.fragment(Document("T", (text,)))
    assert b"javascript" not in pdf.render(Document("T", (text,)))


def test_markdown_has_the_table_and_the_footnote():
    made = markdown.render(document())
    assert "| All firearms | 15,430 (a) | at least 585 | not reported |" in made
    assert "authorities in Kosovo*" in made
    assert FOOTNOTE in made.splitlines()[-1]


def test_the_footnote_stands_under_the_table_that_owes_it():
    owing = Table((Column("Line"),), [[words("Kosovo")]], caption="Names")
    read = docx.Document(io.BytesIO(word.render(Document("T", (owing,)))))
    assert [p for p in read.paragraphs if p.style.name == "Table Note" and FOOTNOTE in p.text]
    other = docx.Document(io.BytesIO(word.render(Document("T", (Table((Column("Seat"),), [[words("Pristina")]]),)))))
    assert not [p for p in other.paragraphs if FOOTNOTE in p.text]
    assert FOOTNOTE not in other.sections[0].footer._element.xml


@pytest.mark.parametrize(("module", "ending"), [(word, "docx"), (xlsx, "xlsx"), (html, "html"), (markdown, "md")])
def test_the_designation_linter_finds_nothing_to_mend(module, ending, tmp_path):
    made = module.render(document())
    file = tmp_path / f"report.{ending}"
    file.write_bytes(made if isinstance(made, bytes) else made.encode())
    assert not [finding for finding in lint_file(file) if finding.is_error]


def test_figures_are_printed_by_language_and_never_rounded():
    assert printed(15430) == "15,430"
    assert printed(15430, "sr") == "15.430"
    assert shown(number(15430, qualifier="about"), "en") == "about 15,430"
    with pytest.raises(TypeError, match="never a float"):
        Cell("", "number", 0.1)
    with pytest.raises(ValueError, match="finite"):
        number(Decimal("NaN"))


def test_a_row_that_does_not_fit_is_refused_by_name():
    with pytest.raises(ValueError, match="'Seats' has 1 columns and a row of 2 cells"):
        Table((Column("Seat"),), [(words("a"), words("b"))], caption="Seats")


def test_headings_of_one_name_have_anchors_of_their_own():
    made = html.fragment(Document("T", tuple(Heading(2, seat) for seat in (*SEATS, "Skopje"))))
    assert 'id="skopje"' in made
    assert 'id="skopje-2"' in made
    assert "<h3" not in made, "headings of one level stay of one level"


def test_a_document_without_blocks_is_a_document():
    empty = replace(document(), blocks=(), title=" ")
    for module in (word, pdf, xlsx, html, markdown):
        assert module.render(empty)
