"""Units of measure: a closed list, quantities that keep their unit, and how they are read and printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum, auto

from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy, pgettext_lazy

from .refusal import Refused

KILOGRAMS_IN_A_TONNE = Decimal(1000)


class UnitsDiffer(Refused):
    """Two quantities of different units were to be added."""


class NotAddable(Refused):
    """Shares and grades have no sum, also when the unit is the same."""


class UnknownUnit(Refused, ValueError):
    """The word is not a unit of the list."""


class BadAmount(Refused, ValueError):
    """What was given is not an exact, finite number."""


class Unit(StrEnum):
    """The closed list. A tonne is not in it: it is a way to read and print kilograms."""

    piece = auto()
    round = auto()
    kilogram = auto()
    case = auto()
    person = auto()
    incident = auto()
    request = auto()
    check = auto()
    profile = auto()
    plan = auto()
    facility = auto()
    document = auto()
    activity = auto()
    operation = auto()
    jurisdiction = auto()
    percent = auto()
    grade = auto()

    @property
    def singular(self) -> str:
        """The unit in words, for one."""
        return str(_WORDS[self][0])

    @property
    def plural(self) -> str:
        """The unit in words, for many: the heading of a column."""
        return str(_WORDS[self][1])

    @property
    def label(self) -> str:
        """The unit as a heading names it."""
        return self.plural

    @property
    def adds(self) -> bool:
        """Whether two amounts of this unit have a sum."""
        return self not in (Unit.percent, Unit.grade)


_WORDS = {
    Unit.piece: (pgettext_lazy("unit", "piece"), pgettext_lazy("unit", "pieces")),
    Unit.round: (pgettext_lazy("unit", "round"), pgettext_lazy("unit", "rounds")),
    Unit.kilogram: (pgettext_lazy("unit", "kilogram"), pgettext_lazy("unit", "kilograms")),
    Unit.case: (pgettext_lazy("unit", "case"), pgettext_lazy("unit", "cases")),
    Unit.person: (pgettext_lazy("unit", "person"), pgettext_lazy("unit", "persons")),
    Unit.incident: (pgettext_lazy("unit", "incident"), pgettext_lazy("unit", "incidents")),
    Unit.request: (pgettext_lazy("unit", "request"), pgettext_lazy("unit", "requests")),
    Unit.check: (pgettext_lazy("unit", "check"), pgettext_lazy("unit", "checks")),
    Unit.profile: (pgettext_lazy("unit", "profile"), pgettext_lazy("unit", "profiles")),
    Unit.plan: (pgettext_lazy("unit", "plan"), pgettext_lazy("unit", "plans")),
    Unit.facility: (pgettext_lazy("unit", "facility"), pgettext_lazy("unit", "facilities")),
    Unit.document: (pgettext_lazy("unit", "document"), pgettext_lazy("unit", "documents")),
    Unit.activity: (pgettext_lazy("unit", "activity"), pgettext_lazy("unit", "activities")),
    Unit.operation: (pgettext_lazy("unit", "operation"), pgettext_lazy("unit", "operations")),
    Unit.jurisdiction: (pgettext_lazy("unit", "jurisdiction"), pgettext_lazy("unit", "jurisdictions")),
    Unit.percent: (pgettext_lazy("unit", "per cent"), pgettext_lazy("unit", "per cent")),
    Unit.grade: (pgettext_lazy("unit", "grade"), pgettext_lazy("unit", "grades")),
}

_PRINTED = {
    Unit.piece: npgettext_lazy("amount", "%(figure)s piece", "%(figure)s pieces", "count"),
    Unit.round: npgettext_lazy("amount", "%(figure)s round", "%(figure)s rounds", "count"),
    Unit.kilogram: npgettext_lazy("amount", "%(figure)s kg", "%(figure)s kg", "count"),
    Unit.case: npgettext_lazy("amount", "%(figure)s case", "%(figure)s cases", "count"),
    Unit.person: npgettext_lazy("amount", "%(figure)s person", "%(figure)s persons", "count"),
    Unit.incident: npgettext_lazy("amount", "%(figure)s incident", "%(figure)s incidents", "count"),
    Unit.request: npgettext_lazy("amount", "%(figure)s request", "%(figure)s requests", "count"),
    Unit.check: npgettext_lazy("amount", "%(figure)s check", "%(figure)s checks", "count"),
    Unit.profile: npgettext_lazy("amount", "%(figure)s profile", "%(figure)s profiles", "count"),
    Unit.plan: npgettext_lazy("amount", "%(figure)s plan", "%(figure)s plans", "count"),
    Unit.facility: npgettext_lazy("amount", "%(figure)s facility", "%(figure)s facilities", "count"),
    Unit.document: npgettext_lazy("amount", "%(figure)s document", "%(figure)s documents", "count"),
    Unit.activity: npgettext_lazy("amount", "%(figure)s activity", "%(figure)s activities", "count"),
    Unit.operation: npgettext_lazy("amount", "%(figure)s operation", "%(figure)s operations", "count"),
    Unit.jurisdiction: npgettext_lazy("amount", "%(figure)s jurisdiction", "%(figure)s jurisdictions", "count"),
    Unit.percent: npgettext_lazy("amount", "%(figure)s%%", "%(figure)s%%", "count"),
    Unit.grade: npgettext_lazy("amount", "grade %(figure)s", "grade %(figure)s", "count"),
}
_TONNES = npgettext_lazy("amount", "%(figure)s tonne", "%(figure)s tonnes", "count")

_TONNE_WORDS = frozenset({"t", "ton", "tons", "tonne", "tonnes"})
_SPELLINGS = {
    **{unit.value: unit for unit in Unit},
    **{f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s": unit for unit in Unit if unit.adds},
    **{"kg": Unit.kilogram, "%": Unit.percent, "per cent": Unit.percent},
}


@dataclass(frozen=True)
class Quantity:
    """An exact amount and its unit, never one without the other."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", exact(self.value))
        object.__setattr__(self, "unit", read_unit(self.unit))

    def __iter__(self) -> Iterator[Decimal | Unit]:
        """Lets ``value, unit = quantity`` be written."""
        return iter((self.value, self.unit))

    def __add__(self, other: "Quantity") -> "Quantity":
        return add(self, other)

    def __str__(self) -> str:
        return as_printed(self.value, self.unit)


