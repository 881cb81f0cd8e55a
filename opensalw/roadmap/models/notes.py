"""A text that was given to a part, and the figures that the program proposes out of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .submissions import Submission


class NoteDocument(models.Model):
    """A narrative or notes of a meeting as they were read; the file itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="notes")
    name = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sha256"], name="note_is_given_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ProposedFigure(models.Model):
    """A figure that was found in a text. It counts for nothing until a person accepts it.

    ``found`` holds what was read, ``measure``, ``line`` and ``dims`` where it may stand; on acceptance these
    become where it stands, and the source of the draft cell names this row.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to decide")
        ACCEPTED = "accepted", _("accepted")
        DROPPED = "dropped", _("dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    document = models.ForeignKey(NoteDocument, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField()
    found = models.JSONField()
    measure = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=40, blank=True)
    dims = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="proposed_figure_has_a_place"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | ~models.Q(line=""), name="accepted_figure_has_a_line"
            ),
        ]

    def __str__(self) -> str:
        return str(self.found.get("written", ""))

    @property
    def reference(self) -> str:
        """The line, as ``measure.line``; empty where none is proposed."""
        return f"{self.measure}.{self.line}" if self.line else ""

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return self.state == self.State.WAITING
