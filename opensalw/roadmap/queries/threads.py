"""Conversations: what they are about and how it stands now, whose they are, what waits for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from opensalw.core.permissions import Person

from ..cells import shown
from ..framework.spec import FrameworkSpec
from ..models import DraftCell, Message, Submission, TextItem, Thread
from ..places import Place
from ..reach import Reach, reach_of, refuse_seeing, section_of
from ..rules import dims_key

OPEN_QUERY = Q(threads__kind=Thread.Kind.QUERY, threads__resolved_at__isnull=True)
SHOWN = ("open", "mine", "assigned", "resolved", "all")


@dataclass(frozen=True)
class Words:
    """What stands at a place: its words, their revision, the goal that it belongs to."""

    text: str
    revision: int | None = None
    goal: int | None = None


@dataclass(frozen=True)
class Conversation:
    """A thread with its messages, and what it is about as that stands now."""

    thread: Thread
    messages: list[Message]
    now: str | None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to say."""
        return self.thread.resolved_at is None

    @property
    def is_query(self) -> bool:
        """Whether it keeps the part from being accepted while it is open."""
        return self.thread.kind == Thread.Kind.QUERY

    @property
    def is_gone(self) -> bool:
        """Whether what it was about is not there any more."""
        return bool(self.thread.quote) and self.now is None

    @property
    def is_changed(self) -> bool:
        """Whether the words differ from those that it was about."""
        return self.thread.quote_revision is not None and self.now is not None and self.now != self.thread.quote

    @property
    def first(self) -> Message:
        """What opened it."""
        return self.messages[0]

    @property
    def last(self) -> Message:
        """What was said last."""
        return self.messages[-1]

    @property
    def is_answered(self) -> bool:
        """Whether the other side spoke last."""
        return self.last.side != self.first.side

    def is_assigned_to(self, person: Person) -> bool:
        """Whether this person, or an institution of theirs, is to see to it."""
        posts = {post.institution for post in person.posts}
        return self.thread.assigned_person == person.id or self.thread.assigned_institution in posts

    def takes_part(self, person: Person) -> bool:
        """Whether this person wrote in it or is mentioned in it."""
        return any(one.written_by == person.id or person.id in one.mentions for one in self.messages)

    def waits_for(self, person: Person) -> bool:
        """Whether it is this person's turn: assigned, mentioned and not answered, or answered by somebody else."""
        if not self.is_open:
            return False
        after = [one for one in self.messages if one.number > self._last_of(person)]
        asked = any(person.id in one.mentions for one in after)
        return bool(after) and (asked or self.is_assigned_to(person) or self._last_of(person) > 0)

    def _last_of(self, person: Person) -> int:
        return max((one.number for one in self.messages if one.written_by == person.id), default=0)


def open_queries(part: Submission) -> int:
    """How many queries keep the part from being accepted."""
    return part.threads.filter(kind=Thread.Kind.QUERY, resolved_at__isnull=True).count()


def words_at(part: Submission, place: Place) -> Words | None:
    """The words that stand at a place of a part now; None where nothing is written there."""
    spec = part.round.framework.spec
    if place.item:
        item = part.texts.filter(pk=place.item).first()
        return Words(item.text, item.revision, item.goal) if item else None
    if not place.measure:
        return None
    goal = spec.measure(place.measure).goals[0]
    if not place.line:
        return Words("", None, goal)
    cell = part.cells.filter(measure=place.measure, line=place.line, dims_key=dims_key(place.dims)).first()
    return Words(cell_words(spec, cell), cell.revision, goal) if cell else Words("", 0, goal)


def cell_words(spec: FrameworkSpec, cell: DraftCell) -> str:
    """A figure in work as a conversation quotes it: the figure or the reason, and its explanation."""
    grade = spec.line(f"{cell.measure}.{cell.line}").grade(cell.grade) if cell.grade else None
    words = shown(cell.cell, grade_title=grade.title if grade else "")
    return f"{words}. {cell.explanation}" if cell.explanation else words


