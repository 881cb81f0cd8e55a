"""The life of a meeting: planned from a template, changed, announced, held, cancelled."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.models import Round, Source
from opensalw.roadmap.queries.observations import latest_framework

from ..agendas import items_of, templates
from ..events import meetings as events
from ..models import Item, Meeting, Series, Session
from ..rules import meetings as rules

State = Meeting.State
CHANGEABLE = (
    "title", "starts_on", "ends_on", "opens_at", "place", "mode", "online_link", "register_until", "round", "feeds",
    "note",
)  # fmt: skip


def record(event: Event, meeting: Meeting, by: Person, *, reason: str = "", on: date | None = None) -> None:
    """Add the entry of what happened to a meeting."""
    own = meeting.series.jurisdiction
    with acting_for(own):
        append(
            event, subject=meeting.pk, jurisdiction=own, by=by.id, on=on or timezone.localdate(), reason=reason
        )  # fmt: skip


def locked(meeting: Meeting) -> Meeting:
    """The meeting, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("series", "round").get(pk=meeting.pk)


@transaction.atomic
def ensure_series(*, kind: str, jurisdiction: str, framework_key: str, title: str, by: Person) -> Series:
    """The series of a kind and place; made where there is none."""
    require(refuse_secretariat_work(by))
    key = f"{framework_key.replace('_', '-')}-{kind}-{jurisdiction.removeprefix('J-').lower()}"
    facts = {"kind": kind, "jurisdiction": jurisdiction, "framework_key": framework_key, "title": title}
    return Series.objects.get_or_create(key=key, defaults=facts)[0]


@transaction.atomic
def plan_meeting(
    series: Series,
    *,
    starts_on: date,
    by: Person,
    ends_on: date | None = None,
    title: str = "",
    number: int | None = None,
    round: Round | None = None,
    feeds: Meeting | None = None,
    place: str = "",
    mode: str = Meeting.Mode.ROOM,
    opens_at: time | None = None,
    online_link: str = "",
    register_until: date | None = None,
    agenda: bool = True,
    reconstructed: bool = False,
    source: Source | None = None,
    when_words: str = "",
    note: str = "",
    id: UUID | None = None,
) -> Meeting:
    """Plan the next meeting of a series, with the agenda of its template."""
    ends_on = ends_on or starts_on
    last = Meeting.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    number = number or last + 1
    meeting = Meeting(
        series=series, number=number, title=title.strip() or _("%(title)s, meeting %(number)d") % {
            "title": series.title, "number": number
        }, round=round, feeds=feeds, starts_on=starts_on, ends_on=ends_on, opens_at=opens_at, place=place.strip(),
        mode=mode, online_link=online_link.strip(), register_until=register_until, reconstructed=reconstructed,
        source=source, note=note, when_words=when_words,
        state=State.HELD if reconstructed else State.PLANNED, **({"id": id} if id else {}),
    )  # fmt: skip
    require(rules.refuse_preparing(by, meeting))
    _require_facts(meeting)
    if Meeting.objects.filter(series=series, number=number).exists():
        raise Refused(_("The series has a meeting %(number)d already.") % {"number": number}, "number")
    meeting.full_clean()
    meeting.save(force_insert=True)
    if agenda:
        _lay_agenda(meeting)
    event = events.MeetingPlanned(
        title=meeting.title, starts_on=starts_on.isoformat(), reconstructed=reconstructed
    )  # fmt: skip
    record(event, meeting, by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Person, **facts: Any) -> Meeting:
    """Change day, place, link or title; the same again changes nothing."""
    kept = locked(meeting)
    require(rules.refuse_preparing(by, kept))
    unknown = sorted(set(facts) - set(CHANGEABLE))
    require(_("%(field)s is not changed here.") % {"field": unknown[0]} if unknown else None)
    changed = [name for name, value in facts.items() if getattr(kept, name) != value]
    if not changed:
        return kept
    before = kept.starts_on
    for name in changed:
        setattr(kept, name, facts[name])
    _require_facts(kept)
    kept.full_clean()
    kept.save()
    if "starts_on" in changed:
        _shift_hours(kept, kept.starts_on - before)
    _require_hours(kept)
    words = "; ".join(_said(name, facts[name]) for name in changed)
    record(events.MeetingChanged(what=words), kept, by)
    return kept


