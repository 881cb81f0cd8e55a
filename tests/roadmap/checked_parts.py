"""Parts for the tests of the checks, as the figures that a seat gives: ``destroyed.firearm[origin=surplus]``."""

from decimal import Decimal
from functools import cache

from opensalw.core.periods import Period, half
from opensalw.roadmap.cells import Cell, missing
from opensalw.roadmap.checks import Facts, Finding, Given, Past, Ref, check_facts
from opensalw.roadmap.framework.loading import FILES, parse
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.rules import dims_key

PERIOD = half(2020, 1)


@cache
def framework() -> FrameworkSpec:
    return parse((FILES / "wb_2018.yaml").read_text())


def ref_of(name: str) -> tuple[Ref, dict[str, str]]:
    """``destroyed.firearm[origin=surplus|owner=defence]`` as a cell's name and its split."""
    place, _bracket, split = name.removesuffix("]").partition("[")
    measure, line = place.split(".")
    dims = dict(part.split("=") for part in split.split("|") if part)
    return Ref(measure, line, dims_key(dims)), dims


def given(name: str, content, *, explanation: str = "", explains: bool = True, by: tuple[str, ...] = ()) -> Given:
    """A cell: a number, ``(low, high)``, ``"at least 4"``, a grade as ``"=full"``, or a reason."""
    ref, dims = ref_of(name)
    unit = framework().line(f"{ref.measure}.{ref.line}").unit
    if isinstance(content, tuple):
        cell = Cell("range", unit, low=Decimal(content[0]), high=Decimal(content[1]))
    elif isinstance(content, str) and content.startswith("="):
        cell = Cell("grade", unit, grade=content[1:])
    elif isinstance(content, str) and " " in content:
        words, number = content.rsplit(" ", 1)
        cell = Cell("amount", unit, value=Decimal(number), qualifier=words.replace(" ", "_"))
    elif isinstance(content, str):
        cell = missing(content, unit)
    else:
        cell = Cell("amount", unit, value=Decimal(str(content)))
    return Given(ref.measure, ref.line, cell, dims, ref.dims_key, by, explanation, explains)


def past(period: Period, content, version: int = 1, by: str = "") -> Past:
    """What stood for a period: a number, a grade as ``"=full"`` or a reason."""
    if isinstance(content, str):
        kind = "grade" if content.startswith("=") else "missing"
        return Past(period.start, period.end, version, kind, None, content.removeprefix("="), by)
    return Past(period.start, period.end, version, "amount", Decimal(str(content)), "", by)


def series(*values, until: Period = PERIOD, version: int = 1) -> tuple[Past, ...]:
    """Figures of the periods before ``until``, the last one directly before it."""
    found, period = [], until
    for value in reversed(values):
        period = period.previous()
        found.append(past(period, value, version))
    return tuple(reversed(found))


def facts(cells=None, *, earlier=None, beside=None, told=range(1, 8), **more) -> Facts:
    """The facts of Belgrade's part: ``cells`` by name; narrative under every goal unless it is said."""
    held = tuple(
        one if isinstance(one, Given) else given(name, one) for name, one in (cells or {}).items()
    )  # fmt: skip
    return Facts(
        framework(), "J-BEG", more.pop("period", PERIOD), held,
        earlier={ref_of(name)[0]: values for name, values in (earlier or {}).items()},
        beside={ref_of(name)[0]: values for name, values in (beside or {}).items()},
        told=frozenset(told), **more,
    )  # fmt: skip


def found(key: str, seen: Facts) -> list[Finding]:
    """What one check finds."""
    return [one for one in check_facts(seen).findings if one.check.key == key]
