"""Questions about the directory."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from opensalw.core.jurisdictions import order
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history

from ..models import Body, BodyFunction


def in_force(day: date) -> Q:
    """What began by a day, or on a day that is not known, and has not ended before it."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def directory(*, kind: str = "", jurisdiction: str = "", on: date | None = None, words: str = "") -> list[Body]:
    """The bodies, by seat and kind, with their functions; ``on`` shows those of a day, else what has not ended."""
    found: QuerySet[Body] = Body.objects.select_related("source")
    found = found.filter(**{name: value for name, value in (("kind", kind), ("jurisdiction", jurisdiction)) if value})
    found = found.filter(in_force(on)) if on else found.exclude(standing=Body.Standing.ENDED)
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(placed_in__icontains=words) | Q(mandate__icontains=words)
            | Q(functions__institution__icontains=words) | Q(functions__function__icontains=words)
        ).distinct()  # fmt: skip
    seats = BodyFunction.objects.filter(in_force(on) if on else Q(until__isnull=True))
    held = list(found.prefetch_related(Prefetch("functions", queryset=seats, to_attr="now")))
    kinds = Body.Kind.values
    return sorted(held, key=lambda one: (order(one.jurisdiction), kinds.index(one.kind), one.title))


def life_of(body: Body) -> list[Entry]:
    """Everything that happened to a body, oldest first."""
    with acting_for(body.jurisdiction):
        return history(body.pk, jurisdiction=body.jurisdiction)
