"""The agenda of a meeting: sessions and items are added, changed, moved, removed.

While the meeting is planned its agenda is a draft, and its changes are no entries. Once it is announced, each is one.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..events.meetings import AgendaChanged
from ..models import Carried, Conclusion, Item, Meeting, Minutes, Session
from ..rules import meetings as rules
from .meetings import record

SESSION_FACTS = ("title", "chair_function", "chair_organisation", "starts_at", "ends_at")
ITEM_FACTS = ("title", "kind", "jurisdiction", "goals", "speaker_function", "speaker_organisation", "minutes_planned",
              "projects")  # fmt: skip
UP, DOWN = "up", "down"


@transaction.atomic
def add_session(meeting: Meeting, *, kind: str, title: str, by: Person, **facts: Any) -> Session:
    """Add a session at the end of the agenda."""
    held = _agenda_of(meeting, by)
    _require_known(facts, SESSION_FACTS)
    last = held.sessions.aggregate(last=Max("position"))["last"] or 0
    made = _kept(Session(meeting=held, position=last + 1, kind=kind, title=title.strip(), **facts))
    _note(held, by, f"session “{made.title}” added")
    return made


@transaction.atomic
def change_session(session: Session, *, by: Person, **facts: Any) -> Session:
    """Change the title, chair or hours of a session."""
    held = _agenda_of(session.meeting, by)
    _require_known(facts, SESSION_FACTS)
    return _changed(session, facts, held, by)


@transaction.atomic
def remove_session(session: Session, *, by: Person) -> None:
    """Take a session without items off the agenda."""
    held = _agenda_of(session.meeting, by)
    require(_("Remove or move its items first.") if session.items.exists() else None)
    session.delete()
    _note(held, by, f"session “{session.title}” taken off")


@transaction.atomic
def add_item(session: Session, *, kind: str, title: str, by: Person, **facts: Any) -> Item:
    """Add an item at the end of a session."""
    held = _agenda_of(session.meeting, by)
    _require_known(facts, ITEM_FACTS)
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    projects = facts.pop("projects", ())
    made = _kept(Item(session=session, position=last + 1, kind=kind, title=title.strip(), **facts))
    made.projects.set(projects)
    _note(held, by, f"“{made.title}” added to “{session.title}”")
    return made


@transaction.atomic
def change_item(item: Item, *, by: Person, **facts: Any) -> Item:
    """Change what an item is about, who speaks, or how long."""
    held = _agenda_of(item.session.meeting, by)
    _require_known(facts, ITEM_FACTS)
    if "projects" in facts:
        given = list(facts.pop("projects"))
        if set(given) != set(item.projects.all()):
            item.projects.set(given)
            _note(held, by, f"“{item.title}”: projects: {', '.join(str(one) for one in given) or 'none'}")
    return _changed(item, facts, held, by)


@transaction.atomic
def remove_item(item: Item, *, by: Person) -> None:
    """Take an item off the agenda; one with minutes, statements or conclusions stays."""
    held = _agenda_of(item.session.meeting, by)
    used = (
        Minutes.objects.filter(item=item, skeleton=False).exists()
        or item.interventions.exists()
        or Conclusion.objects.filter(item=item).exists()
        or Carried.objects.filter(item=item).exists()
        or item.needs.exists()
        or item.materials.exists()
    )
    require(_("Something was said or concluded under this item, so it stays on the agenda.") if used else None)
    require(_("Its minutes were begun, so it stays.") if Minutes.objects.filter(item=item).exists() else None)
    item.delete()
    _note(held, by, f"“{item.title}” taken off")


@transaction.atomic
def move(thing: Session | Item, *, towards: str, by: Person) -> None:
    """Move a session in its agenda, or an item in its session, by one place."""
    meeting = thing.meeting if isinstance(thing, Session) else thing.session.meeting
    held = _agenda_of(meeting, by)
    beside = (
        Session.objects.filter(meeting=meeting)
        if isinstance(thing, Session)
        else Item.objects.filter(session=thing.session)
    )
    if towards not in (UP, DOWN):
        raise Refused(_("Move it up or down."))
    if towards == UP:
        other = beside.filter(position__lt=thing.position).order_by("-position").first()
    else:
        other = beside.filter(position__gt=thing.position).order_by("position").first()
    if other is not None:
        here, there = thing.position, other.position
        type(thing)._default_manager.filter(pk=thing.pk).update(position=there)
        type(thing)._default_manager.filter(pk=other.pk).update(position=here)
        _note(held, by, f"“{thing.title}” moved {towards}, beside “{other.title}”")


@transaction.atomic
def move_item_to(item: Item, session: Session, *, by: Person) -> Item:
    """Move an item to the end of another session of the same meeting."""
    held = _agenda_of(item.session.meeting, by)
    require(None if session.meeting_id == item.session.meeting_id else _("The session belongs to another meeting."))
    Item.objects.filter(session=item.session, position__gt=item.position).update(position=F("position") - 1)
    last = session.items.aggregate(last=Max("position"))["last"] or 0
    item.session, item.position = session, last + 1
    item.save()
    _note(held, by, f"“{item.title}” moved to “{session.title}”")
    return item


def _agenda_of(meeting: Meeting, by: Person) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    require(rules.refuse_preparing(by, held))
    require(_("The record is public; its agenda stays as it is.") if held.state == Meeting.State.RECORDED else None)
    return held


def _require_known(facts: dict[str, Any], known: tuple[str, ...]) -> None:
    unknown = sorted(set(facts) - set(known))
    require(_("%(field)s is not changed here.") % {"field": unknown[0]} if unknown else None)


def _note(held: Meeting, by: Person, what: str) -> None:
    """Add the entry of a change to an agenda that people know already."""
    if held.state != Meeting.State.PLANNED and not held.reconstructed:
        record(AgendaChanged(what=what[:600]), held, by)


def _changed(thing: Any, facts: dict[str, Any], held: Meeting, by: Person) -> Any:
    title, told = thing.title, []
    for name, given in facts.items():
        value = given.strip() if isinstance(given, str) else given
        if getattr(thing, name) != value:
            setattr(thing, name, value)
            told.append(f"{name.replace('_', ' ')}: {_said(value)}")
    if told:
        _kept(thing)
        _note(held, by, f"“{title}”: {'; '.join(told)}")
    return thing


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    return str(value or "none")


def _kept(thing: Any) -> Any:
    require(None if thing.title else _("Give it a title."), field="title")
    whose = "chair" if isinstance(thing, Session) else "speaker"
    words = (getattr(thing, f"{whose}_function"), getattr(thing, f"{whose}_organisation"))
    require(rules.refuse_person(*words), field=f"{whose}_function")
    if isinstance(thing, Session):
        require(rules.refuse_hours(thing.meeting, thing.starts_at, thing.ends_at), field="begins")
    thing.full_clean()
    thing.save()
    return thing
