"""The holders and permits of a batch: those that are known are found, the others are written once."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from opensalw.ledger.commands.staging import copy_lines, escaped, or_null

from ..files.cleaning import Clean
from ..marks import spoken
from ..models import Run
from ..numbers import new_id, number_of
from .holders import LETTERS

HOLDER = (
    "id, jurisdiction, number, kind, name, name_key, own_number, own_key, born_on, address, is_dealer, is_synthetic"
)
PERMIT = "id, jurisdiction, number, holder, kind, reference, reference_key, granted_on, valid_until, conditions, state"
STAGE = f"""
create temporary table if not exists new_holder on commit delete rows as
    select {HOLDER} from registers_holder with no data;
create temporary table if not exists new_permit on commit delete rows as
    select {PERMIT} from registers_permit with no data;
"""
Key = tuple[str, ...]


@dataclass(slots=True)
class _Of:
    id: UUID
    row: Clean
    holder: UUID | None = None


class People:
    """Who holds the weapons of a batch, and under which permits."""

    def __init__(self, run: Run, rows: list[Clean]) -> None:
        self.run = run
        self.rows = [row for row in rows if row.cells.get("holder_name")]
        self.new_holders: dict[Key, _Of] = {}
        self.new_permits: dict[Key, _Of] = {}
        self.found: dict[int, tuple[UUID, UUID | None]] = {}

    def of(self, row: Clean) -> tuple[UUID | None, UUID | None]:
        """Holder and permit of a row."""
        return self.found.get(row.row, (None, None))

    def write(self, cursor: CursorWrapper) -> None:
        """Find or write all of them."""
        if not self.rows:
            return
        cursor.execute(STAGE)
        names = [spoken(row.cells["holder_name"])[:200] for row in self.rows]
        keys = [_holder_key(row, name) for row, name in zip(self.rows, names, strict=True)]
        known = self._known_holders(cursor, keys)
        holders = [self._holder(row, key, known) for row, key in zip(self.rows, keys, strict=True)]
        self._permits(cursor, holders)
        copy_lines(cursor, "new_holder", HOLDER, self._holder_lines())
        cursor.execute(f"insert into registers_holder ({HOLDER}) select {HOLDER} from new_holder")
        copy_lines(cursor, "new_permit", PERMIT, self._permit_lines())
        cursor.execute(f"insert into registers_permit ({PERMIT}) select {PERMIT} from new_permit")
        cursor.execute("truncate new_holder, new_permit")

    def _known_holders(self, cursor: CursorWrapper, keys: list[Key]) -> dict[Key, UUID]:
        cursor.execute(
            "select own_key, id from registers_holder where jurisdiction = %s and own_key <> '' and own_key = any(%s)",
            [self.run.jurisdiction, list({key[1] for key in keys if key[0] == "own"})],
        )
        known: dict[Key, UUID] = {("own", own): id for own, id in cursor.fetchall()}
        names = list({key[1] for key in keys if key[0] == "name"})
        if names:
            cursor.execute(
                "select name_key, coalesce(born_on::text, ''), address, id from registers_holder "
                "where jurisdiction = %s and name_key = any(%s) and own_key = ''",
                [self.run.jurisdiction, names],
            )
            known |= {("name", name, born, address): id for name, born, address, id in cursor.fetchall()}
        return known

    def _holder(self, row: Clean, key: Key, known: dict[Key, UUID]) -> UUID:
        if key in known:
            return known[key]
        if key not in self.new_holders:
            self.new_holders[key] = _Of(new_id(), row)
        return self.new_holders[key].id

    def _permits(self, cursor: CursorWrapper, holders: list[UUID]) -> None:
        references = [spoken(row.cells.get("permit_reference", ""))[:60] for row in self.rows]
        cursor.execute(
            "select holder, reference_key, id from registers_permit "
            "where jurisdiction = %s and reference_key <> '' and reference_key = any(%s)",
            [self.run.jurisdiction, list({one for one in references if one})],
        )
        known: dict[Key, UUID] = {(str(holder), reference): id for holder, reference, id in cursor.fetchall()}
        for row, holder, reference in zip(self.rows, holders, references, strict=True):
            self.found[row.row] = (holder, self._permit(row, holder, reference, known))

    def _permit(self, row: Clean, holder: UUID, reference: str, known: dict[Key, UUID]) -> UUID | None:
        if not reference and row.permit_from is None and not row.cells.get("permit_kind"):
            return None
        key: Key = (str(holder), reference) if reference else (str(holder), "", str(row.row))
        if key in known:
            return known[key]
        if key not in self.new_permits:
            self.new_permits[key] = _Of(new_id(), row, holder)
        return self.new_permits[key].id

    def _holder_lines(self) -> Iterator[str]:
        synthetic = "t" if self.run.is_synthetic else "f"
        for one in self.new_holders.values():
            row, get = one.row, one.row.cells.get
            number = number_of(LETTERS[row.holder_kind], one.id)
            yield (
                f"{one.id}\t{self.run.jurisdiction}\t{number}\t{row.holder_kind}\t{escaped(row.cells['holder_name'])}\t"
                f"{escaped(spoken(row.cells['holder_name'])[:200])}\t{escaped(get('holder_own_number', ''))}\t"
                f"{escaped(row.holder_key)}\t{or_null(row.born_on)}\t"
                f"{escaped(get('holder_address', ''))}\tf\t{synthetic}\n"
            )

    def _permit_lines(self) -> Iterator[str]:
        for one in self.new_permits.values():
            row, get = one.row, one.row.cells.get
            reference = get("permit_reference", "")
            yield (
                f"{one.id}\t{self.run.jurisdiction}\t{number_of('E', one.id)}\t{one.holder}\t"
                f"{escaped(get('permit_kind', '') or 'possession')}\t{escaped(reference)}\t"
                f"{escaped(spoken(reference)[:60])}\t{or_null(row.permit_from)}\t{or_null(row.permit_until)}\t\tvalid\n"
            )


def _holder_key(row: Clean, name: str) -> Key:
    """By the own number; else by name with day of birth or address; a bare name is nobody else's."""
    if row.holder_key:
        return ("own", row.holder_key)
    born, address = row.born_on.isoformat() if row.born_on else "", row.cells.get("holder_address", "")
    return ("name", name, born, address) if born or address else ("row", str(row.row))
