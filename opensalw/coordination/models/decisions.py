"""Decisions of a fund's committee: points, who sat there, conflicts, votes, and the signed record."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .calls import Call, Proposal
from .funds import Fund, RuleSet
from .projects import Organisation


class Decision(models.Model):
    """A decision of the committee, in a meeting or in writing, under the rules in force when it was opened."""

    class Mode(models.TextChoices):
        MEETING = "meeting", _("in a meeting")
        WRITTEN = "written", _("in writing")

    class State(models.TextChoices):
        PREPARED = "prepared", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed and signed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=40, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="decisions")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    rules = models.ForeignKey(RuleSet, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    mode = models.CharField(max_length=8, choices=Mode.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    title = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )  # fmt: skip
    reason = models.TextField(blank=True)
    handled = models.JSONField(default=dict, blank=True)
    minute = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | Q(rules__isnull=False),
                name="decision_is_taken_under_rules",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="correction_has_a_reason",
                violation_error_message=_("Say what is corrected, and why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Point(models.Model):
    """What the committee decides on one proposal: the motion, and what became of it."""

    class Outcome(models.TextChoices):
        AWARD = "award", _("award in full")
        AWARD_PART = "award_part", _("award in part")
        DEFER = "defer", _("defer")
        REFUSE = "refuse", _("refuse")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveIntegerField()
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="points")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    tranches = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    found = models.BooleanField(null=True, blank=True)
    carried = models.BooleanField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "proposal"], name="proposal_is_one_point_of_a_decision"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["award", "award_part"]) | (Q(amount__gt=0) & ~Q(currency="")),
                name="award_has_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision.number}, {self.proposal.number}"


class Attendance(models.Model):
    """An organisation with a seat on the day of a decision, with its parts, and whether it took part."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="attendance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField()
    present = models.BooleanField(null=True, blank=True)
    by_function = models.CharField(max_length=200, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    letters = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["decision", "id"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="organisation_sits_once_at_a_decision")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} at {self.decision.number}"


class Declaration(models.Model):
    """What an organisation said of its conflict of interest on a point, and whether it steps aside."""

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="declarations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conflict = models.BooleanField()
    aside = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["point", "id"]
        constraints = [
            models.UniqueConstraint(fields=["point", "organisation"], name="conflict_is_declared_once_on_a_point"),
            models.CheckConstraint(
                condition=Q(conflict=False) | ~Q(words=""), name="conflict_is_described",
                violation_error_message=_("Say which conflict of interest it is."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation} on {self.point}"


class Vote(models.Model):
    """The vote of an organisation on a point; ``heard`` says that it was entered for it by another."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstention")

    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="votes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    words = models.TextField(blank=True)
    heard = models.BooleanField(default=False)
    cast_at = models.DateTimeField()
    cast_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["point", "id"]
        constraints = [
            models.UniqueConstraint(fields=["point", "organisation"], name="organisation_votes_once_on_a_point")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} on {self.point}: {self.choice}"


class SignedRecord(models.Model):
    """The record of a closed decision: its canonical text, fingerprint and signature; rows are only ever added."""

    decision = models.OneToOneField(Decision, primary_key=True, on_delete=models.PROTECT, related_name="record")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["decision"]

    def __str__(self) -> str:
        return f"{self.decision.number}, {self.sha256[:12]}"
