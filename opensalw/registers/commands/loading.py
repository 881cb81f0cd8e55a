"""Loading the file of a register: in batches, each with its cursor in the same transaction.

A batch is all there or not at all; after a pause or a kill the next call goes on behind the last batch.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.collector import collector_resting
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for

from ..files.cleaning import Clean, Problem, cleaned
from ..files.columns import Mapping, resolved
from ..files.reading import Layout, digest_of, layout_of, length_of, rows_of
from ..models import Run
from ..queries.files import LOCK, lock_of
from ..rules import refuse_known_file, refuse_registry
from .batches import Batch, write_batch

SIZE = 20_000


@dataclass(slots=True)
class Stages:
    """Seconds spent in each stage of loading."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, began: float) -> float:
        """Add the time since ``began`` to a stage; returns now."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - began
        return now


def begin(path: Path, *, jurisdiction: str, by: Person, mapping: Mapping | None = None, name: str = "") -> Run:
    """Begin to load a file, or find the run that was interrupted; a file that was loaded is refused."""
    require(refuse_registry(by, jurisdiction))
    layout = layout_of(path, mapping)
    resolved(mapping, list(layout.header))
    with acting_for(jurisdiction):
        known = Run.objects.filter(jurisdiction=jurisdiction, digest=digest_of(path)).first()
        if known is not None:
            require(refuse_known_file(known), "file")
            fresh = {"pause_asked": False, "state": Run.State.LOADING, "trouble": ""}
            Run.objects.filter(pk=known.pk).update(**fresh)
            known.refresh_from_db()
            return known
        return Run.objects.create(
            jurisdiction=jurisdiction, file_name=(name or path.name)[:200], digest=digest_of(path),
            encoding=layout.encoding or layout.kind, header=list(layout.header),
            mapping=(mapping or Mapping()).model_dump(), made_by=by.id, is_synthetic=layout.is_synthetic,
            rows=length_of(layout),
        )  # fmt: skip


def go_on(
    run: Run,
    path: Path,
    *,
    by: Person,
    size: int = SIZE,
    most: int | None = None,
    progress: Callable[[Run], None] = lambda run: None,
    stages: Stages | None = None,
) -> Run:
    """Load what is left of a file, until it ends, somebody asks for a pause, or ``most`` batches are done."""
    require(refuse_registry(by, run.jurisdiction))
    require(None if digest_of(path) == run.digest else _("This is not the file with which the loading began."), "file")
    with _alone(run):
        return _go_on(run, path, by, size, most, progress, stages or Stages())


def _go_on(
    run: Run, path: Path, by: Person, size: int, most: int | None, progress: Callable[[Run], None], clock: Stages
) -> Run:
    mapping = Mapping.model_validate(run.mapping)
    layout = layout_of(path, mapping)
    places = resolved(mapping, list(layout.header))
    for done, batch in enumerate(_batches(layout, run.position, size)):
        if most is not None and done >= most:
            return run
        with collector_resting():
            began = time.perf_counter()
            rows, problems = cleaned(batch, places, mapping.fixed, len(layout.header), timezone.localdate())
            clock.timed("clean", began)
            run = _settle(run, Batch(rows, problems, dict(batch), by.id), batch[-1][0], clock)
        progress(run)
        if run.state == Run.State.PAUSED:
            return run
    with acting_for(run.jurisdiction):
        now = timezone.now()
        Run.objects.filter(pk=run.pk).update(state=Run.State.DONE, finished_at=now, moved_at=now, rows=run.position)
        run.refresh_from_db()
    return run


@contextmanager
def _alone(run: Run) -> Iterator[None]:
    """One process loads a file; that it does can be seen from outside, and ends when it dies."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [LOCK, lock_of(run)])
        if not cursor.fetchone()[0]:
            raise Refused(_("Another process loads this file. Look at its progress instead."), "file")
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [LOCK, lock_of(run)])


def load(path: Path, *, jurisdiction: str, by: Person, mapping: Mapping | None = None, name: str = "", **given) -> Run:
    """Load a whole file, from where it was left."""
    run = begin(path, jurisdiction=jurisdiction, by=by, mapping=mapping, name=name)
    return go_on(run, path, by=by, **given)


def ask_pause(run: Run, *, by: Person) -> None:
    """Ask the loading to stop after the batch in hand."""
    require(refuse_registry(by, run.jurisdiction))
    Run.objects.filter(pk=run.pk, jurisdiction=run.jurisdiction).update(pause_asked=True)


def _settle(run: Run, batch: Batch, last: int, clock: Stages) -> Run:
    """Write a batch and move the cursor, in one transaction."""
    with acting_for(run.jurisdiction):
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.position != run.position or held.state == Run.State.DONE:
            raise Refused(_("Another process loads this file. Look at its progress instead."), "file")
        if held.pause_asked:
            held.state, held.pause_asked = Run.State.PAUSED, False
            held.save()
            return held
        written = write_batch(held, batch, clock.timed)
        began = time.perf_counter()
        held.position, held.moved_at = last, timezone.now()
        held.loaded += written.weapons
        held.refused += written.refused
        held.holders += written.holders
        held.permits += written.permits
        held.save()
        transaction.on_commit(lambda: clock.timed("commit", began))
    return held


def _batches(layout: Layout, after: int, size: int) -> Iterator[list[tuple[int, list[str]]]]:
    rows = rows_of(layout, after)
    while batch := list(islice(rows, size)):
        yield batch


__all__ = ["Clean", "Problem", "Stages", "ask_pause", "begin", "go_on", "load"]
