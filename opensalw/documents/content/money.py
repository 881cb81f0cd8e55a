"""Amounts, sums and projects as cells and sentences of documents."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opensalw.coordination.models import Project
from opensalw.coordination.queries.projects import Totals
from opensalw.core.designations import label

from ..blocks import Cell, missing, words


def amount_words(amount: Decimal, currency: str) -> str:
    """An amount with its currency before it: ``EUR 4,002,587.52``."""
    return f"{currency} {amount:,.0f}" if amount == amount.to_integral_value() else f"{currency} {amount:,.2f}"


def day_words(day: date) -> str:
    """A day as it is read: ``3 July 2020``."""
    return date_format(day, "j F Y")


def sums_words(sums: Totals | None) -> str:
    """Sums by currency, never added across currencies."""
    if sums is None:
        return ""
    parts = [amount_words(value, currency) for currency, value in sums.said]
    unknown = [_("%(n)d not known") % {"n": sums.unknown}] if sums.unknown else []
    return "; ".join([*parts, *unknown])


def sums_cell(sums: Totals | None) -> Cell:
    """Sums by currency as a cell; no amount is a reason, not a zero."""
    if sums is None or not sums.sums:
        return missing(_("not known"))
    return words(sums_words(sums))


def places(project: Project) -> str:
    """The jurisdictions of a project by their seats."""
    return ", ".join(label(jid) for jid in project.jurisdictions)


def duration(project: Project) -> str:
    """From when to when, as far as it is known."""
    begin = day_words(project.starts_on) if project.starts_on else _("begin not known")
    end = day_words(project.ends_on) if project.ends_on else _("end not known")
    return f"{begin} – {end}"
