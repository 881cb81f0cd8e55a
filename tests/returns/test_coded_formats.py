"""DHIS2 and ADX: every kind of figure goes out and comes back; what is unknown is a conflict; nothing is expanded."""

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.returns import adx, dhis2
from opensalw.returns.commands import deliver
from opensalw.returns.dhis2.summary import summary, wrapped
from opensalw.returns.figure import Figure
from opensalw.returns.formats import FORMATS, Frame, format_of, written
from opensalw.returns.mapping import Codes, own_mapping, parse
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands.drafting import save_cell
from tests.cast import officer
from tests.returns.wild import LETTERS, SPEC, figures

OWN = Codes(own_mapping(SPEC), SPEC)
OFFICER = officer("J-BEG")
STRUCTURE = etree.XMLSchema(etree.parse(Path(__file__).parent / "adx_structure.xsd"))
CODED = [key for key, one in FORMATS.items() if one.is_coded]
THEIRS = """
key: police-system
title: Police information system
framework: wb_2018
jurisdiction: J-BEG
data_sets: [lyLU2wR22tC]
org_units: {ImspTQPwCqd: J-BEG}
elements:
  - {code: fbfJHSPpUQD, line: destroyed.firearm}
  - {code: cYeuwXTCPkU, line: destroyed.ammunition, dimensions: {origin: surplus}}
  - {code: Jtf34kNZhzP, line: law_aligned.firearms_directive}
option_combos:
  pq2XI5kz2BY: {origin: surplus}
  PT59n8BQbqM: {origin: confiscated}
attribute_option_combos:
  jntt7kFWAgf: {owner: defence}
categories:
  - {code: ORIGIN, dimension: origin, options: {SUR: surplus, CON: confiscated}}
  - {code: OWNER, dimension: owner}
comments: {"No data": not_collected}
"""
MAPPING, PROBLEMS = parse(THEIRS, SPEC)
assert MAPPING is not None
POLICE = Codes(MAPPING, SPEC)
VALUE = {"dataElement": "fbfJHSPpUQD", "period": "2020S1", "orgUnit": "ImspTQPwCqd", "value": "12"}


def ordered(dims):
    return sorted(dims.items())


def pushed(*values, codes=POLICE, **common):
    return dhis2.read_json(json.dumps({**common, "dataValues": list(values)}).encode(), codes)


def of_group(inside: str, codes=POLICE, group='orgUnit="ImspTQPwCqd" period="2020-01-01/P6M"'):
    content = (
        f'<adx xmlns="urn:ihe:qrph:adx:2015" exported="2020-07-01T00:00:00Z"><group {group}>{inside}</group></adx>'
    )
    return adx.read_adx(content.encode(), codes)


@settings(max_examples=120, deadline=None)
@given(st.lists(figures(), min_size=1, max_size=5), st.sampled_from(CODED))
def test_what_is_written_is_read_as_it_was(every, key):
    content, left_out = written(FORMATS[key], every, Frame(SPEC))
    assert left_out == []
    assert format_of(content).key == key
    reading = FORMATS[key].read(content, Frame(SPEC))
    assert reading.troubles == []
    read = [(one.jurisdiction, one.period, one.figure.reference, one.figure.cell, ordered(one.figure.dims),
             one.figure.explanation) for one in reading.figures]  # fmt: skip
    asked = [(one.jurisdiction, one.period, one.reference, one.cell, ordered(one.dims), one.comment) for one in every]
    assert sorted(map(repr, read)) == sorted(map(repr, asked))


@settings(max_examples=60, deadline=None)
@given(st.lists(figures(), min_size=1, max_size=4))
def test_our_adx_is_valid_and_holds_no_zero_for_a_missing_figure(every):
    document = etree.fromstring(adx.as_adx(every, OWN))
    STRUCTURE.assertValid(document)
    zeros = {
        one.get("dataElement") for one in document.iter("{*}dataValue") if one.get("value") == "0"
    }  # fmt: skip
    counted = {one.reference for one in every if one.unit != "grade"}
    real = {one.reference for one in every if one.cell.kind == "amount" and one.cell.value == 0}
    assert zeros & counted <= real


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(LETTERS, max_size=200).map(str.encode),
        st.text(st.sampled_from('<adx group="/>dataValue &lt;'), max_size=80).map(lambda text: f"<adx>{text}".encode()),
        st.dictionaries(
            st.sampled_from(list(VALUE) + ["comment", "deleted", "x"]),
            st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.integers())),
        ).map(lambda one: json.dumps({"dataValues": [one, 3]}).encode()),
        st.lists(st.text(LETTERS, max_size=8), max_size=12).map(
            lambda row: ("dataelement,period,orgunit,value\n" + ",".join(row)).encode()
        ),
    ),
    st.sampled_from(CODED),
)
def test_no_file_makes_a_reader_fail(content, key):
    with suppress(Refused):
        assert all(one.reason and one.place for one in FORMATS[key].read(content, Frame(SPEC)).troubles)


