"""Legalisation: applications inside the window of a law, what was checked, and how they were decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import vocabulary as words
from .campaigns import Campaign


class Application(models.Model):
    """Somebody asks that an arm be brought under the law. The applicant is a holder of the register, or not named yet.

    ``code`` stands on the receipt: an anonymous applicant proves with it that the application is the own one.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        APPEALED = "appealed", _("Under appeal")
        GRANTED = "granted", _("Legalised")
        REFUSED = "refused", _("Refused")
        TAKEN_BACK = "taken_back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="applications", db_constraint=False)
    applied_on = models.DateField()
    is_anonymous = models.BooleanField(default=False)
    code = models.CharField(max_length=9)
    holder = models.UUIDField(null=True, blank=True)
    type = models.CharField(max_length=16, choices=words.ArmType.choices, default=words.ArmType.UNKNOWN)
    make = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    calibre = models.CharField(max_length=60, blank=True)
    marks = models.CharField(max_length=120, blank=True)
    described = models.CharField(max_length=300, blank=True)
    firearm = models.UUIDField(null=True, blank=True)
    incident = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    appealed_on = models.DateField(null=True, blank=True)
    appeal_ground = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)
    entry = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-applied_on", "-number"]
        indexes = [models.Index(fields=["jurisdiction", "campaign", "state"], name="application_by_campaign")]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="application_is_numbered_once"),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(holder__isnull=False, firearm__isnull=False),
                name="legalised_for_somebody", violation_error_message=_("An arm is legalised for a holder."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def described_as(self) -> str:
        """The arm in the words that were given."""
        named = (self.make, self.model, self.calibre, self.marks, self.described)
        return " ".join(filter(None, named)) or str(self.get_type_display())


class ApplicationCheck(models.Model):
    """What one look brought: the own register, the records of others, the laboratory. Rows are only added."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("Own register: lost, stolen, known")
        OTHERS = "others", _("Lost and stolen of others")
        LABORATORY = "laboratory", _("Laboratory")

    class Result(models.TextChoices):
        CLEAR = "clear", _("Nothing against it")
        HIT = "hit", _("A hit")
        OPEN = "open", _("No answer yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks", db_constraint=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    result = models.CharField(max_length=5, choices=Result.choices)
    on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["application", "entry"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_result_display()}"


class Ruling(models.Model):
    """A decision on an application, the first one or that on the appeal; two persons, in the database too."""

    class Instance(models.TextChoices):
        FIRST = "first", _("First decision")
        APPEAL = "appeal", _("Decision on the appeal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rulings", db_constraint=False)
    instance = models.CharField(max_length=6, choices=Instance.choices)
    granted = models.BooleanField()
    decision = models.CharField(max_length=60)
    ground = models.CharField(max_length=300)
    on = models.DateField()
    by = models.CharField(max_length=60)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["application", "entry"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "application", "instance"], name="application_is_decided_once"
            ),
            models.UniqueConstraint(
                fields=["jurisdiction", "application", "by"], name="appeal_is_decided_by_another",
                violation_error_message=_("Another person decides on the appeal."),
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="ruling_has_a_number"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.decision
