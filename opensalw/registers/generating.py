"""Invented registers that go wrong as real ones do; the truth is kept apart.

Calibrated on published findings about a register of half a million lost and stolen weapons and on the
plausibility rules of another: nearly half of the serials have no series, every sixth year is missing,
calibres are spelt in many ways, letters come from both scripts. Nobody in it exists.
"""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import jurisdiction as declared
from opensalw.core.refusal import Refused

from .catalogue import Model, calibres, makes, models
from .files.columns import NAMES
from .files.reading import SYNTHETIC

STAMP = f"{SYNTHETIC}: every weapon and holder in this file is invented (OpenSALW generator, seed {{seed}})"
HEADER = [name for name in NAMES if name not in ("another", "holder_kind")]
TRUTH = ["row", "make", "model", "calibre", "serial", "same_as", "wrong"]
LARGEST = 50_000_000
NO_SERIES, NO_YEAR, ODD_SCRIPT, MISTAKEN, NONSENSE, TWICE, BAD = 0.45, 0.17, 0.08, 0.03, 0.015, 0.004, 0.006
COMMON = {
    "ZASTAVA": 38,
    "CZ": 9,
    "IZHEVSK": 9,
    "TULA": 4,
    "BERETTA": 4,
    "GLOCK": 5,
    "NORINCO": 4,
    "HS-PRODUKT": 3,
    "WALTHER": 3,
    "ZBROJOVKA-BRNO": 4,
    "BROWNING": 2,
    "FEG": 2,
    "MAUSER": 3,
    "SMITH-WESSON": 2,
    "BENELLI": 2,
    "FRANCHI": 1,
    "CUGIR": 1,
    "ARSENAL": 1,
    "EKOL": 1,
    "ZORAKI": 1,
    "SAKO": 1,
    "REMINGTON": 1,
}
ZASTAVA = {
    "M70AB2": "7.62X39",
    "M70B1": "7.62X39",
    "M48": "7.92X57",
    "M57": "7.62X25",
    "CZ99": "9X19",
    "M59-66": "7.62X39",
    "M70-PISTOL": "7.65X17",
    "M76": "7.92X57",
    "LK-M70": ".30-06",
    "M61J": "7.65X17",
}
BY_TYPE = {
    "pistol": ("9X19", "9X19", "7.65X17", "9X17", "7.62X25", "6.35X16"),
    "revolver": (".357MAG", ".38SPEC", ".22LR"),
    "rifle": ("7.62X39", "7.92X57", ".308WIN", ".30-06", ".22LR", ".223REM"),
    "shotgun": ("GA12", "GA12", "GA16", "GA20"),
    "submachine_gun": ("9X19", "7.65X17"),
    "machine_gun": ("7.62X39", "7.62X54R"),
}
SPELT = {
    "7.62X39": ("7,62x39", "7.62x39", "7,62 x 39 mm", "7.62х39", "7,62", "7.62mm"),
    "9X19": ("9mm", "9 mm", "9x19", "9 Para", "9MM", "9мм"),
    "7.65X17": ("7,65", "7.65", "7,65 mm", ".32 ACP"),
    "7.92X57": ("7,9", "7.9", "8x57", "7,92x57"),
    "GA12": ("12", "12/70", "12 ga", "cal. 12", "кал. 12"),
    "7.62X25": ("7,62", "7,62 TT", "7.62x25"),
    "9X17": ("9 kratki", ".380", "9 Kurz", "9x17"),
    ".22LR": (".22", "22 LR", "5,6", ".22 LR"),
}
NAMES_OF = {
    "ZASTAVA": ("Zastava", "Zastava", "ZASTAVA", "Crvena zastava", "ЗАСТАВА", "Застава", "ZCZ"),
    "IZHEVSK": ("IŽ", "Baikal", "ИЖ", "Izhmash", "IZH"),
    "TULA": ("Tula", "TOZ", "ТОЗ"),
    "CZ": ("CZ", "Česká zbrojovka", "CZ Uherský Brod"),
    "SMITH-WESSON": ("Smith & Wesson", "S&W"),
    "NORINCO": ("Norinco", "NORINCO"),
    "HS-PRODUKT": ("HS Produkt", "HS"),
    "ZBROJOVKA-BRNO": ("Brno", "ZB"),
}
SERIES = "ABCDEFGHJKLMNPRSTUVXYZ"
CYRILLIC = str.maketrans("ABEKMHOPCTYXZV", "АВЕКМНОРСТУХЗВ")
WORDS = ("nepoznat", "bez broja", "нечитко", "b.b.", "nema", "00000", "xxx", "br. 123", "pa numër")
MISREAD = str.maketrans("01258BSOZI", "OIZSB850Z1"[:10])


def generate(
    out: Path, *, jurisdiction: str, size: int, seed: int, progress: Callable[[int], None] = lambda done: None
) -> Path:
    """Write an invented register and, beside it, its truth; returns where the truth lies."""
    declared(jurisdiction)
    if not 1 <= size <= LARGEST:
        raise Refused(_("A size lies between 1 and %(most)s.") % {"most": LARGEST}, "size")
    truth = out.with_suffix(".truth.csv")
    with (
        out.open("w", encoding="utf-8", newline="") as file,
        truth.open("w", encoding="utf-8", newline="") as apart,
    ):
        file.write(STAMP.format(seed=seed) + "\n")
        rows, known = csv.writer(file), csv.writer(apart)
        rows.writerow(HEADER)
        known.writerow(TRUTH)
        for number, (cells, true) in enumerate(_rows(jurisdiction, size, seed), 1):
            rows.writerow(cells)
            known.writerow([number, *true])
            if number % 10_000 == 0:
                progress(number)
    return truth