def conversations(part: Submission, texts: Iterable[TextItem], cells: Iterable[DraftCell]) -> list[Conversation]:
    """All conversations of a part, the oldest first, beside its ``texts`` and ``cells`` as they stand."""
    threads = part.threads.prefetch_related("messages")
    return [Conversation(thread, list(thread.messages.all()), now) for thread, now in _beside(threads, texts, cells)]


def _beside(threads: Iterable[Thread], texts: Iterable[TextItem], cells: Iterable[DraftCell]):
    items: Mapping[UUID, str] = {item.pk: item.text for item in texts}
    held = {(cell.measure, cell.line, cell.dims_key): cell for cell in cells}
    for thread in threads:
        if thread.item:
            yield thread, items.get(thread.item)
            continue
        cell = held.get((thread.measure, thread.line, dims_key(thread.dims)))
        spec = thread.submission.round.framework.spec
        yield thread, cell_words(spec, cell) if cell else ("" if thread.line else None)


def conversation(thread: Thread) -> Conversation:
    """One thread with its messages."""
    words = words_at(thread.submission, thread.place)
    return Conversation(thread, list(thread.messages.all()), words.text if words else None)


def chosen(found: Iterable[Conversation], person: Person, show: str) -> list[Conversation]:
    """The conversations of one of the lists of SHOWN."""
    keeps = {
        "open": lambda one: one.is_open,
        "mine": lambda one: one.takes_part(person),
        "assigned": lambda one: one.is_open and one.is_assigned_to(person),
        "resolved": lambda one: not one.is_open,
        "all": lambda one: True,
    }[show]
    return [one for one in found if keeps(one)]


def readable(found: Iterable[Conversation], person: Person) -> list[Conversation]:
    """The conversations on what this person sees of a part, and those that they take part in."""
    reaches: dict[UUID, Reach] = {}
    kept = []
    for one in found:
        part = one.thread.submission
        if part.pk not in reaches:
            reaches[part.pk] = reach_of(part, person)
        within = reaches[part.pk].sees(section_of(one.thread))
        if within or one.takes_part(person) or one.is_assigned_to(person):
            kept.append(one)
    return kept


def refuse_reading(thread: Thread, person: Person) -> str | None:
    """Why a person does not see a conversation, or None."""
    if readable([Conversation(thread, list(thread.messages.all()), None)], person):
        return None
    return refuse_seeing(thread.submission, section_of(thread), person)


def open_threads(parts: Iterable[Submission], kind: str = Thread.Kind.QUERY) -> list[Conversation]:
    """The threads of a kind in these parts that nobody resolved, the oldest first."""
    found = _with_messages(Thread.objects.filter(submission__in=[part.pk for part in parts], kind=kind))
    return [Conversation(one, list(one.messages.all()), None) for one in found.filter(resolved_at__isnull=True)]


def waiting_for(person: Person, limit: int = 50) -> list[Conversation]:
    """The conversations in which it is this person's turn, in the parts that they may see; the latest first."""
    posts = {post.institution for post in person.posts if post.role != "donor"}
    mine = Q(assigned_person=person.id) | Q(assigned_institution__in=posts)
    messages = Message.objects.filter(Q(mentions__contains=[person.id]) | Q(written_by=person.id))
    mine |= Q(pk__in=messages.values("thread"))
    found = _with_messages(Thread.objects.filter(mine, resolved_at__isnull=True))
    found = found.filter(submission__jurisdiction__in=person.jurisdictions).order_by("-opened_at")
    held = [Conversation(one, list(one.messages.all()), None) for one in found]
    return [one for one in held if one.waits_for(person)][:limit]


def _with_messages(found: QuerySet[Thread]) -> QuerySet[Thread]:
    return found.select_related("submission__round__framework").prefetch_related(Prefetch("messages"))
