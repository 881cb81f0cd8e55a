"""How public pages arrange figures: columns, which figure speaks for a cell, drawings, rates."""

from datetime import date
from decimal import Decimal

import pytest

from opensalw.core.jurisdictions import Population, jurisdiction
from opensalw.core.periods import Period, half, year
from opensalw.core.units import Unit
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.models import Observation
from opensalw.web.public import panels, rates
from opensalw.web.public.doors import cell_of, summed, words_of
from opensalw.web.public.downloads import written
from opensalw.web.public.panels import Mark
from opensalw.web.public.regions import best, region_of
from opensalw.web.public.spans import periods_by, span_of, window

SPEC = builtin_spec("wb_2018")
FIREARM = SPEC.line("destroyed.firearm")
SEATS = SPEC.jurisdictions
H2 = half(2019, 2)


def row(value: int | None = 10, jid: str = "J-BEG", period: str = "2019-H2", **facts: object) -> Observation:
    own = Period.parse(period)
    plain = {
        "measure": "destroyed", "line": "firearm", "jurisdiction": jid, "start": own.start, "end": own.end,
        "fit": "exact", "dims": {"origin": "not_stated", "owner": "not_stated"}, "unit": "piece", "kind": "amount",
        "value": None if value is None else Decimal(value), "obs_status": "A", "origin": "submitted",
        "measure_version": 1,
    }  # fmt: skip
    return Observation(**{**plain, **facts})


@pytest.mark.parametrize(
    ("own", "by", "column"),
    [
        ("2019-H2", "half", "2019-H2"),
        ("2019-07-09", "half", "2019-H2"),
        ("2019-11", "half", "2019-H2"),
        ("2019", "half", None),
        ("2019-H2", "year", None),
        ("2019", "year", "2019"),
        ("2019-07-09", "year", "2019"),
        ("2019-06-30/2019-07-02", "half", None),
    ],
)
def test_a_figure_stands_in_the_column_that_it_fills_or_lies_in(own, by, column):
    period = Period.parse(own)
    found = span_of(period.start, period.end, by)
    assert (found and found.code) == column


def test_a_stock_and_an_undated_figure_stand_in_no_column():
    assert span_of(None, date(2019, 12, 31), "half") is None
    assert span_of(None, None, "year") is None


