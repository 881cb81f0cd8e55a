"""Questions about meetings: the series, what a person may see, agenda, statements, who comes."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from opensalw.core.permissions import Person

from ..models import Delegation, Intervention, Item, Material, Meeting, Series, Session

State = Meeting.State


def meetings(person: Person | None = None, *, kind: str = "", jurisdiction: str = "") -> QuerySet[Meeting]:
    """The meetings that a person may see, the latest first; without a person those that the public may."""
    found = Meeting.objects.select_related("series", "round", "feeds")
    if kind:
        found = found.filter(series__kind=kind)
    if jurisdiction:
        found = found.filter(series__jurisdiction=jurisdiction)
    if person is None or not person.posts:
        return found.exclude(state=State.PLANNED)
    if person.is_secretariat:
        return found
    own = [post.jurisdiction for post in person.posts if post.role in ("officer", "chair")]
    led = Q(series__kind=Series.Kind.LOCAL, series__jurisdiction__in=own)
    if not person.holds("donor"):
        mine = {post.jurisdiction for post in person.posts}
        found = found.filter(Q(series__kind=Series.Kind.REGIONAL) | Q(series__jurisdiction__in=mine))
    return found.filter(~Q(state=State.PLANNED) | led)


def coming(person: Person, today: date | None = None) -> QuerySet[Meeting]:
    """The meetings that a person may see and that are still to be held, the next first."""
    found = meetings(person).filter(state__in=[State.PLANNED, State.ANNOUNCED])
    return found.filter(ends_on__gte=today or timezone.localdate()).order_by("starts_on", "series")


def agenda_of(meeting: Meeting) -> list[Session]:
    """The sessions of a meeting with their items; two queries."""
    items = Item.objects.order_by("position")
    return list(meeting.sessions.order_by("position").prefetch_related(Prefetch("items", items)))


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The meeting of the series before this one that was not cancelled."""
    earlier = Meeting.objects.filter(series=meeting.series_id, number__lt=meeting.number)
    return earlier.exclude(state=State.CANCELLED).order_by("-number").first()


def local_meetings_of(meeting: Meeting) -> QuerySet[Meeting]:
    """The local meetings that prepare a regional one."""
    return meeting.local_meetings.select_related("series").order_by("starts_on", "series__jurisdiction")


def delegations_of(meeting: Meeting) -> QuerySet[Delegation]:
    """Who comes, without those that were withdrawn."""
    return meeting.delegations.filter(withdrawn_at__isnull=True).select_related("institution")


def statements_at(meeting: Meeting) -> dict[UUID, list[Intervention]]:
    """What organisations said at a meeting, by item, without what was taken back."""
    found: dict[UUID, list[Intervention]] = defaultdict(list)
    held = Intervention.objects.filter(item__session__meeting=meeting, withdrawn_at__isnull=True)
    for one in held.order_by("position"):
        found[one.item_id].append(one)
    return dict(found)


def materials_of(meeting: Meeting) -> QuerySet[Material]:
    """The files of a meeting that were not withdrawn; who may read each is a rule."""
    return meeting.materials.filter(withdrawn_at__isnull=True).select_related("item", "meeting__series")


def counted(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with how many items, delegations and conclusions each has; counting must not lose their order."""
    ordered = found if found.query.order_by else found.order_by("-starts_on", "series", "-number")
    return ordered.annotate(
        items=Count("sessions__items", distinct=True),
        came=Count("delegations", filter=Q(delegations__withdrawn_at__isnull=True), distinct=True),
        concluded=Count("conclusions", filter=~Q(conclusions__status__in=["proposed", "refused"]), distinct=True),
    )


def next_of_series(meeting: Meeting) -> Meeting | None:
    """The meeting of the series after this one that was not cancelled."""
    later = Meeting.objects.filter(series=meeting.series_id, number__gt=meeting.number)
    return later.exclude(state=State.CANCELLED).order_by("number").first()
