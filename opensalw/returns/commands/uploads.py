"""Workbooks and files that were sent: kept until they are taken in, dropped, or taken back."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap import rules
from opensalw.roadmap.commands.drafting import take_in
from opensalw.roadmap.commands.evidence import stored_at
from opensalw.roadmap.history import cell_from
from opensalw.roadmap.incoming import Incoming, Outcome
from opensalw.roadmap.models import DraftChange, Submission
from opensalw.roadmap.queries.changes import changes_of

from ..models import Upload
from ..queries import changes_by
from ..workbook.reading import read_workbook
from .sending import send_file
from .submitting import submit_upload


@transaction.atomic
def keep_upload(part: Submission, content: bytes, *, name: str, by: Person) -> Upload:
    """Keep a workbook until its sender decides; one that cannot be taken at all is refused and not kept."""
    require(rules.refuse_entering(part, by))
    read_workbook(part, content)
    return _kept(part, content, name or "workbook", by)


@transaction.atomic
def keep_file(part: Submission, content: bytes, *, name: str, by: Person, mapping: str = "") -> Upload:
    """Keep a file of figures until its sender decides; one that cannot be read at all is refused and not kept."""
    require(rules.refuse_entering(part, by))
    round, seat = part.round, part.jurisdiction
    delivery = send_file(content, by=by, mapping=mapping, round=round, jurisdiction=seat, dry_run=True)
    return _kept(part, content, name or "file", by, format=delivery.format, mapping=mapping)


def _kept(part: Submission, content: bytes, name: str, by: Person, **read: str) -> Upload:
    """What was sent, stored by its hash; the same again by the same person waits only once."""
    digest = sha256(content).hexdigest()
    waiting = Upload.objects.filter(submission=part, sha256=digest, sent_by=by.id, state=Upload.State.WAITING, **read)
    if present := waiting.first():
        return present
    _store(digest, content)
    return Upload.objects.create(
        submission=part, name=Path(name).name[:200], size=len(content), sha256=digest, sent_by=by.id, **read
    )


@transaction.atomic
def take_upload(upload: Upload, *, by: Person, all_or_nothing: bool = False) -> Outcome:
    """Take in what is good of a workbook that waits, and remember which changes of the draft it made."""
    held = _locked(upload, Upload.State.WAITING)
    part = held.submission
    before = _last(part)
    outcome = submit_upload(held, by=by, all_or_nothing=all_or_nothing, why=held.name)
    if not outcome.kept:
        return outcome
    after = _last(part)
    held.counts = outcome.counts
    if after > before:
        held.first_change, held.last_change = before + 1, after
    _decide(held, Upload.State.TAKEN, by)
    return outcome


@transaction.atomic
def drop_upload(upload: Upload, *, by: Person) -> None:
    """Let a workbook go that waits; it changed nothing."""
    held = _locked(upload, Upload.State.WAITING)
    require(rules.refuse_entering(held.submission, by))
    _decide(held, Upload.State.WITHDRAWN, by)


@transaction.atomic
def take_back(upload: Upload, *, by: Person) -> Outcome:
    """Restore what stood before a workbook was taken in, as long as nothing that it changed was changed since."""
    held = _locked(upload, Upload.State.TAKEN)
    part, changes = held.submission, list(changes_by(held))
    later = changes_of(part).filter(number__gt=held.last_change or 0, key__in=[change.key for change in changes])
    if changed := sorted({change.key for change in later}):
        shown = ", ".join(changed[:3]) + (" …" if len(changed) > 3 else "")
        words = _(
            "%(lines)s changed since, so the import is not taken back as a whole. Change the figures in the form."
        )
        raise Refused(words % {"lines": shown})
    figures = [_before(change) for change in changes]
    why = _("%(name)s was taken back") % {"name": held.name}
    outcome = take_in(part, figures, by=by, via="file" if held.format else "workbook", why=why, all_or_nothing=True)
    if outcome.refused:
        raise Refused(outcome.refused[0].reason)
    _decide(held, Upload.State.TAKEN_BACK, by)
    return outcome


def _locked(upload: Upload, state: str) -> Upload:
    held = Upload.objects.select_for_update(of=("self",)).select_related("submission__round__framework")
    found = held.get(pk=upload.pk)
    if found.state != state:
        words = _("This workbook is %(state)s already.") % {"state": found.get_state_display()}
        raise Refused(words)
    return found


def _decide(upload: Upload, state: str, by: Person) -> None:
    upload.state, upload.decided_at, upload.decided_by = state, timezone.now(), by.id
    upload.save()


def _last(part: Submission) -> int:
    last = changes_of(part).first()
    return last.number if last else 0


def _before(change: DraftChange) -> Incoming:
    """The figure as it stood before a change; its place emptied where it had none."""
    whole, *members = change.key.split("|")
    measure, _point, line = whole.partition(".")
    dims = dict(member.split("=", 1) for member in members)
    facts: dict[str, Any] = change.before or {}
    origin, source = facts.get("origin", "typed"), facts.get("source", {})
    if not facts:
        return Incoming(measure, line, None, dims)
    return Incoming(measure, line, cell_from(facts), dims, facts.get("explanation", ""), None, origin, source)


def _store(digest: str, content: bytes) -> None:
    path = stored_at(digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = settings.FILES / f".{os.getpid()}-{digest[:16]}"
    partial.write_bytes(content)
    partial.replace(path)
