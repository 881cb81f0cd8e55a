"""Cells: a figure, a range, a grade, a direction, or why there is none."""

from decimal import Decimal

import pytest
from django.conf import settings

from opensalw.core.units import Unit
from opensalw.roadmap.cells import MISSING, OBS_STATUS, BadCell, Cell, amount, missing, shown

if not settings.configured:
    settings.configure(USE_I18N=False)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (amount(15430, Unit.piece), "15,430 pieces"),
        (amount(1, Unit.facility), "1 facility"),
        (amount("54.1", Unit.percent), "54.1%"),
        (amount(4, Unit.person, "at_least"), "at least 4 persons"),
        (amount(850000, Unit.kilogram, "about"), "about 850,000 kg"),
        (Cell("range", Unit.piece, low=Decimal(100), high=Decimal(2000)), "100 to 2,000 pieces"),
        (Cell("grade", Unit.grade, grade="in_process"), "in process"),
        (Cell("direction", Unit.piece, direction="up"), "up, no figure given"),
        (
            Cell("direction", Unit.piece, direction="down", against="2019-H1"),
            "down, no figure given (against 2019-H1)",
        ),
        (
            Cell("direction", Unit.case, direction="up", value=Decimal(3), against="2018"),
            "up by 3 cases, level not given (against 2018)",
        ),
        (missing("not_reported", Unit.piece), "not reported"),
        (
            missing("not_yet", Unit.piece, expected="September 2020"),
            "not yet available, expected September 2020",
        ),
        (missing("included_elsewhere", Unit.piece, included_in="weapons"), "counted under weapons"),
    ],
)
def test_a_cell_is_shown_in_words(cell, words):
    assert shown(cell) == words


def test_only_an_amount_has_a_level():
    assert amount(3, Unit.case).level == 3
    assert Cell("direction", Unit.case, direction="up", value=Decimal(3)).level is None
    assert missing("not_reported", Unit.case).level is None


def test_a_missing_figure_is_never_zero():
    assert missing("not_reported", Unit.piece) != amount(0, Unit.piece)
    assert shown(amount(0, Unit.piece)) == "0 pieces"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "amount"},
        {"kind": "missing"},
        {"kind": "missing", "reason": "forgotten"},
        {"kind": "missing", "reason": "not_reported", "value": Decimal(0)},
        {"kind": "amount", "value": Decimal(1), "grade": "none"},
        {"kind": "range", "low": Decimal(2), "high": Decimal(1)},
        {"kind": "grade"},
        {"kind": "direction", "direction": "sideways"},
        {"kind": "amount", "value": Decimal(1), "qualifier": "roughly"},
        {"kind": "guess"},
    ],
)
def test_contradicting_fields_are_refused(fields):
    with pytest.raises(BadCell):
        Cell(unit=Unit.piece, **fields)


def test_every_missing_reason_has_a_status_that_is_explained():
    statuses = {key: reason.obs_status for key, reason in MISSING.items()}
    assert statuses == {
        "not_reported": "O",
        "not_collected": "L",
        "not_applicable": "M",
        "withheld": "Q",
        "not_yet": "O",
        "included_elsewhere": "K",
    }
    assert set(statuses.values()) <= set(OBS_STATUS)
    assert missing("withheld", Unit.piece).default_status == "Q"
    assert amount(1, Unit.piece).default_status == "A"
