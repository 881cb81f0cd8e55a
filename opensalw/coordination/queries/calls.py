"""Questions about calls: proposals, reviews and their spread, what waits for whom."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from opensalw.core.models import User
from opensalw.core.permissions import Person
from opensalw.core.queries import current_memberships

from ..models import Attendance, Call, Decision, NoObjection, Point, Proposal, Review
from ..proposing import Terms, weighted
from .decisions import decisions_seen_by
from .funds import organisations_of

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Spread:
    """What the reviews that were sent give, in per cent."""

    count: int
    mean: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None


def spread(proposal: Proposal, terms: Terms) -> Spread:
    """The reviews of a proposal together; a wide spread is for people to talk about."""
    sent = [one for one in proposal.reviews.all() if one.state == Review.State.SENT]
    given = [score for one in sent if (score := weighted(one.scores, terms)) is not None]
    if not given:
        return Spread(len(sent))
    return Spread(len(sent), (sum(given, Decimal(0)) / len(given)).quantize(TENTH), min(given), max(given))


def calls_seen_by(person: Person) -> QuerySet[Call]:
    """The calls that were opened or shown to the public; those that are being written for the secretariat too."""
    found = Call.objects.select_related("fund")
    return found if person.is_secretariat else found.filter(Q(is_open=True) | Q(is_public=True))


def proposals() -> QuerySet[Proposal]:
    """Proposals with what their lists show."""
    found = Proposal.objects.select_related("call__fund", "organisation", "project")
    return found.prefetch_related("reviews", "no_objections")


def call_proposals(call: Call, person: Person) -> list[Proposal]:
    """The proposals of a call that a person may read."""
    found = proposals().filter(call=call)
    own = organisations_of(person)
    if person.is_secretariat:
        return list(found.filter(version__gt=0))
    seats = [post.jurisdiction for post in person.posts if post.role in ("officer", "chair")]
    sits = Attendance.objects.filter(organisation__in=own, decision__points__proposal__call=call).exists()
    may = Q(organisation__in=own) | Q(version__gt=0, jurisdictions__overlap=seats)
    return list(found.filter(may | Q(version__gt=0) if sits else may).distinct())


def proposals_seen_by(person: Person) -> QuerySet[Proposal]:
    """Every proposal that a person may read: the own, and of those that were sent what the rules open to them."""
    own = organisations_of(person)
    mine, sent = Q(organisation__in=own), Q(version__gt=0)
    if person.is_secretariat:
        return proposals().filter(mine | sent)
    seats = [post.jurisdiction for post in person.posts if post.role in ("officer", "chair")]
    sits = Q(pk__in=Point.objects.filter(decision__attendance__organisation__in=own).values("proposal"))
    reads = Q(pk__in=Review.objects.filter(reviewer=person.id, state__in=("reading", "sent")).values("proposal"))
    return proposals().filter(mine | sent & (Q(jurisdictions__overlap=seats) | sits | reads))


def own_proposals(person: Person) -> QuerySet[Proposal]:
    """The proposals that a person writes."""
    return proposals().filter(organisation__in=organisations_of(person))


def reviews_waiting(person: Person) -> QuerySet[Review]:
    """The reviews that a person was given."""
    found = Review.objects.filter(reviewer=person.id).exclude(state=Review.State.EXCUSED)
    return found.select_related("proposal__call")


def answers_waiting(person: Person) -> QuerySet[NoObjection]:
    """What a Commission was asked."""
    seats = [post.jurisdiction for post in person.posts if post.role in ("officer", "chair")]
    return NoObjection.objects.filter(jurisdiction__in=seats).select_related("proposal__call", "proposal__organisation")


def decisions_waiting(person: Person) -> QuerySet[Decision]:
    """The decisions under way at a person's table."""
    return decisions_seen_by(person).filter(state__in=("prepared", "open"))


def reviewers() -> list[User]:
    """Who can be given a review: the secretariat and the people of organisations."""
    found = current_memberships().filter(role__in=("secretariat", "donor"), user__is_active=True)
    return sorted({one.user for one in found.select_related("user")}, key=lambda one: one.shown_as)
