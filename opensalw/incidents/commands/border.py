"""Border work is reported, corrected by a new report, and withdrawn."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from ..events import border as events
from ..models import BorderReport
from ..rules import reach, records

Kind = BorderReport.Kind
TOLD_AS: dict[str, type[events.BorderWork]] = {
    Kind.PROFILE: events.ProfileIssued, Kind.CHECKS: events.ChecksReported, Kind.PREVENTED: events.Prevented,
}  # fmt: skip


@transaction.atomic
def report_border_work(
    *,
    jurisdiction: str,
    kind: str,
    count: int,
    happened_on: date,
    by: Person,
    reported_on: date | None = None,
    reach_of_plan: str = "",
    where: str = "",
    about: str = "",
    synthetic: bool = False,
) -> BorderReport:
    """Keep so many profiles, checks, cases, plans or joint action days of a day."""
    require(reach.refuse_recording(by, jurisdiction))
    reported = reported_on or timezone.localdate()
    _check(kind, count, reach_of_plan)
    if wrong := records.refuse_days(happened_on, reported, timezone.localdate()):
        raise Refused(*wrong)
    report = BorderReport(
        id=uuid4(), jurisdiction=jurisdiction, kind=kind, reach=reach_of_plan if kind == Kind.PLAN else "", count=count,
        happened_on=happened_on, reported_on=reported, where=where.strip(), about=about.strip(), synthetic=synthetic,
        made_by=by.id,
    )  # fmt: skip
    report.entry = _tell(report, by)
    report.save(force_insert=True)
    return report


def _check(kind: str, count: int, reach_of_plan: str) -> None:
    if kind not in Kind.values:
        raise Refused(_("“%(kind)s” is not a kind of border work.") % {"kind": kind}, "kind")
    if count < 0:
        raise Refused(_("%(number)s is below zero. A count cannot be negative.") % {"number": count}, "count")
    if count > 10**8:
        raise Refused(_("%(number)s is too large a number. Look at it again.") % {"number": count}, "count")
    if kind == Kind.PLAN and reach_of_plan not in BorderReport.Reach.values:
        raise Refused(_("Say whether the plan is local or international."), "reach")


def _tell(report: BorderReport, by: Person, corrects: int | None = None, reason: str = "") -> int:
    known: dict[str, Any] = {
        "count": report.count,
        "where": report.where,
        "about": report.about,
        "synthetic": report.synthetic,
    }
    event: Event
    if report.kind in TOLD_AS:
        event = TOLD_AS[report.kind](**known)
    else:
        event = events.OperationPlanned(reach=report.reach or "joint_days", **known)
    entry = append(
        event, subject=report.pk, jurisdiction=report.jurisdiction, by=by.id, on=report.happened_on,
        corrects=corrects, reason=reason,
    )  # fmt: skip
    return entry.id


def _held(report: BorderReport, by: Person, reason: str) -> BorderReport:
    require(reach.refuse_recording(by, report.jurisdiction))
    require(None if reason.strip() else _("Say why."), "reason")
    kept = BorderReport.objects.select_for_update().get(pk=report.pk, jurisdiction=report.jurisdiction)
    require(_("This report was withdrawn.") if kept.withdrawn else None)
    return kept


@transaction.atomic
def correct_border_work(
    report: BorderReport, *, count: int, happened_on: date, by: Person, reason: str
) -> BorderReport:
    """Give a report another number or day."""
    kept = _held(report, by, reason)
    _check(kept.kind, count, kept.reach)
    if wrong := records.refuse_days(happened_on, max(kept.reported_on, happened_on), timezone.localdate()):
        raise Refused(*wrong)
    kept.count, kept.happened_on, kept.reported_on = count, happened_on, max(kept.reported_on, happened_on)
    kept.entry = _tell(kept, by, kept.entry, reason)
    kept.save(force_update=True)
    return kept


@transaction.atomic
def withdraw_border_work(report: BorderReport, *, by: Person, reason: str) -> BorderReport:
    """Take a report that was made in error out of every figure."""
    kept = _held(report, by, reason)
    entry = append(
        events.BorderReportWithdrawn(), subject=kept.pk, jurisdiction=kept.jurisdiction, by=by.id,
        on=kept.happened_on, corrects=kept.entry, reason=reason,
    )  # fmt: skip
    kept.entry, kept.withdrawn = entry.id, True
    kept.save(force_update=True)
    return kept
