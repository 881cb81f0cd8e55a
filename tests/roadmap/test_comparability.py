"""The comparability guard on the real round: the table of features.md 7.2 as a test."""

from datetime import date
from decimal import Decimal

import pytest

from opensalw.core.periods import Period
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.combining import Figure, GradeCount, NotCombined, Total, combine, half_years_against_year, share
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import Observation, Submission
from opensalw.roadmap.queries.observations import latest_framework, of_measure, regional, year_differences
from tests.cast import SECRETARIAT

ROUND = Period.parse("2019-H2")
SEATS = ("J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR")


@pytest.fixture
def loaded(loaded_round):
    return loaded_round


def regional_figure(reference: str):
    spec = latest_framework("wb_2018").spec
    measure, _dot, _line = reference.partition(".")
    rows = of_measure(spec, spec.measure(measure))
    return regional(rows, spec.line(reference), ROUND)


def test_firearms_destroyed_have_a_partial_total_with_its_caveats(loaded):
    total = regional_figure("destroyed.firearm")
    assert isinstance(total, Total)
    assert (total.value, total.unit) == (16015, Unit.piece)
    assert total.by == {"J-BEG": 15430, "J-SKP": 585}
    assert total.coverage == "2 of 6: Belgrade, Skopje"
    words = " ".join(total.caveats)
    assert "inferred" in words
    assert "shorter than the round's: Skopje" in words


@pytest.mark.parametrize("line", ["salw_unsplit", "weapon_unsplit", "ammunition", "component", "mixed_mass", "device"])
def test_nothing_else_destroyed_has_a_regional_total(loaded, line):
    assert isinstance(regional_figure(f"destroyed.{line}"), NotCombined)


def test_parts_that_the_record_names_differently_are_not_added(loaded):
    refused = regional_figure("destroyed.component")
    assert any("parts and components of firearms; parts of firearms" in reason for reason in refused.reasons)


def test_objects_are_never_added_to_each_other(loaded):
    spec = latest_framework("wb_2018").spec
    rows = [row for row in of_measure(spec, spec.measure("destroyed")) if row.round_id == "wb-2019-H2"]
    refused = combine(
        [Figure(r.jurisdiction, r.measure, r.line, 1, r.cell, r.fit) for r in rows], rule="sum", asked=SEATS
    )
    assert isinstance(refused, NotCombined)
    assert any("Different objects" in reason for reason in refused.reasons)
    assert any("Different units" in reason for reason in refused.reasons)


def test_tirana_is_not_reported_and_never_zero(loaded):
    row = Observation.objects.get(jurisdiction="J-TIR", measure="destroyed", round="wb-2019-H2")
    assert (row.kind, row.reason, row.value, row.obs_status) == ("missing", "not_reported", None, "O")


def test_directions_are_never_figures(loaded):
    for row in Observation.objects.filter(kind="direction", round="wb-2019-H2"):
        assert row.cell.level is None


def test_focal_points_are_counted_by_grade(loaded):
    combined = regional_figure("focal_point.state")
    assert isinstance(combined, GradeCount)
    assert combined.by["J-SAR"] == "proposed"
    assert sum(combined.counts.values()) == 6


def test_nothing_of_the_round_is_submitted(loaded):
    assert set(Submission.objects.filter(round="wb-2019-H2").values_list("state", flat=True)) == {"reconstructed"}
    assert set(Observation.objects.values_list("origin", flat=True)) == {"external"}
    assert not Observation.objects.filter(source=None).exists()


def test_loading_twice_adds_nothing(loaded):
    again = load_real_round(by=SECRETARIAT)
    assert set(vars(again).values()) == {0}


def figure(jid, value, fit="exact", unit=Unit.piece, line="firearm", version=1, rule="", **dims):
    return Figure(jid, "destroyed", line, version, amount(value, unit), fit, dims=dims, counting_rule=rule)


def test_stocks_and_longer_periods_stand_beside_the_total():
    total = combine(
        [figure("J-BEG", 1), figure("J-POD", 2), figure("J-SKP", 90, "wider"), figure("J-TIR", 90, "as_of")],
        rule="sum", asked=SEATS,
    )  # fmt: skip
    assert total.value == 3
    assert any("Beside the total" in caveat and "Skopje, Tirana" in caveat for caveat in total.caveats)


def test_one_reporter_makes_no_regional_total():
    assert isinstance(combine([figure("J-BEG", 1)], rule="sum", asked=SEATS), NotCombined)


def test_definitions_and_counting_rules_that_differ_are_refused():
    assert isinstance(
        combine([figure("J-BEG", 1), figure("J-POD", 2, version=2)], rule="sum", asked=SEATS), NotCombined
    )
    assert isinstance(
        combine([figure("J-BEG", 1), figure("J-POD", 2, rule="IAFQ")], rule="sum", asked=SEATS), NotCombined
    )


def test_a_breakdown_is_summed_once_and_never_beside_its_whole():
    total = combine(
        [
            figure("J-BEG", 10), figure("J-BEG", 4, origin="surplus"), figure("J-BEG", 6, origin="confiscated"),
            figure("J-POD", 1, origin="surplus"), figure("J-POD", 2, origin="confiscated"),
        ],
        rule="sum", asked=SEATS,
    )  # fmt: skip
    assert total.by == {"J-BEG": 10, "J-POD": 3}


def test_a_share_needs_the_same_seats_above_and_below():
    above = combine([figure("J-BEG", 1), figure("J-POD", 1)], rule="sum", asked=SEATS)
    below = combine([figure("J-BEG", 4), figure("J-POD", 4)], rule="sum", asked=SEATS)
    other = combine([figure("J-BEG", 4), figure("J-SKP", 4)], rule="sum", asked=SEATS)
    assert share(above, below).value == Decimal("25.0")
    assert isinstance(share(above, other), NotCombined)


def test_half_years_are_checked_against_their_year_and_never_added():
    halves = [figure("J-BEG", 4), figure("J-BEG", 5)]
    assert half_years_against_year(halves, figure("J-BEG", 9)) is None
    assert "10" in half_years_against_year(halves, figure("J-BEG", 10))


def test_a_year_that_its_half_years_do_not_add_up_to_is_told():
    def row(start, end, value):
        return Observation(
            jurisdiction="J-BEG", measure="destroyed", line="firearm", measure_version=1, unit="piece",
            kind="amount", value=Decimal(value), fit="exact", start=start, end=end, origin="submitted",
        )  # fmt: skip

    year = [(date(2019, 1, 1), date(2019, 6, 30), 4), (date(2019, 7, 1), date(2019, 12, 31), 5)]
    halves = [row(*facts) for facts in year]
    assert year_differences([*halves, row(date(2019, 1, 1), date(2019, 12, 31), 9)]) == []
    ((found, words),) = year_differences([*halves, row(date(2019, 1, 1), date(2019, 12, 31), 10)])
    assert found.value == 10
    assert "add up to 9" in words
