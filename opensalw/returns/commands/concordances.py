"""Taking a table of concordance in: what is right is graded, what is wrong is listed."""

from django.db import transaction

from opensalw.core.permissions import Person
from opensalw.legislation.commands.concordance import grade_row
from opensalw.legislation.models import ActVersion

from ..concordance import ReadTable, read_table


@transaction.atomic
def take_table_in(
    content: bytes, *, name: str, version: ActVersion, jurisdiction: str, by: Person, look_only: bool = False
) -> ReadTable:
    """Read a file and grade the rows that it changes, unless it is only looked at."""
    read = read_table(content, name, version, jurisdiction)
    if not look_only:
        for one in read.changed:
            grade_row(
                one.row, grade=one.grade, own=one.own, evidence=one.evidence, deadline=one.deadline,
                revision=one.row.revision, by=by,
            )  # fmt: skip
    return read
