"""What a mapping covers: for each line of a framework the codes that stand for it. Pure."""

from dataclasses import dataclass

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.rules import dims_key

from .spec import MappingSpec


@dataclass(frozen=True)
class Cover:
    """A line and the codes that stand for it, each with what it fixes of the split."""

    line: str
    codes: tuple[tuple[str, str], ...]


def cover(mapping: MappingSpec, framework: FrameworkSpec) -> list[Cover]:
    """Every line that is given, in the order of the framework; a line without a code is not covered."""
    codes: dict[str, list[tuple[str, str]]] = {}
    for element in mapping.elements:
        codes.setdefault(element.line, []).append((element.code, dims_key(element.dimensions)))
    return [
        Cover(name, tuple(codes.get(name, ())))
        for measure in framework.measures
        if not measure.view_of
        for name in (f"{measure.key}.{line.key}" for line in measure.lines if not line.derived)
    ]
