"""The legal category of a weapon (A1 to C7), proposed from facts; the decision is a person's and dated.

Shortened from the list of Annex I of Directive (EU) 2021/555, as Regulation (EU) 2025/41 repeats it.
What the facts leave open is "undetermined, because ...". The same model changes its category with the
magazine that is inserted, so this is a fact of a day and not of the model.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

CATEGORIES = ("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8",
              "B9", "C1", "C2", "C3", "C4", "C5", "C6", "C7")  # fmt: skip
SHORT_BARREL, SHORT_OVERALL, REDUCED, SMOOTH_SHORT, RIMFIRE_SHORT = 300, 600, 600, 600, 280
C7_SINCE = date(2018, 9, 14)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the category rests on, in millimetres and rounds; None is not known."""

    action: str = ""
    barrel_mm: int | None = None
    overall_mm: int | None = None
    reduced_mm: int | None = None
    ignition: str = ""
    bore: str = ""
    chamber: int = 1
    magazine: int | None = None
    magazine_detachable: bool | None = None
    resembles_automatic: bool = False
    explosive: bool = False
    disguised: bool = False
    was_automatic: bool = False
    blank_only: bool = False
    converted_from: str = ""
    deactivated: bool = False
    placed_on_market: date | None = None

    @property
    def is_short(self) -> bool | None:
        """Barrel of 30 cm or less, or 60 cm or less overall; None when that is open."""
        if self.barrel_mm is not None and self.barrel_mm <= SHORT_BARREL:
            return True
        if self.overall_mm is not None and self.overall_mm <= SHORT_OVERALL:
            return True
        return None if self.barrel_mm is None or self.overall_mm is None else False

    @property
    def rounds(self) -> int | None:
        """Rounds without reloading: magazine and chamber."""
        return None if self.magazine is None else self.magazine + self.chamber


@dataclass(frozen=True, slots=True)
class Proposal:
    """A category, or none; ``because`` says on which facts it rests or what is missing."""

    category: str
    because: str


def proposed(facts: Facts) -> Proposal:
    """The category that the facts lead to."""
    if facts.deactivated:
        return Proposal("C6", _("deactivated with a certificate"))
    if facts.blank_only:
        return _converted(facts)
    if facts.explosive:
        return Proposal("A1", _("fires explosive missiles"))
    if facts.action == "automatic":
        return Proposal("A2", _("automatic"))
    if facts.disguised:
        return Proposal("A3", _("disguised as another object"))
    if facts.action == "semi" and facts.was_automatic:
        return Proposal("A6", _("automatic before, converted to semi-automatic"))
    rule = {"semi": _semi, "repeating": _repeating, "single": _single}.get(facts.action)
    return rule(facts) if rule else _open(_("how it loads (automatic, semi-automatic, repeating, single shot)"))


def _open(missing: str) -> Proposal:
    return Proposal("", _("undetermined, because this is not known: %(missing)s") % {"missing": missing})


def _converted(facts: Facts) -> Proposal:
    group = {"A": "A9", "B": "B8", "C": "C5"}.get(facts.converted_from[:1])
    if group is None:
        return _open(_("the category before it was converted to blanks"))
    return Proposal(group, _("converted to blanks from category %(before)s") % {"before": facts.converted_from})


def _semi(facts: Facts) -> Proposal:
    short = facts.is_short
    if short is None:
        return _open(_("barrel and overall length"))
    return _semi_short(facts) if short else _semi_long(facts)


def _semi_short(facts: Facts) -> Proposal:
    if facts.ignition == "rim":
        return Proposal("B5", _("semi-automatic, short, rim-fire"))
    if not facts.ignition or facts.magazine is None:
        return _open(_("centre or rim fire") if not facts.ignition else _("rounds of the inserted magazine"))
    if facts.magazine > 20 and (facts.rounds or 0) > 21:
        return Proposal("A7", _("semi-automatic, short, more than 21 rounds with the magazine that is inserted"))
    return Proposal("B5", _("semi-automatic, short"))


def _semi_long(facts: Facts) -> Proposal:
    if facts.reduced_mm is not None and facts.reduced_mm < REDUCED:
        return Proposal("A8", _("semi-automatic, long, can be made shorter than 60 cm without tools"))
    missing = [
        word
        for word, value in (
            (_("shortest length with the stock folded"), facts.reduced_mm),
            (_("centre or rim fire"), facts.ignition or None),
            (_("rounds of the inserted magazine"), facts.magazine),
        )
        if value is None
    ]
    if missing:
        return _open(", ".join(missing))
    rounds, magazine = facts.rounds or 0, facts.magazine or 0
    if facts.ignition == "centre" and magazine > 10 and rounds > 11:
        return Proposal("A7", _("semi-automatic, long, more than 11 rounds with the magazine that is inserted"))
    if facts.bore == "smooth" and facts.barrel_mm is not None and facts.barrel_mm <= SMOOTH_SHORT:
        return Proposal("B7", _("semi-automatic, long, smooth bore, barrel of 60 cm or less"))
    if facts.resembles_automatic:
        return Proposal("B9", _("semi-automatic, resembles an automatic firearm"))
    if rounds > 3:
        return Proposal("B4", _("semi-automatic, long, more than three rounds"))
    if facts.magazine_detachable is None:
        return _open(_("whether the magazine can be taken out"))
    if facts.magazine_detachable:
        return Proposal("B6", _("semi-automatic, long, up to three rounds, magazine can be taken out"))
    if not facts.bore:
        return _open(_("smooth or rifled bore"))
    return Proposal("C3", _("semi-automatic, long, up to three rounds, fixed magazine"))


def _repeating(facts: Facts) -> Proposal:
    short = facts.is_short
    if short is None:
        return _open(_("barrel and overall length"))
    if short:
        return Proposal("B1", _("repeating, short"))
    if not facts.bore:
        return _open(_("smooth or rifled bore"))
    if facts.bore == "smooth" and facts.barrel_mm is not None and facts.barrel_mm <= SMOOTH_SHORT:
        return Proposal("B7", _("repeating, long, smooth bore, barrel of 60 cm or less"))
    return Proposal("C1", _("repeating, long"))


def _single(facts: Facts) -> Proposal:
    short = facts.is_short
    if short is None:
        return _open(_("barrel and overall length"))
    if short and not facts.ignition:
        return _open(_("centre or rim fire"))
    if short and facts.ignition == "centre":
        return Proposal("B2", _("single shot, short, centre-fire"))
    if short:
        if facts.overall_mm is None:
            return _open(_("overall length"))
        if facts.overall_mm < RIMFIRE_SHORT:
            return Proposal("B3", _("single shot, short, rim-fire, shorter than 28 cm"))
        return Proposal("C4", _("single shot, short, rim-fire, 28 cm or longer"))
    if not facts.bore:
        return _open(_("smooth or rifled bore"))
    if facts.bore == "rifled":
        return Proposal("C2", _("single shot, long, rifled"))
    if facts.placed_on_market is None:
        return _open(_("day on which it was placed on the market"))
    if facts.placed_on_market >= C7_SINCE:
        return Proposal("C7", _("single shot, long, smooth bore, on the market since 14 September 2018"))
    return Proposal("", _("in no category: single shot, long, smooth bore, on the market before 14 September 2018"))
