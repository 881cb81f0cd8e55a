"""Relations between lines: what is part of another line, shares, and lines that speak of the same thing."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.units import figure

from ..framework.spec import Line
from .declared import Check, Found, Severity
from .facts import Facts, Given
from .sums import exact_sum, least_sum

SAME = Decimal(10)
"""Equal figures below this are no sign of one figure entered twice."""


def _parts(facts: Facts) -> Iterator[tuple[Given, tuple[Line, ...], list[Given], str]]:
    """Each whole line with the lines that are part of it, cell by cell: the same split, the same members."""
    for measure in facts.measures:
        for whole in measure.lines:
            lines = tuple(line for line in measure.lines if line.part_of == whole.key)
            for above in facts.rows(measure, whole) if lines else ():
                found = [facts.at(measure.key, line.key, above.dims_key) for line in lines]
                yield above, lines, [one for one in found if one is not None], facts.title(above)


def part_above_line(facts: Facts) -> Iterator[Found]:
    """A line that exceeds the line that it is part of."""
    for above, _lines, parts, title in _parts(facts):
        for one in parts:
            if one.least is not None and above.most is not None and one.least > above.most:
                words = _("%(part)s: %(size)s is more than “%(line)s”, %(whole)s, of which it is part.") % {
                    "part": facts.title(one), "size": figure(one.least), "line": title, "whole": figure(above.most),
                }  # fmt: skip
                yield (one.ref, above.ref), words


def parts_above_line(facts: Facts) -> Iterator[Found]:
    """Lines that together exceed the line that they are part of, though none does alone."""
    for above, _lines, parts, title in _parts(facts):
        most = above.most
        if most is None or len(parts) < 2 or any(one.least is not None and one.least > most for one in parts):
            continue
        if least_sum(parts) > most:
            words = _("“%(line)s” is %(whole)s; what is part of it adds up to %(sum)s.") % {
                "line": title, "whole": figure(most), "sum": figure(least_sum(parts))
            }  # fmt: skip
            yield (above.ref, *(one.ref for one in parts)), words


def parts_below_line(facts: Facts) -> Iterator[Found]:
    """Two or more parts of a line, all given, that leave something out."""
    for above, lines, parts, title in _parts(facts):
        total = exact_sum(parts)
        if len(lines) < 2 or len(parts) < len(lines) or total is None or above.exact is None or total >= above.exact:
            continue
        words = _("“%(line)s” is %(whole)s; what is part of it adds up to %(sum)s.") % {
            "line": title, "whole": figure(above.exact), "sum": figure(total)
        }  # fmt: skip
        yield (above.ref, *(one.ref for one in parts)), words


PORTIONS = (("law_aligned.acts_full", "law_aligned.acts_required"),)
"""Lines that are read as a portion of another one, besides the shares that the framework declares."""


def share_above_all(facts: Facts) -> Iterator[Found]:
    """A share whose upper line exceeds its lower one."""
    lines = [line for measure in facts.measures for line in measure.lines]
    declared = [(line.numerator, line.denominator) for line in lines if line.numerator and line.denominator]
    for upper, lower in (*declared, *PORTIONS):
        above, below = _amount(facts, upper), _amount(facts, lower)
        if above is None or below is None or above.cell.unit != below.cell.unit or _is_part(facts, above, below):
            continue
        if above.least is not None and below.most is not None and above.least > below.most:
            words = _("%(above)s, %(size)s, is more than %(below)s, %(whole)s: a share above 100 per cent.") % {
                "above": facts.title(above), "size": figure(above.least),
                "below": facts.title(below), "whole": figure(below.most),
            }  # fmt: skip
            yield (above.ref, below.ref), words


def _amount(facts: Facts, reference: str) -> Given | None:
    measure, _dot, line = reference.partition(".")
    return facts.amount(measure, line)


def _is_part(facts: Facts, above: Given, below: Given) -> bool:
    """Whether the framework declares the one as part of the other, which another check sees to."""
    declared = facts.spec.line(f"{above.measure}.{above.line}")
    return above.measure == below.measure and declared.part_of == below.line


def _zero(one: Given | None) -> bool:
    return one is not None and one.exact == 0


def _some(one: Given | None) -> bool:
    return one is not None and one.least is not None and one.least > 0


CONSEQUENCES = (
    ("cases_processed", "convicted", "cases_processed", "adjudicated"),
    ("incidents", "killed", "incidents", "incidents"),
    ("incidents", "injured", "incidents", "incidents"),
    ("incidents", "suspects", "incidents", "incidents"),
    ("legalised", "legalised", "legalised", "applications"),
)
"""Lines of which the first cannot be above zero while the second is zero."""


def consequence_without_cause(facts: Facts) -> Iterator[Found]:
    """Something happened of which another line says that nothing did."""
    for measure, line, other, cause in CONSEQUENCES:
        one, nothing = facts.amount(measure, line), facts.amount(other, cause)
        if one is not None and nothing is not None and _some(one) and _zero(nothing):
            words = _("%(one)s is %(size)s while %(other)s is 0.") % {
                "one": facts.title(one), "size": figure(one.least or 0), "other": facts.title(nothing)
            }  # fmt: skip
            yield (one.ref, nothing.ref), words


ORDERED = (
    ("legalised", "legalised", "legalised", "applications"),
    ("cases_processed", "indicted", "cases_processed", "reported"),
    ("cases_processed", "adjudicated", "cases_processed", "indicted"),
    ("cases_processed", "convicted", "cases_processed", "suspected"),
    ("storages_secured", "upgraded_in_period", "storages_secured", "meets_standard"),
)
"""Lines of which the first is usually not larger than the second; a backlog or a rule of counting may do it."""


def out_of_order(facts: Facts) -> Iterator[Found]:
    """A later stage that exceeds the earlier one."""
    for measure, line, other, earlier in ORDERED:
        one, base = facts.amount(measure, line), facts.amount(other, earlier)
        if one is None or base is None or one.least is None or base.most is None or base.most == 0:
            continue
        if one.least > base.most and one.dims_key == base.dims_key:
            words = _("%(one)s, %(size)s, is more than %(other)s, %(base)s.") % {
                "one": facts.title(one), "size": figure(one.least),
                "other": facts.title(base), "base": figure(base.most),
            }  # fmt: skip
            yield (one.ref, base.ref), words


ORIGINS = (("confiscated", "seized"), ("surrendered", "surrendered"))


def destroyed_never_taken(facts: Facts) -> Iterator[Found]:
    """Confiscated or surrendered things destroyed by a seat that never reported to have taken any."""
    if not any(measure.key == "destroyed" for measure in facts.measures):
        return
    for measure, line, one in facts.figures():
        for origin, source in ORIGINS:
            if measure.key != "destroyed" or one.dims.get("origin") != origin or not _some(one):
                continue
            if not _ever_taken(facts, source, line):
                words = _("%(one)s were destroyed, and none were ever reported as taken (“%(source)s”).") % {
                    "one": facts.title(one), "source": _title_of(facts, source)
                }  # fmt: skip
                yield (one.ref,), words


def _ever_taken(facts: Facts, source: str, line: Line) -> bool:
    """Whether the seat ever gave a figure above zero for the object, or for arms not told apart."""
    arms = {"firearm", "salw_unsplit", "weapon_unsplit"}
    alike = arms if line.object in arms else {line.key}
    now = {(one.measure, one.line) for one in facts.given if _some(one)}
    return any((source, key) in facts.ever or (source, key) in now for key in alike)


def _title_of(facts: Facts, key: str) -> str:
    return next((one.title for one in facts.spec.measures if one.key == key), key)


def acts_against_grades(facts: Facts) -> Iterator[Found]:
    """The count of acts aligned in full against the grades given act by act."""
    count = facts.amount("law_aligned", "acts_full")
    grades = [one for m, line, one in facts.figures() if m.key == "law_aligned" and line.kind == "grade"]
    known = [one for one in grades if one.cell.grade and not one.dims]
    asked = sum(m.key == "law_aligned" and line.kind == "grade" for m, line in facts.lines)
    if count is None or count.exact is None or len(known) < asked or len(known) < len(grades):
        return
    full = [one for one in known if one.cell.grade == "full"]
    if count.exact != len(full):
        words = _("%(line)s is %(count)s; %(full)d acts are graded as fully aligned.") % {
            "line": facts.title(count), "count": figure(count.exact), "full": len(full)
        }  # fmt: skip
        yield (count.ref, *(one.ref for one in known)), words


def same_in_two_lines(facts: Facts) -> Iterator[Found]:
    """One figure entered under two objects or in two units of a measure."""
    for measure in facts.measures:
        seen: dict[tuple[Decimal, str], Given] = {}
        for line in measure.lines:
            for one in facts.rows(measure, line):
                if not _may_repeat(line, one):
                    continue
                key = (one.level or Decimal(0), one.dims_key)
                first = seen.setdefault(key, one)
                if first.line != one.line:
                    words = _("%(one)s and %(other)s bear the same figure, %(size)s. It may be counted twice.") % {
                        "one": facts.title(first), "other": facts.title(one), "size": figure(key[0])
                    }  # fmt: skip
                    yield (one.ref, first.ref), words


def _may_repeat(line: Line, one: Given) -> bool:
    """Figures of objects, large enough that the same one twice is no chance."""
    return one.level is not None and one.level >= SAME and line.object is not None


LINE_AND_PARTS = gettext_lazy("the line and the lines that are part of it")
BOTH = gettext_lazy("both lines")

RELATIONS = (
    Check(
        "part_above_line", Severity.BLOCKER, gettext_lazy("“Of which” is more than the line"),
        gettext_lazy("A line that the framework declares as part of another exceeds it."),
        LINE_AND_PARTS, gettext_lazy("Correct one of the two. What is not part of the line does not belong here."),
        part_above_line,
    ),
    Check(
        "parts_above_line", Severity.ERROR, gettext_lazy("The parts of a line add up to more than it"),
        gettext_lazy("Lines that are part of one line, such as hits, no hits and open requests, exceed it together."),
        LINE_AND_PARTS, gettext_lazy("Correct the figures, or say what is counted twice."), parts_above_line,
    ),
    Check(
        "parts_below_line", Severity.WARNING, gettext_lazy("The parts of a line leave something out"),
        gettext_lazy("All lines that are part of one line are given, and together they are less than it."),
        LINE_AND_PARTS, gettext_lazy("Correct the figures, or say what became of the rest."), parts_below_line,
    ),
    Check(
        "share_above_all", Severity.ERROR, gettext_lazy("A share would exceed 100 per cent"),
        gettext_lazy("The line above the bar of a share is more than the line below it."),
        BOTH, gettext_lazy("Correct one of the two, or say how they are counted."), share_above_all,
    ),
    Check(
        "consequence_without_cause", Severity.ERROR, gettext_lazy("A consequence without its cause"),
        gettext_lazy("Victims without incidents, convictions without judgments, arms legalised and none applied for."),
        BOTH, gettext_lazy("Correct one of the two, or say how it comes."), consequence_without_cause,
    ),
    Check(
        "out_of_order", Severity.WARNING, gettext_lazy("A later stage exceeds an earlier one"),
        gettext_lazy("More cases judged than indicted, more arms legalised than applications, and the like."),
        BOTH, gettext_lazy("Correct one of the two, or say why: a backlog, one application for several arms."),
        out_of_order,
    ),
    Check(
        "destroyed_never_taken", Severity.WARNING, gettext_lazy("Destroyed, and never taken"),
        gettext_lazy("Confiscated or surrendered things were destroyed by a seat that never reported taking any."),
        gettext_lazy("the figure of destruction"), gettext_lazy("Correct the origin, or say when they were taken."),
        destroyed_never_taken,
    ),
    Check(
        "acts_against_grades", Severity.WARNING, gettext_lazy("The count of acts differs from their grades"),
        gettext_lazy("The acts aligned in full are counted otherwise than they are graded, act by act."),
        gettext_lazy("the count and the grades"), gettext_lazy("Correct the count or a grade, or say what counts."),
        acts_against_grades,
    ),
    Check(
        "same_in_two_lines", Severity.WARNING, gettext_lazy("One figure in two lines"),
        gettext_lazy("Two objects of a measure, perhaps in two units, bear the same figure of 10 or more."),
        BOTH, gettext_lazy("Keep it in the line that it belongs to, or say that both are right."), same_in_two_lines,
    ),
)  # fmt: skip
