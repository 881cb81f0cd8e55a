"""The long form: what is written is read as it was; what comes from elsewhere is read leniently or refused in words."""

import csv
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.returns.figure import Figure, Reading
from opensalw.returns.formats import FORMATS, Frame, format_of
from opensalw.returns.long_form import as_csv, as_json, read_csv, read_json
from opensalw.returns.long_form.columns import columns
from opensalw.returns.long_form.reading import Default
from opensalw.roadmap.cells import amount
from tests.returns.wild import SPEC, figures

HERE = Default("J-BEG", Period.parse("2020-H1"))


def read(text: str, **more) -> Reading:
    return read_csv(text.encode(**more), SPEC, HERE)


def one(text: str):
    reading = read(text)
    assert reading.troubles == []
    return reading.figures[0].figure


def trouble(row: str, heads: str = "indicator,line,value"):
    reading = read(f"{heads}\n{row}\n")
    assert reading.figures == []
    return reading.troubles[0]


def facts(placed):
    figure = placed.figure
    return (
        placed.jurisdiction, placed.period, figure.reference, figure.cell, dict(figure.dims), figure.explanation,
        figure.source.get("named", ""),
    )  # fmt: skip


def said(figure):
    return (
        figure.jurisdiction, figure.period, figure.reference, figure.cell, figure.dims, figure.comment, figure.source,
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(figures(), min_size=1, max_size=5), st.sampled_from(["csv", "json"]))
def test_what_is_written_is_read_as_it_was(written, key):
    format = FORMATS[key]
    content = format.write(written, Frame(SPEC))
    assert format_of(content).key == key
    reading = format.read(content, Frame(SPEC))
    assert reading.troubles == []
    assert [facts(placed) for placed in reading.figures] == [said(figure) for figure in written]


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(st.sampled_from('line,value;\t"\n\r=-+1.5,e9NaN'), max_size=200).map(
            lambda text: f"indicator,line,value,low,high,comment\n{text}".encode()
        ),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4),
                st.dictionaries(st.sampled_from(["figures", "line", "value", "Low", "min", "period"]), inner),
            ),
        ).map(lambda held: repr(held).replace("'", '"').replace("None", "null").lower().encode("utf-8", "replace")),
    )
)
def test_no_file_makes_a_reader_fail(content):
    for read in (read_csv, read_json):
        with suppress(Refused):
            assert all(trouble.reason and trouble.place for trouble in read(content, SPEC, HERE).troubles)


@pytest.mark.parametrize(
    "content",
    [
        "indicator;line;value;comment\r\ndestroyed;firearm;1.234,5;Уништено\r\n".encode("cp1251"),
        "indicator;line;value;comment\r\ndestroyed;explosive;1.234,5;Uništeno\r\n".encode("cp1250"),
        "indicator\tline\tvalue\ndestroyed\texplosive\t1 234,5\n".encode("utf-16"),
        "indicator\tline\tvalue\ndestroyed\texplosive\t1 234,5\n".encode("utf-16-le"),
        b"\xef\xbb\xbfsep=;\nindicator;line;value\ndestroyed;explosive;1,234.5\n",
    ],
    ids=["cyrillic", "latin", "utf-16", "utf-16 without mark", "utf-8 with mark and named separator"],
)
def test_every_usual_writing_system_and_separator_is_read(content):
    reading = read_csv(content, SPEC, HERE)
    found = reading.figures[0].figure.cell if reading.figures else None
    assert found is not None
    assert found.value == Decimal("1234.5")
    if b"," not in content[:12] and content[1] != 0 and content[:2] != b"\xff\xfe" and content[:1] != b"\xef":
        assert "was read as Windows-125" in reading.notes[0].reason


def test_a_comment_of_an_older_table_keeps_its_letters():
    for encoding, word in (("cp1251", "Уништено у жељезари"), ("cp1250", "Uništeno u željezari, čelik")):
        content = f"line;value;comment\ndestroyed.firearm;3;{word}\n".encode(encoding)
        assert read_csv(content, SPEC, HERE).figures[0].figure.explanation == word


