"""Loading the real needs: again and again without harm."""

from django.db import transaction

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Round, Source, TextItem

from ..models import Need
from ..real.reading import real_needs
from ..real.schema import NeedData
from .needs import state_need

ROUND = "wb-2019-H2"
RECORD = "meeting-2020-07-03"


@transaction.atomic
def load_real_needs(*, by: Person) -> int:
    """Enter the needs of the record that are not there yet; returns how many."""
    require(refuse_secretariat_work(by))
    wanted = {subject("need", data.id): data for data in real_needs()}
    present = set(Need.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    round = Round.objects.get(pk=ROUND)
    source = Source.objects.get(pk=RECORD)
    points = {
        point.pk: point for point in TextItem.everything.filter(submission__round=round).select_related("submission")
    }
    for id, data in wanted.items():
        if id not in present:
            facts = _from_point(points[subject("text", data.point)]) if data.point else _own(data)
            state_need(
                id=id, kind=data.kind, beneficiary=data.beneficiary, measure=data.measure, round=round, source=source,
                stated_on=round.meeting_on, is_public=True, by=by, **facts,
            )  # fmt: skip
    return len(wanted) - len(present)


def _from_point(point: TextItem) -> dict:
    return {
        "jurisdiction": point.submission.jurisdiction, "goal": point.goal, "text": point.text, "text_item": point,
        "is_challenge": point.kind == TextItem.Kind.CHALLENGE, "locator": point.locator,
        "origin": Need.Origin.SUBMISSION,
    }  # fmt: skip


def _own(data: NeedData) -> dict:
    return {
        "jurisdiction": data.jurisdiction, "goal": data.goal, "text": data.text, "locator": data.place,
        "origin": Need.Origin.MEETING,
    }  # fmt: skip
