"""Questions about conclusions: the follow-up list, what is late, what waits for a person, what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history

from ..models import Conclusion, Meeting, Progress
from ..rules.conclusions import UNDECIDED, WAITED_FOR

Status = Conclusion.Status
SORTED = {
    "due": (F("due_on").asc(nulls_last=True), "number"),
    "-due": (F("due_on").desc(nulls_last=True), "-number"),
    "number": ("number",),
    "-number": ("-number",),
    "owner": ("owner", F("due_on").asc(nulls_last=True), "number"),
    "-owner": ("-owner", F("due_on").asc(nulls_last=True), "number"),
}


@dataclass(frozen=True)
class Wanted:
    """Which conclusions are asked for; what is empty leaves everything in."""

    status: str = ""
    owner: str = ""
    jurisdiction: str = ""
    goal: int | None = None
    meeting: str = ""
    origin: str = ""
    words: str = ""
    overdue: bool = False
    sort: str = "due"


def conclusions(wanted: Wanted, *, today: date | None = None) -> QuerySet[Conclusion]:
    """The follow-up list; ``status`` is one of them, or ``waited_for`` or ``closed``."""
    found = Conclusion.objects.select_related("meeting__series", "owner_institution", "source")
    if wanted.status == "waited_for":
        found = found.filter(status__in=WAITED_FOR)
    elif wanted.status == "closed":
        found = found.filter(closed_on__isnull=False)
    elif wanted.status:
        found = found.filter(status=wanted.status)
    exact = {"owner": wanted.owner, "jurisdiction": wanted.jurisdiction, "goal": wanted.goal,
             "meeting": wanted.meeting, "origin": wanted.origin}  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.words:
        found = found.filter(Q(what__icontains=wanted.words) | Q(owner__icontains=wanted.words)
                             | Q(number__iexact=wanted.words))  # fmt: skip
    if wanted.overdue:
        found = found.filter(overdue_on(today or timezone.localdate()))
    return found.order_by(*SORTED.get(wanted.sort, SORTED["due"]))


def overdue_on(today: date) -> Q:
    """What is past its last day and not closed."""
    return Q(status__in=WAITED_FOR, due_on__lt=today)


def seen_by(found: QuerySet[Conclusion], person: Person) -> QuerySet[Conclusion]:
    """Of these, what a person may see: proposed ones are the secretariat's, and the public sees published records."""
    if person.is_secretariat:
        return found
    if person.posts:
        return found.exclude(status__in=UNDECIDED)
    return found.filter(public())


def public() -> Q:
    """Conclusions of meetings whose record is published; never what is only proposed or was refused as such."""
    return Q(meeting__state=Meeting.State.RECORDED) & ~Q(status__in=UNDECIDED)


def is_public(conclusion: Conclusion) -> bool:
    """Whether everybody may see it."""
    return Conclusion.objects.filter(public(), pk=conclusion.pk).exists()


def promises_of(person: Person) -> QuerySet[Conclusion]:
    """What waits for the institutions of a person, and, for an officer or chair, for the jurisdiction."""
    found = conclusions(Wanted(status="waited_for"))
    institutions = {post.institution for post in person.posts}
    leads = {post.jurisdiction for post in person.posts if post.role in ("officer", "chair")}
    return found.filter(Q(owner_institution__in=institutions) | Q(jurisdiction__in=leads))


@dataclass(frozen=True)
class Owner:
    """An owner and how its conclusions stand."""

    owner: str
    waited_for: int
    overdue: int
    closed: int


def owners(today: date | None = None) -> list[Owner]:
    """Every owner with what is open, late and closed, the latest in duty first."""
    late = overdue_on(today or timezone.localdate())
    rows = Conclusion.objects.exclude(status__in=UNDECIDED).order_by().values("owner").annotate(
        waited_for=Count("pk", filter=Q(status__in=WAITED_FOR)),
        late=Count("pk", filter=late), closed=Count("pk", filter=Q(closed_on__isnull=False)),
    )  # fmt: skip
    found = [Owner(row["owner"], row["waited_for"], row["late"], row["closed"]) for row in rows]
    return sorted(found, key=lambda one: (-one.overdue, -one.waited_for, one.owner))


def life_of(conclusion: Conclusion) -> list[Entry]:
    """Everything that happened to a conclusion, oldest first; whoever may see it may read its life."""
    with acting_for(conclusion.kept_in):
        return history(conclusion.pk, jurisdiction=conclusion.kept_in)


def progress_of(conclusion: Conclusion) -> QuerySet[Progress]:
    """What was reported on it, oldest first."""
    return conclusion.progress.order_by("reported_at", "pk")


def of_meeting(meeting: Meeting, *, public_only: bool = False) -> Iterable[Conclusion]:
    """What was concluded at a meeting, by number."""
    found = Conclusion.objects.filter(meeting=meeting).exclude(status__in=UNDECIDED)
    return (found.filter(public()) if public_only else found).order_by("number")
