"""Questions about organisations: what each does here, and what happened to it."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.roadmap.commands.subjects import subject

from ..models import FundMoney, Money, Organisation, Project, Seat

ROLES = ("gives", "implements", "sits")


def organisations() -> QuerySet[Organisation]:
    """All organisations, each with whether it gives money, carries projects, sits at a fund."""
    own = OuterRef("pk")
    today = timezone.localdate()
    gift = Money.objects.filter(donor=own, withdrawn_at__isnull=True)
    paid = FundMoney.objects.filter(contributor=own, withdrawn_at__isnull=True)
    carried = Project.objects.filter(Q(organisation=own) | Q(partners=own))
    seat = Seat.objects.filter(Q(until__isnull=True) | Q(until__gte=today), organisation=own)
    found = Organisation.objects.select_related("part_of", "institution")
    return found.annotate(
        gives=Exists(gift) | Exists(paid), implements=Exists(carried), sits=Exists(seat)
    )  # fmt: skip


def subject_history(kind: str, key: str) -> list[Entry]:
    """Everything that happened to an organisation, a fund or a call, oldest first."""
    with acting_for(REGIONAL):
        return history(subject(kind, key), jurisdiction=REGIONAL)


def free_key(wish: str, taken: QuerySet) -> str:
    """The wish as a key that nobody has yet, with a number where it is taken."""
    known = {"new", *taken.filter(pk__startswith=wish).values_list("pk", flat=True)}
    tries = (wish, *(f"{wish}-{number}" for number in range(2, len(known) + 3)))
    return next(one for one in tries if one not in known)
