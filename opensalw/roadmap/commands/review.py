"""Conversations on a part: queries and comments are opened, answered, assigned, resolved and opened again."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_conversing, refuse_secretariat_work
from opensalw.core.queries import people_of_part
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import rules
from ..models import Message, Submission, Thread
from ..places import Place
from ..queries.threads import refuse_reading, words_at
from ..reach import refuse_seeing, section_of
from ..review_events import QueryAsked, QueryReopened, QueryResolved


@transaction.atomic
def ask(submission: Submission, *, question: str, by: Person, about: Place | None = None, **place: Any) -> Thread:
    """The reviewer asks about a place of a part under review; until it is resolved the part is not accepted."""
    require(refuse_secretariat_work(by))
    part = _locked(submission)
    require(rules.refuse_asking(part))
    require(rules.refuse_message(question), field="question")
    thread = _open(part, Thread.Kind.QUERY, about or Place(**place), by)
    first = _say(thread, question, by, ())
    _record(QueryAsked(about=str(thread.place), sha256=sha256(first.text.encode()).hexdigest()), thread, by)
    return thread


@transaction.atomic
def comment(submission: Submission, *, text: str, by: Person, about: Place, mentions: Iterable[str] = ()) -> Thread:
    """Open a conversation on a place of a part; it holds nothing up."""
    part = _locked(submission)
    require(refuse_conversing(by, part.jurisdiction) or rules.refuse_conversation(part))
    require(rules.refuse_message(text), field="text")
    thread = _open(part, Thread.Kind.COMMENT, about, by)
    section = section_of(thread)
    require(refuse_seeing(part, section, by) if section else None, field="about")
    _say(thread, text, by, mentions)
    return thread


@transaction.atomic
def answer(thread: Thread, *, text: str, by: Person, mentions: Iterable[str] = ()) -> Message:
    """Say something in a conversation that is open; either side may, as often as there is something to say."""
    held = _held(thread, by)
    require(_("This conversation is resolved. Open it again first.") if held.resolved_at else None)
    require(rules.refuse_message(text), field="answer")
    return _say(held, text, by, mentions)


@transaction.atomic
def assign(thread: Thread, *, by: Person, person: str = "", institution: str = "") -> Thread:
    """Say who is to see to it: a person of the part, one of their institutions, or nobody."""
    held = _held(thread, by)
    people = list(people_of_part(held.submission.jurisdiction))
    require(_("Assign it to a person or to an institution, not to both.") if person and institution else None)
    known = not person or any(str(post.user_id) == person for post in people)
    known = known and (not institution or any(post.institution_id == institution for post in people))
    require(None if known else _("Only people and institutions of this part can be chosen."), field="assigned")
    held.assigned_person, held.assigned_institution = person, institution
    held.save()
    return held


@transaction.atomic
def resolve(thread: Thread, *, by: Person) -> Thread:
    """Nothing is left to say: a query is resolved by the reviewer, a comment by whoever takes part."""
    held = _held(thread, by)
    require(rules.refuse_resolving(held, by))
    if held.resolved_at is None:
        held.resolved_at, held.resolved_by = timezone.now(), by.id
        held.save()
        if held.kind == Thread.Kind.QUERY:
            _record(QueryResolved(about=str(held.place)), held, by)
    return held


@transaction.atomic
def unresolve(thread: Thread, *, by: Person) -> Thread:
    """Open a resolved conversation again; a query only while the part is not accepted."""
    held = _held(thread, by)
    require(rules.refuse_resolving(held, by) or rules.refuse_reopening(held))
    if held.resolved_at is not None:
        held.resolved_at, held.resolved_by = None, ""
        held.save()
        if held.kind == Thread.Kind.QUERY:
            _record(QueryReopened(about=str(held.place)), held, by)
    return held


def _locked(submission: Submission) -> Submission:
    """The part, so that no query slips in while it is being accepted."""
    return Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)


def _held(thread: Thread, by: Person) -> Thread:
    part = _locked(thread.submission)
    require(refuse_conversing(by, part.jurisdiction) or rules.refuse_conversation(part))
    held = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    held.submission = part
    require(refuse_reading(held, by))
    return held


def _open(part: Submission, kind: Thread.Kind, about: Place, by: Person) -> Thread:
    """A thread that keeps the words as they stand now."""
    require(rules.refuse_place(part.round.framework.spec, about), field="about")
    words = words_at(part, about)
    if about.item and words is None:
        raise Refused(_("This part has no such text item."), "about")
    goal = words.goal if words and words.goal else about.goal
    return Thread.objects.create(
        submission=part, kind=kind, goal=goal, item=about.item, measure=about.measure, line=about.line,
        dims=about.dims, quote=words.text if words else "", quote_revision=words.revision if words else None,
        opened_at=timezone.now(), opened_by=by.id,
    )  # fmt: skip


def _say(thread: Thread, text: str, by: Person, mentions: Iterable[str]) -> Message:
    """Add a message; who is named in it as @post, or chosen, is told on the own desk."""
    names = {str(post.user_id): post.user.shown_as for post in people_of_part(thread.submission.jurisdiction)}
    chosen = set(mentions)
    require(None if chosen <= set(names) else _("Only people of this part can be mentioned."), field="mentions")
    last = thread.messages.order_by("-number").values_list("number", flat=True).first()
    return Message.objects.create(
        thread=thread, number=(last or 0) + 1, text=text.strip(),
        side=Message.Side.SECRETARIAT if by.is_secretariat else Message.Side.SEAT,
        mentions=sorted((chosen | rules.named_in(text, names)) - {by.id}),
        written_at=timezone.now(), written_by=by.id,
    )  # fmt: skip


def _record(event: Event, thread: Thread, by: Person) -> None:
    part = thread.submission
    append(event, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate())
