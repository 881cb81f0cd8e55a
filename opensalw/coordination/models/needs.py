"""The register of needs: what a jurisdiction asks support for, from statement to met."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.models import Institution
from opensalw.roadmap.models import Round, Source, TextItem

from .meetings import Item


class Need(models.Model):
    """A need of a jurisdiction. Its history, with merging and splitting, are its ledger entries."""

    class Kind(models.TextChoices):
        EQUIPMENT = "equipment", _("Equipment")
        TRAINING = "training", _("Training")
        LEGISLATION = "legislation", _("Legislation")
        SOFTWARE = "software", _("Software and data")
        INFRASTRUCTURE = "infrastructure", _("Infrastructure")
        EXPERTISE = "expertise", _("Expertise")
        COOPERATION = "cooperation", _("Access and cooperation")
        OTHER = "other", _("Other")

    class Urgency(models.TextChoices):
        NOT_STATED = "not_stated", _("not stated")
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class Status(models.TextChoices):
        STATED = "stated", _("stated")
        CONFIRMED = "confirmed", _("confirmed by the Commission")
        MATCHED = "matched", _("matched with a project or proposal")
        FUNDED = "funded", _("funded")
        MET = "met", _("met")
        WITHDRAWN = "withdrawn", _("withdrawn")
        MERGED = "merged", _("merged into another")
        SPLIT = "split", _("split into others")

    class Origin(models.TextChoices):
        SUBMISSION = "submission", _("Submission")
        MEETING = "meeting", _("Minutes of a meeting")
        ASSESSMENT = "assessment", _("Assessment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=20, unique=True)
    jurisdiction = models.CharField(max_length=8)
    goal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    is_challenge = models.BooleanField(default=False)
    text = models.TextField()
    beneficiary = models.CharField(max_length=200, blank=True)
    beneficiary_institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.NOT_STATED)
    estimate = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.STATED)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    text_item = models.ForeignKey(TextItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    out_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="split_into")
    is_public = models.BooleanField(default=False)
    touched_at = models.DateTimeField(auto_now=True)
    touched_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["jurisdiction", "goal", "number"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="need_says_something"),
            models.CheckConstraint(
                condition=Q(estimate__isnull=True) | ~Q(currency=""), name="need_estimate_has_a_currency",
                violation_error_message=_("Say in which currency the estimate is."),
            ),
            models.CheckConstraint(
                condition=~Q(status="merged") | Q(into__isnull=False), name="need_merged_says_into_which"
            ),
            models.UniqueConstraint(
                fields=["text_item"], condition=Q(out_of__isnull=True), name="need_is_taken_once_from_a_point"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def is_live(self) -> bool:
        """Whether it still asks for something."""
        return self.status not in SETTLED


SETTLED = (Need.Status.MET, Need.Status.WITHDRAWN, Need.Status.MERGED, Need.Status.SPLIT)


class NeedMention(models.Model):
    """A later point of a narrative, or an item of minutes, that says the same as a need that stands already."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="mentions")
    text_item = models.OneToOneField(
        TextItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="need_mention"
    )
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="need_mentions")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="need_mentions")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ["need", "at"]

    def __str__(self) -> str:
        return f"{self.need.number}: {self.text[:60]}"
