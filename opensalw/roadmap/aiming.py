"""What must hold of baselines, milestones and targets; each function returns the reason for refusing, or None."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person

from .framework.spec import Line, Measure
from .models import Aim


def refuse_aiming(by: Person, jurisdiction: str) -> str | None:
    """Targets are laid down by the jurisdiction's officer or chair, or entered by the secretariat."""
    if by.is_secretariat or by.holds("officer", jurisdiction) or by.holds("chair", jurisdiction):
        return None
    return _("Only the officer or chair of the jurisdiction, or the secretariat, lays down a target.")


def refuse_aim_line(measure: Measure, line: Line) -> str | None:
    """A target is a figure: grades and views have none."""
    if measure.view_of:
        return _("%(measure)s is a view; choose a line of %(source)s.") % {
            "measure": measure.title, "source": measure.view_of.measure
        }  # fmt: skip
    return _("A graded line has no figure to reach.") if line.kind == "grade" else None


def refuse_aim_beside(held: Iterable[Aim], kind: str, on: date) -> str | None:
    """One baseline, and after it milestones that lead to a target."""
    for one in held:
        if kind == "baseline" == one.kind:
            return _("There is a baseline already. Withdraw it first.")
        if (one.kind, one.on) == (kind, on):
            return _("There is one of this kind for that day already. Withdraw it first.")
        if one.kind == "baseline" and kind != "baseline" and on <= one.on:
            return _("It must lie after the baseline's day, %(day)s.") % {"day": one.on}
        if kind == "baseline" and one.kind != "baseline" and on >= one.on:
            return _("The baseline must lie before %(day)s, for which something is laid down.") % {"day": one.on}
    return None
