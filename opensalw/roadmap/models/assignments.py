"""Sections of a part in the hands of institutions."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.models import Institution

from .submissions import Submission


class Assignment(models.Model):
    """A section of a part that an institution is to supply, and whether it did.

    A section is a measure by its key, or the texts of a goal as ``goal-6``. An institution that does not
    deliver is silent; when the Commission fills for it, the row stays and says who took over, and why.
    """

    class State(models.TextChoices):
        HANDED = "handed", _("handed out")
        RETURNED = "given_back", _("given back")
        DELIVERED = "delivered", _("delivered")
        TAKEN_OVER = "taken_over", _("filled by the Commission")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="assignments")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assignments")
    section = models.CharField(max_length=40)
    due_on = models.DateField(null=True, blank=True)
    handed_by = models.CharField(max_length=60)
    handed_at = models.DateTimeField()
    delivered_by = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=60, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_words = models.TextField(blank=True)
    taken_over_by = models.CharField(max_length=60, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_why = models.TextField(blank=True)

    class Meta:
        ordering = ["submission", "institution", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "institution", "section"], name="section_is_handed_once_to_an_institution"
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True) | ~Q(taken_over_why=""), name="section_taken_over_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}, {self.institution_id}"

    @property
    def state(self) -> str:
        """Where the section stands with the institution."""
        if self.taken_over_at:
            return self.State.TAKEN_OVER
        if self.delivered_at:
            return self.State.DELIVERED
        return self.State.RETURNED if self.returned_at else self.State.HANDED

    @property
    def is_waited_for(self) -> bool:
        """Whether the institution has still to deliver."""
        return self.state in (self.State.HANDED, self.State.RETURNED)

    def is_late(self, today: date) -> bool:
        """Whether the institution has still to deliver, and its day has passed."""
        return self.is_waited_for and self.due_on is not None and self.due_on < today
