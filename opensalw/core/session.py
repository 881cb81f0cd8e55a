"""For which jurisdictions the current transaction may read and write rows.

PostgreSQL's row-level security compares a row's jurisdiction with the setting made here, which lives
for one transaction. Without it no guarded row is visible (DESIGN section 9, point 3).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .jurisdictions import REGIONAL, seats

SETTING = "opensalw.jurisdictions"


def everywhere() -> tuple[str, ...]:
    """Every jurisdiction of this node, the regional one included."""
    return (*(seat.id for seat in seats()), REGIONAL)


def set_jurisdictions(jurisdictions: Iterable[str]) -> None:
    """Say for which jurisdictions the rest of the current transaction acts; empty means none."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [SETTING, ",".join(sorted(set(jurisdictions)))])


def current_jurisdictions() -> frozenset[str]:
    """The jurisdictions that the current transaction acts for."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting(%s, true)", [SETTING])
        text = cursor.fetchone()[0]
    return frozenset(text.split(",")) if text else frozenset()


@contextmanager
def acting_for(*jurisdictions: str) -> Iterator[None]:
    """One transaction that acts for ``jurisdictions``; the former setting returns afterwards."""
    with transaction.atomic():
        before = current_jurisdictions()
        set_jurisdictions(jurisdictions)
        yield
        set_jurisdictions(before)