def test_a_mapping_turns_their_codes_into_our_lines_and_back():
    assert PROBLEMS == []
    reading = pushed(
        {**VALUE, "categoryOptionCombo": "pq2XI5kz2BY", "attributeOptionCombo": "jntt7kFWAgf"},
        {**VALUE, "dataElement": "cYeuwXTCPkU", "categoryOptionCombo": "HllvX50cXC0"},
        {**VALUE, "value": "", "comment": "No data"},
        {**VALUE, "value": 0, "storedBy": "admin", "followup": True, "categoryOptionCombo": "PT59n8BQbqM"},
    )
    assert reading.troubles == []
    found = [one.figure for one in reading.figures]
    assert [dict(one.dims) for one in found] == [
        {"origin": "surplus", "owner": "defence"}, {"origin": "surplus"}, {}, {"origin": "confiscated"},
    ]  # fmt: skip
    assert [one.cell.kind for one in found] == ["amount", "amount", "missing", "amount"]
    assert (found[2].cell.reason, found[3].cell.value) == ("not_collected", 0)
    assert found[3].source == {"stored_by": "admin", "followup": True}
    again = [
        Figure("J-BEG", Period.parse("2020-H1"), one.measure, one.line, "piece", one.cell, one.dims) for one in found
    ]
    sent = [(row["dataElement"], row["categoryOptionCombo"], row["attributeOptionCombo"])
            for row in dhis2.values_of(again, POLICE)]  # fmt: skip
    assert sent == [
        ("fbfJHSPpUQD", "pq2XI5kz2BY", "jntt7kFWAgf"), ("cYeuwXTCPkU", "HllvX50cXC0", "HllvX50cXC0"),
        ("fbfJHSPpUQD", "HllvX50cXC0", "HllvX50cXC0"), ("fbfJHSPpUQD", "PT59n8BQbqM", "HllvX50cXC0"),
    ]  # fmt: skip


def test_what_a_set_says_holds_for_values_that_say_nothing():
    value = {"dataElement": "fbfJHSPpUQD", "value": "12"}
    reading = pushed(value, period="2020S1", orgUnit="ImspTQPwCqd", dataSet="lyLU2wR22tC", completeDate="2020-07-01")
    assert (reading.troubles, reading.figures[0].jurisdiction) == ([], "J-BEG")
    with pytest.raises(Refused, match="is not in the mapping"):
        pushed(value, dataSet="another")


@pytest.mark.parametrize(
    ("change", "property", "code"),
    [
        ({"dataElement": "nothing"}, "dataElement", "E7610"),
        ({"period": "2020Q1"}, "period", "E7611"),
        ({"orgUnit": "nowhere"}, "orgUnit", "E7612"),
        ({"categoryOptionCombo": "none"}, "categoryOptionCombo", "E7613"),
        ({"attributeOptionCombo": "none"}, "attributeOptionCombo", "E7615"),
        ({"value": ""}, "value", "E7618"),
        ({"value": "many"}, "value", "E7619"),
        ({"value": "-3"}, "value", "E7619"),
        ({"comment": "x" * 6000}, "comment", "E7620"),
        ({"dataElement": "Jtf34kNZhzP", "value": "good"}, "value", "E7621"),
    ],
)
def test_each_conflict_names_its_object_its_code_and_its_place(round, part, change, property, code):
    reading = pushed({**VALUE, "value": "3"}, {**VALUE, "dataElement": "cYeuwXTCPkU", **change})
    found = summary(deliver(reading, by=OFFICER, via="api"))
    assert (found["status"], found["importCount"]["imported"], found["importCount"]["ignored"]) == ("WARNING", 1, 1)
    conflict = found["conflicts"][0]
    assert (conflict["property"], conflict["errorCode"], conflict["indexes"]) == (property, code, [1])
    assert conflict["value"]
    assert wrapped(found)[0] == 409


def test_counts_are_those_of_dhis2_and_a_deleted_value_is_emptied(round, part):
    save_cell(part, measure="destroyed", line="firearm", cell=amount(3, Unit.piece), by=OFFICER)
    split = {"categoryOptionCombo": "pq2XI5kz2BY"}
    counts = summary(deliver(pushed(VALUE, {**VALUE, **split}), by=OFFICER))["importCount"]
    assert counts == {"imported": 1, "updated": 1, "ignored": 0, "deleted": 0}
    again = summary(deliver(pushed(VALUE, {**VALUE, **split}), by=OFFICER))
    assert (again["importCount"]["updated"], again["unchanged"]) == (2, 2)
    gone = deliver(pushed({**VALUE, **split, "deleted": True}), by=OFFICER)
    assert summary(gone)["importCount"]["deleted"] == 1
    assert part.cells.count() == 1
    assert wrapped(summary(gone))[0] == 200


def test_all_or_nothing_counts_everything_as_ignored(round, part):
    delivery = deliver(pushed(VALUE, {**VALUE, "dataElement": "x"}), by=OFFICER, all_or_nothing=True)
    found = summary(delivery)
    assert (found["status"], found["importCount"]) == (
        "ERROR", {"imported": 0, "updated": 0, "ignored": 2, "deleted": 0},
    )  # fmt: skip