def test_columns_may_stand_in_any_order_under_any_usual_heading():
    figure = one("Comment;VALUE;Data_Element;Seat\nmelted;15 430;destroyed.firearm;RS\n")
    assert (figure.reference, figure.cell.value, figure.explanation) == ("destroyed.firearm", 15430, "melted")


@pytest.mark.parametrize("word", ["J-PRN", "pristina", "Priština", "XK", "XKX", "Prishtinë"])
def test_a_jurisdiction_is_known_by_all_its_names(word):
    assert read(f"jurisdiction,line,value\n{word},destroyed.firearm,3\n").figures[0].jurisdiction == "J-PRN"


@pytest.mark.parametrize("word", ["2020-H1", "2020S1", "2020-S1", "2020-01-01/P6M", "2020-01-01/2020-06-30"])
def test_a_period_is_known_in_every_spelling(word):
    assert read(f"period,line,value\n{word},destroyed.firearm,3\n").figures[0].period == Period.parse("2020-H1")


def test_keys_titles_and_splits_are_found_by_their_words():
    title = SPEC.measure("destroyed").title
    figure = one(f'indicator,line,disaggregation,value\n"{title}",firearm,"Origin: Surplus; owner=defence",3\n')
    assert dict(figure.dims) == {"origin": "surplus", "owner": "defence"}


def test_rows_with_line_breaks_inside_quotes_keep_their_number():
    reading = read('line,value,comment\ndestroyed.firearm,3,"one\n\ntwo"\nno.line,4,\n')
    assert reading.figures[0].figure.explanation == "one\n\ntwo"
    assert reading.troubles[0].place == "row 3, indicator"


def test_blank_rows_at_the_end_are_nothing_and_a_blank_figure_is_not_zero():
    reading = read("line,value,missing_reason\ndestroyed.firearm,,\ndestroyed.ammunition,0,\n,,\n\n,,\n")
    assert [placed.figure.cell.value for placed in reading.figures] == [0]
    assert "A blank is not zero" in reading.notes[0].reason
    assert reading.troubles == []


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("destroyed,firearms,3", "line", "Do you mean firearm"),
        ("destroid,firearm,3", "indicator", "Do you mean destroyed"),
        ("destroyed,firearm,many", "value", "is not a figure"),
        ("destroyed,firearm,1.234", "value", "Write 1234"),
        ("destroyed,explosive,1.234", "value", "two ways"),
        ("destroyed,firearm,-", "value", "give a reason"),
        ("destroyed,firearm,n/a", "value", "give a reason"),
        ("destroyed,firearm,12 kg", "value", "this line counts"),
    ],
)
def test_each_refusal_names_the_row_the_field_what_stands_there_and_the_mend(row, field, words):
    found = trouble(row)
    assert found.place == f"row 2, {field}"
    assert found.stands == row.split(",")[["indicator", "line", "value"].index(field)]
    assert words in found.reason


def test_everything_that_is_wrong_with_a_row_is_said_at_once():
    reading = read("jurisdiction,period,line,value\nAtlantis,2020-H3,destroyed.firearm,many\n")
    assert [trouble.code for trouble in reading.troubles] == ["jurisdiction", "period", "value"]


