"""Keeping how rows stand, each time that they change."""

from collections.abc import Sequence

from django.utils import timezone

from opensalw.core.permissions import Person

from ..models import Correlation, Row, Stand


def keep(row: Row, by: Person, correlation: Correlation | None = None) -> None:
    """Add how a row stands from now on, with its own provisions as they are."""
    own = [list(pair) for pair in row.own.values_list("act_id", "number")]
    Stand.objects.bulk_create([_stand(row, by, own, correlation)])


def keep_opened(rows: Sequence[Row], by: Person) -> None:
    """Add how freshly opened rows stand: to be graded."""
    Stand.objects.bulk_create(_stand(row, by, [], None) for row in rows)


def _stand(row: Row, by: Person, own: list[list[str]], correlation: Correlation | None) -> Stand:
    return Stand(
        row=row, at=timezone.now(), state=row.state, grade=row.grade, was_grade=row.was_grade, because=row.because,
        evidence=row.evidence, deadline=row.deadline, own_words=own, by=by.id, correlation=correlation,
    )  # fmt: skip
