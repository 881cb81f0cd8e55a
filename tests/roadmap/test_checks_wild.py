"""Checks against slow, obvious versions of what they count, and against parts that nobody would write."""

from decimal import Decimal
from math import isclose, sqrt

from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.core.periods import half
from opensalw.core.units import Unit
from opensalw.roadmap.cells import Cell, missing
from opensalw.roadmap.checks import Facts, Given, Past, Ref, check_facts
from opensalw.roadmap.checks.change import robust_z
from opensalw.roadmap.checks.sums import groups
from opensalw.roadmap.rules import dims_key
from tests.roadmap.checked_parts import framework

COUNTS = st.integers(0, 10**9)


def obvious_median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def obvious_z(value, series, unit):
    middle = obvious_median(series)
    deviations = [abs(one - middle) for one in series]
    spread = 1.4826 * obvious_median(deviations)
    floor = {Unit.percent: 1.0, Unit.kilogram: max(1.0, middle / 20)}.get(unit, sqrt(middle) if middle > 1 else 1.0)
    return (value - middle) / (spread if spread > floor else floor)


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=20), st.sampled_from([Unit.piece, Unit.percent, Unit.kilogram]))
def test_the_robust_z_is_what_the_slow_version_says(value, series, unit):
    fast, slow = robust_z(float(value), [float(one) for one in series], unit), obvious_z(value, series, unit)
    assert isclose(fast, slow, rel_tol=1e-9, abs_tol=1e-9)


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=20))
def test_a_series_read_backwards_gives_the_same_distance(value, series):
    ahead = robust_z(float(value), [float(one) for one in series], Unit.piece)
    assert ahead == robust_z(float(value), [float(one) for one in reversed(series)], Unit.piece)


MEMBERS = {"origin": ("surplus", "confiscated", "surrendered"), "owner": ("defence", "interior")}
SPLITS = st.dictionaries(st.sampled_from(sorted(MEMBERS)), st.integers(0, 2), max_size=2).map(
    lambda chosen: {name: MEMBERS[name][at % len(MEMBERS[name])] for name, at in chosen.items()}
)


@st.composite
def destroyed(draw):
    """The cells of one line: any splits, small amounts."""
    held = {}
    for dims in draw(st.lists(SPLITS, max_size=8)):
        cell = Cell("amount", Unit.piece, value=Decimal(draw(st.integers(0, 12))))
        held[dims_key(dims)] = Given("destroyed", "firearm", cell, dims, dims_key(dims))
    return tuple(held.values())


def obvious_excesses(rows):
    """Every cell and every set of dimensions: what the rows under it add up to beyond it."""
    names = [(), ("origin",), ("owner",), ("origin", "owner")]
    excess = {}
    for above in rows:
        for wanted in names:
            if not set(above.dims) < set(wanted):
                continue
            total = 0
            for row in rows:
                same = all(row.dims.get(name) == member for name, member in above.dims.items())
                if set(row.dims) == set(wanted) and same:
                    total += row.level
            if total > above.level:
                excess[above.dims_key, wanted] = total - above.level
    return excess


@given(destroyed())
def test_sums_of_splits_are_what_the_slow_version_says(rows):
    seen = Facts(framework(), "J-BEG", half(2020, 1), rows)
    flagged = {
        (one.check.key, one.cells[0].dims_key if one.check.key == "split_above_whole" else one.cells[1].dims_key)
        for one in check_facts(seen).findings
        if one.check.key in ("row_above_whole", "split_above_whole")
    }
    assert {key for _check, key in flagged} == {key for key, _names in obvious_excesses(rows)}
    assert all(row.dims.items() > above.dims.items() for above, under in groups(rows) for row in under)


NUMBERS = st.decimals(-(10**6), 10**15, allow_nan=False, allow_infinity=False, places=3)
REASONS = st.sampled_from(["not_reported", "not_collected", "not_applicable", "withheld", "included_elsewhere"])
LINES = [(m, line) for m in framework().measures if m.part == "jurisdiction" for line in m.lines]


@st.composite
def cells(draw):
    """Any cell of any line, also one that no form would take."""
    measure, line = draw(st.sampled_from(LINES))
    names = draw(st.lists(st.sampled_from(line.dimensions), max_size=3, unique=True)) if line.dimensions else []
    dims = {}
    for name in names:
        members = [member.key for member in framework().dimensions[name].members] or ["anything"]
        dims[name] = draw(st.sampled_from([*members, "not_stated"]))
    kind = draw(st.sampled_from(["amount", "range", "grade", "direction", "missing"]))
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    cell = {
        "amount": lambda: Cell(
            "amount", line.unit, value=low, qualifier=draw(st.sampled_from(["exact", "at_least", "about"]))
        ),
        "range": lambda: Cell("range", line.unit, low=low, high=high),
        "grade": lambda: Cell(
            "grade", line.unit, grade=draw(st.sampled_from(["none", "partial", "full", "unheard_of"]))
        ),
        "direction": lambda: Cell("direction", line.unit, direction="up"),
        "missing": lambda: missing(draw(REASONS), line.unit),
    }[kind]()
    words = draw(st.sampled_from(["", "Because."]))
    return Given(measure.key, line.key, cell, dims, dims_key(dims), (), words, draw(st.booleans()))


PASTS = st.builds(
    lambda year, which, version, value, grade: Past(
        half(year, which).start,
        half(year, which).end,
        version,
        "amount" if value is not None else "missing",
        value,
        grade,
    ),
    st.integers(2008, 2021),
    st.sampled_from([1, 2]),
    st.sampled_from([1, 2]),
    st.none() | NUMBERS,
    st.sampled_from(["", "full", "unheard_of"]),
)


@st.composite
def parts(draw):
    held = {one.ref: one for one in draw(st.lists(cells(), max_size=25))}
    refs = list(held)
    earlier = {ref: tuple(draw(st.lists(PASTS, max_size=8))) for ref in refs if draw(st.booleans())}
    return Facts(
        framework(),
        "J-BEG",
        half(2020, 1),
        tuple(held.values()),
        earlier=earlier,
        beside=earlier,
        told=frozenset(draw(st.sets(st.integers(1, 7)))),
        silent={"seized": ("Police",)},
    )


@settings(max_examples=150, deadline=None)
@given(parts())
def test_no_check_ever_raises_and_every_finding_names_cells_that_exist(seen):
    lines = {(measure.key, line.key) for measure, line in seen.lines}
    filled = {one.ref for one in seen.given}
    for one in check_facts(seen).findings:
        assert one.cells
        for ref in one.cells:
            assert ref[:2] in lines
            assert ref in filled or (one.check.key == "unanswered" and ref == Ref(ref.measure, ref.line))
        assert "%(" not in one.words
