"""The numbers of trace requests."""

from django.db import connection

from ..models import TraceRequest


def numbered(jurisdiction: str, year: int) -> str:
    """The next number of a jurisdiction and year, such as ``T-PRN-2026-00012``; two who ask at once get two."""
    beginning = f"T-{jurisdiction.removeprefix('J-')}-{year}-"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"trace numbers {beginning}"])
    taken = TraceRequest.objects.filter(jurisdiction=jurisdiction, number__startswith=beginning)
    last = taken.order_by("-number").values_list("number", flat=True).first()
    return f"{beginning}{int(last.rpartition('-')[2]) + 1 if last else 1:05d}"
