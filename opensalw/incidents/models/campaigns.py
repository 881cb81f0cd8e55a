"""Campaigns: the window of a law in which arms are handed in or legalised."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Campaign(models.Model):
    """A window, named by the law that opens it; what is handed in or legalised in it belongs to it."""

    class Purpose(models.TextChoices):
        SURRENDER = "surrender", _("Surrender")
        LEGALISATION = "legalisation", _("Legalisation")
        BOTH = "both", _("Surrender and legalisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    law = models.CharField(max_length=300)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.SURRENDER)
    opens_on = models.DateField()
    closes_on = models.DateField()
    anonymous_allowed = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-opens_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="campaign_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="campaign_closes_after_it_opens",
                violation_error_message=_("The campaign closes before it opens."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def is_open_on(self, day) -> bool:
        """Whether a day lies in the window."""
        return self.opens_on <= day <= self.closes_on
