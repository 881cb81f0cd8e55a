import zipfile

import docx
import pytest
import xlsxwriter
from docx.oxml.ns import qn

from opensalw.core.designation_lint import lint_file
from opensalw.core.designations import footnote
from opensalw.core.refusal import Refused

FOOTNOTE = footnote("un").text


def places(path):
    return [(finding.place, finding.kind) for finding in lint_file(path)]


def saved(document, tmp_path):
    path = tmp_path / "report.docx"
    document.save(path)
    return path


def test_docx_body_tables_headers_and_properties(tmp_path):
    document = docx.Document()
    document.add_paragraph("Police in Ko").add_run("sovo").bold = True
    document.add_paragraph("UNDP Kosovo").add_run("*").font.superscript = True
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "Kosovo"
    document.sections[0].header.paragraphs[0].text = "Kosovo report"
    document.sections[0].footer.paragraphs[0].text = f"* {FOOTNOTE}"
    document.core_properties.title = "Report on Kosovo"
    found = places(saved(document, tmp_path))
    assert sorted(found) == [
        ("core properties, title", "bare"),
        ("document", "bare"),
        ("document", "bare"),
        ("header1", "bare"),
    ]


def test_docx_footnote_may_stand_in_the_footer_or_nowhere(tmp_path):
    document = docx.Document()
    document.add_paragraph("OSCE Mission to Kosovo and UNDP Kosovo*")
    assert places(saved(document, tmp_path)) == [
        ("document", "proper_name"),
        ("document", "footnote_missing"),
    ]
    document.sections[0].footer.paragraphs[0].text = f"* {FOOTNOTE}"
    assert places(saved(document, tmp_path)) == [("document", "proper_name")]


def test_docx_alternative_texts(tmp_path):
    document = docx.Document()
    picture = tmp_path / "dot.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
            "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
        )
    )
    document.add_picture(str(picture))
    properties = next(document.element.body.iter(qn("wp:docPr")))
    properties.set("descr", "Seizures in Kosovo")
    assert places(saved(document, tmp_path)) == [("document, alternative text", "bare")]


def test_docx_notes_and_carried_drawings(tmp_path):
    document = docx.Document()
    path = saved(document, tmp_path)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = "<w:footnote><w:p><w:r><w:t>Kosovo</w:t></w:r></w:p></w:footnote>"
    note = f'<w:footnotes xmlns:w="{space}">{words}</w:footnotes>'
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("word/footnotes.xml", note)
        parts.writestr("word/media/chart.svg", "<svg><text>Kosovo</text></svg>")
    assert places(path) == [("footnotes", "bare"), ("chart.svg", "bare")]


def test_xlsx_cells_sheets_headers_comments_and_properties(tmp_path):
    path = tmp_path / "tables.xlsx"
    book = xlsxwriter.Workbook(path)
    book.set_properties({"title": "Kosovo"})
    sheet = book.add_worksheet("Kosovo data")
    sheet.write("A1", "Pristina")
    sheet.write("B2", "Kosovo")
    sheet.write("C3", "Kosovo*")
    sheet.write_rich_string("D4", "in Kos", book.add_format({"bold": True}), "ovo")
    sheet.write_formula("E5", '="Kos"&"ovo"', None, "Kosovo")
    sheet.write("F6", f"* {FOOTNOTE}")
    sheet.write("G7", 42)
    sheet.write_comment("A1", "Kosovo")
    sheet.set_header("&CKosovo")
    sheet.data_validation("A9", {"validate": "list", "source": ["Belgrade", "Kosovo"], "input_message": "Kosovo"})
    book.close()
    assert sorted(places(path)) == sorted(
        [
            ("sheet name", "bare"),
            ("Kosovo data!B2", "bare"),
            ("Kosovo data!D4", "bare"),
            ("Kosovo data!E5", "bare"),
            ("Kosovo data, oddHeader", "bare"),
            ("Kosovo data!A9, prompt", "bare"),
            ("Kosovo data, list of choices", "bare"),
            ("comments1", "bare"),
            ("core properties, title", "bare"),
        ]
    )


def test_xlsx_charts_and_alternative_texts(tmp_path):
    path = tmp_path / "chart.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Data")
    sheet.write("A1", 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$A$1:$A$1"})
    chart.set_title({"name": "Seizures in Kosovo"})
    sheet.insert_chart("B1", chart, {"description": "Bars of Kosovo"})
    book.close()
    assert sorted(places(path)) == [("chart1", "bare"), ("drawing1, alternative text", "bare")]


def test_xlsx_points_at_the_row(tmp_path):
    path = tmp_path / "tables.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Data").write("C12", "Kosovo")
    book.close()
    (finding,) = lint_file(path)
    assert (finding.line, finding.place) == (12, "Data!C12")


@pytest.mark.parametrize("name", ["report.docx", "tables.xlsx"])
def test_a_damaged_file_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"not a zip")
    with pytest.raises(Refused, match=f"{name} is not an office file"):
        lint_file(path)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<broken")
        parts.writestr("xl/workbook.xml", "<broken")
    with pytest.raises(Refused, match="cannot be read"):
        lint_file(path)


def test_a_part_that_declares_entities_is_refused(tmp_path):
    path = tmp_path / "report.docx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "Kosovo">]><x>&a;</x>')
    with pytest.raises(Refused, match="word/document.xml cannot be read"):
        lint_file(path)