def exact(value: Decimal | int | str) -> Decimal:
    """The number as a Decimal; floats, truth values, infinities and words are refused."""
    if isinstance(value, bool | float):
        raise BadAmount(_("%(value)r is not an exact number. Give digits, such as 23.4.") % {"value": value}, "value")
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        words = _("“%(value)s” is not a number. Give digits, such as 23.4.") % {"value": value}
        raise BadAmount(words, "value") from None
    if not number.is_finite():
        raise BadAmount(_("“%(value)s” is not a finite number.") % {"value": value}, "value")
    return number


def add(first: Quantity, second: Quantity) -> Quantity:
    """The sum of two quantities of one unit; anything else is refused with the reason."""
    if first.unit != second.unit:
        words = {"first": first.unit.plural, "second": second.unit.plural}
        raise UnitsDiffer(_("%(first)s and %(second)s are different units and are never added.") % words, "unit")
    if not first.unit.adds:
        raise NotAddable(_("Amounts in %(unit)s have no sum.") % {"unit": first.unit.plural}, "unit")
    return Quantity(first.value + second.value, first.unit)


def read_unit(word: str) -> Unit:
    """The unit of a key, a plural or a usual short form."""
    unit = _SPELLINGS.get(" ".join(str(word).lower().split()))
    if unit is None:
        known = {"word": word, "units": ", ".join(Unit)}
        raise UnknownUnit(
            _("“%(word)s” is not a unit. The units are: %(units)s; tonnes are read as kilograms.") % known,
            "unit",
        )
    return unit


def read_amount(value: Decimal | int | str, word: str) -> Quantity:
    """The quantity that an amount and a unit's word mean; tonnes become kilograms."""
    if str(word).strip().lower() in _TONNE_WORDS:
        return Quantity(_shortest(exact(value) * KILOGRAMS_IN_A_TONNE), Unit.kilogram)
    return Quantity(exact(value), read_unit(word))


def figure(value: Decimal | int | str) -> str:
    """The digits with thousands marked, every reported place kept and none added."""
    return f"{exact(value):,f}"


def as_printed(value: Decimal | int | str, unit: str, tonnes: bool = False) -> str:
    """An amount with its unit: ``15,430 pieces``, ``54.1%``, ``23,400 kg`` or, if asked, ``23.4 tonnes``."""
    number, kind = exact(value), read_unit(unit)
    words = _PRINTED[kind]
    if tonnes and kind is Unit.kilogram:
        number, words = _shortest(number / KILOGRAMS_IN_A_TONNE), _TONNES
    return str(words % {"figure": figure(number), "count": 1 if number == 1 else 2 if number % 1 else int(number)})


def _shortest(number: Decimal) -> Decimal:
    """The number without the zeros that a conversion left behind."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
