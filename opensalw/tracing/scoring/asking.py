"""From a description to what it costs: the form of a question that every engine takes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from opensalw.registers.catalogue import makes
from opensalw.registers.marks import normalised

from ..asked import ALPHABET, Asked, Costs, Reading
from ..describing import Description, Pattern
from ..words import BETWEEN, uncoded, uncoded_calibre
from .errors import DEAREST, ErrorModel, FieldErrors, cost_of, costs_of, error_model, number_of
from .vocabulary import YEARS, Vocabulary

LEAST_SHARE = 1 / 400
YEAR_AWAY = {0: 0, 1: 300, 2: 370, 3: 420}
GLUED = re.compile(r"^(?P<year>19[0-9]{2}|20[0-5][0-9])(?=[^0-9?*\[\]])|(?<=[-/. ])(?P<after>19[0-9]{2}|20[0-5][0-9])$")
MOST_READINGS = 6


def asked_from(
    one: Description, vocabulary: Vocabulary, model: ErrorModel | None = None, *, loose: bool = False
) -> Asked:
    """The question that a description puts; ``loose`` also allows that letters before or after were left out."""
    model = model or error_model()
    return Asked(tuple(readings_of(one, model, loose=loose)), dict(_fields(one, vocabulary, model)))


def readings_of(one: Description, model: ErrorModel, *, loose: bool = False) -> list[Reading]:
    """Every way to read the serial, with what the way itself costs."""
    return [_reading(pattern, start, model) for pattern, start in ways_to_read(one, model, loose=loose)]


def ways_to_read(one: Description, model: ErrorModel, *, loose: bool = False) -> list[tuple[Pattern, int]]:
    """The patterns that the serial may be: as it looks and sounds, without zeros or a year, with letters left out."""
    found: dict[Pattern, int] = {}

    def also(pattern: Pattern, start: int) -> None:
        if pattern.places and start < found.get(pattern, DEAREST):
            found[pattern] = start

    for number, pattern in enumerate(one.patterns):
        start = model.script if number else 0
        also(pattern, start)
        zeros = next((at for at, place in enumerate(pattern.places) if place != "0"), 0)
        if 0 < zeros < len(pattern.places) and not pattern.runs:
            also(pattern.without(0, zeros), start + model.zeros)
        if (year := GLUED.search(one.serial)) and not pattern.runs and len(pattern.places) > 6:
            at = 0 if year["year"] else len(pattern.places) - 4
            also(pattern.without(at, at + 4), start + model.year)
    if loose:
        for pattern, start in list(found.items()):
            also(replace(pattern, runs=pattern.runs | {0, len(pattern.places)}), start + model.affix)
    return list(found.items())[:MOST_READINGS]


def _reading(pattern: Pattern, start: int, model: ErrorModel) -> Reading:
    n = len(pattern.places)
    read = np.empty((n, ALPHABET), np.int16)
    added = np.empty(n, np.int16)
    for at, place in enumerate(pattern.places):
        if not place:
            read[at], added[at] = model.illegible, int(model.added.max())
            continue
        numbers = [number_of(sign) for sign in place]
        added[at] = int(model.added[numbers].min())
        read[at] = model.read[:, numbers[0]] if len(numbers) == 1 else _either(model.read[:, numbers])
    runs = np.zeros(n + 1, np.bool_)
    runs[list(pattern.runs)] = True
    return Reading(read, added, model.lost, model.swapped, runs, start)


def _either(costs: Costs) -> Costs:
    """A place of several readings: the mean of their likelihoods."""
    return costs_of(np.exp(costs.astype(np.float64) / -100).mean(axis=1))


def _fields(one: Description, vocabulary: Vocabulary, model: ErrorModel) -> Iterable[tuple[str, Costs]]:
    coded = one.coded
    said = {
        "make": coded.makes or _own(one.make),
        "model": [f"{make}{BETWEEN}{code}" for make, code in coded.models] or _own(one.model),
        "calibre": coded.calibres or _own_calibre(one.calibre),
        "type": [one.type] if one.type else (),
        "origin": [one.origin] if one.origin else (),
        "factory": [normalised(one.factory)] if one.factory else (),
    }
    for name, words in said.items():
        if words and name in model.fields:
            costs = _costs_of_field(name, words, vocabulary, model.fields[name])
            if name == "model" and coded.makes and model.fields[name].is_fair:
                _with_its_make(costs, coded.makes, vocabulary, words)
            yield name, costs
    if one.year:
        yield "year", _costs_of_year(one.year, model.fields["year"])


def _own(text: str) -> Sequence[str]:
    return [word] if (word := uncoded(text)) else ()


def _own_calibre(text: str) -> Sequence[str]:
    return [word] if (word := uncoded_calibre(text)) else ()


def _costs_of_field(name: str, words: Sequence[str], vocabulary: Vocabulary, errors: FieldErrors) -> Costs:
    """What each code of a field costs when ``words`` may have been meant."""
    share = max(LEAST_SHARE, sum(vocabulary.share(name, word) for word in words))
    rare = cost_of(min(1.0, share)) if errors.is_fair else 0
    costs = np.full(len(vocabulary.words[name]), min(DEAREST, errors.misstated + rare), np.int16)
    costs[0] = rare if errors.is_fair else errors.misstated
    codes = vocabulary.codes[name]
    for (told, true), cost in errors.mistaken.items():
        if told in words and true in codes:
            costs[codes[true]] = min(costs[codes[true]], cost)
    for word in words:
        if word in codes:
            costs[codes[word]] = errors.agreed
    return costs


def _with_its_make(costs: Costs, named: Sequence[str], vocabulary: Vocabulary, words: Sequence[str]) -> None:
    """A model comes with its make: who errs in the make names a model of that make, and is not blamed twice."""
    codes = [code for make in named if (code := vocabulary.codes["make"].get(make))]
    other = ~np.isin(vocabulary.of_make, codes)
    other[0] = False
    other[[vocabulary.codes["model"][word] for word in words if word in vocabulary.codes["model"]]] = False
    costs[other] -= np.minimum(costs[other] // 3, 200)


def _costs_of_year(year: int, errors: FieldErrors) -> Costs:
    years = np.arange(len(YEARS)) + int(YEARS[1]) - 1
    costs = np.full(len(YEARS), errors.misstated + (cost_of(1 / 80) if errors.is_fair else 0), np.int16)
    for away, cost in YEAR_AWAY.items():
        if away:
            costs[np.abs(years - year) == away] = np.minimum(costs[1], errors.agreed + cost)
    costs[years == year] = errors.agreed
    costs[0] = cost_of(1 / 80) if errors.is_fair else errors.misstated
    return costs


def made_in(one: Description) -> str:
    """Where the make that was named works, where only one can be meant."""
    known = makes().get(one.coded.make)
    return known.made_in if known else ""
