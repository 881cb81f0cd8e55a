"""Reading a figure as people type it: lenient where only one number can be meant, refused otherwise.

``15,430`` and ``15 430`` are fifteen thousand; ``1.234,5`` and ``1,234.5`` are the same figure; ``1.234`` is
refused with the mend. A word before the number says how exact it is (``about``, ``at least``), and
``12 to 15`` is a range.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit, read_amount, read_unit

from .cells import Cell

QUALIFIERS = (
    ("at_least", re.compile(r"^(?:at least|min\.?|≥|>=)\s*", re.IGNORECASE)),
    ("more_than", re.compile(r"^(?:more than|over|>)\s*", re.IGNORECASE)),
    ("about", re.compile(r"^(?:about|approx(?:\.|imately)?|around|circa|ca?\.|~|≈)\s*", re.IGNORECASE)),
)
RANGE = re.compile(r"^(?P<low>-?\d[\d.,' ]*?)\s*(?:to|until|\.\.|[-–—])\s*(?P<high>\d.*)$", re.IGNORECASE)
WITH_UNIT = re.compile(r"^(?P<number>[-−]?[\d.,' ]*\d)\s*(?P<unit>%|[^\W\d_][^\d]*)?$")
GROUPED = re.compile(r"^\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?$")
COMMA_DECIMALS = re.compile(r"^(?:\d{1,3}(?:[. ']\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))$")
POINT_THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3}){2,}$")
PLAIN = re.compile(r"^\d+(?:\.\d+)?$")
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "’": "'", "−": "-"})
TONNE_WORDS = frozenset({"t", "ton", "tons", "tonne", "tonnes"})


def read_figure(text: str, unit: Unit) -> Cell:
    """The cell that ``text`` means in a line of ``unit``; Refused names the mend."""
    plain = " ".join(text.translate(SPACES).split())
    qualifier = "exact"
    for name, pattern in QUALIFIERS:
        if pattern.match(plain):
            qualifier, plain = name, pattern.sub("", plain)
            break
    if found := RANGE.match(plain):
        low, high = _amount(found["low"], unit, text), _amount(found["high"], unit, text)
        if low > high:
            raise Refused(_("In “%(text)s” the first figure is the larger one. Swap them.") % {"text": text}, "value")
        return Cell("range", unit, low=low, high=high)
    return Cell("amount", unit, value=_amount(plain, unit, text), qualifier=qualifier)


def _amount(plain: str, unit: Unit, text: str) -> Decimal:
    found = WITH_UNIT.match(plain.strip())
    if found is None:
        raise Refused(
            _("“%(text)s” is not a figure. Write digits, such as 15430 or 23.4; or choose why there is none.")
            % {"text": text}, "value",
        )  # fmt: skip
    number, word = found["number"].strip(), (found["unit"] or "").strip()
    value = _number(number, unit)
    if not word:
        return value
    quantity = read_amount(value, word) if word.lower() in TONNE_WORDS else None
    given = quantity.unit if quantity else read_unit(word)
    if given != unit:
        raise Refused(
            _("“%(text)s” is in %(given)s; this line counts %(unit)s. Put it on the line of its own unit.")
            % {"text": text, "given": given.plural, "unit": unit.plural}, "value",
        )  # fmt: skip
    return quantity.value if quantity else value


def _number(number: str, unit: Unit) -> Decimal:
    sign, digits = ("-", number[1:].strip()) if number.startswith("-") else ("", number)
    if GROUPED.match(digits) and len(set(re.sub(r"[\d.]", "", digits))) == 1:
        return Decimal(sign + re.sub(r"[, ']", "", digits))
    if COMMA_DECIMALS.match(digits) and len(set(re.sub(r"[\d,]", "", digits))) < 2:
        return Decimal(sign + re.sub(r"[. ']", "", digits).replace(",", "."))
    if POINT_THOUSANDS.match(digits):
        return Decimal(sign + digits.replace(".", ""))
    if PLAIN.match(digits):
        _refuse_ambiguous(digits, unit)
        return Decimal(sign + digits)
    words = _("“%(text)s” cannot be read for certain. Write digits without thousands marks, such as 15430 or 23.4.")
    raise Refused(words % {"text": number}, "value")


def _refuse_ambiguous(digits: str, unit: Unit) -> None:
    """``1.234`` is 1234 to some and a little more than one to others."""
    whole, point, places = digits.partition(".")
    if point and len(places) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        words = {"text": digits, "large": whole + places, "small": digits + "0"}
        if unit in (Unit.kilogram, Unit.percent):
            raise Refused(
                _("“%(text)s” can be read in two ways. Write %(large)s, or %(small)s for the small one.") % words,
                "value",
            )
        raise Refused(_("“%(text)s” has a point for thousands. Write %(large)s.") % words, "value")


def as_typed(cell: Cell) -> str:
    """A cell as it would be typed: what the field shows."""
    words = {"at_least": "at least ", "more_than": "more than ", "about": "about "}
    if cell.kind == "range":
        return f"{_digits(cell.low)} to {_digits(cell.high)}"
    if cell.kind == "amount":
        return words.get(cell.qualifier, "") + _digits(cell.value)
    return cell.grade or ""


def _digits(value: Decimal | None) -> str:
    """``15,430`` or ``23.4``: grouped, without zeros behind."""
    if value is None:
        return ""
    shown = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return f"{shown:,f}"
