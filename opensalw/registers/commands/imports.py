"""Files that are sent to a register: kept until they are loaded, mapped first, loaded by a process of their own."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for

from ..files.columns import Mapping, resolved
from ..files.reading import digest_of, layout_of, length_of
from ..models import Run, SavedMapping
from ..rules import refuse_known_file, refuse_registry
from .loading import go_on

State = Run.State


def kept_file(run: Run) -> Path:
    """Where the file of a run lies until it is loaded."""
    return settings.INCOMING / str(run.pk)


def receive(content: Iterable[bytes], *, name: str, jurisdiction: str, by: Person) -> Run:
    """Keep a file that was sent; one that is known is refused, or leads to where it was left."""
    require(refuse_registry(by, jurisdiction))
    settings.INCOMING.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = settings.INCOMING / f".{os.getpid()}-{timezone.now().timestamp()}"
    try:
        partial.touch(mode=0o600)
        with partial.open("wb") as out:
            out.writelines(content)
        run = _known_or_new(partial, name, jurisdiction, by)
        partial.replace(kept_file(run))
        return run
    finally:
        partial.unlink(missing_ok=True)


def _known_or_new(path: Path, name: str, jurisdiction: str, by: Person) -> Run:
    digest = digest_of(path)
    known = Run.objects.filter(jurisdiction=jurisdiction, digest=digest).first()
    if known is not None:
        require(refuse_known_file(known), "file")
        return known
    layout = layout_of(path, name=name)
    return Run.objects.create(
        jurisdiction=jurisdiction, file_name=name[:200], digest=digest, encoding=layout.encoding or layout.kind,
        header=list(layout.header), mapping=Mapping().model_dump(), made_by=by.id, state=State.PREPARED,
        is_synthetic=layout.is_synthetic, rows=length_of(layout),
    )  # fmt: skip


@transaction.atomic
def map_columns(run: Run, mapping: Mapping, *, by: Person) -> Run:
    """Say how a file is read; allowed until its loading begins."""
    held = _locked(run, by)
    if held.state != State.PREPARED:
        raise Refused(_("The loading has begun. Its columns stay as they are."))
    layout = layout_of(kept_file(held), mapping, name=held.file_name)
    resolved(mapping, list(layout.header))
    held.mapping, held.header = mapping.model_dump(), list(layout.header)
    held.encoding, held.rows = layout.encoding or layout.kind, length_of(layout)
    held.save()
    return held


def keep_mapping(name: str, mapping: Mapping, *, jurisdiction: str, by: Person) -> SavedMapping:
    """Keep a mapping under a name, for the next file of the same make; the same name replaces it."""
    require(refuse_registry(by, jurisdiction))
    require(None if name.strip() else _("Give the mapping a name."), "mapping_name")
    facts = {"mapping": mapping.model_dump(), "made_by": by.id}
    found, _made = SavedMapping.objects.update_or_create(
        jurisdiction=jurisdiction, name=name.strip()[:60], defaults=facts
    )
    return found


@transaction.atomic
def set_out(run: Run, *, by: Person) -> Run:
    """Let a process of its own load what is left of a file; the page that asks does not wait for it."""
    held = _locked(run, by)
    require(refuse_known_file(held))
    if not kept_file(held).exists():
        raise Refused(_("The file is not kept here. Send it again; the loading goes on where it was left."), "file")
    resolved(Mapping.model_validate(held.mapping), list(held.header))
    held.state, held.pause_asked, held.trouble, held.moved_at = State.LOADING, False, "", timezone.now()
    held.save()
    transaction.on_commit(lambda: start_process(held, by))
    return held


def start_process(run: Run, by: Person) -> None:
    """Start ``opensalw registers go-on`` beside this process; it outlives it, and leaves a log if it fails."""
    words = [sys.executable, "-m", "opensalw.cli", "registers", "go-on", str(run.pk)]
    with _log(run).open("wb") as log:
        subprocess.Popen(
            [*words, "--jurisdiction", run.jurisdiction, "--by", by.id],
            env={**os.environ, "OPENSALW_DATABASE": str(connection.settings_dict["NAME"])},
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _log(run: Run) -> Path:
    return kept_file(run).with_suffix(".log")


def load_kept(run: Run, *, by: Person) -> Run:
    """Load what is left of a kept file; it is thrown away once all of it is settled. Trouble is noted for the page."""
    require(refuse_known_file(run), "file")
    with acting_for(run.jurisdiction):
        Run.objects.filter(pk=run.pk).update(state=State.LOADING, trouble="")
        run.refresh_from_db()
    try:
        after = go_on(run, kept_file(run), by=by)
    except Refused as refused:
        with acting_for(run.jurisdiction):
            Run.objects.filter(pk=run.pk).update(state=State.PAUSED, trouble=refused.reason[:300])
        raise
    if after.state == State.DONE:
        for left in (kept_file(after), _log(after)):
            left.unlink(missing_ok=True)
    return after


@transaction.atomic
def throw_away(run: Run, *, by: Person) -> None:
    """Forget a file that was sent and of which nothing was loaded."""
    held = _locked(run, by)
    if held.position or held.state != State.PREPARED:
        raise Refused(_("The loading has begun. A run that left rows in the register is not forgotten."))
    path = kept_file(held)
    held.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _locked(run: Run, by: Person) -> Run:
    require(refuse_registry(by, run.jurisdiction))
    return Run.objects.select_for_update().get(pk=run.pk, jurisdiction=run.jurisdiction)
