"""On which line of a framework a figure of a text may stand. It is a proposal: a person decides."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ConfigDict

from opensalw.core.quick_yaml import read_yaml

from ..framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from .figures import Figure
from .vocabulary import FILES

_NEARER = 0.5
_OTHER_NUMBER, _OTHER_CLAUSE = 40, 200


class LineWords(BaseModel):
    """The words that speak for a line, and for a member of a split."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lines: dict[str, tuple[str, ...]]
    splits: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Place:
    """A line and a split for a figure."""

    measure: str
    line: str
    dims: Mapping[str, str] = field(default_factory=dict)


@cache
def line_words(language: str = "en") -> LineWords:
    """The words of a language that speak for lines."""
    with (FILES / f"{language}_lines.yaml").open(encoding="utf-8") as file:
        return LineWords.model_validate(read_yaml(file))


def place_of(one: Figure, spec: FrameworkSpec, asked: Iterable[tuple[Measure, Line]]) -> Place | None:
    """The line that the words nearest to a number speak for, among those asked that count the same thing."""
    words = line_words()
    text = one.sentence.lower()
    at = max(text.find(one.written.lower()), 0)
    best: tuple[float, Measure, Line] | None = None
    for measure, line in asked:
        if not fits(one, line):
            continue
        of_line = words.lines.get(f"{measure.key}.{line.key}", ())
        distance = min(_distance(text, at, of_line) * _NEARER, _distance(text, at, words.lines.get(measure.key, ())))
        if line.object is None and one.object and not of_line:
            continue
        if distance < float("inf") and (best is None or distance < best[0]):
            best = (distance, measure, line)
    if best is None or (one.status == "planned" and best[2].key != "planned"):
        return None
    _distance_to, measure, line = best
    return Place(measure.key, line.key, _dims(one, spec, line, words))


def fits(one: Figure, line: Line) -> bool:
    """Whether a line counts what the figure counts."""
    return line.kind != "grade" and line.unit == one.unit and line.object in (None, one.object)


def _distance(text: str, at: int, stems: Iterable[str]) -> float:
    """How far the nearest of these words is from the number; what another number or clause claims is farther."""
    found = []
    for stem in stems:
        for cue in re.finditer(rf"(?<![^\W_]){re.escape(stem)}", text):
            between = text[min(cue.start(), at) : max(cue.start(), at)]
            away = _OTHER_CLAUSE if ";" in between else _OTHER_NUMBER if re.search(r"[^\d,.]\D*\d", between) else 0
            found.append(len(between) + away - len(stem) / 10)
    return min(found, default=float("inf"))


def _dims(one: Figure, spec: FrameworkSpec, line: Line, words: LineWords) -> dict[str, str]:
    """The split that the line wants, as far as the text tells it; nothing where it tells nothing."""
    dims = {}
    for name in line.required_dimensions:
        told = [key for key, stems in words.splits.get(name, {}).items() if _says(one.sentence, stems)]
        if len(told) > 1 and name == "owner":
            told = [key for key in told if (one.actor or "").endswith(f"/{key}")]
        known = bool(told) and spec.dimensions[name].has(told[0])
        dims[name] = told[0] if known else NOT_STATED
    return dims if any(member != NOT_STATED for member in dims.values()) else {}


def _says(sentence: str, stems: Iterable[str]) -> bool:
    return any(re.search(rf"(?<![^\W_]){re.escape(stem)}", sentence, re.IGNORECASE) for stem in stems)
