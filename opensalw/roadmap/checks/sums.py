"""Sums of parts: the rows of a split against the whole, a row against the finer rows under it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.units import as_printed, figure

from ..framework.spec import NOT_STATED, Line, Measure
from .declared import Check, Found, Severity
from .facts import Facts, Given

REST = frozenset({NOT_STATED, "unknown", "other"})


def groups(rows: Sequence[Given]) -> Iterator[tuple[Given, tuple[Given, ...]]]:
    """Each row with the finer rows under it, by the dimensions that they add.

    Rows under one row belong together when they are split by the same dimensions: only these add up.
    """
    for above in rows:
        under: dict[frozenset[str], list[Given]] = defaultdict(list)
        for one in rows:
            if len(one.dims) > len(above.dims) and above.dims.items() <= one.dims.items():
                under[frozenset(one.dims)].append(one)
        for found in under.values():
            yield above, tuple(found)


def least_sum(rows: Iterable[Given]) -> Decimal:
    """The smallest sum that these rows allow; a row that says no least amount counts nothing."""
    return sum((one.least or Decimal(0) for one in rows), Decimal(0))


def exact_sum(rows: Sequence[Given]) -> Decimal | None:
    """The sum of these rows, where each is an exact amount."""
    levels = [one.exact for one in rows]
    return sum((level for level in levels if level is not None), Decimal(0)) if None not in levels else None


def _split_lines(facts: Facts) -> Iterator[tuple[Measure, Line, Given, tuple[Given, ...]]]:
    for measure, line in facts.lines:
        rows = facts.rows(measure, line)
        if len(rows) > 1 and line.unit.adds:
            for above, under in groups(rows):
                yield measure, line, above, under


def row_above_whole(facts: Facts) -> Iterator[Found]:
    """A row that alone exceeds what it is part of."""
    for _measure, line, above, under in _split_lines(facts):
        for row in under:
            if row.least is not None and above.most is not None and row.least > above.most:
                words = _("%(row)s: %(part)s is more than the whole, %(whole)s.") % {
                    "row": facts.title(row), "part": as_printed(row.least, line.unit), "whole": figure(above.most),
                }  # fmt: skip
                yield (row.ref, above.ref), words


def split_above_whole(facts: Facts) -> Iterator[Found]:
    """Rows that together exceed the whole, though none does alone."""
    for _measure, line, above, under in _split_lines(facts):
        if above.most is None or any(row.least is not None and row.least > above.most for row in under):
            continue
        excess = least_sum(under) - above.most
        if excess > 0:
            words = _("%(line)s: the rows add up to %(size)s more than the whole.") % {
                "line": facts.title(above), "size": as_printed(excess, line.unit)
            }  # fmt: skip
            yield (above.ref, *(row.ref for row in under)), words


def _shortfall(facts: Facts, *, full: bool) -> Iterator[Found]:
    """Exact rows that add up to less than an exact whole; ``full``: every member of the dimension has a row."""
    for _measure, line, above, under in _split_lines(facts):
        total = exact_sum(under)
        if total is None or above.exact is None or total >= above.exact:
            continue
        if _is_full(facts, above, under) is full:
            words = _("%(line)s: the rows add up to %(size)s less than the whole.") % {
                "line": facts.title(above), "size": as_printed(above.exact - total, line.unit)
            }  # fmt: skip
            yield (above.ref, *(row.ref for row in under)), words


def _is_full(facts: Facts, above: Given, under: Sequence[Given]) -> bool:
    """Whether nothing is left for a row that is not given: all members, or one that takes the rest."""
    added = {name for row in under for name in row.dims if name not in above.dims}
    if len(added) != 1:
        return False
    (name,) = added
    declared = facts.spec.dimensions.get(name)
    given = {row.dims[name] for row in under}
    return bool(given & REST) or bool(declared and not declared.open and {m.key for m in declared.members} <= given)


def split_below_whole(facts: Facts) -> Iterator[Found]:
    """A partial split: allowed, and its rest is shown as not split."""
    return _shortfall(facts, full=False)


def full_split_below_whole(facts: Facts) -> Iterator[Found]:
    """A split with a row for everything that still leaves something out."""
    return _shortfall(facts, full=True)


def splits_disagree(facts: Facts) -> Iterator[Found]:
    """Two full splits of one line, without a whole, that add up to different amounts."""
    for measure, line in facts.lines:
        rows = [one for one in facts.rows(measure, line) if len(one.dims) == 1]
        if not line.unit.adds or facts.at(measure.key, line.key) is not None:
            continue
        sums: dict[str, tuple[Decimal, tuple[Given, ...]]] = {}
        for name in dict.fromkeys(name for one in rows for name in one.dims):
            held = tuple(one for one in rows if name in one.dims)
            total = exact_sum(held)
            if total is not None and _is_full(facts, Given(measure.key, line.key, held[0].cell), held):
                sums[name] = total, held
        if len({total for total, _rows in sums.values()}) > 1:
            told = "; ".join(f"{facts.spec.dimensions[n].title}: {figure(total)}" for n, (total, _held) in sums.items())
            cells = tuple(row.ref for _total, held in sums.values() for row in held)
            yield cells, _("%(line)s: its splits add up differently (%(sums)s).") % {"line": line.title, "sums": told}


def missing_whole(facts: Facts) -> Iterator[Found]:
    """A whole that is said to be missing while its rows hold figures."""
    for measure, line in facts.lines:
        whole = facts.at(measure.key, line.key)
        rows = [one for one in facts.rows(measure, line) if one.dims and not one.cell.is_missing]
        if whole is not None and whole.cell.is_missing and rows:
            words = _("%(line)s: the whole has no figure, its rows have one.") % {"line": line.title}
            yield (whole.ref, *(row.ref for row in rows)), words


WHOLE_AND_ROWS = gettext_lazy("the whole of a line and the rows of its split")

SUMS = (
    Check(
        "row_above_whole", Severity.BLOCKER, gettext_lazy("A part is larger than its whole"),
        gettext_lazy("A row of a split alone exceeds the whole, or the row that it splits further."),
        WHOLE_AND_ROWS, gettext_lazy("Correct the row or the whole."), row_above_whole,
    ),
    Check(
        "split_above_whole", Severity.ERROR, gettext_lazy("A split adds up to more than the whole"),
        gettext_lazy("The rows of one split exceed the whole. A thing counted under two members can do it."),
        WHOLE_AND_ROWS, gettext_lazy("Correct the rows or the whole, or say what is counted twice."),
        split_above_whole,
    ),
    Check(
        "full_split_below_whole", Severity.WARNING, gettext_lazy("A full split leaves something out"),
        gettext_lazy("Every member has a row, or one row takes the rest, and still the rows are less than the whole."),
        WHOLE_AND_ROWS, gettext_lazy("Correct the rows or the whole, or say what is in no row."),
        full_split_below_whole,
    ),
    Check(
        "split_below_whole", Severity.NOTE, gettext_lazy("A split is partial"),
        gettext_lazy("Some members have a row; the rest is shown as not split."),
        WHOLE_AND_ROWS, gettext_lazy("Add rows where you know them. A partial split is allowed."), split_below_whole,
    ),
    Check(
        "splits_disagree", Severity.WARNING, gettext_lazy("Two splits add up differently"),
        gettext_lazy("A line without a whole is split in two ways, each full, and the sums differ."),
        gettext_lazy("the rows of both splits"), gettext_lazy("Correct the rows, or give the whole and say why."),
        splits_disagree,
    ),
    Check(
        "missing_whole", Severity.ERROR, gettext_lazy("A whole is missing beside figures"),
        gettext_lazy("The whole bears a reason why there is no figure, and its rows hold figures."),
        WHOLE_AND_ROWS, gettext_lazy("Give the whole, or empty it so that the rows stand alone."), missing_whole,
    ),
)  # fmt: skip
