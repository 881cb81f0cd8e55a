"""What was sent to a part and waits, was taken in, or was taken back; and mappings of the codes of others."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Submission

from .mapping.spec import MappingSpec


class Upload(models.Model):
    """A workbook or a file that somebody sent. Its bytes lie by their hash; what it changed is in the history.

    ``format`` is that of a file and blank for a workbook; ``mapping`` is the one that its codes are read by.
    """

    class State(models.TextChoices):
        WAITING = "previewed", _("waits to be taken in")
        TAKEN = "taken", _("taken in")
        WITHDRAWN = "withdrawn", _("dropped")
        TAKEN_BACK = "taken_back", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="uploads")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=12, blank=True)
    mapping = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    first_change = models.PositiveIntegerField(null=True, blank=True)
    last_change = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_change__isnull=True) | Q(last_change__gte=models.F("first_change")),
                name="upload_changed_from_first_to_last",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CodeMapping(models.Model):
    """One version of a mapping. Versions are only added; the latest one that is not withdrawn counts."""

    key = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    framework = models.CharField(max_length=40)
    jurisdiction = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    canonical = models.TextField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "number"],
                name="code_mapping_is_numbered_once",
                violation_error_message=_("This version of the mapping is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} version {self.number}"

    @cached_property
    def spec(self) -> MappingSpec:
        """The mapping itself."""
        return MappingSpec.model_validate_json(self.canonical)
