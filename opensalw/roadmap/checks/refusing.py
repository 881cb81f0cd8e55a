"""Why a part that was checked cannot be cleared or sent, or None."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import Report


def refuse_findings(report: Report) -> str | None:
    """No part is cleared or sent while a blocker stands, or an error or warning that nobody explained."""
    if found := report.blockers:
        one, many = _("One thing must be mended: %(first)s"), _("%(count)d things must be mended. First: %(first)s")
    elif found := report.unexplained:
        one = _("One figure waits for an explanation: %(first)s")
        many = _("%(count)d findings wait for an explanation. First: %(first)s")
    else:
        return None
    return (one if len(found) == 1 else many) % {"count": len(found), "first": found[0].words}


def refuse_despite(report: Report, reason: str) -> str | None:
    """A part with explained errors is cleared only when the chair says why."""
    if not report.errors or reason.strip():
        return None
    words = ngettext(
        "%(count)d error is explained and not mended. Say why the part is cleared all the same.",
        "%(count)d errors are explained and not mended. Say why the part is cleared all the same.",
        len(report.errors),
    )
    return words % {"count": len(report.errors)}
