"""Reading and checking mapping files, and the mapping that our own codes make."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml

from opensalw.core.jurisdictions import declared, ids
from opensalw.roadmap.cells import MISSING
from opensalw.roadmap.framework.declared_text import examined, located
from opensalw.roadmap.framework.references import Problem
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line
from opensalw.roadmap.rules import dims_key

from .spec import Category, Element, MappingSpec

OWN = "own-codes"
RESERVED = frozenset({"dataElement", "value", "annotation", "orgUnit", "period", "dataSet", "comment"})


def parse(text: str, framework: FrameworkSpec | None) -> tuple[MappingSpec | None, list[Problem]]:
    """The mapping in a text, and everything that is wrong with it; lines are checked where the framework is given."""
    nothing = Problem("file", "The file holds no mapping.", "Start with key:, title: and framework:.", 1)
    spec, problems, places = examined(text, MappingSpec, nothing)
    if spec is None:
        return None, problems
    found = [*_own_problems(spec), *(_references(spec, framework) if framework else ())]
    return spec, [located(problem, places) for problem in found]


def check(text: str, framework: FrameworkSpec | None) -> list[Problem]:
    """Everything that is wrong with a mapping text; empty when it can be used."""
    return parse(text, framework)[1]


def canonical(spec: MappingSpec) -> str:
    """The same text for the same content, whatever the file's layout was."""
    return json.dumps(spec.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def written(spec: MappingSpec) -> str:
    """The mapping as a file, to be filled with the codes of another system."""
    facts = spec.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=110)


def own_mapping(framework: FrameworkSpec) -> MappingSpec:
    """Our own codes as a mapping, so that export and import work before anybody wrote one."""
    lines = [(measure, line) for measure in framework.measures for line in measure.lines if not line.derived]
    used = {name for _measure, line in lines for name in line.dimensions}
    return MappingSpec(
        key=OWN,
        title=f"Our own codes, {framework.key}",
        framework=framework.key,
        data_sets=(framework.key,),
        org_units={one.id: one.id for one in declared()},
        elements=tuple(Element(code=(name := f"{measure.key}.{line.key}"), line=name) for measure, line in lines),
        default_option_combos=("default", "HllvX50cXC0"),
        split_in_combos=True,
        categories=tuple(
            Category(
                code=name,
                dimension=name,
                options={member.key: member.key for member in dimension.members} | {NOT_STATED: NOT_STATED},
            )
            for name, dimension in framework.dimensions.items()
            if name in used
        ),
    )  # fmt: skip


def _own_problems(spec: MappingSpec) -> Iterator[Problem]:
    """What contradicts itself, whatever the framework says."""
    for code, jurisdiction in spec.org_units.items():
        if jurisdiction not in ids():
            known = f"Known: {', '.join(ids())}."
            yield Problem(f"org_units.{code}", f"{jurisdiction} is not a jurisdiction.", known)
        elif spec.jurisdiction and jurisdiction != spec.jurisdiction:
            mend = "Take it out, or leave jurisdiction: blank."
            yield Problem(
                f"org_units.{code}", f"{jurisdiction} is not {spec.jurisdiction}, whose mapping this is.", mend
            )
    if spec.key == OWN:
        yield Problem("key", f"{OWN} are the codes of this program.", "Choose a key of your own.")
    if spec.jurisdiction and spec.jurisdiction not in ids():
        yield Problem("jurisdiction", f"{spec.jurisdiction} is not a jurisdiction.", f"Known: {', '.join(ids())}.")
    for group, codes in (
        ("elements", [one.code for one in spec.elements]),
        ("categories", [one.code for one in spec.categories]),
    ):
        for code, count in Counter(codes).items():
            if count > 1:
                yield Problem(f"{group}.{codes.index(code)}", f"{code} stands {count} times.", "Keep one of them.")
    for word, reason in spec.comments.items():
        if reason not in MISSING:
            yield Problem(f"comments.{word}", f"{reason} is not a reason.", f"Known: {', '.join(MISSING)}.")
    for position, category in enumerate(spec.categories):
        if category.code in RESERVED:
            yield Problem(f"categories.{position}.code", f"ADX uses {category.code} itself.", "Choose another code.")


def _references(spec: MappingSpec, framework: FrameworkSpec) -> Iterator[Problem]:
    """What names something that the framework does not have."""
    if spec.framework != framework.key:
        yield Problem("framework", f"The mapping is for {spec.framework}, not {framework.key}.", "Correct the key.")
        return
    meanings: dict[tuple[str, str], str] = {}
    for position, element in enumerate(spec.elements):
        path = f"elements.{position}"
        line = _line(framework, element.line)
        if line is None or line.derived:
            reason = "worked out, never given" if line else "not a line"
            yield Problem(f"{path}.line", f"{element.line} is {reason}.", f"See the lines of {framework.key}.")
            continue
        yield from _dims_problems(framework, f"{path}.dimensions", element.dimensions, line)
        meaning = (element.line, dims_key(element.dimensions))
        if meaning in meanings:
            mend = "Keep one, or fix a split for each."
            yield Problem(path, f"{element.code} and {meanings[meaning]} are the same line.", mend)
        meanings[meaning] = element.code
    for name in ("option_combos", "attribute_option_combos"):
        for code, dims in getattr(spec, name).items():
            yield from _dims_problems(framework, f"{name}.{code}", dims)
    for position, category in enumerate(spec.categories):
        for member in sorted(set(category.options.values())) or [NOT_STATED]:
            yield from _dims_problems(framework, f"categories.{position}", {category.dimension: member})


def _line(framework: FrameworkSpec, reference: str) -> Line | None:
    try:
        measure = framework.measure(reference.partition(".")[0])
        return None if measure.view_of else framework.line(reference)
    except KeyError:
        return None


def _dims_problems(
    framework: FrameworkSpec, path: str, dims: Mapping[str, str], line: Line | None = None
) -> Iterator[Problem]:
    for name, member in dims.items():
        dimension = framework.dimensions.get(name)
        if dimension is None or (line is not None and name not in line.dimensions):
            offered = line.dimensions if line else framework.dimensions
            yield Problem(path, f"{name} is not a dimension here.", f"Known: {', '.join(offered) or 'none'}.")
        elif not dimension.has(member) and member != NOT_STATED:
            known = ", ".join(one.key for one in dimension.members)
            yield Problem(path, f"{member} is not a member of {name}.", f"Known: {known}.")
