"""Versions of frameworks."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..framework.loading import from_canonical
from ..framework.spec import FrameworkSpec


class FrameworkVersion(models.Model):
    """One version of a framework's declaration. Once published it is never edited (a trigger refuses)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    text = models.TextField()
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="framework_version_is_numbered_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(status="draft"),
                name="framework_has_one_draft",
                violation_error_message=_("This framework already has a draft version."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} version {self.number}"

    @cached_property
    def spec(self) -> FrameworkSpec:
        """The declaration itself."""
        return from_canonical(self.canonical)
