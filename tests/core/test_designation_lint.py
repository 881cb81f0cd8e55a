import json
from pathlib import Path

import pytest

from opensalw.core.designation_lint import lint_file, lint_text
from opensalw.core.designations import footnote
from opensalw.core.refusal import Refused

NOTES = Path(__file__).parents[3] / "shared" / "domain" / "meeting-notes-2020-07-03.md"
FOOTNOTE = footnote("un").text


def kinds(findings):
    return [finding.kind for finding in findings]


def page(tmp_path, body, name="page.html"):
    path = tmp_path / name
    path.write_text(body, encoding="utf-8")
    return lint_file(path)


@pytest.mark.parametrize("read", [lint_file, lambda path: lint_text(path.read_text(encoding="utf-8"))])
def test_the_meeting_notes_have_two_errors_and_two_proper_names(read):
    if not NOTES.exists():
        pytest.skip(f"the meeting notes are not at {NOTES}")
    findings = read(NOTES)
    assert kinds(findings) == ["bare", "proper_name", "bare", "proper_name"]
    assert [finding.line for finding in findings] == [129, 131, 248, 248]
    assert "in Kosovo by criminal police" in findings[0].excerpt
    assert "OSCE Mission to Kosovo" in findings[1].excerpt
    assert "in Kosovo through the NATO KFOR" in findings[2].excerpt
    assert "Kosovo Force Mission" in findings[3].excerpt
    assert [finding.is_error for finding in findings] == [True, False, True, False]


def test_a_finding_says_where_and_what():
    (finding,) = lint_text("First line.\nPolice in Kosovo seized it.")
    assert (finding.line, finding.column, finding.place) == (2, 11, "")
    assert finding.excerpt == "First line. Police in Kosovo seized it."
    assert finding.sentence.startswith("“First line. Police in Kosovo seized it.”: the name lacks its asterisk")


@pytest.mark.parametrize(
    "text",
    [
        "Kosova",
        "KOSOVO",
        "Kosovë",
        "Kosovës",
        "Kosove\u0308s",
        "Kosovu",
        "Kosowo",
        "Kosovar",
        "kosovare",
        "Kosovans",
        "kosovski",
        "Косово",
        "Косова",
        "Косову",
        "косовский",
        "Κόσοβο",
        "Ko\u00adsovo",
        "Kosovo's",
        "Serbia/Kosovo",
        "Kosovo**",
        "_Kosovo_",
        "#Kosovo",
    ],
)
def test_other_forms_and_languages_are_mentions(text):
    assert kinds(lint_text(f"police of {text}, 2019", fragment=True)) == ["bare"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/Kosovo?x=Kosovo",
        "www.kosovo.example",
        "police@kosovo.org",
        "kosovo-police.net/report",
        "reports/Kosovo-2019.xlsx",
        "`Kosovo`",
        "kosovo_police",
        "wb-kosovo-2019",
        "/en/kosovo/",
        "Kosovrasti",
        "Kosović",
        "Koso-\nvo",
    ],
)
def test_addresses_files_code_and_other_words_are_no_mentions(text):
    assert lint_text(f"see {text} there") == []


@pytest.mark.parametrize(
    "text", ["Kosovo*", "Kosovo\\*", "Kosovo’s*", "(Kosovo)*", "“Kosovo”*", "Kosovo∗", "Kosovo***"]
)
def test_an_asterisk_counts_in_every_usual_place(text):
    assert lint_text(f"in {text} today", fragment=True) == []


@pytest.mark.parametrize("name", ["OSCE Mission\n to Kosovo", "OSCE MISSION IN KOSOVO", "KFOR Kosovo Force Mission"])
def test_proper_names_are_exceptions_also_across_a_line_break(name):
    assert kinds(lint_text(f"the {name} reported")) == ["proper_name"]


def test_a_starred_mention_needs_the_footnote_somewhere():
    assert kinds(lint_text("UNDP Kosovo* supports")) == ["footnote_missing"]
    assert lint_text(f"UNDP Kosovo* supports\n\n* {FOOTNOTE.replace(' ', chr(10))}") == []
    assert lint_text("UNDP Kosovo* supports", fragment=True) == []


