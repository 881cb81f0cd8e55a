"""What may be erased by now: holders whose every clock has run out, and refused rows of files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ..lifecycle import State
from ..models import Firearm, Holder, Permit, Refusal, Retention, Run
from ..retention import BY_CLOCK, HOLDINGS, Clock, Holding, after

ENDED = {State.DESTROYED: Clock.WEAPON, State.EXPORTED: Clock.EXPORT}
NAMING = (
    "select distinct payload->>'holder', subject from ledger_entry "
    "where jurisdiction = %s and stream = 'registers' and payload->>'holder' = any(%s)"
)
LAST = (
    "select subject, max(happened_on) from ledger_entry where jurisdiction = %s and subject = any(%s::uuid[]) "
    "group by subject"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A clock as it runs in a jurisdiction."""

    holding: Holding
    years: int
    law: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A holder who may be erased: since when, and which clock ran out last."""

    holder: Holder
    since: date
    because: str


@dataclass(frozen=True, slots=True)
class DueRows:
    """A loaded file whose refused rows may be erased."""

    run: Run
    since: date
    count: int


@dataclass(frozen=True, slots=True)
class _Ends:
    """Until when one thing keeps a holder; None is for as long as it lives."""

    until: date | None
    because: str


def clocks(jurisdiction: str) -> dict[Clock, Kept]:
    """The clocks of a jurisdiction: as set, otherwise as the instruments say."""
    held = {one.clock: one for one in Retention.objects.filter(jurisdiction=jurisdiction)}
    found = {}
    for holding in HOLDINGS:
        own = held.get(holding.clock)
        years, law = (own.years, own.law) if own else (holding.years, str(holding.source))
        found[holding.clock] = Kept(holding, years, law, own is not None)
    return found


def due_holders(jurisdiction: str, today: date) -> list[Due]:
    """The holders who may be erased, those longest due first."""
    waiting = {one.pk: one for one in _without_anything(jurisdiction, today)}
    if not waiting:
        return []
    kept = clocks(jurisdiction)
    ends: dict[UUID, list[_Ends]] = defaultdict(list)
    for holder, end in _by_weapons(jurisdiction, waiting, kept):
        ends[holder].append(end)
    for holder, end in _by_permits(jurisdiction, waiting, kept):
        ends[holder].append(end)
    alone = [pk for pk in waiting if pk not in ends]
    for holder, day in _last_days(jurisdiction, alone):
        ends[holder].append(_ended(day, kept[Clock.HOLDER]))
    found = []
    for pk, reasons in ends.items():
        known = [one for one in reasons if one.until is not None]
        if len(known) == len(reasons):
            last = max(known, key=lambda one: one.until or today)
            if last.until and last.until <= today:
                found.append(Due(waiting[pk], last.until, last.because))
    return sorted(found, key=lambda one: (one.since, one.holder.number))


def due_rows(jurisdiction: str, today: date) -> list[DueRows]:
    """The files whose refused rows may be erased."""
    years = clocks(jurisdiction)[Clock.REFUSED_ROWS].years
    ended = Run.objects.filter(jurisdiction=jurisdiction, finished_at__isnull=False).order_by("finished_at")
    due = {run: since for run in ended if (since := after((run.finished_at or run.made_at).date(), years)) <= today}
    rows = Refusal.objects.filter(jurisdiction=jurisdiction, run__in=[run.pk for run in due])
    counts = dict(rows.values_list("run").annotate(Count("pk")))
    return [DueRows(run, since, counts[run.pk]) for run, since in due.items() if run.pk in counts]


def _without_anything(jurisdiction: str, today: date) -> Iterable[Holder]:
    """Holders who have no weapon and no permit that is valid."""
    own = {"jurisdiction": jurisdiction, "holder": OuterRef("pk")}
    weapons = Firearm.objects.filter(**own).exclude(state__in=[*ENDED, State.MERGED])
    permits = Permit.objects.filter(**own, state=Permit.State.VALID)
    permits = permits.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    found = Holder.objects.filter(jurisdiction=jurisdiction, erased_at__isnull=True)
    return found.filter(~Exists(weapons), ~Exists(permits))


def _by_weapons(jurisdiction: str, holders: Iterable[UUID], kept: dict[Clock, Kept]) -> Iterable[tuple[UUID, _Ends]]:
    """Every weapon that ever named a holder, and until when it keeps that holder."""
    with connection.cursor() as cursor:
        cursor.execute(NAMING, [jurisdiction, [str(pk) for pk in holders]])
        pairs = [(UUID(holder), subject) for holder, subject in cursor.fetchall()]
    own = Firearm.objects.filter(jurisdiction=jurisdiction)
    weapons = own.in_bulk({subject for _holder, subject in pairs})
    others = own.in_bulk({one.merged_into for one in weapons.values() if one.merged_into})
    for holder, subject in pairs:
        weapon = weapons[subject]
        weapon = others.get(weapon.merged_into, weapon) if weapon.merged_into else weapon
        clock = ENDED.get(weapon.stands)
        yield holder, _ended(weapon.since, kept[clock]) if clock else _Ends(None, weapon.number)


def _by_permits(jurisdiction: str, holders: Iterable[UUID], kept: dict[Clock, Kept]) -> Iterable[tuple[UUID, _Ends]]:
    """Every permit of a holder that ended, and until when it is kept."""
    permits = list(Permit.objects.filter(jurisdiction=jurisdiction, holder__in=list(holders)))
    last = dict(_last_days(jurisdiction, [one.pk for one in permits]))
    for one in permits:
        ended = one.valid_until if one.state in (Permit.State.VALID, Permit.State.EXPIRED) else last.get(one.pk)
        yield one.holder, _ended(ended, kept[Clock.PERMIT]) if ended else _Ends(None, one.number)


def _last_days(jurisdiction: str, subjects: list[UUID]) -> list[tuple[UUID, date]]:
    if not subjects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LAST, [jurisdiction, [str(pk) for pk in subjects]])
        return cursor.fetchall()


def _ended(day: date, kept: Kept) -> _Ends:
    words = {"years": kept.years, "from": kept.holding.runs_from, "day": day, "law": kept.law}
    because = _("%(years)s years after %(from)s on %(day)s (%(law)s)") % words
    return _Ends(after(day, kept.years), because)


def years_of(jurisdiction: str, clock: Clock) -> int:
    """For how many years a clock runs."""
    own = Retention.objects.filter(jurisdiction=jurisdiction, clock=clock).first()
    return own.years if own else BY_CLOCK[clock].years
