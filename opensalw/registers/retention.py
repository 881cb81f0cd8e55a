"""How long a register keeps what about whom: the clocks as data, each with its source and the least that is allowed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy


class Clock(StrEnum):
    """What a period of retention is set for."""

    WEAPON = "weapon"
    CERTIFICATE = "certificate"
    EXPORT = "export"
    PERMIT = "permit"
    HOLDER = "holder"
    REFUSED_ROWS = "refused_rows"


@dataclass(frozen=True, slots=True)
class Holding:
    """A clock: what it is for, from when it runs, how many years unless set otherwise, the least, and the source."""

    clock: Clock
    title: str | Promise
    runs_from: str | Promise
    years: int
    least: int
    source: str | Promise


OWN_LAW = lazy("no instrument fixes it: set what your law says")
HOLDINGS = (
    Holding(
        Clock.WEAPON, lazy("Record of a weapon, with its suppliers and holders"), lazy("the weapon's destruction"), 30,
        30, "Directive (EU) 2021/555, Article 4(5)",
    ),
    Holding(
        Clock.CERTIFICATE, lazy("Certificate of deactivation"), lazy("the day of the certificate"), 20, 20,
        "Implementing Regulation (EU) 2015/2403, Article 3",
    ),
    Holding(
        Clock.EXPORT, lazy("Record of a weapon that was exported"), lazy("its export"), 20, 20,
        "International Tracing Instrument (A/60/88), paragraph 12",
    ),
    Holding(Clock.PERMIT, lazy("Permit, refusal of a permit"), lazy("its end, or the refusal"), 10, 0, OWN_LAW),
    Holding(
        Clock.HOLDER, lazy("Holder who never had a weapon or permit"), lazy("the last entry about the holder"), 2, 0,
        OWN_LAW,
    ),
    Holding(
        Clock.REFUSED_ROWS, lazy("Rows of a loaded file that were refused"), lazy("the loading"), 1, 0, OWN_LAW
    ),
)  # fmt: skip
BY_CLOCK = {holding.clock: holding for holding in HOLDINGS}


def after(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def refuse_years(clock: str, years: int, law: str) -> str | None:
    """A period is not set below what an instrument asks, and says which law sets it."""
    holding = next((one for one in HOLDINGS if one.clock == clock), None)
    if holding is None:
        return _("There is no such clock.")
    if not 0 <= years <= 200:
        return _("Give a number of years from 0 to 200.")
    if years < holding.least:
        words = {"least": holding.least, "source": holding.source}
        return _("At least %(least)s years: %(source)s.") % words
    return None if law.strip() else _("Name the law that sets the period.")
