"""Loading the real directory: again and again without harm."""

from django.db import transaction

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Source

from ..models import Body
from ..real.bodies import real_bodies
from .directory import add_function, enter

RECORD = "meeting-2020-07-03"


@transaction.atomic
def load_real_directory(*, by: Person) -> int:
    """Enter the bodies of the record that are not there yet; returns how many."""
    require(refuse_secretariat_work(by))
    wanted = {subject("body", data.id): data for data in real_bodies()}
    present = set(Body.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    source = Source.objects.get(pk=RECORD)
    for id, data in wanted.items():
        if id not in present:
            body = enter(
                id=id, kind=data.kind, jurisdiction=data.jurisdiction, title=data.title, standing=data.standing,
                placed_in=data.placed, mandate=data.mandate, since=data.since, since_words=data.since_words,
                source=source, locator=data.place, by=by,
            )  # fmt: skip
            for seat in data.functions:
                add_function(body, by=by, **seat.model_dump())
    return len(wanted) - len(present)
