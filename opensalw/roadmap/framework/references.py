"""Checks of a framework's inner references: every key that it names must exist."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure, ViewOf


@dataclass(frozen=True)
class Problem:
    """Something wrong in a framework file: where, what, and how to mend it."""

    path: str
    message: str
    mend: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, {self.path}" if self.line else self.path
        return f"{place}: {self.message} {self.mend}"


def broken_references(spec: FrameworkSpec, known_counts: Collection[str] | None) -> list[Problem]:
    """Every reference of ``spec`` that leads nowhere or contradicts another."""
    problems = list(_repeated(spec))
    for position, goal in enumerate(spec.goals):
        problems += _unknown_lines(spec, f"goals.{position}.headline", goal.headline)
    for position, measure in enumerate(spec.measures):
        problems += _measure_problems(spec, measure, f"measures.{position}", known_counts)
    for name in ("baselines", "targets"):
        for position, reference in enumerate(getattr(spec, name)):
            problems += _unknown_lines(spec, f"{name}.{position}.line", [reference.line])
    if spec.status == "complete" and not spec.goals:
        problems.append(Problem("goals", "A complete framework has no goal.", "Add its goals."))
    return problems


def _repeated(spec: FrameworkSpec) -> Iterator[Problem]:
    """Keys used twice where one is meant."""
    groups: list[tuple[str, list[str]]] = [
        ("goals", [str(goal.number) for goal in spec.goals]),
        ("measures", [measure.key for measure in spec.measures]),
    ]
    groups += [
        (f"measures.{position}.lines", [line.key for line in measure.lines])
        for position, measure in enumerate(spec.measures)
    ]
    groups += [
        (f"dimensions.{key}.members", [member.key for member in dimension.members])
        for key, dimension in spec.dimensions.items()
    ]
    for path, keys in groups:
        for key, times in Counter(keys).items():
            if times > 1:
                yield Problem(path, f"{key!r} stands {times} times.", "Give each its own key.")


def _measure_problems(
    spec: FrameworkSpec, measure: Measure, path: str, known_counts: Collection[str] | None
) -> Iterator[Problem]:
    numbers = {goal.number for goal in spec.goals}
    for number in measure.goals:
        if number not in numbers:
            yield Problem(f"{path}.goals", f"Goal {number} does not exist.", "Name a goal of this framework.")
    if measure.view_of:
        yield from _view_problems(spec, measure, measure.view_of, path)
    elif not measure.lines:
        yield Problem(f"{path}.lines", "The measure has no line.", "Add a line, or make it a view of another.")
    yield from _unknown_count(f"{path}.computed_by", measure.computed_by, known_counts)
    for position, line in enumerate(measure.lines):
        place = f"{path}.lines.{position}"
        yield from _line_problems(spec, measure, line, place)
        yield from _unknown_count(f"{place}.computed_by", line.computed_by, known_counts)


def _view_problems(spec: FrameworkSpec, measure: Measure, view: ViewOf, path: str) -> Iterator[Problem]:
    keys = {known.key for known in spec.measures if not known.view_of}
    if view.measure not in keys:
        yield Problem(
            f"{path}.view_of.measure",
            f"There is no measure {view.measure!r} with lines of its own.",
            "Name a measure of this framework that is not a view itself.",
        )
    if measure.lines:
        yield Problem(f"{path}.lines", "A view has no lines of its own.", "Take the lines out.")
    for key, members in view.where.items():
        yield from _unknown_members(spec, key, members, f"{path}.view_of.where.{key}")


def _unknown_members(spec: FrameworkSpec, key: str, members: Iterable[str], path: str) -> Iterator[Problem]:
    dimension = spec.dimensions.get(key)
    if dimension is None:
        yield Problem(path, f"There is no dimension {key!r}.", f"Known: {', '.join(spec.dimensions)}.")
        return
    for member in members:
        if not dimension.has(member):
            known = ", ".join(one.key for one in dimension.members)
            yield Problem(path, f"{key!r} has no member {member!r}.", f"Known: {known}.")


def _line_problems(spec: FrameworkSpec, measure: Measure, line: Line, path: str) -> Iterator[Problem]:
    for key in line.dimensions:
        yield from _unknown_members(spec, key, (), f"{path}.dimensions")
    for key in line.required_dimensions:
        if key not in line.dimensions:
            yield Problem(f"{path}.required_dimensions", f"{key!r} is not among the dimensions.", "Add it there.")
        elif key in spec.dimensions and not spec.dimensions[key].has(NOT_STATED):
            yield Problem(
                f"{path}.required_dimensions",
                f"{key!r} is required but has no member {NOT_STATED!r}.",
                "Add the member, or make the dimension optional.",
            )
    if line.part_of and measure.line(line.part_of) is None:
        yield Problem(f"{path}.part_of", f"There is no line {line.part_of!r} here.", "Name a line of the measure.")
    yield from _unknown_lines(spec, path, [reference for reference in (line.numerator, line.denominator) if reference])
    yield from _kind_problems(line, path)
    yield from _formula_problems(spec, line, path)


def _formula_problems(spec: FrameworkSpec, line: Line, path: str) -> Iterator[Problem]:
    """What is put together is of one unit, and in a sum or a difference of one object."""
    if line.calculation is None:
        return
    place = f"{path}.calculation.lines"
    unknown = list(_unknown_lines(spec, place, line.calculation.lines))
    yield from unknown
    if unknown:
        return
    parts = [spec.line(reference) for reference in line.calculation.lines]
    if any(part.derived for part in parts):
        yield Problem(place, "A calculation rests on lines that are reported.", "Name reported lines.")
    if line.calculation.how == "share":
        if line.unit != "percent" or len(parts) != 2 or len({part.unit for part in parts}) > 1:
            yield Problem(place, "A share is one line by another of the same unit, in percent.", "Name two such lines.")
    elif {(part.unit, part.object) for part in parts} != {(line.unit, line.object)}:
        words = f"A {line.calculation.how} puts together one object in one unit, its own."
        yield Problem(place, words, "Name lines of the same object and unit.")


def _kind_problems(line: Line, path: str) -> Iterator[Problem]:
    """A line's kind, unit and combining rule must agree."""
    wanted = {"grade": "grade", "share": "percent"}.get(line.kind)
    if wanted and line.unit != wanted:
        yield Problem(f"{path}.unit", f"A {line.kind} is given in {wanted}.", f"Write unit: {wanted}.")
    if line.kind == "amount" and line.unit in ("grade", "percent"):
        yield Problem(f"{path}.kind", f"An amount cannot be in {line.unit}.", "Write kind: grade or kind: share.")
    if (line.kind == "grade") != bool(line.grades):
        yield Problem(f"{path}.grades", "Grades stand on a graded line, and only there.", "Add or remove them.")
    if line.kind != "amount" and line.across_jurisdictions == "sum":
        yield Problem(f"{path}.across_jurisdictions", f"A {line.kind} is never added up.", "Write list or ratio.")
    if "ratio" in (line.across_jurisdictions, line.across_periods) and not (line.numerator and line.denominator):
        yield Problem(path, "A ratio needs a numerator and a denominator.", "Name both lines, or write list.")
    if line.derived and line.formula is None:
        words = "A derived line needs numerator and denominator, or a calculation."
        yield Problem(f"{path}.derived", words, "Name the lines that it is worked out from.")
    if line.calculation and not line.derived:
        yield Problem(f"{path}.calculation", "A line that is reported has no calculation.", "Write derived: true.")


def _unknown_lines(spec: FrameworkSpec, path: str, references: Iterable[str]) -> Iterator[Problem]:
    for reference in references:
        try:
            spec.line(reference)
        except KeyError:
            yield Problem(path, f"There is no line {reference!r}.", "Write measure.line as they stand below measures.")


def _unknown_count(path: str, name: str | None, known_counts: Collection[str] | None) -> Iterator[Problem]:
    if name is not None and known_counts is not None and name not in known_counts:
        known = ", ".join(sorted(known_counts)) or "none yet"
        yield Problem(path, f"There is no count {name!r} in the code.", f"Known counts: {known}.")
