"""The record of a meeting: agenda, minutes, statements, what was followed up and what was concluded."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Carried, Conclusion, Delegation, Intervention, Item, Meeting
from opensalw.coordination.queries.carrying import carried_to
from opensalw.coordination.queries.meetings import delegations_of, local_meetings_of, previous_meeting, statements_at
from opensalw.coordination.queries.minutes import Said, minutes_of
from opensalw.coordination.rules.conclusions import UNDECIDED
from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.core.richtext import plain_of, stretches
from opensalw.roadmap.queries.observations import latest_framework

from ..blocks import (
    Block,
    Column,
    Contents,
    Document,
    Heading,
    ListItems,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    missing,
    words,
)
from ..models import Paper
from ..queries.papers import papers_of


def build(meeting: Meeting) -> Document:
    """The record of a meeting as blocks."""
    spec = latest_framework(meeting.series.framework_key).spec
    days = Period(meeting.starts_on, meeting.ends_on).label
    place = meeting.place or (_("online") if meeting.mode == Meeting.Mode.ONLINE else _("place not known"))
    facts = [(_("Series"), meeting.series.title), (_("Held"), days), (_("Place"), place)]
    if before := previous_meeting(meeting):
        facts.append((_("Meeting before"), f"{before.title}, {Period(before.starts_on, before.ends_on).label}"))
    if meeting.round:
        facts.append((_("On the period"), meeting.round.figures_period.label))
    blocks: list[Block] = [*_caveat(meeting), Contents(2), *_delegations(delegations_of(meeting)), *_followed(meeting)]
    blocks += _sessions(meeting)
    blocks += _conclusions(meeting)
    blocks += _earlier(meeting)
    meta = {
        "author": _("Roadmap secretariat"), "subject": f"{meeting.title}, {days}", "category": _("meeting record"),
        "identifier": f"{meeting.series_id}-{meeting.number}", "status": str(meeting.state),
    }  # fmt: skip
    return Document(
        _("Record: %(meeting)s") % {"meeting": meeting.title}, tuple(blocks), subtitle=days, date=meeting.ends_on,
        meta=meta, facts=tuple(facts), audience=spec.audience,
    )  # fmt: skip


def _caveat(meeting: Meeting) -> list[Block]:
    if not meeting.reconstructed:
        return []
    text = _(
        "Rebuilt from a record that was made outside this system, in our own words. Speakers stand by their function."
    )
    source = f" {meeting.source.title}." if meeting.source else ""
    return [Note(text + source)]


def _delegations(found: Iterable[Delegation]) -> list[Block]:
    rows = [
        Row((words(one.organisation), words(one.head_function or "–"), words(str(one.in_room)), words(str(one.online))))
        for one in found
    ]
    if not rows:
        return []
    columns = (
        Column(_("Delegation"), width=3), Column(_("Led by"), width=2), Column(_("In the room"), align="right"),
        Column(_("Online"), align="right"),
    )  # fmt: skip
    return [Heading(1, _("Delegations")), Table(columns, tuple(rows), orientation="portrait")]


def _followed(meeting: Meeting) -> list[Block]:
    """What was carried from earlier meetings, how it stood, and what was said of it."""
    minuted = {item.pk: said for item, said in minutes_of(meeting).items() if item.kind == Item.Kind.FOLLOW_UP}
    rows = [
        Row((
            words(one.conclusion.number), words(one.conclusion.what), words(one.conclusion.owner),
            words(due_in_words(one.conclusion)), words(str(Conclusion.Status(one.status_then).label)),
            words(_said_of(one, minuted)),
        ))
        for one in carried_to(meeting)
    ]  # fmt: skip
    if not rows:
        return []
    columns = (
        Column(_("No."), width=0.7), Column(_("What"), width=3), Column(_("Who"), width=1.6),
        Column(_("By when"), width=1.4), Column(_("Then"), width=1), Column(_("Said"), width=2.2),
    )  # fmt: skip
    return [Heading(1, _("Follow-up of earlier conclusions")), Table(columns, tuple(rows), orientation="landscape")]


def _said_of(one: Carried, minuted: dict[UUID, Said]) -> str:
    """What was said of a carried conclusion: on the follow-up page, and in the minutes of its item."""
    held = minuted.get(one.item_id) if one.item_id else None
    parts = [one.said, plain_of(held.text) if held and not held.is_skeleton else ""]
    return " ".join(dict.fromkeys(part.strip() for part in parts if part.strip())) or "–"


def _sessions(meeting: Meeting) -> list[Block]:
    blocks: list[Block] = []
    session = None
    statements = statements_at(meeting)
    for item, said in minutes_of(meeting).items():
        if item.kind == Item.Kind.FOLLOW_UP and item.pk not in statements:
            continue  # its minutes stand in the table of the follow-up
        if item.session_id != session:
            session = item.session_id
            blocks.append(Heading(1, item.session.title))
            if item.session.hours:
                blocks.append(Paragraph(item.session.hours, look="small"))
            if chair := _function(item.session.chair_function, item.session.chair_organisation):
                blocks.append(Paragraph(_("Chair: %(chair)s") % {"chair": chair}, look="small"))
        blocks += _item(item, said, statements.get(item.pk, []))
    return blocks


def _item(item: Item, said: Said, statements: list[Intervention]) -> list[Block]:
    title = label(item.jurisdiction) if item.kind == Item.Kind.PRESENTATION and not item.goals else item.title
    blocks: list[Block] = [Heading(2, title)]
    if speaker := _function(item.speaker_function, item.speaker_organisation):
        blocks.append(Paragraph(speaker, look="small"))
    if said.text and not (said.is_skeleton and not item.session.meeting.reconstructed):
        blocks += _paragraphs(said.text)
    elif not statements:
        blocks.append(Paragraph(_("No minutes."), look="small"))
    if statements:
        blocks.append(ListItems([
            [Run(f"{_function(one.function, one.organisation)}: ", bold=True), Run(one.text)] for one in statements
        ]))  # fmt: skip
    return blocks


def _paragraphs(text: str) -> list[Block]:
    """The text of minutes: a line of its own is a paragraph, marked lines are points of a list."""
    blocks: list[Block] = []
    points: list[list[Run]] = []
    for paragraph in text.replace("\r\n", "\n").split("\n"):
        line = paragraph.strip()
        if line.startswith(("- ", "* ")):
            points.append(_runs(line[2:]))
            continue
        if points:
            blocks.append(ListItems(points))
            points = []
        if line:
            blocks.append(Paragraph(_runs(line)))
    return [*blocks, ListItems(points)] if points else blocks


def _runs(line: str) -> list[Run]:
    return [Run(one.text, one.bold, one.italic, one.link) for one in stretches(line)]


def _conclusions(meeting: Meeting) -> list[Block]:
    found = meeting.conclusions.exclude(status__in=UNDECIDED).select_related("item").order_by("number")
    rows = [
        Row((words(one.number), words(one.what), words(one.owner), words(due_in_words(one)))) for one in found
    ]  # fmt: skip
    if not rows:
        return []
    columns = (
        Column(_("No."), width=0.7), Column(_("What is to be done"), width=4), Column(_("By whom"), width=2),
        Column(_("By when"), width=1.6),
    )  # fmt: skip
    return [Heading(1, _("What was concluded and promised")), Table(columns, tuple(rows), orientation="portrait")]


def _earlier(meeting: Meeting) -> list[Block]:
    """The records of the meeting before and of the local meetings, with their numbers, where they are published."""
    before = previous_meeting(meeting)
    rows = [_record_of(one, _("Meeting before")) for one in [before] if one]
    rows += [_record_of(one, _("Local meeting")) for one in local_meetings_of(meeting)]
    if not rows:
        return []
    columns = (Column(_("Which"), width=1.2), Column(_("Meeting"), width=3), Column(_("Its record"), width=3))
    return [Heading(1, _("Earlier records")), Table(columns, tuple(rows), orientation="portrait")]


def _record_of(meeting: Meeting, what: str) -> Row:
    days = meeting.when_words or Period(meeting.starts_on, meeting.ends_on).label
    found = papers_of("meeting", meeting.pk, Paper.Kind.MEETING_RECORD)
    if not found:
        said = missing(_("not published here"))
    else:
        number, files = found[0]
        day = timezone.localdate(files[0].published_at)
        stem = files[0].file_name.rpartition(".")[0]
        facts = {"number": number, "day": Period(day, day).label, "file": stem}
        said = words(_("record %(number)d, published on %(day)s: %(file)s") % facts)
    return Row((words(what), words(f"{meeting.title}, {days}"), said))


def _function(function: str, organisation: str) -> str:
    return ", ".join(part for part in (function, organisation) if part)