def _rows(jurisdiction: str, size: int, seed: int) -> Iterator[tuple[list[str], list[str]]]:
    chance = random.Random(f"{jurisdiction}/{seed}")  # noqa: S311 - invented data, not secrets
    pool, weights = _pool()
    kept: list[tuple[list[str], list[str], int]] = []
    for number in range(1, size + 1):
        if kept and chance.random() < TWICE:
            cells, true, first = chance.choice(kept)
            yield cells, [*true[:4], str(first), "duplicate"]
            continue
        model = chance.choices(pool, cum_weights=weights)[0]
        cells, true = _weapon(chance, model, number, size)
        if len(kept) < 1000:
            kept.append((cells, true, number))
        elif chance.random() < 0.01:
            kept[chance.randrange(1000)] = (cells, true, number)
        yield cells, true


def _pool() -> tuple[list[Model], list[float]]:
    known = [one for one in models().values() if one.make in COMMON and one.type]
    count = {make: sum(one.make == make for one in known) for make in COMMON}
    pool, weights, total = [], [], 0.0
    for one in known:
        favoured = 25 if one.make == "ZASTAVA" and one.code in ZASTAVA else 1
        total += COMMON[one.make] * favoured / count[one.make]
        pool.append(one)
        weights.append(total)
    return pool, weights


def _weapon(chance: random.Random, model: Model, number: int, size: int) -> tuple[list[str], list[str]]:
    calibre = ZASTAVA.get(model.code, "") if model.make == "ZASTAVA" else ""
    calibre = calibre or chance.choice(BY_TYPE[model.type])
    serial, wrong = _serial(chance), ""
    seen = serial
    dice = chance.random()
    if dice < NONSENSE:
        seen, wrong = chance.choice(WORDS), "nonsense serial"
    elif dice < NONSENSE + MISTAKEN:
        seen, wrong = serial.translate(MISREAD), "misread"
    elif dice < NONSENSE + MISTAKEN + ODD_SCRIPT:
        seen = serial.translate(CYRILLIC)
    year = chance.randrange(1946, 2024)
    cells = {
        "serial": seen, "make": chance.choice(NAMES_OF.get(model.make, (makes()[model.make].name,))),
        "model": model.name.replace("-", chance.choice(("-", "-", "", " "))), "type": model.type,
        "state": _state(chance),
        "calibre": chance.choice(SPELT.get(calibre, (calibres()[calibre].name,))),
        "year": "" if chance.random() < NO_YEAR else str(year), "import_mark": "",
        "registered_on": str(date(max(year, 1992), 1, 1) + timedelta(days=chance.randrange(365))),
        **_holder(chance, number, size),
    }  # fmt: skip
    if chance.random() < BAD:
        wrong = _spoil(chance, cells)
    return [cells[name] for name in HEADER], [model.make, model.code, calibre, serial, "", wrong]


def _serial(chance: random.Random) -> str:
    digits = chance.choice((3, 4, 5, 5, 6, 6, 6, 7))
    number = str(chance.randrange(1, 10**digits))
    if chance.random() < NO_SERIES:
        return number
    series = "".join(chance.choices(SERIES, k=chance.choice((1, 1, 2, 2, 3))))
    return f"{series}{chance.choice(('', '-', ' '))}{number}"


def _state(chance: random.Random) -> str:
    dice = chance.random()
    return "stolen" if dice < 0.006 else "lost" if dice < 0.01 else "destroyed" if dice < 0.03 else "held"


def _holder(chance: random.Random, number: int, size: int) -> dict[str, str]:
    who = chance.randrange(max(1, int(size * 0.7)))
    name = (f"Vlasnik {who}", f"Власник {who}", f"Pronari {who}")[who % 3]
    start = date(2010 + who % 14, 1 + who % 12, 1 + who % 28)
    return {
        "holder_name": name, "holder_own_number": f"99{who:011d}",
        "holder_born_on": str(date(1940 + who % 60, 1 + who % 12, 1 + who % 28)),
        "holder_address": f"Ulica {who % 500}, {1 + who % 90}", "permit_reference": f"OL-{who:07d}",
        "permit_kind": ("possession", "hunting", "sport")[who % 3], "permit_granted_on": str(start),
        "permit_valid_until": str(start + timedelta(days=5 * 365)),
    }  # fmt: skip


def _spoil(chance: random.Random, cells: dict[str, str]) -> str:
    kind = chance.choice(("year", "date", "shifted", "state"))
    if kind == "year":
        cells["year"] = chance.choice(("`", "3018", "Ё", "??"))
    elif kind == "date":
        cells["registered_on"] = chance.choice(("31.02.2009", "2109-01-01", "danas"))
    elif kind == "state":
        cells["state"] = "Й"
    else:
        cells["make"], cells["model"], cells["calibre"] = cells["calibre"], cells["make"], cells["model"]
    return kind
