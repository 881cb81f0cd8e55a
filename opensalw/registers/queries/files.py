"""Files of registers: runs, what was refused of them, what may be the same weapon, unknown words."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from ..files.columns import IGNORED
from ..models import Duplicate, Refusal, Run, UnknownWord


def run_of(id: str, *, jurisdiction: str) -> Run:
    """A run by its id; an unknown one is refused."""
    try:
        return Run.objects.get(pk=UUID(str(id)), jurisdiction=jurisdiction)
    except (Run.DoesNotExist, ValueError):
        raise Refused(_("There is no loading with this id."), "run") from None


def runs(jurisdiction: str, most: int = 50) -> list[Run]:
    """The files of a register, the newest first."""
    return list(Run.objects.filter(jurisdiction=jurisdiction).order_by("-made_at")[:most])


def refusals(run: Run, after: int = 0, most: int = 100) -> list[Refusal]:
    """Refused rows after a row number."""
    found = Refusal.objects.filter(jurisdiction=run.jurisdiction, run=run.pk, row__gt=after)
    return list(found.order_by("row")[:most])


def refusals_as_rows(run: Run) -> Iterator[list[str]]:
    """The refused rows as they came, and what is wrong with each; can be mended and sent again."""
    yield [*run.header, *IGNORED]
    found = Refusal.objects.filter(jurisdiction=run.jurisdiction, run=run.pk).order_by("row")
    for one in found.iterator(chunk_size=2000):
        cells = [*one.cells, *[""] * (len(run.header) - len(one.cells))][: len(run.header)]
        yield [*map(_inert, cells), str(one.row), one.field, _inert(one.value), one.reason, one.mend]


def duplicates(jurisdiction: str, most: int = 100) -> list[Duplicate]:
    """Pairs that wait for a person."""
    return list(Duplicate.objects.filter(jurisdiction=jurisdiction, is_same__isnull=True).order_by("id")[:most])


def unknown_words(jurisdiction: str, most: int = 100) -> list[UnknownWord]:
    """Words that wait for a curator, the most frequent first."""
    return list(UnknownWord.objects.filter(jurisdiction=jurisdiction).order_by("-count", "key")[:most])


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t") or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
