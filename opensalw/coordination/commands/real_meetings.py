"""Loading the real meetings: again and again without harm."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import REGIONAL, seats
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Round, Source
from opensalw.roadmap.real_round.reading import Located, reconstructed_round
from opensalw.roadmap.real_round.schema import StatementData

from ..models import Intervention, Item, Meeting, Minutes, Series, Session
from ..queries.skeletons import skeleton_of
from ..real.reading import real_meetings
from ..real.schema import MeetingData
from .meetings import ensure_series, plan_meeting

FRAMEWORK = "wb_2018"
LOCAL_DAYS_BEFORE = 14


@transaction.atomic
def load_real_meetings(*, by: Person) -> int:
    """Enter the series, the known regional meetings and the local ones that prepare the next; returns how many."""
    require(refuse_secretariat_work(by))
    regional = ensure_series(
        kind=Series.Kind.REGIONAL, jurisdiction=REGIONAL, framework_key=FRAMEWORK,
        title=_("Regional Roadmap Coordination Meeting"), by=by,
    )  # fmt: skip
    made = 0
    for data in real_meetings().meetings:
        meeting, fresh = _meeting(regional, data, by)
        made += fresh
        if data.planned:
            made += _local_meetings(meeting, data.starts_on, by)
    return made


def _meeting(series: Series, data: MeetingData, by: Person) -> tuple[Meeting, int]:
    id = subject("meeting", f"{series.key}:{data.number}")
    if present := Meeting.objects.filter(pk=id).first():
        return present, 0
    meeting = plan_meeting(
        series, id=id, number=data.number, title=f"{_ordinal(data.number)} {series.title}", starts_on=data.starts_on,
        ends_on=data.ends_on, place=data.place, mode=data.mode, note=data.note, reconstructed=not data.planned,
        source=Source.objects.get(pk=data.source), round=Round.objects.get(pk=data.round) if data.round else None,
        agenda=data.planned, when_words=data.when, by=by,
    )  # fmt: skip
    if data.agenda:
        _rebuild(meeting, by)
    return meeting, 1


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _local_meetings(regional: Meeting, day: date, by: Person) -> int:
    """One planned local meeting for each seat before the regional one; their days are made up for the demonstration."""
    made = 0
    for place, seat in enumerate(seats()):
        title = _("Local Roadmap Coordination Meeting, %(seat)s") % {"seat": label(seat.id)}
        series = ensure_series(
            kind=Series.Kind.LOCAL, jurisdiction=seat.id, framework_key=FRAMEWORK, title=title, by=by
        )  # fmt: skip
        id = subject("meeting", f"{series.key}:1")
        if not Meeting.objects.filter(pk=id).exists():
            plan_meeting(
                series, id=id, number=1, starts_on=day - timedelta(days=LOCAL_DAYS_BEFORE + len(seats()) - place),
                title=title, feeds=regional, round=regional.round, place=seat.seat, by=by,
                note=_("The day is made up for the demonstration."),
            )  # fmt: skip
            made += 1
    return made


def _rebuild(meeting: Meeting, by: Person) -> None:
    """The agenda of a meeting as its record shows it, with what was said in our own words."""
    said: dict[str, list[Located[StatementData]]] = {}
    for statement in reconstructed_round().statements:
        said.setdefault(statement.locator.rpartition(",")[0], []).append(statement)
    for at, session in enumerate(real_meetings().agenda, start=1):
        facts = session.model_dump(include={"kind", "title", "chair_function", "chair_organisation"})
        kept = Session.objects.create(meeting=meeting, position=at, **facts)
        for place, data in enumerate(session.items, start=1):
            item = Item.objects.create(session=kept, position=place, **data.model_dump(exclude={"place"}))
            if text := skeleton_of(item, meeting, most=100):
                Minutes.objects.create(
                    item=item, version=1, text=text, written_at=timezone.now(), written_by=by.id
                )  # fmt: skip
            _interventions(item, said.get(data.place, []), by)


def _interventions(item: Item, statements: list[Located[StatementData]], by: Person) -> None:
    Intervention.objects.bulk_create(
        Intervention(item=item, position=at, organisation=one.data.organisation, text=one.data.text,
                     entered_by=by.id, entered_at=timezone.now())
        for at, one in enumerate(statements, start=1)
    )  # fmt: skip
