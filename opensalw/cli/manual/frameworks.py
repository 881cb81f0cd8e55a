"""The page of a framework: goals, measures, lines and the lists by which they are split."""

from collections.abc import Iterator

from opensalw.roadmap.counts import NAMED_COUNTS
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import Dimension, FrameworkSpec, Goal, Line, Measure
from opensalw.roadmap.record_counts import count_of

from .markdown import code, codes, page, said, table

WANTED = {"up": "more is better", "down": "less is better", "context": "neither; read it in its context"}


def framework_page(key: str) -> str:
    """Everything that a framework file declares."""
    spec = builtin_spec(key)
    return page(
        f"Framework {spec.key}",
        said(f"{spec.title}. Content: {spec.status}."),
        *_facts(spec),
        *_goals(spec),
        *_measures(spec),
        *_dimensions(spec),
    )


def _facts(spec: FrameworkSpec) -> Iterator[str]:
    if spec.note:
        yield from ("", said(" ".join(spec.note.split())))
    facts = [
        ("Key", code(spec.key)),
        ("Region", said(spec.region)),
        ("Jurisdictions", codes(spec.jurisdictions) or said(", ".join(spec.areas))),
        ("Regional part, filled by the secretariat", "yes" if spec.regional_part else "no"),
        ("Word for a goal", said(f"{spec.goal_word.singular}, {spec.goal_word.plural}")),
        ("Languages", codes(spec.languages)),
        ("Designations for", code(spec.audience)),
        ("Baselines and targets", _references(spec)),
    ]
    if spec.cadence:
        facts.insert(4, ("Narrative, figures", f"{code(spec.cadence.narrative)}, {code(spec.cadence.figures)}"))
    yield from table(("What", "Value"), facts)
    for name, quoted in (("Official title", spec.official_title), ("Vision", spec.vision)):
        if quoted:
            yield from ("", f"{name}: “{said(quoted.text)}” ({said(quoted.citation)})")


def _references(spec: FrameworkSpec) -> str:
    count = len(spec.baselines) + len(spec.targets)
    return str(count) if count else "none known; the fields exist and stay empty"


def _goals(spec: FrameworkSpec) -> Iterator[str]:
    if not spec.goals:
        return
    yield from ("", f"## {said(spec.goal_word.plural)}", "")
    yield "The titles are our own. Official wording stands only where it is confirmed, with its source."
    for goal in spec.goals:
        yield from _goal(goal, spec)


def _goal(goal: Goal, spec: FrameworkSpec) -> Iterator[str]:
    yield from ("", f"### {said(spec.goal_word.singular)} {goal.number}: {said(goal.title)}", "")
    if goal.official_wording:
        yield f"“{said(goal.official_wording.text)}” ({said(goal.official_wording.citation)})"
        yield ""
    if goal.topics:
        yield f"Topics: {said('; '.join(goal.topics))}."
        yield ""
    serving = spec.measures_of_goal(goal.number)
    if serving:
        yield f"Measures: {codes(measure.key for measure in serving)}. Headline: {codes(goal.headline) or 'none'}."


def _measures(spec: FrameworkSpec) -> Iterator[str]:
    if not spec.measures:
        return
    yield from ("", "## Indicators and supplementary measures", "")
    yield (
        f"A form of a jurisdiction asks for {len(spec.jurisdiction_lines())} lines and "
        f"{len(spec.supplementary_lines())} supplementary ones; the regional part has {len(spec.regional_lines())}."
    )
    for measure in spec.measures:
        yield from _measure(measure, spec)


def _measure(measure: Measure, spec: FrameworkSpec) -> Iterator[str]:
    yield from ("", f"### {said(measure.title)}", "", said(measure.definition), "")
    facts = [
        ("Key, version", f"{code(measure.key)}, {measure.version}"),
        ("Official number", _number(measure)),
        ("Goals", ", ".join(str(number) for number in measure.goals)),
        ("Why", said(measure.why)),
        ("Counting unit", said(measure.counting_unit)),
        ("Wanted", WANTED[measure.wanted]),
        ("Part", measure.part),
        ("Supplied by", codes(measure.supplied_by)),
        ("Worked out from", said(measure.computed_from) or "nothing here; it is reported"),
        ("Caveats", said(" ".join(measure.caveats)) or "none"),
        ("Method", said(measure.source_of_method)),
        ("Confidence in the subject", measure.confidence_subject),
    ]
    if measure.view_of:
        where = "; ".join(f"{dim}: {', '.join(members)}" for dim, members in measure.view_of.where.items())
        facts.insert(1, ("A view of", f"{code(measure.view_of.measure)} where {said(where)}; its lines stand there"))
    if measure.official_wording:
        facts.append(("Official wording", f"“{said(measure.official_wording.text)}”"))
    yield from table(("What", "Value"), facts)
    yield from _lines(measure, spec)


def _number(measure: Measure) -> str:
    number = measure.official_number
    if number is None:
        return "none: a supplementary measure" if measure.supplementary else "none"
    if number.printable:
        return f"{number.number} ({said(number.source)})"
    return "not confirmed, so it is not printed"


def _lines(measure: Measure, spec: FrameworkSpec) -> Iterator[str]:
    if measure.lines:
        yield from table(
            ("Line", "Title", "Unit", "Split by", "Across jurisdictions", "Across periods", "Count"),
            (_line(line, count_of(spec.key, measure.key, line.key, line.computed_by)) for line in measure.lines),
        )
        yield from _grades(measure)


def _line(line: Line, count: str | None) -> tuple[str, ...]:
    split = ", ".join(f"**{code(dim)}**" if dim in line.required_dimensions else code(dim) for dim in line.dimensions)
    title = said(line.title)
    if line.formula:
        signs = {"share": " / ", "difference": " - ", "sum": " + "}
        title += f" = {signs[line.formula.how].join(code(reference) for reference in line.formula.lines)}"
    if line.note:
        title += f" ({said(line.note)})"
    return (
        code(line.key), title, said(line.unit.plural), split or "not split", said(line.across_jurisdictions),
        line.across_periods, _count(count),
    )  # fmt: skip


def _count(name: str | None) -> str:
    if not name:
        return "none"
    return code(name) if name in NAMED_COUNTS else f"{code(name)} (not yet)"


def _grades(measure: Measure) -> Iterator[str]:
    ladders: dict[str, list[str]] = {}
    for line in measure.lines:
        if line.grades:
            words = "; ".join(f"{code(grade.key)} {said(grade.title)}" for grade in line.grades)
            ladders.setdefault(words, []).append(line.key)
    for words, keys in ladders.items():
        yield from ("", f"Grades of {codes(keys)}: {words}.")


def _dimensions(spec: FrameworkSpec) -> Iterator[str]:
    if not spec.dimensions:
        return
    yield from ("", "## Splits", "")
    yield (
        "A line may be split by these lists; in the tables above the bold ones must be given. A partial split is\n"
        "allowed, and its rest is shown as not split."
    )
    yield from table(
        ("Key", "Title", "Members", "About persons"),
        (
            (code(key), said(one.title), _members(one), "yes" if one.personal else "no")
            for key, one in spec.dimensions.items()
        ),
    )


def _members(dimension: Dimension) -> str:
    if dimension.open:
        return "open: any short name"
    return "; ".join(f"{code(member.key)} {said(member.title)}" for member in dimension.members)
