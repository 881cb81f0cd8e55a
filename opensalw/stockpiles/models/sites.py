"""Storage sites. Where a site lies is not kept: its people know, and nobody else needs it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .. import vocabulary as words


class Site(models.Model):
    """A place where arms, ammunition or evidence are stored. Its history are its ledger entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    owner = models.CharField(max_length=10, choices=words.Owner.choices)
    kind = models.CharField(max_length=18, choices=words.SiteKind.choices)
    security = ArrayField(models.CharField(max_length=14, choices=words.Security.choices), default=list, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=words.Stage.choices, blank=True)
    standard = models.CharField(max_length=10, choices=words.Standard.choices, blank=True)
    standard_met_on = models.DateField(null=True, blank=True)
    inspected_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="site_is_numbered_once"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
