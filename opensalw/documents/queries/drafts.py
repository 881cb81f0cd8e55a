"""Questions about drafts: who reads which, who commented and who was silent, what was changed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from opensalw.core.jurisdictions import seats
from opensalw.core.models import Institution
from opensalw.core.permissions import Person
from opensalw.roadmap.models import Round

from .. import rules
from ..models import Draft, DraftComment
from ..passages import Passage, passages_of, read
from .documents import document_set

LISTED = ("id", "round", "number", "comment_until", "readers", "sha256", "circulated_at", "circulated_by")


def drafts_of(round: Round) -> QuerySet[Draft]:
    """The drafts of a round, in their order, without what they say."""
    return Draft.objects.filter(round=round).only(*LISTED).select_related("round")


def drafts_for(person: Person) -> list[Draft]:
    """The drafts that wait for a person's comments: those they may read, while comments are taken."""
    found = Draft.objects.filter(comment_until__gt=Now()).only(*LISTED).select_related("round")
    return [draft for draft in found.order_by("comment_until") if rules.refuse_reading(draft, person) is None]


def takes_comments(draft: Draft) -> bool:
    """Whether comments are still taken, by the clock of the database."""
    return Draft.objects.filter(pk=draft.pk, comment_until__gt=Now()).exists()


def comments_on(draft: Draft) -> list[DraftComment]:
    """The comments on a draft, the oldest first."""
    return list(DraftComment.objects.filter(draft=draft))


@dataclass(frozen=True)
class Voice:
    """A seat or an organisation that reads a draft, and how often it has commented."""

    jurisdiction: str
    name: str
    comments: int


def voices(draft: Draft, comments: list[DraftComment]) -> list[Voice]:
    """Who commented and who was silent: the seats, and the organisations if they read the draft."""
    counts: Counter[str] = Counter()
    for one in comments:
        counts[one.institution if one.jurisdiction == "J-REG" else one.jurisdiction] += 1
    found = [Voice(seat.id, "", counts[seat.id]) for seat in seats()]
    if draft.readers == Draft.Readers.ORGANISATIONS:
        kinds = [Institution.Type.DONOR, Institution.Type.IMPLEMENTER]
        asked = Institution.objects.filter(Q(type__in=kinds) | Q(pk__in=list(counts)), jurisdiction="J-REG")
        found += [Voice("", one.name, counts[one.pk]) for one in asked.exclude(type=Institution.Type.SECRETARIAT)]
    return found


def passages_now(round: Round) -> list[Passage]:
    """The passages of the documents of a round as they would be printed now."""
    return [passage for kind, _jid, document in document_set(round) for passage in passages_of(kind, document)]


def passages_in(draft: Draft) -> list[Passage]:
    """The passages that a draft has frozen."""
    return read(draft.passages)