def test_an_audience_wants_its_own_footnote():
    text = f"UNDP Kosovo* supports. * {FOOTNOTE}"
    assert lint_text(text, "un") == []
    assert kinds(lint_text(text, "eu")) == ["footnote_missing"]


def test_html_is_read_as_a_reader_sees_it(tmp_path):
    body = f"""<html><head><title>Kosovo</title><style>.kosovo::after {{ content: "Kosovo" }}</style></head>
    <body class="kosovo" data-name="Kosovo"><p>In <b>Kosovo</b><sup>*</sup>, <a href="/kosovo">Pristina</a></p>
    <script>const kosovo = "Kosovo";</script><p>Use <code>Kosovo</code>.</p>
    <p>OSCE Mission to <em>Kosovo</em></p><p>the police
    of Ko&shy;sovo</p><footer>* {FOOTNOTE}</footer></body></html>"""
    findings = page(tmp_path, body)
    assert kinds(findings) == ["bare", "proper_name", "bare"]
    assert [finding.line for finding in findings] == [1, 4, 5]


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="kosovo.png" alt="Map of Kosovo">',
        '<a title="Kosovo">x</a>',
        '<nav aria-label="Kosovo">x</nav>',
        '<input placeholder="Kosovo">',
        '<input type="submit" value="Kosovo">',
        '<meta name="description" content="Kosovo">',
        "<svg><title>Kosovo</title></svg>",
        "<svg><desc>Kosovo</desc></svg>",
        "<svg><text>Kosovo</text></svg>",
        "<svg><text><tspan>Kos</tspan><tspan>ovo</tspan></text></svg>",
        "<option>Kosovo</option>",
    ],
)
def test_texts_that_are_read_aloud_or_drawn_count(tmp_path, tag):
    assert kinds(page(tmp_path, f"<p>Pristina</p>{tag}")) == ["bare"]


@pytest.mark.parametrize("tag", ['<input type="hidden" value="Kosovo">', '<a href="https://kosovo.org/Kosovo">x</a>'])
def test_what_nobody_sees_does_not_count(tmp_path, tag):
    assert page(tmp_path, tag) == []


def test_an_svg_file_is_read(tmp_path):
    assert kinds(page(tmp_path, "<svg><text>Kosovo*</text></svg>", "chart.svg")) == ["footnote_missing"]


def test_markdown_tells_emphasis_from_an_asterisk(tmp_path):
    body = (
        "# Report\n\nPolice in **Kosovo** and *Kosovo*\nand in **Kosovo\\*** too.\n\n"
        "| place | n |\n|---|---|\n| Kosovo | 1 |\n\n"
        "`Kosovo` [Pristina](https://kosovo.org) ![Kosovo](x.png)\n\n```\nKosovo\n```\n\n"
        "<p title='Kosovo'>x</p>\n\n"
        f"\\* {FOOTNOTE}\n"
    )
    findings = page(tmp_path, body, "report.md")
    assert kinds(findings) == ["bare"] * 5
    assert [finding.line for finding in findings] == [3, 3, 8, 10, 16]


def test_csv_and_text_give_line_and_column(tmp_path):
    for name in ("data.csv", "data.tsv", "data.txt"):
        (finding,) = page(tmp_path, '\ufeffplace,value\n"Kosovo",1\n', name)
        assert (finding.line, finding.column) == (2, 2)


def test_json_values_are_read(tmp_path):
    body = json.dumps({"kosovo": [{"label": "Косово"}, 1], "code": "XK"})
    (finding,) = page(tmp_path, body, "data.json")
    assert finding.place == "$.kosovo[0].label"


def test_other_files_are_refused_by_name(tmp_path):
    with pytest.raises(Refused, match="report.pdf: files of this type cannot be checked"):
        page(tmp_path, "", "report.pdf")
    path = tmp_path / "latin.txt"
    path.write_bytes("Kosovë".encode("latin-1"))
    with pytest.raises(Refused, match="Save it as UTF-8"):
        lint_file(path)
