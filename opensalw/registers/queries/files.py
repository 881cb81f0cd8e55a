"""Files of registers: runs, what was refused of them, what may be the same weapon, unknown words."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from ..files.columns import IGNORED, Mapping
from ..models import Duplicate, Firearm, Refusal, Run, SavedMapping, UnknownWord

LOCK = 731003
STARTS_WITHIN = timedelta(seconds=15)


def run_of(id: str, *, jurisdiction: str) -> Run:
    """A run by its id; an unknown one is refused."""
    try:
        return Run.objects.get(pk=UUID(str(id)), jurisdiction=jurisdiction)
    except (Run.DoesNotExist, ValueError):
        raise Refused(_("There is no loading with this id."), "run") from None


def runs(jurisdiction: str, most: int = 50) -> list[Run]:
    """The files of a register, the newest first."""
    return list(Run.objects.filter(jurisdiction=jurisdiction).order_by("-made_at")[:most])


def lock_of(run: Run) -> int:
    """The number under which the process that loads a run is known to the database."""
    return crc32(run.pk.bytes) & 0x7FFFFFFF


def is_moving(run: Run) -> bool:
    """Whether a process loads it now, or was just started to."""
    if run.state != Run.State.LOADING:
        return False
    if run.moved_at and timezone.now() - run.moved_at < STARTS_WITHIN:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from pg_locks where locktype = 'advisory' and classid = %s and objid = %s "
            "and database = (select oid from pg_database where datname = current_database()))",
            [LOCK, lock_of(run)],
        )
        return cursor.fetchone()[0]


def reasons_of(run: Run, most: int = 10) -> list[tuple[str, str, int]]:
    """Why rows were refused, the most frequent reason first."""
    found = Refusal.objects.filter(jurisdiction=run.jurisdiction, run=run.pk).values_list("field", "reason")
    return list(found.annotate(count=Count("pk")).order_by("-count", "field")[:most])


def saved_mappings(jurisdiction: str) -> list[SavedMapping]:
    """The mappings that were kept, by name."""
    return list(SavedMapping.objects.filter(jurisdiction=jurisdiction).order_by("name"))


def saved_mapping(jurisdiction: str, id: str) -> Mapping:
    """A mapping that was kept; an unknown one is refused."""
    known = SavedMapping.objects.filter(jurisdiction=jurisdiction, pk=int(id)).first() if id.isdecimal() else None
    if known is None:
        raise Refused(_("Choose a mapping of the list."), "known")
    return Mapping.model_validate(known.mapping)


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


def count_of_duplicates(jurisdiction: str) -> int:
    """How many pairs wait for a person."""
    return Duplicate.objects.filter(jurisdiction=jurisdiction, is_same__isnull=True).count()


def pairs_with_weapons(pairs: Iterable[Duplicate]) -> list[tuple[Duplicate, list[Firearm]]]:
    """Pairs with both weapons; one whose weapon is gone is left out."""
    held = list(pairs)
    wanted = {id for pair in held for id in (pair.one, pair.other)}
    places = {pair.jurisdiction for pair in held}
    known = {one.pk: one for one in Firearm.objects.filter(jurisdiction__in=places, pk__in=wanted)}
    both = ((pair, [known[id] for id in (pair.one, pair.other) if id in known]) for pair in held)
    return [(pair, weapons) for pair, weapons in both if len(weapons) == 2]


def unknown_words(jurisdiction: str, most: int = 100) -> list[UnknownWord]:
    """Words that wait for a curator, the most frequent first."""
    return list(UnknownWord.objects.filter(jurisdiction=jurisdiction).order_by("-count", "key")[:most])


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t") or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
