"""Requests found again: the inbox, one request, its steps, and who waits for whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.registers.marks import normalised

from ..lifecycle import OPEN, SETTLED, WAITED_FOR, Side, State
from ..models import TraceRequest
from ..vocabulary import Direction


@dataclass(frozen=True)
class Asked:
    """What the inbox is narrowed to; what is empty narrows nothing."""

    direction: str = ""
    state: str = ""
    channel: str = ""
    priority: str = ""
    waits_on: str = ""
    words: str = ""
    late: bool = False
    closed: bool = False


def requests(jurisdiction: str, asked: Asked = Asked(), today: date | None = None) -> QuerySet[TraceRequest]:
    """The requests of a jurisdiction, the one due first at the top; closed ones only if they are asked for."""
    found = TraceRequest.objects.filter(jurisdiction=jurisdiction)
    exact = {
        "direction": asked.direction, "state": asked.state, "channel": asked.channel, "priority": asked.priority,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if not (asked.closed or asked.state or asked.words):
        found = found.exclude(state=State.CLOSED)
    if asked.late and today:
        found = found.filter(due_on__lt=today, state__in=OPEN)
    if asked.waits_on:
        found = found.filter(waiting(asked.waits_on))
    for word in asked.words.split():
        found = found.filter(
            Q(number__icontains=word) | Q(serial__icontains=word) | Q(make__icontains=word) | Q(model__icontains=word)
            | Q(other__icontains=word) | Q(their_reference__icontains=word)
        )  # fmt: skip
    return found


def waiting(on: str) -> Q:
    """The requests that wait for “us”, or for “them”."""
    asks = [state for state, side in WAITED_FOR.items() if side == Side.ASKS]
    answers = [state for state, side in WAITED_FOR.items() if side == Side.ANSWERS]
    sent, received = Q(direction=Direction.SENT), Q(direction=Direction.RECEIVED)
    if on == "us":
        return (sent & Q(state__in=asks)) | (received & Q(state__in=answers))
    return (sent & Q(state__in=answers)) | (received & Q(state__in=asks))


def waits_on(trace: TraceRequest) -> str:
    """“us”, “them” or “nobody”."""
    side = WAITED_FOR[trace.stands]
    if side == Side.NOBODY:
        return "nobody"
    return "us" if (side == Side.ASKS) == trace.is_ours else "them"


def request_numbered(jurisdiction: str, number: str) -> TraceRequest | None:
    """The request of this number with its candidates."""
    found = TraceRequest.objects.filter(jurisdiction=jurisdiction, number=number)
    return found.prefetch_related("candidates").first()


def told(trace: TraceRequest, personal: bool = False) -> list[Entry]:
    """Everything that happened to a request, oldest first; who was named only if it is asked for."""
    return history(trace.pk, jurisdiction=trace.jurisdiction, personal=personal)


@dataclass(frozen=True)
class Queue:
    """What waits between us and one other authority."""

    other: str
    for_us: int
    for_them: int
    late: int
    oldest: date


def queues(jurisdiction: str, today: date) -> list[Queue]:
    """What waits on whom, by the other side; the longest wait first."""
    rows = TraceRequest.objects.filter(jurisdiction=jurisdiction, state__in=OPEN | SETTLED)
    us: Counter[str] = Counter()
    them: Counter[str] = Counter()
    late: Counter[str] = Counter()
    oldest: dict[str, date] = {}
    for row in rows.only("other", "state", "direction", "due_on", "asked_on"):
        (us if waits_on(row) == "us" else them)[row.other] += 1
        late[row.other] += row.is_open and row.due_on < today
        oldest[row.other] = min(row.asked_on, oldest.get(row.other, row.asked_on))
    found = [Queue(other, us[other], them[other], late[other], day) for other, day in oldest.items()]
    return sorted(found, key=lambda one: (one.oldest, one.other))


def of_weapon(jurisdiction: str, firearm: UUID) -> list[TraceRequest]:
    """The requests in which a weapon was confirmed or is a candidate."""
    found = TraceRequest.objects.filter(jurisdiction=jurisdiction)
    return list(found.filter(Q(firearm=firearm) | Q(candidates__firearm=firearm)).distinct())


def of_item(jurisdiction: str, item: UUID) -> list[TraceRequest]:
    """The requests that ask about an item of an incident."""
    return list(TraceRequest.objects.filter(jurisdiction=jurisdiction, item=item))


def alike(trace: TraceRequest) -> list[TraceRequest]:
    """Other requests about a weapon with the same serial, as it looks."""
    wanted = normalised(trace.serial)
    if len(wanted) < 4 or set(trace.serial) & set("?*"):
        return []
    others = TraceRequest.objects.filter(jurisdiction=trace.jurisdiction).exclude(pk=trace.pk).exclude(serial="")
    return [one for one in others.order_by("-asked_on")[:2000] if normalised(one.serial) == wanted][:20]
