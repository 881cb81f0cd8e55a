"""Weapons, their essential components, and the marks on both as they were seen.

Ids are drawn by chance and refer to rows of the same jurisdiction; there are no foreign keys, so that a
register loads by COPY (docs/decisions).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..lifecycle import LABELS, State
from ..marks import Answer, Condition, Kind
from ..numbers import new_id


class Firearm(models.Model):
    """A weapon as it stands today: its entries read to the end. Words stand beside codes."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=14)
    frame_key = models.CharField(max_length=200)
    twin = models.PositiveSmallIntegerField(default=0)
    type = models.CharField(max_length=20, blank=True)
    make = models.CharField(max_length=80, blank=True)
    make_seen = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    model_seen = models.CharField(max_length=120, blank=True)
    calibre = models.CharField(max_length=20, blank=True)
    calibre_seen = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=120, blank=True)
    serial_answer = models.CharField(max_length=20, blank=True, choices=[(one.value, one.value) for one in Answer])
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    category = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, label) for one, label in LABELS.items()])
    since = models.DateField()
    holder = models.UUIDField(null=True, blank=True)
    permit = models.UUIDField(null=True, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    second_check = models.UUIDField(null=True, blank=True)
    merged_into = models.UUIDField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="firearm_is_numbered_once"),
            models.UniqueConstraint(fields=["jurisdiction", "frame_key", "twin"], name="firearm_frame_is_marked_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["deactivated", "merged"]) | Q(second_check__isnull=False),
                name="firearm_ends_by_two_persons",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "holder"], name="firearm_of_a_holder"),
            models.Index(fields=["jurisdiction", "state", "id"], name="firearm_not_held", condition=~Q(state="held")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stands(self) -> State:
        """The state as declared."""
        return State(self.state)

    @property
    def title(self) -> str:
        """What it is, in the words that were seen."""
        return " ".join(filter(None, (self.make_seen, self.model_seen, self.calibre_seen)))


class Component(models.Model):
    """An essential component with a life of its own; ``firearm`` is what it is fitted to."""

    class Kind(models.TextChoices):
        BARREL = "barrel", _("Barrel")
        FRAME = "frame", _("Frame")
        RECEIVER = "receiver", _("Receiver")
        SLIDE = "slide", _("Slide")
        CYLINDER = "cylinder", _("Cylinder")
        BOLT = "bolt", _("Bolt")
        BREECH = "breech_block", _("Breech block")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=14)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    calibre_seen = models.CharField(max_length=60, blank=True)
    firearm = models.UUIDField(null=True, blank=True)
    fitted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "number"], name="component_is_numbered_once")]
        indexes = [models.Index(fields=["jurisdiction", "firearm"], name="component_of_a_firearm")]

    def __str__(self) -> str:
        return self.number


class MarkSeen(models.Model):
    """A mark on a weapon or component: verbatim, and the keys under which it is found."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    subject = models.UUIDField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Kind])
    text = models.CharField(max_length=120, blank=True)
    script = models.CharField(max_length=8)
    position = models.CharField(max_length=40, blank=True)
    condition = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Condition])
    answer = models.CharField(max_length=20, blank=True)
    photo = models.CharField(max_length=200, blank=True)
    normalised = models.CharField(max_length=240, blank=True)
    folded = models.CharField(max_length=240, blank=True)
    sounded = models.CharField(max_length=240, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "folded"], name="mark_as_it_looks", condition=~Q(folded="")),
            models.Index(fields=["jurisdiction", "sounded"], name="mark_as_it_sounds", condition=~Q(sounded="")),
            models.Index(fields=["jurisdiction", "subject"], name="mark_of_a_thing"),
        ]

    def __str__(self) -> str:
        return self.text or self.answer