def test_the_latest_eight_columns_are_shown_and_the_older_stay_reachable():
    halves = [half(2010 + at // 2, at % 2 + 1) for at in range(20)]
    shown = window(halves)
    assert [period.code for period in shown.columns] == [period.code for period in halves[-8:]]
    assert shown.older == halves[11]
    assert shown.newer is None
    before = window(halves, shown.older)
    assert before.columns[-1] == halves[11]
    assert before.newer == halves[-1]


def test_periods_are_found_once_each():
    pairs = [(H2.start, H2.end), (date(2019, 7, 9), date(2019, 7, 9)), (None, None)]
    assert periods_by(pairs, "half") == [H2]
    assert periods_by(pairs, "year") == [year(2019)]


def test_the_whole_period_speaks_before_a_day_in_it():
    whole, day = row(100), row(7, period="2019-07-09", fit="inside")
    assert best([day, whole]) == [whole]


def test_what_the_authority_sent_speaks_before_a_publication():
    sent, printed = row(100), row(90, origin="external")
    assert best([printed, sent]) == [sent]


def test_a_figure_speaks_before_the_reason_for_a_missing_one():
    known, absent = row(4), row(None, kind="missing", reason="not_reported")
    assert best([absent, known]) == [known]


def test_the_least_split_speaks():
    whole = row(100)
    pistols = row(60, dims={"origin": "not_stated", "owner": "not_stated", "type": "pistol"})
    assert best([pistols, whole]) == [whole]


def test_parts_of_one_split_are_summed_and_different_splits_are_not():
    surplus = row(60, dims={"origin": "surplus", "owner": "interior"})
    seized = row(40, dims={"origin": "confiscated", "owner": "interior"})
    other = row(40, dims={"origin": "confiscated", "type": "pistol"})
    assert summed([surplus, seized]) == 100
    assert summed([surplus, surplus]) is None
    assert summed([surplus, other]) is None


def test_a_cell_says_each_of_its_parts():
    parts = [
        row(60, dims={"origin": "surplus", "owner": "interior"}),
        row(40, dims={"origin": "confiscated", "owner": "interior"}),
    ]
    shown = cell_of(SPEC, parts, FIREARM, H2)
    assert [figure.text for figure, _under in shown.figures] == ["100, the sum of 2", "60", "40"]
    assert shown.figures[1][1] == "Surplus, Interior"
    assert shown.level == 100


def test_a_direction_is_a_word_and_never_a_level():
    up = row(None, kind="direction", direction="up", against="2019-H1")
    shown = cell_of(SPEC, [up], FIREARM, H2)
    assert shown.figures[0][0].text == "up, no figure"
    assert shown.figures[0][1] == "against 2019-H1"
    assert shown.level is None


def test_a_direction_is_beside_the_total_and_named():
    rows = [row(10), row(5, jid="J-SKP"), row(None, jid="J-SAR", kind="direction", direction="down")]
    region = region_of(SPEC, rows, FIREARM, H2, SEATS)
    assert region.digits == "15"
    assert region.reported == 2
    assert "A direction without a figure: Sarajevo." in region.notes


def test_one_jurisdiction_makes_no_regional_figure():
    region = region_of(SPEC, [row(10)], FIREARM, H2, SEATS)
    assert region.text == ""
    assert "a regional total needs two" in region.notes[0]


def test_only_the_digits_that_were_reported_are_printed():
    assert words_of(row(value=15430), FIREARM) == "15,430"
    stored = row(1)
    stored.value = Decimal("10.800")
    assert words_of(stored, FIREARM) == "10.8"


def test_a_rate_needs_a_declared_population():
    assert rates.rates([(jurisdiction("J-BEG"), Decimal(100))], Unit.piece, 2019) == []


def test_a_rate_shows_as_soon_as_a_population_is_declared():
    declared = (
        Population(value=2_000_000, year=2018, source="made up"),
        Population(value=1, year=2030, source="made up"),
    )
    seat = jurisdiction("J-BEG").model_copy(update={"population": declared})
    found = rates.rates([(seat, Decimal(100))], Unit.piece, 2019)
    assert found[0].value == Decimal("5.00")
    assert found[0].population.year == 2018
    assert rates.rates([(seat, Decimal(100))], Unit.kilogram, 2019) == []


def test_a_population_of_nobody_is_refused():
    with pytest.raises(ValueError, match="greater than zero"):
        rates.per_100_000(Decimal(1), 0)


def test_a_gap_says_its_reason_and_is_never_zero():
    drawn = panels.bars([Mark("Belgrade", Decimal(15430)), Mark("Tirana", None, "not reported")], "chart")
    assert drawn.count("<rect") == 1
    assert "not reported" in drawn


def test_a_gap_and_a_break_interrupt_the_line():
    marks = [
        Mark("2018", Decimal(1)),
        Mark("2019", None, ""),
        Mark("2020", Decimal(3)),
        Mark("2021", Decimal(4), breaks=True),
    ]
    drawn = panels.panel(marks, [], Decimal(4), "Belgrade")
    own = drawn.split('stroke-width="2"')[0].rsplit('d="', 1)[1]
    assert own.count("M") == 3
    assert "stroke-dasharray" in drawn


def test_what_is_drawn_is_escaped():
    drawn = panels.bars([Mark("<script>", None, '"><script>')], "<script>")
    assert "<script>" not in drawn


@pytest.mark.parametrize(("value", "top"), [(0, 1), (3, 4), (1881, 2000), (15430, 20000), (100, 100)])
def test_the_top_of_an_axis_is_a_round_number(value, top):
    assert panels.nice(Decimal(value)) == top


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+1", "-1", "\t=1"])
def test_words_that_a_spreadsheet_would_reckon_are_marked_as_text(words):
    assert written(("statement",), [{"statement": words}]).splitlines()[1].strip('"').startswith("'")
    assert "'" not in written(("value",), [{"value": "-5"}])
