"""Questions about the needs register."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from opensalw.core.permissions import Person
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.roadmap.models import Round, TextItem
from opensalw.roadmap.queries.rounds import points, visible_texts
from opensalw.roadmap.states import State

from ..models import Need, NeedMention
from ..models.needs import SETTLED

ASKING = (TextItem.Kind.NEED, TextItem.Kind.CHALLENGE)


def needs(**chosen: object) -> QuerySet[Need]:
    """Needs with what every list of them shows; ``chosen`` are fields and values."""
    found = Need.objects.select_related("source", "round", "into", "out_of", "beneficiary_institution")
    return found.filter(**{name: value for name, value in chosen.items() if value not in (None, "")})


def live_needs() -> QuerySet[Need]:
    """The needs that still ask for something."""
    return needs().exclude(status__in=SETTLED)


def public_needs() -> QuerySet[Need]:
    """The needs that were released; one that went into another or was split is read there."""
    return needs().filter(is_public=True).exclude(status__in=[Need.Status.MERGED, Need.Status.SPLIT])


def needs_seen_by(person: Person) -> QuerySet[Need]:
    """What a person of the workspace sees: the own jurisdiction's needs, and of others those that were released."""
    if person.is_secretariat:
        return needs()
    own = {post.jurisdiction for post in person.posts if post.role != "donor"}
    confirmed = ~Q(status__in=[Need.Status.STATED, Need.Status.WITHDRAWN]) if person.holds("donor") else Q(pk=None)
    return needs().filter(Q(is_public=True) | Q(jurisdiction__in=own) | confirmed)


def need_history(need: Need) -> list[Entry]:
    """Everything that happened to a need, oldest first."""
    with acting_for(need.jurisdiction):
        return history(need.pk, jurisdiction=need.jurisdiction)


def points_not_taken(round: Round, jurisdiction: str = "") -> QuerySet[TextItem]:
    """The needs and challenges of a round's accepted or released parts that the register does not know yet."""
    seen = Q(pk__in=visible_texts().filter(submission__round=round).values("pk"))
    accepted = Q(submission__state=State.ACCEPTED, stands_for__isnull=True)
    found = TextItem.everything.filter(seen | accepted, submission__round=round, kind__in=ASKING)
    if jurisdiction:
        found = found.filter(submission__jurisdiction=jurisdiction)
    taken = Need.objects.filter(text_item=OuterRef("pk"))
    repeated = NeedMention.objects.filter(text_item=OuterRef("pk"))
    found = found.exclude(Exists(taken)).exclude(Exists(repeated)).select_related("submission__round", "source")
    return found.order_by("submission__jurisdiction", "goal", "kind", "position")


def of_points(items: Iterable[TextItem]) -> dict[UUID | None, Need]:
    """The need that each point of a narrative stands for in the register, by the point's id."""
    ids = [item.pk for item in items]
    found = {need.text_item_id: need for need in Need.objects.filter(text_item__in=ids, out_of__isnull=True)}
    for mention in NeedMention.objects.filter(text_item__in=ids).select_related("need"):
        found[mention.text_item_id] = mention.need
    return found


def live_end_of(need: Need) -> list[Need]:
    """Where a need goes on: itself, the one that it was merged into, or the parts of its split."""
    if need.status == Need.Status.MERGED and need.into is not None:
        return live_end_of(need.into)
    if need.status == Need.Status.SPLIT:
        return [end for part in need.split_into.all() for end in live_end_of(part)]
    return [need]


def similar_needs(need: Need) -> QuerySet[Need]:
    """Live needs of the same jurisdiction: what this one could be merged with."""
    found = live_needs().filter(jurisdiction=need.jurisdiction).exclude(pk=need.pk)
    return found.order_by("number")


__all__ = [
    "live_end_of", "live_needs", "need_history", "needs", "needs_seen_by", "of_points", "points", "points_not_taken",
    "public_needs", "similar_needs",
]  # fmt: skip
