"""Figures of every kind, and bytes of none, for the tests of the formats."""

from decimal import Decimal

from hypothesis import strategies as st

from opensalw.core.periods import Period
from opensalw.core.units import Unit
from opensalw.returns.figure import Figure
from opensalw.roadmap.cells import DIRECTIONS, MISSING, QUALIFIERS, Cell
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure

SPEC = builtin_spec("wb_2018")
LINES = [
    (measure, line)
    for measure in SPEC.measures
    for line in measure.lines
    if measure.part == "jurisdiction" and not line.derived
]
LETTERS = st.one_of(st.sampled_from("=+-@'\"[]\n;,|\t<&éŠшћ😀 ab"), st.characters(exclude_categories=("Cs", "Cc")))
COMMENTS = st.text(LETTERS, max_size=40).map(str.strip)


def amounts(unit: Unit) -> st.SearchStrategy[Decimal]:
    """Numbers that a line of ``unit`` may hold."""
    if unit == Unit.percent:
        return st.decimals(0, 100, places=2)
    if unit == Unit.kilogram:
        return st.decimals(0, 10**9, places=3)
    return st.integers(0, 10**14).map(Decimal)


def _shortest(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


@st.composite
def cells(draw, line: Line) -> Cell:
    """A cell of any kind that may stand in ``line``."""
    unit = line.unit
    if line.kind == "grade":
        kind = draw(st.sampled_from(["grade", "missing"]))
    else:
        kind = draw(st.sampled_from(["amount", "amount", "range", "direction", "missing"]))
    if kind == "grade":
        return Cell("grade", unit, grade=draw(st.sampled_from(line.grades)).key)
    if kind == "missing":
        return Cell("missing", unit, reason=draw(st.sampled_from(sorted(MISSING))))
    numbers = amounts(unit).map(_shortest)
    if kind == "range":
        low, high = sorted((draw(numbers), draw(numbers)))
        return Cell("range", unit, low=low, high=high)
    if kind == "direction":
        size = draw(st.one_of(st.none(), numbers))
        return Cell("direction", unit, direction=draw(st.sampled_from(sorted(DIRECTIONS))), value=size)
    return Cell("amount", unit, value=draw(numbers), qualifier=draw(st.sampled_from(QUALIFIERS)))


@st.composite
def splits(draw, spec: FrameworkSpec, line: Line) -> dict[str, str]:
    """A split that ``line`` offers."""
    names = draw(st.lists(st.sampled_from(line.dimensions), unique=True, max_size=3)) if line.dimensions else []
    found = {}
    for name in names:
        dimension = spec.dimensions[name]
        members = [member.key for member in dimension.members]
        found[name] = draw(st.sampled_from(members)) if members else draw(st.sampled_from(["Law on arms, 2015", "B;C"]))
    return found


@st.composite
def figures(draw) -> Figure:
    """A figure of a jurisdiction's part, with a comment and a source of wild text."""
    measure, line = draw(st.sampled_from(LINES))
    return figure_in(draw, measure, line)


def figure_in(draw, measure: Measure, line: Line) -> Figure:
    """A figure of this line."""
    return Figure(
        draw(st.sampled_from(["J-BEG", "J-PRN", "J-TIR"])), Period.parse("2020-H1"), measure.key, line.key,
        str(line.unit), draw(cells(line)), draw(splits(SPEC, line)), draw(COMMENTS), draw(COMMENTS),
    )  # fmt: skip
