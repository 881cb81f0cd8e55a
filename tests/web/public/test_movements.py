"""The change of a line against the period before, on its page."""

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.periods import half
from opensalw.web.public.movements import movements_of
from opensalw.web.public.series import SeatRow, Series
from opensalw.web.public.spans import window

from .test_arranging import FIREARM, row

H1, H2 = half(2019, 1), half(2019, 2)


def series_of(*figures) -> Series:
    """A series of two half-years that holds these figures."""
    placed: dict = {}
    for one in figures:
        placed.setdefault((one.jurisdiction, H1 if one.start == H1.start else H2), []).append(one)
    rows = [SeatRow(jurisdiction(jid), ()) for jid in ("J-BEG", "J-TIR")]
    return Series(FIREARM, window([H1, H2]), "half", rows=rows, placed=placed)


def test_a_seat_with_both_figures_shows_change_per_cent_and_formula():
    found = movements_of(series_of(row(12004, period="2019-H1"), row(15430), row(3, "J-TIR")))
    belgrade, tirana = found.rows
    assert (belgrade.difference, belgrade.percent, belgrade.change.formula) == ("+3,426", "+28.5%", "15,430 − 12,004")
    assert (tirana.change, tirana.reason) == (None, "no figure in both periods")


def test_a_fall_bears_a_minus_and_a_start_at_zero_has_no_per_cent():
    found = movements_of(series_of(row(8, period="2019-H1"), row(2), row(0, "J-TIR", "2019-H1"), row(3, "J-TIR")))
    assert found.rows[0].difference == "−6"
    assert found.rows[1].percent == "none: it was zero before"


def test_a_new_definition_forbids_the_comparison_and_then_there_is_no_table():
    assert movements_of(series_of(row(8, period="2019-H1"), row(2, measure_version=2))) is None


def test_different_splits_are_not_compared():
    assert movements_of(series_of(row(8, period="2019-H1", dims={"origin": "surplus"}), row(2))) is None
