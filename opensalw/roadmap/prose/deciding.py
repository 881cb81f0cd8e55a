"""Whether a proposed figure may be taken into a part as it is, and the cell that it becomes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL, jurisdiction
from opensalw.core.units import Unit

from ..cells import Cell

OF_THE_ROUND = ("exact", "inside", "inferred", "as_of")


def refuse_jurisdiction(found: Mapping[str, Any], part: str) -> str | None:
    """Why a figure is not one of this part: it speaks of another jurisdiction, or of none."""
    named = found["jurisdiction"]
    if part == REGIONAL:
        return None if named is None else _("It speaks of %(seat)s.") % {"seat": jurisdiction(named)}
    if named is None:
        return _("It speaks of the region or of no jurisdiction.")
    return None if named == part else _("It speaks of %(seat)s.") % {"seat": jurisdiction(named)}


def doubts(found: Mapping[str, Any]) -> list[str]:
    """What a person must look at before the figure is taken: a period, a plan, a change."""
    words = []
    if found["fit"] not in OF_THE_ROUND:
        period = found["period"]
        words.append(
            _("The text speaks of %(period)s, not of the period of the round.") % {"period": period}
            if period
            else _("The text names no period.")
        )
    if found["status"] == "planned":
        words.append(_("The text says that it is planned."))
    if found["status"] == "ongoing":
        words.append(_("The text says that it is under way."))
    if found["is_change"]:
        words.append(_("The number is the size of a change, not a level."))
    if found["qualifier"] == "at_most":
        words.append(_("The text gives an upper bound only."))
    return words


def cell_of(found: Mapping[str, Any], unit: Unit) -> Cell | None:
    """The cell that a found figure becomes on a line of ``unit``; None where a person has to write it."""
    amount, low, high = (
        None if found[name] is None else Decimal(str(found[name])) for name in ("amount", "low", "high")
    )
    if found["direction"] and (amount is None or found["is_change"]):
        return Cell("direction", unit, direction=found["direction"], value=amount)
    if amount is not None and found["qualifier"] != "at_most":
        return Cell("amount", unit, value=amount, qualifier=found["qualifier"])
    if low is not None and high is not None:
        return Cell("range", unit, low=low, high=high)
    return None