def _said(name: str, value: Any) -> str:
    """A change in words; the link is for those who take part, so it is not in the entry."""
    word = name.replace("_", " ")
    return word if name == "online_link" else f"{word}: {value}"


def _require_facts(meeting: Meeting) -> None:
    require(None if meeting.title.strip() else _("Give the meeting a title."), field="title")
    require(rules.refuse_days(meeting.starts_on, meeting.ends_on), field="ends_on")
    require(rules.refuse_link(meeting.online_link), field="online_link")
    require(rules.refuse_feeding(meeting, meeting.feeds), field="feeds")
    if meeting.register_until and meeting.register_until > meeting.starts_on:
        raise Refused(_("Registration ends before the meeting begins."), "register_until")


def _shift_hours(meeting: Meeting, by: timedelta) -> None:
    """Move the hours of the sessions along with the first day; the hour on the clock stays."""
    zone = timezone.get_current_timezone()
    for session in meeting.sessions.filter(starts_at__isnull=False):
        for name in ("starts_at", "ends_at"):
            if moment := getattr(session, name):
                there = timezone.make_naive(moment, zone) + by
                setattr(session, name, timezone.make_aware(there, zone))
        session.save()


def _require_hours(meeting: Meeting) -> None:
    for session in meeting.sessions.filter(starts_at__isnull=False):
        if rules.refuse_hours(meeting, session.starts_at, session.ends_at):
            words = _("“%(session)s” would not be on a day of the meeting. Change its hours first.")
            raise Refused(words % {"session": session.title}, "ends_on")


def _lay_agenda(meeting: Meeting) -> None:
    """Give a meeting the sessions and items of its template."""
    spec = latest_framework(meeting.series.framework_key).spec
    for place, one in enumerate(templates()[meeting.series.kind].sessions, start=1):
        session = Session.objects.create(meeting=meeting, position=place, kind=one.kind, title=one.title)
        Item.objects.bulk_create(
            Item(session=session, position=at, kind=item.kind, title=item.title, jurisdiction=item.jurisdiction,
                 goals=list(item.goals))
            for at, item in enumerate(items_of(one, spec, meeting.jurisdiction), start=1)
        )  # fmt: skip


@transaction.atomic
def announce(meeting: Meeting, *, by: Person) -> Meeting:
    """Show date and agenda to those who take part, and open registration."""
    kept = locked(meeting)
    require(rules.refuse_preparing(by, kept))
    items = Item.objects.filter(session__meeting=kept).count()
    require(rules.refuse_announcing(kept, items))
    return _moved(kept, State.ANNOUNCED, events.MeetingAnnounced(items=items), by)


@transaction.atomic
def hold(meeting: Meeting, *, by: Person) -> Meeting:
    """Say that the meeting has taken place, or is taking place."""
    kept = locked(meeting)
    require(rules.refuse_preparing(by, kept))
    require(rules.refuse_holding(kept, timezone.localdate()))
    came = kept.delegations.filter(withdrawn_at__isnull=True).count()
    return _moved(kept, State.HELD, events.MeetingHeld(delegations=came), by)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, reason: str) -> Meeting:
    """Say that the meeting does not take place, and why."""
    kept = locked(meeting)
    require(rules.refuse_preparing(by, kept))
    require(rules.refuse_cancelling(kept, reason), field="reason")
    return _moved(kept, State.CANCELLED, events.MeetingCancelled(), by, reason)


def _moved(meeting: Meeting, state: str, event: Event, by: Person, reason: str = "") -> Meeting:
    meeting.state = state
    meeting.save()
    record(event, meeting, by, reason=reason)
    return meeting
