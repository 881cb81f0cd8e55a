"""What of a part was accepted, whatever is in work in it now."""

import orjson
from django.db.models import QuerySet
from django.utils import timezone

from ..models import DraftCell, LockException, Observation, Snapshot, Submission, TextItem
from .rounds import visible_texts


def accepted_receipt(part: Submission) -> Snapshot | None:
    """The receipt that was accepted last: the latest one that was there at the acceptance."""
    if part.accepted_at is None:
        return None
    return part.snapshots.filter(made_at__lte=part.accepted_at).order_by("-number").first()


def receipt(part: Submission, number: int) -> Snapshot | None:
    """One receipt of a part."""
    return part.snapshots.filter(number=number).first()


def content_of(held: Snapshot) -> dict:
    """What a receipt holds."""
    return orjson.loads(bytes(held.content))


def standing_figures(part: Submission) -> QuerySet[Observation]:
    """The figures of a part as they were accepted last and stand today, released or not."""
    return Observation.objects.filter(submission=part, known_until__isnull=True)


def accepted_cells(part: Submission, *, public: bool = False) -> list[DraftCell]:
    """The accepted figures in the shape of figures in work, not saved; only the released ones if ``public``."""
    found = standing_figures(part).filter(origin=Observation.Origin.SUBMITTED)
    if public:
        found = found.filter(public_from__lte=timezone.now())
    rows = [_as_draft(part, row) for row in found]
    return sorted(rows, key=lambda row: (row.measure, row.line, row.dims_key))


def _as_draft(part: Submission, row: Observation) -> DraftCell:
    provenance = row.provenance
    source = {name: fact for name, fact in provenance.items() if name != "origin"}
    return DraftCell(
        submission=part, measure=row.measure, line=row.line, dims=row.dims, dims_key=row.dims_key,
        unit=row.unit, kind=row.kind, value=row.value, low=row.low, high=row.high, grade=row.grade,
        direction=row.direction, reason=row.reason, qualifier=row.qualifier, explanation=row.explanation,
        institutions=row.institutions, origin=provenance.get("origin", "typed"), source=source,
    )  # fmt: skip


def public_texts(part: Submission) -> list[TextItem]:
    """The text items of a part that the public reads now."""
    return list(visible_texts().filter(submission=part))


def exceptions_of(part: Submission) -> list[LockException]:
    """The exceptions from the lock that a part had, the latest first."""
    return list(part.lock_exceptions.order_by("-granted_at"))
