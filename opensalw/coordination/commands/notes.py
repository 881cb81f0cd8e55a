"""Notes of a meeting: a text is read once; its blocks become items of the agenda, its promises conclusions.

A person decides on each. Names of speakers were left out when it was read; what they said is kept as it stands.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap.prose.documents import Document
from opensalw.roadmap.prose.meeting_notes.reading import read_notes

from ..models import Conclusion, Item, Meeting, MeetingNotes, Session
from ..queries.minutes import ends_of
from ..rules import conclusions as rules
from ..rules import meetings as meeting_rules
from .agenda import add_item, add_session, change_item
from .conclusions import record
from .interventions import keep_intervention
from .minutes import write

_SAID = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr|H\.E)\.?\s+[^\W\d_][\w’'-]+\s+)?(?:also |further |lastly,? )*"
    r"(?:announc|inform|stress|add|stat|mention|not|emphasi[sz]|confirm|report|explain)(?:ed|s)\s+(?:that |on |of )?",
)
_TAKEN, _DROPPED = "taken", "dropped"


@transaction.atomic
def add_notes(meeting: Meeting, *, document: Document, by: Person) -> MeetingNotes:
    """Read the notes of a meeting and keep what was found, for a person to decide."""
    held = Meeting.objects.select_related("series").get(pk=meeting.pk)
    require(meeting_rules.refuse_minutes(by, held))
    if MeetingNotes.objects.filter(meeting=held, sha256=document.sha256).exists():
        raise Refused(_("These notes are here already. Nothing was added."), "text")
    found = read_notes(document, held_on=held.starts_on)
    return MeetingNotes.objects.create(
        id=uuid4(), meeting=held, name=document.name[:200], text=document.text, sha256=document.sha256,
        read=found.as_json(), added_at=timezone.now(), added_by=by.id,
    )  # fmt: skip


@transaction.atomic
def take_blocks(notes: MeetingNotes, *, chosen: Iterable[tuple[int, int]], by: Person) -> int:
    """Take blocks into the agenda with their minutes and statements; returns how many. Each is taken once."""
    held = _locked(notes)
    require(meeting_rules.refuse_minutes(by, held.meeting))
    done = 0
    for at, place in sorted(set(chosen)):
        if f"{at}.{place}" not in held.taken:
            item = _item(held, at, place, by)
            held.taken[f"{at}.{place}"] = str(item.pk)
            _fill(item, _block(held, at, place), by)
            done += 1
    require(None if done else _("Choose what is to be taken."), field="blocks")
    held.save()
    return done


@transaction.atomic
def accept_promise(notes: MeetingNotes, position: int, *, by: Person, **mended: Any) -> Conclusion:
    """Record a promise that was found, as it stands or mended; its sentence and item stay with it."""
    held = _locked(notes)
    found = _promise(held, position)
    key = held.taken.get(f"{found['session']}.{found['block']}")
    item = Item.objects.select_related("session").filter(pk=key).first() if key else None
    made = record(
        **{**proposed(found), **mended}, meeting=held.meeting, item=item,
        sentence=found["sentence"], locator=_place(held, found), by=by,
    )  # fmt: skip
    _decide(held, position, made.number)
    return made


@transaction.atomic
def drop_promise(notes: MeetingNotes, position: int, *, by: Person) -> None:
    """Say that a sentence is no promise; it stays in the list and can be taken up again."""
    held = _locked(notes)
    require(rules.refuse_recording(by, held.meeting))
    _promise(held, position)
    _decide(held, position, _DROPPED)


@transaction.atomic
def take_up_again(notes: MeetingNotes, position: int, *, by: Person) -> None:
    """Let a dropped sentence wait again."""
    held = _locked(notes)
    require(rules.refuse_recording(by, held.meeting))
    require(None if held.decided.get(str(position)) == _DROPPED else _("Only what was dropped waits again."))
    del held.decided[str(position)]
    held.save()


def proposed(found: dict[str, Any]) -> dict[str, Any]:
    """A promise that was found, as the fields of a conclusion."""
    said = _SAID.sub("", found["sentence"]).strip(" ;,.")
    due_from = date.fromisoformat(found["due_from"]) if found["due_from"] else None
    due_on = date.fromisoformat(found["due_on"])
    return {
        "what": said[:1].upper() + said[1:2000], "owner": found["owner"], "kind": Conclusion.Kind.COMMITMENT,
        "jurisdiction": found["jurisdiction"], "due_from": due_from, "due_on": due_on,
        "due_words": "" if due_from == due_on else found["words"],
    }  # fmt: skip


def _locked(notes: MeetingNotes) -> MeetingNotes:
    found = MeetingNotes.objects.select_related("meeting__series").select_for_update(of=("self",))
    return found.get(pk=notes.pk)


def _block(notes: MeetingNotes, at: int, place: int) -> dict[str, Any]:
    try:
        return notes.read["sessions"][at]["blocks"][place]
    except (IndexError, TypeError):
        raise Refused(_("These notes have no such block."), "blocks") from None


def _promise(notes: MeetingNotes, position: int) -> dict[str, Any]:
    if not 0 <= position < len(notes.read["promises"]):
        raise Refused(_("These notes have no such promise."), "promise")
    if (state := notes.decided.get(str(position))) and state != _DROPPED:
        raise Refused(_("This became %(number)s already.") % {"number": state}, "promise")
    return notes.read["promises"][position]


def _decide(notes: MeetingNotes, position: int, outcome: str) -> None:
    notes.decided[str(position)] = outcome
    notes.save()


def _place(notes: MeetingNotes, found: dict[str, Any]) -> str:
    """Where the sentence stands: the name of the notes, the session and the block."""
    names = [notes.name]
    if 0 <= found["session"] < len(notes.read["sessions"]):
        session = notes.read["sessions"][found["session"]]
        names.append(session["title"])
        if 0 <= found["block"] < len(session["blocks"]):
            names.append(session["blocks"][found["block"]]["title"])
    return ", ".join(name for name in names if name)


def _item(notes: MeetingNotes, at: int, place: int, by: Person) -> Item:
    """The item of the agenda that a block belongs to: one like it that is there, or a new one."""
    block, session = _block(notes, at, place), notes.read["sessions"][at]
    voice = block["said"][0]["voice"] if block["said"] and block["kind"] == Item.Kind.PRESENTATION else {}
    like = Item.objects.filter(session__meeting=notes.meeting, kind=block["kind"], jurisdiction=block["jurisdiction"])
    like = like.exclude(pk__in=list(notes.taken.values())).filter(session__kind=session["kind"])
    facts = {"speaker_function": voice.get("function", ""), "speaker_organisation": voice.get("organisation", "")}
    if found := like.order_by("session__position", "position").first():
        return found if found.speaker_organisation or not voice else change_item(found, by=by, **facts)
    return add_item(
        _session(notes, at, by), kind=block["kind"], title=(block["title"] or session["title"] or notes.name)[:250],
        jurisdiction=block["jurisdiction"], by=by, **facts,
    )  # fmt: skip


def _session(notes: MeetingNotes, at: int, by: Person) -> Session:
    """The session of the agenda for one of the notes: the same one for all its blocks."""
    if key := notes.taken.get(f"session {at}"):
        return Session.objects.get(pk=key)
    read = notes.read["sessions"][at]
    made = add_session(
        notes.meeting, kind=read["kind"], title=(read["title"] or notes.name)[:250],
        chair_function=read["chair"]["function"], chair_organisation=read["chair"]["organisation"], by=by,
    )  # fmt: skip
    notes.taken[f"session {at}"] = str(made.pk)
    return made


def _fill(item: Item, block: dict[str, Any], by: Person) -> None:
    """What organisations said becomes statements; the rest is minutes, after what stands there."""
    minutes = []
    for said in block["said"]:
        voice, text = said["voice"], "\n".join([said["text"], *(f"- {point}" for point in said["points"])]).strip()
        if text and voice["organisation"] and block["kind"] in (Item.Kind.COMMENTS, Item.Kind.ADDRESS):
            keep_intervention(item, organisation=voice["organisation"], function=voice["function"], text=text, by=by)
        elif text:
            head = ", ".join(part for part in (voice["function"], voice["organisation"]) if part)
            minutes.append(f"{head}: {text}" if head and block["kind"] != Item.Kind.PRESENTATION else text)
    if minutes:
        ends = ends_of(list(item.minutes.all()))
        write(item, text="\n\n".join(minutes), follows=max((end.version for end in ends), default=0), by=by)
