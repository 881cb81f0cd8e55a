"""A batch of clean rows into the tables and the ledger: COPY to temporary tables, then as the application role."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import orjson
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from opensalw.ledger.commands import NewEntry, append_many
from opensalw.ledger.commands.staging import copy_lines, escaped, or_null

from ..events.weapons import Registered
from ..files.cleaning import Clean, Problem, import_marks
from ..marks import folded, script_of
from ..models import Run
from ..numbers import new_id, number_of
from .likeness import propose_likely
from .people import People
from .words import keep_unknown, unknown_of

WEAPON = (
    "id, jurisdiction, number, frame_key, twin, type, make, make_seen, model, model_seen, calibre, calibre_seen, "
    "serial, serial_answer, year, facts, category, state, since, holder, permit, flags, is_synthetic"
)
MARK = "jurisdiction, subject, kind, text, script, position, condition, answer, photo, normalised, folded, sounded"
REFUSAL = "jurisdiction, run, row, field, value, reason, mend, cells"
STAGE = f"""
create temporary table if not exists new_weapon on commit delete rows as
    select {WEAPON} from registers_firearm with no data;
create temporary table if not exists new_mark on commit delete rows as
    select {MARK} from registers_markseen with no data;
create temporary table if not exists new_refusal on commit delete rows as
    select {REFUSAL} from registers_refusal with no data;
