"""The books of both sides of a request: locked together where both work on this node."""

from collections.abc import Iterator
from contextlib import contextmanager

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for

from ..models import TraceRequest
from ..rules import reach


@contextmanager
def both(trace: TraceRequest, alone: bool = False) -> Iterator[list[TraceRequest]]:
    """Our row of the request and, where the other side works here too, theirs; locked, in the order of their ids."""
    wanted = {trace.pk} if alone or trace.mirror is None else {trace.pk, trace.mirror}
    sides = (trace.jurisdiction,) if len(wanted) == 1 else (trace.jurisdiction, trace.other)
    with acting_for(*sides):
        rows = TraceRequest.objects.select_for_update().filter(jurisdiction__in=sides, pk__in=wanted)
        yield sorted(rows.order_by("pk"), key=lambda one: one.pk)


def held(trace: TraceRequest, by: Person) -> TraceRequest:
    """Our row, locked, if this person may trace here."""
    require(reach.refuse_tracing(by, trace.jurisdiction))
    return TraceRequest.objects.select_for_update().get(pk=trace.pk, jurisdiction=trace.jurisdiction)


def say(wrong: tuple[str, str] | None) -> None:
    """Refuse with the sentence and the field that a rule gave."""
    if wrong:
        raise Refused(*wrong)
