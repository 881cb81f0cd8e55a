"""Made-up requests for the made-up seizures, so that a desk can be tried; marked as made up wherever they are shown."""

from datetime import timedelta

from opensalw.core.jurisdictions import seats
from opensalw.core.periods import Period
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for
from opensalw.incidents.models import Item

from ..models import TraceRequest
from ..queries.routing import sheet_of
from ..vocabulary import Channel, Direction
from .asking import ask, receive
from .outcomes import set_outcome
from .stepping import acknowledge, answer, close, delay

WHY = {"why": "Found without papers (made up).", "use": "Criminal proceedings (made up)."}
ELSEWHERE = "An authority overseas (made up)"


def _focal_point(jurisdiction: str) -> Person:
    post = Post("contributor", f"{jurisdiction}/police", "police", jurisdiction)
    return Person("demonstration-focal-point", "Demonstration, focal point", frozenset({post}))


def make_up_requests(jurisdiction: str, period: Period) -> int:
    """A request that was answered, one that waits, one to a neighbour and one that came; returns how many."""
    with acting_for(jurisdiction):
        own = {"jurisdiction": jurisdiction, "synthetic": True}
        if TraceRequest.objects.filter(direction=Direction.SENT, **own).exists():
            return 0
        by = _focal_point(jurisdiction)
        found = Item.objects.select_related("incident").filter(
            jurisdiction=jurisdiction, incident__synthetic=True, incident__kind="seizure", thing="firearm",
            incident__happened_on__lt=period.end - timedelta(days=7),
        )  # fmt: skip
        items = list(found.order_by("incident__number")[:3])
        ways = ((ELSEWHERE, Channel.IARMS), (ELSEWHERE, Channel.SIENA), (_neighbour(jurisdiction), Channel.BILATERAL))
        for item, (other, channel) in zip(items, ways, strict=False):
            on = item.incident.happened_on + timedelta(days=2)
            trace = ask(
                jurisdiction=jurisdiction, other=other, channel=channel, sheet={**sheet_of(item), **WHY}, item=item,
                asked_on=on, by=by, synthetic=True,
            )  # fmt: skip
            if channel == Channel.IARMS:
                answer(trace, result="no_hit", told="Not recorded there (made up).", by=by, on=on + timedelta(days=3))
                set_outcome(item, code="attempted_none_identified", trace=trace, by=by, on=on + timedelta(days=4))
                close(trace, by=by, on=on + timedelta(days=4))
            elif channel == Channel.SIENA:
                acknowledge(trace, by=by, on=on + timedelta(days=1))
                until = on + timedelta(days=60)
                because = "A case is open there (made up)."
                delay(trace, until=until, ground="investigation", because=because, by=by, on=on + timedelta(days=2))
        if items:
            receive(
                jurisdiction=jurisdiction, other=ELSEWHERE, channel=Channel.SIENA, by=by, synthetic=True,
                sheet={"make": "Zastava", "model": "M57", "serial": "A 12?45", **WHY}, handling="H1",
                asked_on=period.end - timedelta(days=9),
            )  # fmt: skip
        return len(items) + bool(items)


def _neighbour(jurisdiction: str) -> str:
    known = [one.id for one in seats()]
    return known[(known.index(jurisdiction) + 1) % len(known)]
