"""Incidents: what was found, by whom, where and how, with items and groups of persons."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.units import Unit

from .. import vocabulary as words
from .campaigns import Campaign


class Incident(models.Model):
    """One record of what was found. Its history are its ledger entries; ``entry`` is the one that tells it now.

    ``twin`` is an earlier record that looks the same, until somebody says that they are two.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=10, choices=words.Kind.choices)
    happened_on = models.DateField()
    reported_on = models.DateField()
    institution = models.CharField(max_length=14, choices=words.Institution.choices, default="not_stated")
    place = models.CharField(max_length=14, choices=words.Place.choices, default="not_stated")
    where = models.CharField(max_length=200, blank=True)
    context = models.CharField(max_length=20, choices=words.Context.choices, blank=True)
    other_offence = models.CharField(max_length=22, choices=words.OtherOffence.choices, blank=True)
    transport = models.CharField(max_length=10, choices=words.Transport.choices, blank=True)
    concealment = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=120, blank=True)
    departure = models.CharField(max_length=120, blank=True)
    transit = models.CharField(max_length=240, blank=True)
    destination = models.CharField(max_length=120, blank=True)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents", db_constraint=False
    )
    anonymous = models.CharField(max_length=10, default="not_stated")
    setting = models.CharField(max_length=16, choices=words.Setting.choices, blank=True)
    legal_status = models.CharField(max_length=8, choices=words.LegalStatus.choices, blank=True)
    weapon_type = models.CharField(max_length=16, choices=words.ArmType.choices, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    twin = models.UUIDField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    entry = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-happened_on", "-number"]
        indexes = [
            models.Index(fields=["jurisdiction", "kind", "happened_on"], name="incident_by_kind_and_day"),
            models.Index(fields=["jurisdiction", "fingerprint"], name="incident_by_fingerprint"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="incident_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("happened_on")), name="incident_is_reported_after_it_happened",
                violation_error_message=_("It was reported before it happened."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class Item(models.Model):
    """What one line of an incident names: an object in its unit, described as seen.

    ``firearm`` is the register's id where it is known; the words as seen stand beside it in any case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="items", db_constraint=False)
    position = models.PositiveSmallIntegerField()
    thing = models.CharField(max_length=14, choices=words.Thing.choices)
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    type = models.CharField(max_length=16, choices=words.ArmType.choices, blank=True)
    condition = models.CharField(max_length=18, choices=words.Condition.choices, blank=True)
    marking = models.CharField(max_length=10, choices=words.Marking.choices, blank=True)
    device_kind = models.CharField(max_length=12, choices=words.DeviceKind.choices, blank=True)
    make = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    calibre = models.CharField(max_length=60, blank=True)
    marks = models.CharField(max_length=200, blank=True)
    described = models.CharField(max_length=300, blank=True)
    firearm = models.UUIDField(null=True, blank=True)
    flag = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["incident", "position"]
        indexes = [
            models.Index(fields=["jurisdiction", "firearm"], name="incident_item_by_firearm"),
            models.Index(fields=["jurisdiction", "marks"], name="incident_item_by_marks"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "incident", "position"], name="incident_item_stands_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="incident_item_is_some",
                violation_error_message=_("Give a number above zero."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_thing_display()}: {self.quantity.normalize():f}"

    @property
    def unit(self) -> Unit:
        """The one unit that this object is counted in."""
        return words.UNITS[words.Thing(self.thing)]


class Involved(models.Model):
    """A group of persons of an incident: killed, injured or suspected. Counts only, no person is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="involved", db_constraint=False)
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=8, choices=words.Part.choices)
    count = models.PositiveIntegerField()
    sex = models.CharField(max_length=8, choices=words.Sex.choices, default="unknown")
    age_band = models.CharField(max_length=16, choices=words.AgeBand.choices, default="unknown")
    relation = models.CharField(max_length=16, choices=words.Relation.choices, default="unknown")
    citizenship = models.CharField(max_length=120, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["incident", "position"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "incident", "position"], name="involved_group_stands_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="involved_group_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.count}"


class Outcome(models.Model):
    """What became of so much of an item: given back, forfeited, put into a store, destroyed."""

    class What(models.TextChoices):
        RETURNED = "returned", _("Returned")
        FORFEITED = "forfeited", _("Forfeited")
        STORED = "stored", _("Taken into a store")
        DESTROYED = "destroyed", _("Destroyed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="outcomes", db_constraint=False)
    what = models.CharField(max_length=10, choices=What.choices)
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    happened_on = models.DateField()
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["item", "happened_on"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="incident_outcome_is_some")]

    def __str__(self) -> str:
        return self.get_what_display()
