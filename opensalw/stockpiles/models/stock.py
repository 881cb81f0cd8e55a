"""What lies in a site: lots and single items, every change of them, and movements between sites."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.units import Unit
from opensalw.incidents import vocabulary as things

from .. import vocabulary as words
from .sites import Site


class Lot(models.Model):
    """So much of one thing at a site: a lot of ammunition, or one arm with its marks. ``quantity`` is what is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="lots", db_constraint=False)
    number = models.CharField(max_length=24)
    thing = models.CharField(max_length=14, choices=things.Thing.choices)
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    origin = models.CharField(max_length=12, choices=words.Origin.choices, default="not_stated")
    type = models.CharField(max_length=16, choices=things.ArmType.choices, blank=True)
    device_kind = models.CharField(max_length=12, choices=things.DeviceKind.choices, blank=True)
    make = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    calibre = models.CharField(max_length=60, blank=True)
    marks = models.CharField(max_length=200, blank=True)
    batch = models.CharField(max_length=80, blank=True)
    condition = models.CharField(max_length=40, blank=True)
    room = models.CharField(max_length=80, blank=True)
    firearm = models.UUIDField(null=True, blank=True)
    item = models.UUIDField(null=True, blank=True)
    is_surplus = models.BooleanField(default=False)
    received_on = models.DateField()
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["jurisdiction", "site"], name="lot_by_site")]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="lot_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0), name="lot_is_never_below_zero",
                violation_error_message=_("There is not so much of it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        described = " ".join(filter(None, (self.make, self.model, self.calibre, self.marks, self.batch)))
        return f"{self.number} {self.get_thing_display()} {described}".strip()

    @property
    def unit(self) -> Unit:
        """The one unit that this is counted in."""
        return things.UNITS[things.Thing(self.thing)]


class Change(models.Model):
    """So much more or less of a lot, on a day; the entry says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="changes", db_constraint=False)
    happened_on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=3)
    what = models.CharField(max_length=20)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["happened_on", "entry"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="stock_change_is_some")]

    def __str__(self) -> str:
        return f"{self.what} {self.amount}"


class Movement(models.Model):
    """Issued by one site, its receipt confirmed by another person at the other; a mismatch stays visible."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="sent", db_constraint=False)
    sender = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="sent", db_constraint=False)
    receiver = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="received", db_constraint=False)
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=60)
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=60, blank=True)
    received = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    arrived = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="came", db_constraint=False
    )
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="movement_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(received_by="") | ~Q(received_by=F("issued_by")), name="movement_takes_two_persons",
                violation_error_message=_("Another person confirms the receipt."),
            ),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="movement_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("issued_on")),
                name="movement_arrives_after_it_left",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the other side has still to confirm."""
        return self.received_on is None

    @property
    def differs(self) -> bool:
        """Whether something else came than was sent."""
        return self.received is not None and self.received != self.quantity