"""
Timer = Callable[[str, float], float]


@dataclass(slots=True)
class Batch:
    """Rows to be written, rows refused, and the cells of both by row number."""

    rows: list[Clean]
    problems: list[Problem]
    cells: dict[int, list[str]]
    by: str


@dataclass(slots=True)
class Written:
    """How much of a batch was written."""

    weapons: int = 0
    refused: int = 0
    holders: int = 0
    permits: int = 0


@dataclass(slots=True)
class _Weapon:
    row: Clean
    id: UUID
    number: str
    frame: str
    twin: int
    holder: UUID | None = None
    permit: UUID | None = None
    flags: list[str] = field(default_factory=list)


def write_batch(run: Run, batch: Batch, timed: Timer) -> Written:
    """Write a batch for a run whose row is locked by the caller's transaction.

    Sequential scans are switched off meanwhile: tables that have just grown have no statistics yet.
    """
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        cursor.execute("set local enable_seqscan = off")
        weapons, same = _numbered(cursor, run, batch.rows)
        problems = [*batch.problems, *same]
        people = People(run, [one.row for one in weapons])
        began = timed("look up", began)
        people.write(cursor)
        for one in weapons:
            one.holder, one.permit = people.of(one.row)
        began = timed("holders and permits", began)
        copy_lines(cursor, "new_weapon", WEAPON, _weapon_lines(run, weapons))
        copy_lines(cursor, "new_mark", MARK, _mark_lines(run, weapons))
        began = timed("copy", began)
        cursor.execute(f"insert into registers_firearm ({WEAPON}) select {WEAPON} from new_weapon")
        began = timed("weapons", began)
        propose_likely(cursor, run.jurisdiction, [(one.id, one.row) for one in weapons])
        began = timed("likely duplicates", began)
        cursor.execute(f"insert into registers_markseen ({MARK}) select {MARK} from new_mark")
        began = timed("marks", began)
        copy_lines(cursor, "new_refusal", REFUSAL, _refusal_lines(run, problems, batch.cells))
        cursor.execute(f"insert into registers_refusal ({REFUSAL}) select {REFUSAL} from new_refusal")
        cursor.execute("truncate new_weapon, new_mark, new_refusal")
        cursor.execute("set local enable_seqscan to default")
    _queue(run.jurisdiction, [one.row for one in weapons])
    began = timed("refusals and words", began)
    append_many(_entries(run, weapons, batch.by))
    timed("ledger", began)
    return Written(len(weapons), len(problems), len(people.new_holders), len(people.new_permits))


def _numbered(cursor: CursorWrapper, run: Run, rows: list[Clean]) -> tuple[list[_Weapon], list[Problem]]:
    """The rows with ids and numbers; a frame mark that is known is refused unless the row says it is another."""
    wanted = list({row.frame for row in rows if row.frame})
    cursor.execute(
        "select frame_key, max(twin), max(number) from registers_firearm "
        "where jurisdiction = %s and frame_key = any(%s) group by frame_key",
        [run.jurisdiction, wanted],
    )
    known = {frame: (twin, number) for frame, twin, number in cursor.fetchall()}
    found, problems = [], []
    for row in rows:
        before = known.get(row.frame) if row.frame else None
        if before is not None and not row.another:
            reason = _("the same make, model and frame mark as %(number)s") % {"number": before[1]}
            mend = _("If it is another weapon, add a column “another” with “yes”; if not, leave the row out.")
            problems.append(Problem(row.row, "serial", row.serial, reason, mend))
            continue
        id = new_id()
        number = number_of("W", id)
        twin = before[0] + 1 if before else 0
        if row.frame:
            known[row.frame] = (twin, number)
        found.append(_Weapon(row, id, number, row.frame or f"?{number}", twin))
    return found, problems


def _weapon_lines(run: Run, weapons: list[_Weapon]) -> Iterator[str]:
    synthetic = "t" if run.is_synthetic else "f"
    for one in weapons:
        row, get, codes = one.row, one.row.cells.get, one.row.codes
        flags = "{twin_of_another}" if one.twin else "{}"
        yield (
            f"{one.id}\t{run.jurisdiction}\t{one.number}\t{escaped(one.frame)}\t{one.twin}\t{escaped(row.kind)}\t"
            f"{codes.make}\t{escaped(get('make', ''))}\t{codes.model}\t{escaped(get('model', ''))}\t{codes.calibre}\t"
            f"{escaped(get('calibre', ''))}\t{escaped(row.serial)}\t{row.answer}\t{or_null(row.year)}\t{{}}\t\t"
            f"{row.state}\t{row.on}\t{or_null(one.holder)}\t{or_null(one.permit)}\t{flags}\t{synthetic}\n"
        )


def _mark_lines(run: Run, weapons: list[_Weapon]) -> Iterator[str]:
    ids = {}
    for one in weapons:
        row = one.row
        ids[row.row] = one.id
        text = escaped(row.serial)
        yield (
            f"{run.jurisdiction}\t{one.id}\tserial\t{text}\t{row.script}\tframe\tintact\t{row.answer}\t\t"
            f"{escaped(row.normalised)}\t{escaped(row.folded)}\t{escaped(row.sounded)}\n"
        )
    for row, text, normal in import_marks([one.row for one in weapons]):
        yield (
            f"{run.jurisdiction}\t{ids[row.row]}\timport\t{escaped(text)}\t{script_of(text)}\t\tintact\t\t\t"
            f"{escaped(normal)}\t{escaped(folded(text))}\t\n"
        )


def _refusal_lines(run: Run, problems: list[Problem], cells: dict[int, list[str]]) -> Iterator[str]:
    for one in problems:
        quoted = ",".join(orjson.dumps(cell.replace("\x7f", "")).decode() for cell in cells.get(one.row, []))
        yield (
            f"{run.jurisdiction}\t{run.pk}\t{one.row}\t{one.field}\t{escaped(one.value[:200])}\t{escaped(one.reason[:300])}\t"
            f"{escaped(one.mend[:300])}\t{escaped('{' + quoted + '}')}\n"
        )


def _entries(run: Run, weapons: list[_Weapon], by: str) -> Iterator[NewEntry]:
    source = run.file_name
    for one in weapons:
        yield NewEntry(
            event=_registered(one, source), subject=one.id, jurisdiction=run.jurisdiction, by=by, on=one.row.on,
            batch=run.pk,
        )  # fmt: skip


def _registered(one: _Weapon, source: str) -> Registered:
    row, get = one.row, one.row.cells.get
    return Registered(
        make=get("make", ""), model=get("model", ""), calibre=get("calibre", ""), serial=row.serial, answer=row.answer,
        type=row.kind, codes=(row.codes.make, row.codes.model, row.codes.calibre), year=row.year,
        holder=str(one.holder) if one.holder else None, permit=str(one.permit) if one.permit else None,
        state=row.state, twin=one.twin, source=source,
    )  # fmt: skip


def _queue(jurisdiction: str, rows: list[Clean]) -> None:
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        get, codes = row.cells.get, row.codes
        if codes.makes and codes.models and codes.calibres:
            continue
        for word in unknown_of(get("make", ""), get("model", ""), get("calibre", ""), codes):
            counts[word] = counts.get(word, 0) + 1
    keep_unknown(jurisdiction, counts)
