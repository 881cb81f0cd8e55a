"""Files that are laid before a meeting: checked by content, stored by hash, withdrawn but never destroyed."""

from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap.commands.evidence import keep_file, media_type, refuse_file

from ..events import meetings as events
from ..models import Item, Material, Meeting
from ..rules import meetings as rules
from .meetings import locked, record


@transaction.atomic
def add_material(
    meeting: Meeting, *, file: UploadedFile, title: str, readers: str, by: Person, item: Item | None = None
) -> Material:
    """Lay a file before a meeting, for those who may read it."""
    held = locked(meeting)
    require(rules.refuse_preparing(by, held))
    require(None if readers in Material.Readers.values else _("Say who may read it."), field="readers")
    if item is not None and item.session.meeting_id != held.pk:
        raise Refused(_("The item belongs to another meeting."), "item")
    name = Path(file.name or "file").name[-160:]
    beginning = file.read(8192)
    require(refuse_file(name, file.size or 0, beginning), field="file")
    digest = keep_file(file, beginning)
    made = Material(
        meeting=held, item=item, title=title.strip() or name, file_name=name, sha256=digest, size=file.size or 0,
        media_type=media_type(beginning) or "", readers=readers, added_by=by.id, added_at=timezone.now(),
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    shown = str(Material.Readers(readers).label)
    record(events.MaterialAdded(title=made.title, readers=shown, sha256=digest), held, by)
    return made


@transaction.atomic
def withdraw_material(material: Material, *, by: Person, reason: str) -> Material:
    """Take a file back; its bytes and the entry stay."""
    held = locked(material.meeting)
    require(rules.refuse_preparing(by, held))
    kept = Material.objects.select_for_update().get(pk=material.pk)
    require(_("It was withdrawn already.") if kept.withdrawn_at else None)
    require(None if reason.strip() else _("Say why it is withdrawn."), field="reason")
    kept.withdrawn_at = timezone.now()
    kept.save()
    record(events.MaterialWithdrawn(title=kept.title), held, by, reason=reason)
    return kept
