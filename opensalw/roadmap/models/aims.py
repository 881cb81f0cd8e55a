"""Baselines, milestones and targets: what a jurisdiction's figures are read against."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Aim(models.Model):
    """A baseline, a milestone or a target of one jurisdiction for one line, with where it was laid down.

    ``cumulative`` says that the figures of the periods since the baseline (or of all periods) are added
    up against it; otherwise the latest figure stands against it. Rows are added and withdrawn, not edited.
    """

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("Baseline")
        MILESTONE = "milestone", _("Milestone")
        TARGET = "target", _("Target")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    framework = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    jurisdiction = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.CharField(max_length=16)
    cumulative = models.BooleanField(default=False)
    on = models.DateField()
    source = models.CharField(max_length=300)
    url = models.URLField(blank=True, max_length=500)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["measure", "line", "jurisdiction", "on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "measure", "line", "jurisdiction", "kind", "on"],
                condition=Q(withdrawn_at__isnull=True),
                name="aim_stands_once_for_a_day",
            ),
            models.UniqueConstraint(
                fields=["framework", "measure", "line", "jurisdiction"],
                condition=Q(withdrawn_at__isnull=True, kind="baseline"),
                name="aim_has_one_baseline",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="aim_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.measure}.{self.line} {self.jurisdiction}"
