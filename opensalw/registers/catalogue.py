"""The reference table of makes, models and calibres: from the words of a file to codes, never the other way.

The coded value stands beside the verbatim one. An alias may mean several; what is unknown stays
uncoded and is queued for a curator.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from .marks import normalised, spoken

FOLDER = Path(__file__).parent / "reference"
MILLIMETRES = re.compile(
    r"(?<=[\d\s.])(MM|ММ)\b\.?|^\W*(CAL|KAL|КАЛ|KALIBAR|КАЛИБАР|CALIBRE|CALIBER)\b\.?:?", re.IGNORECASE
)
CALIBRE_SIGNS = str.maketrans({"×": "X", "Х": "X", "х": "X", "x": "X", "*": "X", ",": ".", "к": "K", "р": "R"})


@dataclass(frozen=True, slots=True)
class Make:
    """A maker or brand."""

    code: str
    name: str
    made_in: str
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model of a make; ``type`` is empty where the source does not say."""

    make: str
    code: str
    name: str
    type: str
    source: str


@dataclass(frozen=True, slots=True)
class Calibre:
    """A calibre, and whether its cartridge is fired at the rim or the centre."""

    code: str
    name: str
    ignition: str
    source: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What the words of make, model and calibre may mean; one candidate each is a code."""

    makes: tuple[str, ...] = ()
    models: tuple[tuple[str, str], ...] = ()
    calibres: tuple[str, ...] = ()

    @property
    def make(self) -> str:
        """The code of the make, where only one is meant."""
        return self.makes[0] if len(self.makes) == 1 else ""

    @property
    def model(self) -> str:
        """The code of the model, where only one is meant."""
        return self.models[0][1] if len(self.models) == 1 and self.make else ""

    @property
    def calibre(self) -> str:
        """The code of the calibre, where only one is meant."""
        return self.calibres[0] if len(self.calibres) == 1 else ""


@cache
def makes() -> dict[str, Make]:
    """All makes by code."""
    return {row["code"]: Make(**row) for row in _rows("makes")}


@cache
def models() -> dict[tuple[str, str], Model]:
    """All models by the codes of make and model."""
    return {(row["make"], row["code"]): Model(**row) for row in _rows("models")}


@cache
def calibres() -> dict[str, Calibre]:
    """All calibres by code."""
    return {row["code"]: Calibre(**row) for row in _rows("calibres")}


@cache
def sources() -> dict[str, dict[str, str]]:
    """Where the rows come from, and on what terms."""
    return {row["key"]: row for row in _rows("sources")}


def name_keys(text: str) -> tuple[str, ...]:
    """A name as it sounds and as it looks, without case, accents and separators."""
    return tuple(key for key in dict.fromkeys((spoken(text), normalised(text))) if key)


def calibre_key(text: str) -> str:
    """A calibre without what a thousand spellings change: signs, spaces, units, the word itself."""
    bare = MILLIMETRES.sub("", f" {text} ".translate(CALIBRE_SIGNS)).upper()
    return re.sub(r"[\s_\-]+|\.(?=X|$|[A-Z])", "", bare).lstrip(".")


@lru_cache(maxsize=200_000)
def coded(make: str, model: str, calibre: str) -> Coded:
    """The candidates for the words of one weapon; the model decides between makes where it can."""
    named = _found(_make_index(), name_keys(make))
    among = _found(_model_index(), name_keys(model)) if model else ()
    fitting = tuple(one for one in among if not named or one[0] in named)
    if not named:
        candidates = tuple(dict.fromkeys(one for one, _code in fitting)) if not make else ()
        return Coded(candidates, fitting if candidates else (), calibres_of(calibre))
    chosen = tuple(dict.fromkeys(one for one, _code in fitting)) if len(named) > 1 and fitting else named
    return Coded(chosen, fitting, calibres_of(calibre))


@lru_cache(maxsize=50_000)
def calibres_of(text: str) -> tuple[str, ...]:
    """The calibres that a spelling may mean."""
    return _calibre_index().get(calibre_key(text), ()) if text else ()


def _found(index: dict[str, tuple], keys: Iterable[str]) -> tuple:
    return next((index[key] for key in keys if key in index), ())


@cache
def _make_index() -> dict[str, tuple[str, ...]]:
    return _index((key, row["make"]) for row in _rows("make_aliases") for key in name_keys(row["alias"]))


@cache
def _model_index() -> dict[str, tuple[tuple[str, str], ...]]:
    named = [(key, (one.make, one.code)) for one in models().values() for key in name_keys(one.name)]
    also = [(key, (row["make"], row["model"])) for row in _rows("model_aliases") for key in name_keys(row["alias"])]
    return _index([*named, *also])


@cache
def _calibre_index() -> dict[str, tuple[str, ...]]:
    return _index((calibre_key(row["alias"]), row["calibre"]) for row in _rows("calibre_aliases"))


def _index(pairs: Iterable[tuple]) -> dict:
    found: dict = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


@cache
def _rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