def test_csv_is_read_with_and_without_headings():
    row = 'fbfJHSPpUQD,2020S1,ImspTQPwCqd,HllvX50cXC0,HllvX50cXC0,12,admin,2020-07-01,"a, b",false,\n'
    other = '"dataElement","value","orgUnit","period","comment"\nfbfJHSPpUQD,12,ImspTQPwCqd,2020S1,"a, b"\n'
    for content in (row, other, ",".join(dhis2.reading.COLUMNS) + "\n" + row):
        figure = dhis2.read_csv(content.encode(), POLICE).figures[0].figure
        assert (figure.cell.value, figure.explanation) == (12, "a, b")


def test_adx_is_read_with_attributes_any_period_and_without_a_namespace():
    reading = of_group('<dataValue dataElement="fbfJHSPpUQD" ORIGIN="SUR" OWNER="defence" value="12"/>')
    assert dict(reading.figures[0].figure.dims) == {"origin": "surplus", "owner": "defence"}
    content = b'<adx><group orgUnit="ImspTQPwCqd" period="2020S1"><dataValue dataElement="fbfJHSPpUQD" value="12">' \
              b"<annotation>melted</annotation></dataValue></group></adx>"  # fmt: skip
    assert adx.read_adx(content, POLICE).figures[0].figure.explanation == "melted"


@pytest.mark.parametrize(("period", "written"), [("2020-H1", "2020-01-01/P6M"), ("2019", "2019-01-01/P1Y")])
def test_adx_writes_half_years_and_years_as_intervals(period, written):
    cell = amount("23.4", Unit.kilogram)
    content = adx.as_adx([Figure("J-BEG", Period.parse(period), "destroyed", "explosive", "kilogram", cell)], OWN)
    assert f'period="{written}"'.encode() in content
    assert b'value="23.4"' in content


def test_a_missing_figure_stands_in_a_text_element_of_its_own():
    figure = Figure(
        "J-BEG", Period.parse("2020-H1"), "destroyed", "firearm", "piece", missing("withheld", Unit.piece), {}, "Law."
    )
    content = adx.as_adx([figure], OWN).decode()
    assert 'dataElement="destroyed.firearm.text" value="0"' in content
    assert "<annotation>[missing withheld] Law.</annotation>" in content


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<dataValue dataElement="fbfJHSPpUQD" ORIGIN="MOON" value="3"/>', "ORIGIN"),
        ('<dataValue dataElement="fbfJHSPpUQD" COLOUR="RED" value="3"/>', "COLOUR"),
        ('<dataValue value="3"/>', "dataElement"),
        ('<dataValue dataElement="fbfJHSPpUQD"/>', "empty"),
    ],
)
def test_what_adx_does_not_say_right_is_refused_at_its_attribute(inside, code):
    assert of_group(inside).troubles[0].code == code


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<adx><group><dataValue value="&b;"/></group></adx>"""
XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><adx><group>&x;</group></adx>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB.encode(), "document type"),
        (XXE.encode(), "document type"),
        (XXE.encode("utf-16"), "document type"),
        (XXE.replace("?>", ' encoding="UTF-7"?>', 1).encode("utf-7"), "writing system"),
        (b"<adx>" + b"<a>" * 100_000, "not sound XML"),
        (b"<adx><group></adx>", "not sound XML"),
        (b"<html><body>no</body></html>", "no ADX values"),
        (b'<?xml version="1.0" encoding="windows-1251"?><adx>\x98</adx>', "is not"),
    ],
)
def test_harmful_and_broken_xml_is_refused_in_words(content, words):
    with pytest.raises(Refused, match=words):
        adx.read_adx(content, OWN)


def test_an_undeclared_entity_is_never_expanded():
    with pytest.raises(Refused):
        of_group('<dataValue dataElement="fbfJHSPpUQD" value="&x;"/>')


def test_what_the_mapping_has_no_code_for_is_left_out_and_told():
    period = Period.parse("2020-H1")
    every = [
        Figure("J-BEG", period, "destroyed", "firearm", "piece", amount(3, Unit.piece)),
        Figure("J-BEG", period, "destroyed", "device", "piece", amount(3, Unit.piece)),
        Figure("J-BEG", period, "destroyed", "firearm", "piece", amount(3, Unit.piece), {"origin": "surrendered"}),
        Figure("J-TIR", period, "destroyed", "firearm", "piece", amount(3, Unit.piece)),
        Figure("J-BEG", None, "destroyed", "firearm", "piece", amount(3, Unit.piece)),
    ]
    for key in CODED:
        content, left_out = written(FORMATS[key], every, Frame(SPEC, mapping=MAPPING))
        assert len(left_out) == 4
        assert b"fbfJHSPpUQD" in content


def test_numbers_are_exact():
    content = dhis2.as_json(
        [
            Figure(
                "J-BEG", Period.parse("2020-H1"), "destroyed", "explosive", "kilogram", amount("1.234", Unit.kilogram)
            )
        ],
        OWN,
    )
    assert orjson.loads(content)["dataValues"][0]["value"] == "1.234"
    assert dhis2.read_json(content, OWN).figures[0].figure.cell.value == Decimal("1.234")
