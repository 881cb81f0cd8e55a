"""From the cells of a row to a weapon with holder and permit; what cannot be kept is said with its mend."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from ..catalogue import Coded, calibres_of, coded, models, name_keys
from ..lifecycle import State
from ..marks import LONGEST, WILD, Answer, keys_many, normalised_many, script_of, spoken
from ..nonsense import nonsense_of

DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?$")
YEAR = re.compile(r"(?<!\d)(1[789]\d\d|20\d\d)(?!\d)")
STATES = {
    "": State.HELD, "HELD": State.HELD, "REGISTERED": State.HELD, "REGISTROVANO": State.HELD, "UPOSJEDU": State.HELD,
    "LOST": State.LOST, "IZGUBLJENO": State.LOST, "HUMBUR": State.LOST, "STOLEN": State.STOLEN,
    "UKRADENO": State.STOLEN, "VJEDHUR": State.STOLEN, "TAKEN": State.TAKEN, "ODUZETO": State.TAKEN,
    "DESTROYED": State.DESTROYED, "UNISTENO": State.DESTROYED, "EXPORTED": State.EXPORTED,
}  # fmt: skip
KINDS = {"": "person", "PERSON": "person", "FIRM": "firm", "AUTHORITY": "authority", "FIZICKOLICE": "person",
         "PRAVNOLICE": "firm"}  # fmt: skip
LIMITS = {"make": 120, "model": 120, "calibre": 60, "type": 20, "serial": LONGEST, "holder_name": 160,
          "holder_own_number": 40, "holder_address": 200, "permit_reference": 60, "permit_kind": 40,
          "import_mark": LONGEST}  # fmt: skip


@dataclass(slots=True)
class Problem:
    """Why a row is not loaded: the field, its value, the reason and how it is mended."""

    row: int
    field: str
    value: str
    reason: str
    mend: str


@dataclass(slots=True)
class Clean:
    """A row that can be loaded; words as they were seen beside codes and keys."""

    row: int
    cells: dict[str, str]
    codes: Coded
    kind: str
    serial: str
    answer: str
    script: str
    normalised: str
    folded: str
    sounded: str
    frame: str
    year: int | None
    on: date
    state: str
    holder_kind: str
    holder_key: str
    born_on: date | None
    permit_from: date | None
    permit_until: date | None
    another: bool


def cleaned(
    rows: Sequence[tuple[int, list[str]]], places: dict[str, int], fixed: dict[str, str], width: int, today: date
) -> tuple[list[Clean], list[Problem]]:
    """The rows of a batch that can be loaded, and what is wrong with the others."""
    named: list[tuple[int, dict[str, str]]] = []
    problems: list[Problem] = []
    for number, row in rows:
        if len(row) != width:
            problems.append(_wrong_width(number, len(row), width))
        else:
            named.append((number, {**fixed, **{name: " ".join(row[at].split()) for name, at in places.items()}}))
    normal, folds, sounds = keys_many([cells.get("serial", "") for _number, cells in named])
    found: list[Clean] = []
    for (number, cells), *keys in zip(named, normal, folds, sounds, strict=True):
        one = _row(number, cells, keys[0], keys[1], keys[2], today)
        if isinstance(one, Problem):
            problems.append(one)
        else:
            found.append(one)
    _name_people(found)
    return found, problems


def _row(number: int, cells: dict[str, str], normal: str, fold: str, sound: str, today: date) -> Clean | Problem:
    get = cells.get
    for name, most in LIMITS.items():
        if len(get(name, "")) > most:
            reason = _("is longer than %(most)s characters") % {"most": most}
            return Problem(number, name, cells[name], reason, _("Shorten it, or look whether columns are shifted."))
    serial = get("serial", "")
    answer, wrong = _answer(serial, normal)
    if wrong:
        return Problem(number, "serial", serial, wrong, _("Give the number alone, or say: none, illegible."))
    codes = coded(get("make", ""), get("model", ""), get("calibre", ""))
    if not codes.makes and not codes.calibres and _is_shifted(cells):
        return Problem(
            number, "make", get("make", ""), _("columns seem to be shifted"), _("Move the cells to their columns.")
        )
    try:
        year = _year(get("year", ""), today)
        on = _day(get("registered_on", ""), "registered_on", today) or today
        born_on = _day(get("holder_born_on", ""), "holder_born_on", today)
        start, end = _day(get("permit_granted_on", ""), "permit_granted_on", today), _end(get("permit_valid_until", ""))
        state = _one_of(STATES, get("state", ""), "state")
        kind = _one_of(KINDS, get("holder_kind", ""), "holder_kind")
    except _BadCell as bad:
        return Problem(number, bad.field, cells.get(bad.field, ""), bad.reason, bad.mend)
    if get("permit_reference") and not get("holder_name"):
        mend = _("Name the holder, or remove the permit.")
        return Problem(number, "holder_name", "", _("a permit is given without a holder"), mend)
    if start and end and end < start:
        mend = _("Look at both days.")
        return Problem(number, "permit_valid_until", cells["permit_valid_until"], _("ends before it begins"), mend)
    if answer:
        normal = fold = sound = ""
    return Clean(
        number, cells, codes, get("type", "") or _type_of(codes), serial, answer, str(script_of(serial)), normal, fold,
        sound, _frame(cells, codes, normal), year, on, state, kind, "", born_on, start, end,
        get("another", "").casefold() in ("yes", "da", "po", "1"),
    )  # fmt: skip


@dataclass
class _BadCell(Exception):
    field: str
    reason: str
    mend: str


def _answer(serial: str, normal: str) -> tuple[str, str]:
    """The answer that stands instead of a serial, or what is wrong with it."""
    if not serial:
        return Answer.NOT_RECORDED.value, ""
    found = nonsense_of(serial)
    if found is not None:
        return (found.answer.value, "") if found.answer else ("", _("%(why)s") % {"why": found.reason})
    if not normal.strip(WILD):
        return "", _("holds neither a letter nor a digit")
    return "", "" if serial.isprintable() else _("holds a control character")


def _is_shifted(cells: dict[str, str]) -> bool:
    make, model, calibre = cells.get("make", ""), cells.get("model", ""), cells.get("calibre", "")
    moved_right = bool(coded(model, "", "").makes) or bool(calibres_of(make))
    return moved_right and (bool(calibre) or bool(calibres_of(cells.get("serial", ""))))


@lru_cache(maxsize=4096)
def _year(text: str, today: date) -> int | None:
    if not text:
        return None
    found = YEAR.search(text)
    if found is None or int(found[1]) > today.year:
        raise _BadCell("year", _("is no year of make"), _("Give four digits, or leave it empty."))
    return int(found[1])


@lru_cache(maxsize=65536)
def _date(text: str) -> date | None:
    found = DATE.match(text)
    if found is None:
        return None
    year, month, day = found[1] or found[6], found[2] or found[5], found[3] or found[4]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(text: str, field: str, today: date) -> date | None:
    if not text:
        return None
    found = _date(text)
    if found is None:
        raise _BadCell(field, _("is no date"), _("Write it as 2024-03-31 or 31.03.2024, or leave it empty."))
    if found > today:
        raise _BadCell(field, _("is still to come"), _("Look at the year."))
    return found


def _end(text: str) -> date | None:
    if not text:
        return None
    found = _date(text)
    if found is None:
        raise _BadCell("permit_valid_until", _("is no date"), _("Write it as 2024-03-31 or 31.03.2024."))
    return found


def _one_of(known: dict, text: str, field: str) -> str:
    found = known.get(text.upper()) or known.get(spoken(text))
    if found is None:
        words = ", ".join(sorted({str(value) for value in known.values()}))
        raise _BadCell(field, _("is not known"), _("Write one of: %(words)s.") % {"words": words})
    return str(found)


@lru_cache(maxsize=65536)
def _type_of(codes: Coded) -> str:
    return models()[codes.models[0]].type if codes.model else ""


@lru_cache(maxsize=65536)
def _words_key(make: str, model: str, codes: Coded) -> str:
    named = codes.make or next(iter(name_keys(make)), "")
    return f"{named}/{codes.model or next(iter(name_keys(model)), '')}"


def _frame(cells: dict[str, str], codes: Coded, normal: str) -> str:
    """The same key as ``queries.frames.frame_key``; empty where no serial can be read."""
    return f"{_words_key(cells.get('make', ''), cells.get('model', ''), codes)}/{normal}"[:200] if normal else ""


def _name_people(rows: Iterable[Clean]) -> None:
    """The key by which a holder is known again: the own number, else name and day of birth."""
    held = [row for row in rows if row.cells.get("holder_name")]
    for row in held:
        own = row.cells.get("holder_own_number", "")
        row.holder_key = spoken(own)[:60] if own else ""


def _wrong_width(number: int, count: int, width: int) -> Problem:
    reason = _("the row has %(count)s cells, the titles are %(width)s") % {"count": count, "width": width}
    return Problem(number, "", "", reason, _("Look for a separator inside a cell or a cell that is missing."))


def import_marks(rows: Iterable[Clean]) -> Iterator[tuple[Clean, str, str]]:
    """Import marks with their normalised text, for rows that have one."""
    held = [row for row in rows if row.cells.get("import_mark")]
    yield from ((row, row.cells["import_mark"], normal) for row, normal in zip(
        held, normalised_many([row.cells["import_mark"] for row in held]), strict=True
    ))  # fmt: skip