@pytest.mark.parametrize(
    ("heads", "row", "code"),
    [
        ("line,value,missing_reason", "destroyed.firearm,0,not_collected", "missing_reason"),
        ("line,value,missing_reason", "destroyed.firearm,,because", "missing_reason"),
        ("line,low,high", "destroyed.firearm,12,", "high"),
        ("line,low,high", "destroyed.firearm,12,9", "value"),
        ("line,value,low", "destroyed.firearm,12,9", "value"),
        ("line,value,qualifier", "destroyed.firearm,12,roughly", "qualifier"),
        ("line,value,qualifier", "destroyed.firearm,about 12,at_least", "qualifier"),
        ("line,grade", "law_aligned.firearms_directive,good", "grade"),
        ("line,direction", "destroyed.firearm,sideways", "direction"),
        ("line,disaggregation,value", "destroyed.firearm,colour=red,3", "disaggregation"),
        ("line,disaggregation,value", "destroyed.firearm,origin=moon,3", "disaggregation"),
        ("line,disaggregation,value", "destroyed.firearm,surplus,3", "disaggregation"),
        ("line,value,unit", "destroyed.firearm,3,barrel", "unit"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(heads, row, code):
    assert trouble(row, heads).code == code


def test_tonnes_are_kilograms_and_words_before_a_figure_say_how_exact_it_is():
    assert one("line,value,unit\ndestroyed.explosive,23.4,tonnes\n").cell.value == 23400
    assert one("line,value\ndestroyed.firearm,at least 12\n").cell.qualifier == "at_least"
    ranged = one("line,value\ndestroyed.firearm,12 to 15\n").cell
    assert (ranged.kind, ranged.low, ranged.high) == ("range", 12, 15)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"PK\x03\x04 rest", "not a text file"),
        (b"line,value\ndestroyed.firearm,\x003\n", "NUL"),
        (b"a,b\n1,2\n", "does not name the columns"),
        (b"line,value,figure\na.b,1,2\n", "Two columns are the value"),
        (b"line,value\n" + b"x" * 200_000, "no row is that long"),
        (b"line,value\n" + b"," * 5_000, "columns"),
        (b'line,value\n"' + b"x\n" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(content, words):
    with pytest.raises(Refused, match=words):
        read_csv(content, SPEC, HERE)


def test_an_unknown_column_is_passed_over_and_said():
    reading = read("line,value,colour\ndestroyed.firearm,3,red\n")
    assert (len(reading.figures), reading.notes[0].stands) == (1, "colour")


def test_json_is_read_as_a_list_or_an_object_with_numbers_as_they_are():
    for content in (
        b'[{"line": "destroyed.explosive", "value": 1.234, "dims": {"origin": "surplus"}}]',
        b'{"figures": [{"LINE": "destroyed.explosive", "value": "1.234", "disaggregation": "origin=surplus"}]}',
    ):
        reading = read_json(content, SPEC, HERE)
        assert reading.troubles == []
        assert reading.figures[0].figure.cell.value == Decimal("1.234")
        assert dict(reading.figures[0].figure.dims) == {"origin": "surplus"}


@pytest.mark.parametrize(
    "content", [b"{", b'{"line": "x"}', b"3", b"[" * 100_000, b'[{"line": NaN}]', b"[1e999999999]"]
)
def test_json_that_holds_no_figures_is_refused(content):
    with suppress(Refused):
        assert read_json(content, SPEC, HERE).troubles


def test_no_cell_of_our_csv_is_a_formula():
    written = as_csv([])
    assert written == (",".join(columns()) + "\r\n").encode()
    assert b'"figures": []' in as_json([])


@settings(max_examples=50, deadline=None)
@given(figures())
def test_no_text_of_our_csv_begins_a_formula(figure):
    row = list(csv.reader(as_csv([figure]).decode().splitlines(keepends=True)))[1]
    assert not any(field.startswith(("=", "+", "-", "@", "\t", "\r")) for field in row)


def test_a_footnote_goes_out_with_the_name_that_owes_it_and_is_passed_over_on_the_way_back():
    content = as_csv([Figure("J-PRN", None, "destroyed", "firearm", "piece", amount(3, Unit.piece), {}, "In Kosovo.")])
    assert b"# *" in content
    reading = read_csv(content, SPEC, HERE)
    assert (reading.troubles, reading.figures[0].figure.explanation) == ([], "In Kosovo.")
