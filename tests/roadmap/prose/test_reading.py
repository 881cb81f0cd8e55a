"""Files that are read, and the answer to those that cannot be."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document as new_docx

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.documents import read_content, read_document, read_text
from opensalw.roadmap.prose.figures import figures

KEYS = [
    "sentence", "span", "amount", "low", "high", "unit", "object", "jurisdiction", "actor", "period", "fit", "status",
    "approximate", "direction",
]  # fmt: skip


def as_bytes(build) -> bytes:
    document = new_docx()
    build(document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def narrative(document):
    document.add_heading("Belgrade", 1)
    speaker = document.add_paragraph()
    speaker.add_run("Ms. A, Ministry of Interior").bold = True
    speaker.add_run(" reported:")
    document.add_paragraph("15,430 firearms were destroyed.", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate([("", "2018", "2019"), ("Firearms seized", "12", "14")]):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words


def test_a_word_document_is_read_with_its_headings_points_and_tables():
    found = figures(read_content("notes.docx", as_bytes(narrative)))
    assert [(one.amount, one.jurisdiction, one.actor, one.period) for one in found] == [
        (15430, "J-BEG", "J-BEG/interior", None),
        (12, "J-BEG", "J-BEG/interior", "2018"),
        (14, "J-BEG", "J-BEG/interior", "2019"),
    ]


def test_a_span_points_into_the_text_with_marks_taken_off_the_sentence():
    text = "Intro.\n\n- **Ms. B** said that *15,430* firearms\n  were destroyed &amp; melted.\n"
    document = read_text(text)
    [one] = figures(document)
    assert document.text[slice(*one.span)] == "15,430"
    assert one.sentence == "Ms. B said that 15,430 firearms were destroyed & melted."


def test_a_sentence_that_a_page_breaks_is_read_as_one():
    [one] = figures(read_text("A total of 45 items were given to arms\n\ndealers and border police."))
    assert one.sentence.endswith("border police.")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", b"", "There is no text"),
        ("a.md", b"  \n\n", "There is no text"),
        ("a.md", b"\xff\xfe\xff", "not UTF-8"),
        ("a.txt", b"caf\xe9 45 guns", "not UTF-8 text \\(byte 4\\)"),
        ("a.txt", b"45\x00guns", "no text"),
        ("a.docx", b"%PDF-1.7", "PDF by its content"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", "password"),
        ("a.docx", b"PK\x03\x04broken", "cannot be opened|can be opened"),
        ("a.md", b"---\n", "holds no text"),
        ("a.md", b"x" * (5 * 2**20 + 1), "larger than 5 MB"),
        ("a.md", b"word " * 100_000, "Divide it"),
        ("a.md", b"45 " * 5001, "Send it as a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_mend(name, content, words):
    with pytest.raises(Refused, match=words):
        read_content(name, content)


def test_another_zip_is_no_word_document():
    kept = BytesIO()
    with ZipFile(kept, "w") as parts:
        parts.writestr("hello.txt", "45 firearms")
    with pytest.raises(Refused, match="not a Word document"):
        read_content("a.docx", kept.getvalue())


def test_a_document_that_grows_too_large_is_refused_unread():
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"0" * (65 * 2**20))
    with pytest.raises(Refused, match="too large when it is unpacked"):
        read_content("a.docx", kept.getvalue())


def test_a_file_of_another_type_or_none_is_refused(tmp_path):
    with pytest.raises(Refused, match="files of this type are not read"):
        read_document(tmp_path / "a.pdf")
    with pytest.raises(Refused, match="cannot be read"):
        read_document(tmp_path / "absent.md")


def test_the_command_prints_one_object_per_figure(tmp_path, capsys):
    file = tmp_path / "notes.md"
    file.write_text("In 2019, at least four persons were arrested in Tirana. Seizures fell.")
    assert main(["notes", "extract", str(file), "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert list(first)[: len(KEYS)] == KEYS
    assert (first["amount"], first["low"], first["high"], first["approximate"]) == (4, 4, None, True)
    assert (second["amount"], second["direction"]) == (None, "down")


def test_the_command_prints_a_table_for_a_person(tmp_path, capsys):
    file = tmp_path / "notes.txt"
    file.write_text("Between 10 and 12 rifles were found.")
    assert main(["notes", "extract", str(file), "--jurisdiction", "J-TIR", "--period", "2019-H2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[0] == "FIGURE"
    assert "10 to 12" in lines[1]
    assert "J-TIR" in lines[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("empty.md", b"", "There is no text"), ("a.pdf", b"%PDF", "files of this type"), (None, None, "cannot be read")],
)
def test_the_command_refuses_bad_input_with_exit_code_1(tmp_path, capsys, name, content, said):
    file = tmp_path / (name or "absent.md")
    if content is not None:
        file.write_bytes(content)
    assert main(["notes", "extract", str(file), "--json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err.replace("\n", " ")


def test_a_text_without_figures_gives_an_empty_list(tmp_path, capsys):
    file = tmp_path / "notes.md"
    file.write_text("Nothing is counted here.")
    assert main(["notes", "extract", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["notes", "extract", str(file)]) == 0
    assert "No figure found." in capsys.readouterr().out
