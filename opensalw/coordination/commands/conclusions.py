"""The life of a conclusion: recorded or proposed, confirmed, changed, reported on, closed, reopened."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import Institution
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.models import Source

from .. import numbering
from ..due_words import due_in_words
from ..events import conclusions as events
from ..models import Conclusion, Item, Meeting
from ..rules import conclusions as rules

Status = Conclusion.Status


@transaction.atomic
def record(
    *,
    what: str,
    owner: str,
    by: Person,
    kind: str = Conclusion.Kind.CONCLUSION,
    origin: str = Conclusion.Origin.MEETING,
    meeting: Meeting | None = None,
    item: Item | None = None,
    source: Source | None = None,
    locator: str = "",
    sentence: str = "",
    owner_institution: Institution | None = None,
    jurisdiction: str = "",
    goal: int | None = None,
    due_from: date | None = None,
    due_on: date | None = None,
    due_words: str = "",
    undated_because: str = "",
    proposed: bool = False,
    begins: str = "",
    id: UUID | None = None,
) -> Conclusion:
    """Keep who is to do what by when, where it was said; ``proposed`` leaves it to be decided by a person.

    ``begins`` is the beginning of the number where the meeting itself is not known here.
    """
    if item is not None:
        meeting = item.session.meeting if meeting is None else meeting
        require(None if item.session.meeting_id == meeting.pk else _("The item belongs to another meeting."), "item")
    require(rules.refuse_recording(by, meeting))
    if kind not in Conclusion.Kind.values:
        raise Refused(_("Choose what it is: %(kinds)s.") % {"kinds": ", ".join(Conclusion.Kind.values)}, "kind")
    require(rules.refuse_source(origin, meeting, has_source=source is not None), field="meeting")
    _require_content(what, owner, jurisdiction, goal)
    if not proposed or due_on or undated_because:
        require(rules.refuse_due(due_from, due_on, undated_because), field="due")
    made = Conclusion(
        id=id or uuid4(), number=_next_number(begins or numbering.beginning(origin, meeting)), kind=kind,
        origin=origin, meeting=meeting, item=item, source=source, locator=locator[:200],
        sentence=sentence.strip(), what=what.strip(),
        owner=owner.strip(), owner_institution=owner_institution, jurisdiction=jurisdiction, goal=goal,
        due_from=due_from, due_on=due_on, due_words=due_words.strip()[:120], undated_because=undated_because.strip(),
        status=Status.PROPOSED if proposed else Status.OPEN, made_by=by.id,
    )  # fmt: skip
    made.save(force_insert=True)
    event = events.ConclusionProposed if proposed else events.ConclusionRecorded
    facts = {"number": made.number, "kind": kind, "what": made.what, "owner": made.owner, "due": due_in_words(made)}
    note(made, event(**facts, meeting=str(meeting or ""), locator=made.locator), by)
    return made


@transaction.atomic
def confirm(conclusion: Conclusion, *, by: Person, **mended: Any) -> Conclusion:
    """Say that what was proposed holds; ``mended`` names fields that a person put right."""
    held = locked(conclusion)
    require(rules.refuse_recording(by, held.meeting))
    require(None if held.status == Status.PROPOSED else _("This is confirmed already."))
    allowed = ("what", "owner", "owner_institution", "jurisdiction", "goal", "due_from", "due_on", "due_words",
               "undated_because", "kind")  # fmt: skip
    for name, value in mended.items():
        require(None if name in allowed else _("%(field)s is not mended here.") % {"field": name}, field=name)
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    _require_content(held.what, held.owner, held.jurisdiction, held.goal)
    require(rules.refuse_due(held.due_from, held.due_on, held.undated_because), field="due")
    held.status = Status.OPEN
    held.save()
    note(held, events.ConclusionConfirmed(what=held.what, owner=held.owner, due=due_in_words(held)), by)
    return held


@transaction.atomic
def refuse_proposal(conclusion: Conclusion, *, by: Person, reason: str) -> Conclusion:
    """Say that what was proposed is no conclusion; it stays in the record with the reason."""
    held = locked(conclusion)
    require(rules.refuse_recording(by, held.meeting))
    require(None if held.status == Status.PROPOSED else _("Only what is proposed is refused. Close it instead."))
    require(None if reason.strip() else _("Say why it is none."), field="reason")
    held.status = Status.REFUSED
    held.save()
    note(held, events.ConclusionRefused(), by, reason)
    return held


@transaction.atomic
def change_owner(
    conclusion: Conclusion, *, owner: str, by: Person, reason: str, institution: Institution | None = None
) -> Conclusion:
    """Hand it to somebody else, with the reason."""
    held = locked(conclusion)
    require(rules.refuse_deciding(by))
    require(rules.refuse_change(held, reason), field="reason")
    _require_content(held.what, owner, held.jurisdiction, held.goal)
    before, held.owner, held.owner_institution = held.owner, owner.strip(), institution
    held.save()
    event = events.OwnerChanged(before=before, after=held.owner, institution=institution.key if institution else "")
    note(held, event, by, reason)
    return held


@transaction.atomic
def change_due(
    conclusion: Conclusion,
    *,
    by: Person,
    reason: str,
    due_on: date | None,
    due_from: date | None = None,
    due_words: str = "",
    undated_because: str = "",
) -> Conclusion:
    """Give it another day, or say why it has none, with the reason."""
    held = locked(conclusion)
    require(rules.refuse_deciding(by))
    require(rules.refuse_change(held, reason), field="reason")
    require(rules.refuse_due(due_from, due_on, undated_because), field="due")
    before = due_in_words(held)
    held.due_from, held.due_on, held.due_words = due_from, due_on, due_words.strip()[:120]
    held.undated_because = undated_because.strip()
    held.save()
    note(held, events.DueChanged(before=before, after=due_in_words(held)), by, reason)
    return held


@transaction.atomic
def reopen(conclusion: Conclusion, *, by: Person, reason: str) -> Conclusion:
    """Open again what was closed; it is carried to the next meeting like the others."""
    held = locked(conclusion)
    require(rules.refuse_deciding(by))
    require(rules.refuse_reopening(held, reason), field="reason")
    held.status, held.closed_on = Status.OPEN, None
    held.save()
    note(held, events.ConclusionReopened(), by, reason)
    return held


def locked(conclusion: Conclusion) -> Conclusion:
    """The conclusion as it stands, held until the end of the transaction."""
    found = Conclusion.objects.select_related("meeting__series", "owner_institution").select_for_update(of=("self",))
    return found.get(pk=conclusion.pk)


def note(held: Conclusion, event: Event, by: Person, reason: str = "") -> None:
    """Add an entry to the life of a conclusion, in the chain of the jurisdiction that it is kept in."""
    with acting_for(held.kept_in):
        append(
            event, subject=held.pk, jurisdiction=held.kept_in, by=by.id, on=timezone.localdate(), reason=reason.strip()
        )


def _require_content(what: str, owner: str, jurisdiction: str, goal: int | None) -> None:
    if wrong := rules.refuse_content(what=what, owner=owner, jurisdiction=jurisdiction, goal=goal):
        raise Refused(wrong[1], wrong[0])


def _next_number(start: str) -> str:
    """The next number of its meeting or origin; two writers at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"opensalw conclusion {start}"])
    taken = Conclusion.objects.filter(number__startswith=f"{start}-").values_list("number", flat=True)
    return numbering.following(start, taken)
