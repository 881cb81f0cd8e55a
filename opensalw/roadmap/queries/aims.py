"""Questions about baselines, milestones and targets: what holds, and how far a jurisdiction has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opensalw.core.units import Unit, as_printed

from ..calculating import PLACES
from ..combining import COMBINABLE_FITS
from ..models import Aim, Observation
from .observations import figure_of


def aims(framework: str, *, measure: str = "", line: str = "", jurisdiction: str = "") -> QuerySet[Aim]:
    """What holds now, of a measure, a line or a jurisdiction if they are given."""
    found = Aim.objects.filter(framework=framework, withdrawn_at__isnull=True)
    wanted = {"measure": measure, "line": line, "jurisdiction": jurisdiction}
    return found.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Standing:
    """How far a jurisdiction has come towards a milestone or target.

    ``reached`` is the figure that stands against it; ``percent`` the share of the way from the baseline, or of the
    target itself where there is no baseline. ``words`` say what was taken, or why nothing can be said.
    """

    aim: Aim
    reached: Decimal | None
    percent: Decimal | None
    words: str


def standing_of(aim: Aim, baseline: Aim | None, rows: Iterable[Observation]) -> Standing:
    """How the public figures ``rows`` of the aim's line stand against it."""
    since = baseline.on if baseline else None
    usable = [row for row in rows if _counts(row, aim, since)]
    if not usable:
        return Standing(aim, None, None, _("no figure to set against it"))
    if len({row.measure_version for row in usable}) > 1:
        return Standing(aim, None, None, _("the definition changed, so the figures are not added up"))
    if aim.cumulative:
        chosen = _without_overlap(usable)
        reached = sum((row.value for row in chosen if row.value is not None), Decimal(0))
        words = _("%(count)d periods up to %(day)s added up") % {
            "count": len(chosen), "day": max(row.end for row in chosen if row.end)
        }  # fmt: skip
    else:
        latest = max(usable, key=lambda row: row.end or date.min)
        assert latest.value is not None
        reached, words = latest.value, _("figure of %(day)s") % {"day": latest.end}
    return Standing(aim, reached, _percent(aim, baseline, reached), words)


def _counts(row: Observation, aim: Aim, since: date | None) -> bool:
    """Whether a figure may stand against the aim: exact, whole, of a fitting period, not after its day."""
    if row.jurisdiction != aim.jurisdiction or row.cell.level is None or row.qualifier != "exact" or row.end is None:
        return False
    if row.unit != aim.unit or (since and row.end <= since) or row.end > aim.on:
        return False
    stated = {name: member for name, member in row.dims.items() if member != "not_stated"}
    return not stated and (not aim.cumulative or (row.start is not None and figure_of(row).fit in COMBINABLE_FITS))


def _without_overlap(rows: Sequence[Observation]) -> list[Observation]:
    """Of figures whose periods overlap only one counts: the longer period, then the later known."""
    ordered = sorted(rows, key=lambda row: ((row.end - row.start).days, row.known_from), reverse=True)  # type: ignore[operator]
    kept: list[Observation] = []
    for row in ordered:
        if all(row.end < one.start or row.start > one.end for one in kept):  # type: ignore[operator]
            kept.append(row)
    return kept


def _percent(aim: Aim, baseline: Aim | None, reached: Decimal) -> Decimal | None:
    start = Decimal(0) if baseline is None or aim.cumulative else baseline.value
    if aim.value == start:
        return None
    return (100 * (reached - start) / (aim.value - start)).quantize(PLACES)


def printed(aim: Aim) -> str:
    """The value of an aim with its unit."""
    value = aim.value
    neat = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return as_printed(neat, Unit(aim.unit))
