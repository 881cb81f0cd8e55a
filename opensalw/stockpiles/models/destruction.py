"""Orders to destroy, the check of serials immediately before, and the certificate."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .. import vocabulary as words
from .sites import Site
from .stock import Lot


class Order(models.Model):
    """What is to be destroyed. One person checks it, another confirms the destruction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="orders", db_constraint=False)
    ordered_on = models.DateField()
    ordered_by = models.CharField(max_length=60)
    ground = models.CharField(max_length=300)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=60, blank=True)
    destroyed_on = models.DateField(null=True, blank=True)
    destroyed_by = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=18, choices=words.Method.choices, blank=True)
    publicity = models.CharField(max_length=10, choices=words.Publicity.choices, blank=True)
    place = models.CharField(max_length=160, blank=True)
    witnesses = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    certificate = models.CharField(max_length=30, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-ordered_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="destruction_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(destroyed_by="") | ~Q(destroyed_by=F("checked_by")), name="destruction_takes_two_persons",
                violation_error_message=_("Another person confirms the destruction."),
            ),
            models.CheckConstraint(
                condition=Q(destroyed_on__isnull=True) | (Q(checked_on=F("destroyed_on")) & ~Q(checked_by="")),
                name="destruction_is_checked_the_same_day",
                violation_error_message=_("The serials are checked on the day of the destruction."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def is_done(self) -> bool:
        """Whether it was carried out."""
        return self.destroyed_on is not None


class OrderLine(models.Model):
    """So much of a lot in an order; ``seen`` are the marks that were read from the thing itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="ordered", db_constraint=False)
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    seen = models.CharField(max_length=200, blank=True)
    is_checked = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "lot__number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "order", "lot"], name="lot_is_ordered_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="destruction_line_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.quantity}"
