"""Reporting rounds and what third parties say in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.periods import Period

from .frameworks import FrameworkVersion


class Round(models.Model):
    """One reporting round: a framework, two periods, its dates. A reconstructed one nobody submitted to."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        RECONSTRUCTED = "reconstructed", _("Reconstructed")

    key = models.SlugField(primary_key=True, max_length=40)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="rounds")
    narrative_start = models.DateField()
    narrative_end = models.DateField()
    figures_start = models.DateField()
    figures_end = models.DateField()
    period_inferred = models.BooleanField(default=False)
    opens_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    locks_on = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    publication_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=State.choices)
    note = models.TextField(blank=True)
    synthesis = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-figures_end", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(narrative_end__gte=F("narrative_start")) & Q(figures_end__gte=F("figures_start")),
                name="round_periods_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(opens_on__isnull=True) | Q(deadline__gte=F("opens_on")),
                name="round_deadline_follows_opening",
                violation_error_message=_("The deadline lies before the opening."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def narrative_period(self) -> Period:
        """The period that the narrative speaks of."""
        return Period(self.narrative_start, self.narrative_end)

    @property
    def figures_period(self) -> Period:
        """The period that the figures speak of."""
        return Period(self.figures_start, self.figures_end)

    @property
    def is_reconstructed(self) -> bool:
        """Whether the round was rebuilt from a record, so that nothing in it was submitted here."""
        return self.state == self.State.RECONSTRUCTED


class Statement(models.Model):
    """What an organisation says about a jurisdiction's part, or about the region; it edits nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    jurisdiction = models.CharField(max_length=8)
    organisation = models.CharField(max_length=160)
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    source = models.ForeignKey("roadmap.Source", null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["round", "jurisdiction", "position", "made_at"]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.jurisdiction}"
