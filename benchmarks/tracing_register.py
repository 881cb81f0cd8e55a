"""An invented register in columns, and imperfect descriptions of weapons in it, for benchmarks of the search.

The makes, models and calibres are those of the catalogue, as common as in ``registers.generating``. Each model
has formats of its own for serials, two of five weapons lie in consecutive blocks, the same serial recurs in
other models. The noise knows pairs that are mistaken which the fold does not know (3 8, 1 7, C G ...), so no
engine is fitted to it.
"""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensalw.registers.catalogue import calibres, makes
from opensalw.registers.generating import BY_TYPE, ZASTAVA, _pool
from opensalw.registers.marks import CONFUSED
from opensalw.tracing.asked import ALPHABET, OTHER, SYMBOLS, Asked, Reading
from opensalw.tracing.engine.columns import Rows, year_code
from opensalw.tracing.engine.symbols import pack_symbols

FORMATS = (
    "DDDDD", "DDDDDD", "DDDDDDD", "LDDDD", "LDDDDD", "LDDDDDD", "LLDDDD", "LLDDDDD", "YYDDDDD", "LLLDDD", "LLLDDDD",
    "DDDDDL", "DDLDDDDD", "DDDDDDDD", "LDDDDDL", "YYDDDDDD",
)  # fmt: skip
WIDTH = 10
SERIES = "ABCDEFGHJKLMNPRSTUVXYZ"
MISTAKEN = ("0O", "0Q", "0D", "1I", "1L", "5S", "8B", "2Z", "6G", "UV", "38", "17", "CG", "49", "EF", "MN", "PR", "HN")
TWINS = {one: [pair.replace(one, "") for pair in MISTAKEN if one in pair] for pair in MISTAKEN for one in pair}
ALIASES = {"ZASTAVA": ["CZ"], "CZ": ["ZASTAVA", "ZBROJOVKA-BRNO"], "IZHEVSK": ["TULA"], "TULA": ["IZHEVSK"]}
WILD, CONFUSABLE, SWAPPED, LOST, MISREAD, ADDED = 150, 200, 450, 450, 550, 600
ALIKE = {
    one: [n for n, other in enumerate(SYMBOLS) if one.translate(CONFUSED) == other.translate(CONFUSED)]
    for one in SYMBOLS
}
OF_FIELD = {"make": 550, "model": 600, "calibre": 500}


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabularies; code 0 is not recorded."""

    makes: list[str]
    models: list[tuple[str, str]]
    calibres: list[str]


@dataclass(frozen=True, slots=True)
class Register:
    """Rows whose mark is their number, and what their codes mean."""

    rows: Rows
    words: Words

    def serial(self, row: int) -> str:
        """The serial as it stands on the weapon."""
        return text_of(self.rows.serials[row : row + 1])[0]


@dataclass(frozen=True, slots=True)
class Description:
    """What somebody remembers of a weapon; ``truth`` is its row. Codes are 0 where nothing was said."""

    truth: int
    serial: str
    makes: tuple[int, ...]
    model: int
    calibre: int

    @property
    def folded(self) -> str:
        """The serial with mistaken characters as one, as the peers index it."""
        return self.serial.translate(CONFUSED)


def text_of(serials: NDArray[np.uint8]) -> list[str]:
    """Packed serials as text."""
    letters = np.zeros(256, np.uint8)
    packed = pack_symbols(np.arange(ALPHABET, dtype=np.uint8)[:, None], np.ones(ALPHABET, np.uint8))[:, 0]
    letters[packed] = [ord(sign) for sign in SYMBOLS + "-"]
    return [one.decode() for one in np.ascontiguousarray(letters[serials]).view(f"S{serials.shape[1]}").ravel()]


def invented(size: int, seed: int) -> Register:
    """A register of so many weapons."""
    chance = np.random.default_rng(seed)
    pool, weights = _pool()
    share = np.diff(np.array([0.0, *weights])) / weights[-1]
    words = Words(["", *makes()], [("", ""), *((one.make, one.code) for one in pool)], ["", *calibres()])
    model = chance.choice(len(pool), size, p=share).astype(np.uint16)
    codes = np.zeros((size, 6), np.uint16)
    codes[:, 0] = np.array([words.makes.index(one.make) for one in pool], np.uint16)[model]
    codes[:, 1] = model + 1
    choices = [
        [words.calibres.index(ZASTAVA.get(one.code, "") or each) for each in BY_TYPE[one.type]][:3] for one in pool
    ]
    several = np.array([(each * 3)[:3] for each in choices], np.uint16)
    codes[:, 2] = several[model, np.minimum(chance.geometric(0.6, size) - 1, 2)]
    kinds = sorted({one.type for one in pool})
    codes[:, 3] = np.array([kinds.index(one.type) + 1 for one in pool], np.uint16)[model]
    serials = _serials(chance, model, len(pool))
    years = chance.integers(year_code(1946), year_code(2024), size).astype(np.uint8)
    years[chance.random(size) < 0.17] = 0
    return Register(Rows(serials, codes, years, np.arange(size, dtype=np.int64), np.zeros((size, 16), np.uint8)), words)


def _serials(chance: np.random.Generator, model: NDArray[np.uint16], models: int) -> NDArray[np.uint8]:
    size = len(model)
    own = chance.integers(0, len(FORMATS), (models, 3))
    form = own[model, chance.integers(0, 3, size)]
    symbols = np.zeros((size, WIDTH), np.uint8)
    lengths = np.array([len(one) for one in FORMATS], np.uint8)[form]
    digits = chance.integers(0, 10, (size, WIDTH), dtype=np.uint8)
    letters = np.array([SYMBOLS.index(sign) for sign in SERIES], np.uint8)
    letters = letters[chance.integers(0, len(SERIES), (size, WIDTH), dtype=np.uint8)]
    for which, form_of in enumerate(FORMATS):
        rows = np.flatnonzero(form == which)
        for place, kind in enumerate(form_of):
            symbols[rows, place] = letters[rows, place] if kind == "L" else digits[rows, place]
    _in_blocks(chance, symbols, model, form, lengths)
    return pack_symbols(symbols, lengths)


def _in_blocks(chance, symbols, model, form, lengths) -> None:
    """Let two of five weapons follow another of their model and format: all but the last two digits are the same."""
    order = np.lexsort((form, model))
    block = np.arange(len(order)) // 40
    head = order[block * 40]
    follows = (chance.random(block[-1] + 1) < 0.4)[block] & (form[order] == form[head]) & (model[order] == model[head])
    rows, heads = order[follows], head[follows]
    kept = np.flatnonzero((symbols[heads, lengths[heads] - 1] < 10) & (symbols[heads, lengths[heads] - 2] < 10))
    rows, heads, place = rows[kept], heads[kept], (np.arange(len(order)) % 40)[follows][kept]
    symbols[rows] = symbols[heads]
    number = (symbols[heads, lengths[heads] - 2].astype(int) * 10 + symbols[heads, lengths[heads] - 1] + place) % 100
    symbols[rows, lengths[rows] - 2] = number // 10
    symbols[rows, lengths[rows] - 1] = number % 10


def described(register: Register, count: int, seed: int) -> list[Description]:
    """Imperfect descriptions of weapons that are in the register."""
    chance = random.Random(seed)
    size = len(register.rows.marks)
    return [_described(register, chance.randrange(size), chance) for _ in range(count)]


def _described(register: Register, truth: int, chance: random.Random) -> Description:
    serial = list(register.serial(truth))
    for _ in range(chance.choices((0, 1, 2, 3), (0.22, 0.36, 0.27, 0.15))[0]):
        _spoil(serial, chance)
    make, model, calibre = (int(code) for code in register.rows.codes[truth, :3])
    named = [make]
    dice = chance.random()
    if dice < 0.05:
        named = []
    elif dice < 0.10:
        named = [chance.randrange(1, len(register.words.makes))]
    elif dice < 0.25:
        also = ALIASES.get(register.words.makes[make], [])
        named += [register.words.makes.index(one) for one in also]
    dice = chance.random()
    model = 0 if dice < 0.30 else chance.randrange(1, len(register.words.models)) if dice < 0.33 else model
    dice = chance.random()
    calibre = 0 if dice < 0.25 else chance.randrange(1, len(register.words.calibres)) if dice < 0.28 else calibre
    return Description(truth, "".join(serial), tuple(named), model, calibre)


def _spoil(serial: list[str], chance: random.Random) -> None:
    """One error in a serial."""
    kind = chance.choices(
        ("mistaken", "illegible", "lost", "swapped", "misread", "added"), (0.38, 0.18, 0.14, 0.10, 0.12, 0.08)
    )[0]
    places = [place for place, sign in enumerate(serial) if sign in TWINS]
    place = chance.randrange(len(serial))
    if kind == "mistaken" and places:
        place = chance.choice(places)
        serial[place] = chance.choice(TWINS[serial[place]])
    elif kind == "illegible" and serial.count("?") < 2:
        serial[place] = "?"
    elif kind == "lost" and len(serial) > 3:
        del serial[chance.choice((0, len(serial) - 1, place))]
    elif kind == "swapped" and place > 0:
        serial[place - 1], serial[place] = serial[place], serial[place - 1]
    elif kind == "added":
        serial.insert(place, chance.choice("0123456789"))
    else:
        serial[place] = chance.choice("0123456789") if chance.random() < 0.75 else chance.choice(SERIES)


def asked(one: Description, words: Words) -> Asked:
    """The description with costs set by hand, as the baselines have them."""
    read = np.full((len(one.serial), ALPHABET), MISREAD, np.int16)
    for place, sign in enumerate(one.serial):
        if sign == "?":
            read[place] = WILD
        else:
            read[place, ALIKE[sign]] = CONFUSABLE
            read[place, SYMBOLS.find(sign) if sign in SYMBOLS else OTHER] = 0
    n = len(one.serial)
    reading = Reading(
        read, np.full(n, ADDED, np.int16), np.full(ALPHABET, LOST, np.int16), SWAPPED, np.zeros(n + 1, np.bool_)
    )
    sizes = {"make": len(words.makes), "model": len(words.models), "calibre": len(words.calibres)}
    wanted = {"make": one.makes, "model": (one.model,), "calibre": (one.calibre,)}
    fields = {}
    for name, codes in wanted.items():
        known = [code for code in codes if code]
        if known:
            fields[name] = np.full(sizes[name], OF_FIELD[name], np.int16)
            fields[name][known] = 0
    return Asked((reading,), fields)
