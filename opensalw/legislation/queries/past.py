"""Questions about tables of concordance as they stood at the end of a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from ..models import Act, ActVersion, Row, Stand
from ..rules import STANDING

ENDED = (Row.State.REPLACED, Row.State.CLOSED)


def last_stands(day: date) -> QuerySet[Stand]:
    """How each row stood at the end of a day: its last standing until then; filter it by what belongs to the row."""
    return Stand.objects.filter(at__date__lte=day).order_by("row_id", "-at", "-id").distinct("row_id")


def rows_on(version: ActVersion, jurisdiction: str, day: date) -> list[Stand]:
    """The table of a jurisdiction at a version as it stood at the end of a day, in the order of its provisions.

    Where the version had been replaced by then, the rows that stood at last, each with what follows it.
    """
    found = last_stands(day).filter(row__provision__version=version, row__jurisdiction=jurisdiction)
    every = list(found.select_related("row__provision__version__act"))
    held = [one for one in every if one.state in STANDING] or [one for one in every if one.state in ENDED]
    acts = Act.objects.in_bulk({key for one in held for key, _number in one.own_words})
    for one in held:
        one.named = [(acts[key], number) for key, number in one.own_words]
    return sorted(held, key=lambda one: one.provision.position)


def from_own(rows: Iterable[Stand]) -> list[tuple[Act, list[tuple[str, list[Stand]]]]]:
    """The other way round: the own acts that rows name, each with its provisions and the rows that they carry out."""
    found: dict[Act, dict[str, list[Stand]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for act, number in row.named:
            found[act][number].append(row)
    return [(act, sorted(found[act].items())) for act in sorted(found, key=lambda one: one.key)]


def changed_on(version: ActVersion, jurisdiction: str, *, last: int = 12) -> list[date]:
    """The last days on which a table changed, the newest first."""
    found = Stand.objects.filter(row__provision__version=version, row__jurisdiction=jurisdiction)
    return list(found.order_by().values_list("at__date", flat=True).distinct().order_by("-at__date")[:last])
