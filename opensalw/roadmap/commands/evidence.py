"""Evidence files: checked by content, stored by hash, removed from view but never destroyed by a page."""

import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from .. import rules
from ..models import Evidence, Submission
from ..narrative import refuse_link
from .drafting.changes import Change, note
from .drafting.opening import open_for

KINDS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}


def stored_at(digest: str) -> Path:
    """Where the file with this SHA-256 lies."""
    return settings.FILES / digest[:2] / digest


def refuse_file(name: str, size: int, beginning: bytes) -> str | None:
    """Why a file is not taken: too large, empty, or of a kind that is not evidence, by its content."""
    if size > settings.UPLOAD_LIMIT:
        return _("%(name)s is larger than %(limit)d MB.") % {"name": name, "limit": settings.UPLOAD_LIMIT // 2**20}
    if size == 0:
        return _("%(name)s is empty.") % {"name": name}
    if media_type(beginning) is None:
        return _("%(name)s is not a PDF, DOCX, XLSX, PNG or JPEG by its content. Save it as one of these.") % {
            "name": name
        }
    return None


def media_type(beginning: bytes) -> str | None:
    """The kind of file by its content, if it is one that we take."""
    found = filetype.guess_mime(beginning)
    return found if found in KINDS else None


@transaction.atomic
def add_evidence(
    submission: Submission,
    *,
    file: UploadedFile,
    by: Person,
    goal: int | None = None,
    measure: str = "",
    item: UUID | None = None,
) -> Evidence:
    """Keep a file that supports a goal, a text item or a measure of a part."""
    part = open_for(submission, by)
    require(rules.refuse_supporting(part, goal, measure, by))
    name = Path(file.name or "file").name[:200]
    beginning = file.read(8192)
    require(refuse_file(name, file.size or 0, beginning), field="file")
    require_place(part, measure, item, by)
    digest = keep_file(file, beginning)
    added = Evidence.objects.create(
        submission=part, goal=goal, measure=measure, item=item, name=name, media_type=media_type(beginning) or "",
        size=stored_at(digest).stat().st_size, sha256=digest, added_by=by.id,
    )  # fmt: skip
    note(part, [Change("evidence", str(added.pk), None, _facts(added))], by=by, via="form")
    return added


@transaction.atomic
def add_link(
    submission: Submission,
    *,
    url: str,
    by: Person,
    said: str = "",
    goal: int | None = None,
    measure: str = "",
    item: UUID | None = None,
) -> Evidence:
    """Keep an address of the web that supports a goal, a text item or a measure; we never fetch what it leads to."""
    part = open_for(submission, by)
    require(rules.refuse_supporting(part, goal, measure, by))
    url = url.strip()
    require(refuse_link(url), field="url")
    require(_("The note is longer than 300 characters.") if len(said) > 300 else None, field="note")
    require_place(part, measure, item, by)
    added = Evidence.objects.create(
        submission=part, goal=goal, measure=measure, item=item, name=url[:200], url=url, note=said.strip(),
        added_by=by.id,
    )  # fmt: skip
    note(part, [Change("evidence", str(added.pk), None, _facts(added))], by=by, via="form")
    return added


def require_place(part: Submission, measure: str, item: UUID | None, by: Person) -> None:
    """What the evidence supports is there, and in the hands of who adds it."""
    if measure and measure not in {known.key for known in part.round.framework.spec.measures}:
        raise Refused(_("There is no measure %(key)s.") % {"key": measure}, "measure")
    held = part.texts.filter(pk=item).first() if item else None
    if item and held is None:
        raise Refused(_("This part has no such text item."), "item")
    require(rules.refuse_goal(part, held.goal, by) if held else None)


def keep_file(file: UploadedFile, beginning: bytes) -> str:
    """Put the bytes where their hash says; the hash."""
    hashed = sha256(beginning)
    settings.FILES.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = settings.FILES / f".{os.getpid()}-{timezone.now().timestamp()}"
    try:
        with open(partial, "xb") as kept:
            kept.write(beginning)
            for chunk in iter(lambda: file.read(65536), b""):
                kept.write(chunk)
                hashed.update(chunk)
        digest = hashed.hexdigest()
        stored_at(digest).parent.mkdir(exist_ok=True, mode=0o700)
        partial.replace(stored_at(digest))
    finally:
        partial.unlink(missing_ok=True)
    return digest


@transaction.atomic
def remove_evidence(submission: Submission, evidence: UUID, *, by: Person) -> None:
    """Take a file out of a draft; earlier snapshots still name it, so its bytes stay."""
    part = open_for(submission, by)
    for held in Evidence.objects.filter(pk=evidence, submission=part, removed_at__isnull=True):
        require(rules.refuse_supporting(part, held.goal, held.measure, by))
        held.removed_at = timezone.now()
        held.save()
        note(part, [Change("evidence", str(held.pk), _facts(held), None)], by=by, via="form")


def _facts(file: Evidence) -> dict[str, object]:
    """What the history keeps of a file or a link."""
    names = ("name", "sha256", "goal", "measure", "url", "note")
    facts = {name: getattr(file, name) for name in names if name in ("name", "goal", "measure") or getattr(file, name)}
    return {**facts, "text": str(file.item)} if file.item else facts
