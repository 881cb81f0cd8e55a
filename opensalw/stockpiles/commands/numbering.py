"""The numbers of sites, lots, movements, orders and certificates."""

from django.db import connection
from django.db.models import Model


def numbered(model: type[Model], letter: str, jurisdiction: str, field: str = "number") -> str:
    """The next number of a jurisdiction, such as ``L-PRN-000012``; two who ask at once get two."""
    beginning = f"{letter}-{jurisdiction.removeprefix('J-')}-"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"stock numbers {beginning}"])
    known = model._default_manager.filter(jurisdiction=jurisdiction, **{f"{field}__startswith": beginning})
    last = known.order_by(f"-{field}").values_list(field, flat=True).first()
    return f"{beginning}{int(last.rpartition('-')[2]) + 1 if last else 1:06d}"
