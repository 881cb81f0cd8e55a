"""Running numbers of records, which two who ask at once never share."""

from django.db import connection
from django.db.models import Model


def next_number(
    model: type[Model], letter: str, jurisdiction: str, *, year: int | None = None, field: str = "number"
) -> str:
    """The next number of a jurisdiction, such as ``L-PRN-000012``, or of its year: ``I-PRN-2026-00012``.

    Whoever asks for the same beginning waits until this transaction ends.
    """
    beginning = "-".join(filter(None, (letter, jurisdiction.removeprefix("J-"), str(year) if year else ""))) + "-"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"numbers {beginning}"])
    taken = model._default_manager.filter(jurisdiction=jurisdiction, **{f"{field}__startswith": beginning})
    last = taken.order_by(f"-{field}").values_list(field, flat=True).first()
    return f"{beginning}{int(last.rpartition('-')[2]) + 1 if last else 1:0{5 if year else 6}d}"
