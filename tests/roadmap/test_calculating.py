"""Lines that are worked out: the formula is shown, and what cannot be worked out says why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.units import Unit
from opensalw.roadmap.calculating import Calculated, Change, NotCalculated, calculate, change, formula_words
from opensalw.roadmap.cells import amount
from opensalw.roadmap.combining import Figure
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.framework.loading import builtin_spec, canonical, from_canonical
from opensalw.roadmap.framework.references import broken_references
from opensalw.roadmap.framework.spec import Calculation
from tests.cast import REVIEWER, chair, officer

SPEC = builtin_spec("wb_2018")
SHARE = SPEC.line("policy_evidence.activities_share")
DONE, PLANNED = "policy_evidence.activities_done", "policy_evidence.activities_planned"


def lost_or_stolen(how="sum", lines=("lost_traced.lost", "lost_traced.stolen"), **more):
    line = SPEC.line("lost_traced.lost")
    return line.model_copy(
        update={"key": "x", "derived": True, "calculation": Calculation(how=how, lines=lines), **more}
    )


def test_a_share_shows_its_formula_with_the_figures_in_it():
    found = calculate(SPEC, SHARE, {DONE: Decimal(12), PLANNED: Decimal(40)})
    assert isinstance(found, Calculated)
    assert (found.value, found.unit) == (Decimal("30.0"), Unit.percent)
    assert found.formula.endswith("(12) ÷ Activities planned (40) × 100")
    assert "÷" in formula_words(SPEC, SHARE.formula)


def test_what_is_missing_or_zero_below_the_bar_is_said():
    assert "no figure for" in calculate(SPEC, SHARE, {DONE: Decimal(12)}).reason
    assert "zero" in calculate(SPEC, SHARE, {DONE: Decimal(12), PLANNED: Decimal(0)}).reason


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2))
def test_a_sum_and_a_difference_are_what_one_works_out_by_hand(values):
    levels = dict(zip(("lost_traced.lost", "lost_traced.stolen"), map(Decimal, values), strict=True))
    assert calculate(SPEC, lost_or_stolen(), levels).value == sum(values)
    assert calculate(SPEC, lost_or_stolen("difference"), levels).value == values[0] - values[1]


def changed_framework(**line):
    measures = []
    for measure in SPEC.measures:
        if measure.key == "lost_traced":
            measure = measure.model_copy(update={"lines": (*measure.lines, lost_or_stolen(**line))})
        measures.append(measure)
    return SPEC.model_copy(update={"measures": tuple(measures)})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"lines": ("lost_traced.lost", "destroyed.ammunition")}, "one object in one unit"),
        ({"lines": ("lost_traced.lost", "lost_traced.nothing")}, "There is no line"),
        ({"how": "share"}, "of the same unit, in percent"),
        ({"derived": False}, "reported has no calculation"),
        ({"calculation": None}, "needs numerator and denominator, or a calculation"),
    ],
)
def test_a_calculation_that_mixes_things_is_refused_with_the_mend(line, words):
    problems = broken_references(changed_framework(**line), None)
    assert [str(one) for one in problems if words in str(one)]


def test_a_framework_without_calculations_keeps_the_digest_that_it_had_before_there_were_any():
    assert b"calculation" not in canonical(SPEC)
    assert b'"calculation"' in canonical(changed_framework())
    assert from_canonical(canonical(changed_framework())) == changed_framework()


def test_a_good_calculation_is_accepted():
    assert broken_references(changed_framework(), None) == []


def figure(value, year=2019, half=1, version=1, **more):
    start, end = (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))
    more = {"start": start, "end": end, **more}
    return Figure("J-BEG", "destroyed", "firearm", version, amount(value, Unit.piece), "exact", **more)


def test_a_change_is_given_with_its_formula():
    found = change(figure(12004), figure(15430, half=2))
    assert found == Change(Decimal(3426), Decimal("28.5"), Unit.piece, "15,430 − 12,004")


def test_a_change_from_zero_has_no_per_cent():
    assert change(figure(0), figure(5, half=2)).percent is None


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (figure(5, version=2), "definition changed"),
        (figure(5, start=date(2019, 1, 1), end=date(2019, 12, 31)), "not of the same length"),
        (figure(5, counting_rule="UNODC"), "different rules"),
    ],
)
def test_a_change_between_figures_that_were_not_counted_alike_is_refused(after, words):
    found = change(figure(4, 2018), after)
    assert isinstance(found, NotCalculated)
    assert words in found.reason


def test_an_accepted_part_holds_its_shares_with_what_they_rest_on(round):
    part, by = round.submissions.get(jurisdiction="J-BEG"), officer("J-BEG")
    for line, value in (("activities_done", 12), ("activities_planned", 40)):
        save_cell(part, measure="policy_evidence", line=line, cell=amount(value, Unit.activity), by=by)
    fill_missing(part, measure=None, reason="not_reported", by=by)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=by)
    submissions.accept(part, by=REVIEWER)
    rows = list(part.observations.filter(origin="computed"))
    assert [(row.line, row.value) for row in rows] == [("activities_share", 30)]
    used = {str(row.pk) for row in part.observations.filter(line__in=["activities_done", "activities_planned"])}
    assert set(rows[0].provenance["from"]) == used
    assert "(12) ÷" in rows[0].statement
