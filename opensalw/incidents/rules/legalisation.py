"""What must hold for legalisation: the window, the checks, who decides; a sentence for the person, or None."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from ..models import Application, ApplicationCheck, Campaign, Ruling

Kind, Result, State = ApplicationCheck.Kind, ApplicationCheck.Result, Application.State
Wrong = tuple[str, str] | None
NEEDED = (Kind.REGISTER, Kind.LABORATORY)


def refuse_window(campaign: Campaign, day: date, today: date, *, anonymous: bool) -> Wrong:
    """An application is made inside the window of a law that opens one for it."""
    if day > today:
        return _("%(day)s lies in the future. Give the day on which it was applied for.") % {"day": day}, "applied_on"
    if campaign.purpose == Campaign.Purpose.SURRENDER:
        return _("%(title)s is for handing in only.") % {"title": campaign.title}, "campaign"
    if not campaign.is_open_on(day):
        known = {"title": campaign.title, "from": campaign.opens_on, "to": campaign.closes_on, "day": day}
        said = _("%(title)s ran from %(from)s to %(to)s; %(day)s lies outside. The law opens no other window.")
        return said % known, "applied_on"
    if anonymous and not campaign.anonymous_allowed:
        return _("%(title)s does not let people stay anonymous.") % {"title": campaign.title}, "is_anonymous"
    return None


def refuse_step(application: Application, *states: Application.State) -> str | None:
    """A step is taken from certain states only."""
    if application.state in states:
        return None
    return _("%(number)s is: %(state)s. That is not possible now.") % {
        "number": application.number, "state": application.get_state_display()
    }  # fmt: skip


def refuse_day(application: Application, on: date, today: date) -> Wrong:
    """Nothing happens before the application or in the future."""
    if on > today:
        return _("%(day)s lies in the future. Give the day on which it happened.") % {"day": on}, "on"
    if on < application.applied_on:
        return _("It was applied for on %(day)s, after that.") % {"day": application.applied_on}, "on"
    return None


def refuse_granting(application: Application, latest: Mapping[str, ApplicationCheck]) -> Wrong:
    """An arm is legalised for a named holder, once the register and the laboratory have nothing against it."""
    if application.holder is None:
        return _("Name the applicant first: an arm is legalised for a holder."), "holder"
    for kind in NEEDED:
        if kind not in latest or latest[kind].result == Result.OPEN:
            return _("Not answered yet: %(kind)s.") % {"kind": kind.label}, "checks"
    for check in latest.values():
        if check.result == Result.HIT:
            said = _("There is a hit: %(kind)s, %(remark)s. It cannot be legalised.")
            return said % {"kind": check.get_kind_display(), "remark": check.remark or check.reference}, "checks"
    return None


def refuse_ruling(application: Application, first: Ruling | None, by: str) -> str | None:
    """An open application is decided, and an appeal by another person."""
    if reason := refuse_step(application, State.OPEN, State.APPEALED):
        return reason
    if application.state == State.APPEALED and first is not None and first.by == by:
        return _("You made the first decision. Another person decides on the appeal.")
    return None
