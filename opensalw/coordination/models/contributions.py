"""The half-yearly contribution form of a project for a round; what was sent stays as it was sent."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Round

from .projects import Project


class Contribution(models.Model):
    """What an organisation tells of a project for a round. A sent form is never changed: a new number follows it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contributions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["project", "round", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "round", "number"], name="contribution_is_numbered_once"),
            models.UniqueConstraint(
                fields=["project", "round"], condition=Q(state="draft"), name="contribution_has_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(sent_at__isnull=False) & ~Q(sha256="")),
                name="contribution_sent_has_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} for {self.round_id}, {self.number}"
