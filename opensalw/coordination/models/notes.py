"""Notes of a meeting that were given as a text: read once, taken into the agenda and the ledger piece by piece."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .meetings import Meeting


class MeetingNotes(models.Model):
    """A text with what was read from it; ``taken`` says which block became which item, ``decided`` what of promises."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    name = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    read = models.JSONField()
    taken = models.JSONField(default=dict, blank=True)
    decided = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["meeting", "-added_at"]
        verbose_name_plural = "meeting notes"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sha256"], name="meeting_notes_are_added_once",
                violation_error_message=_("These notes are here already."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="meeting_notes_say_something"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
