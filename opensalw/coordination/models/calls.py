"""Calls of a fund, the proposals that answer them, their reviews and the no-objection of the Commissions."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Source

from .funds import Fund
from .needs import Need
from .projects import Organisation, Project


class Call(models.Model):
    """An invitation of a fund to propose projects; ``terms`` say who may, and what a proposal must hold."""

    key = models.SlugField(primary_key=True, max_length=60)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    budget = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    goals = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    terms = models.JSONField(default=dict, blank=True)
    is_open = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    outcome = models.TextField(blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    touched_at = models.DateTimeField(auto_now=True)
    touched_by = models.CharField(max_length=60)

    class Meta:
        ordering = [F("opens_on").desc(nulls_last=True), "fund", "-number"]
        constraints = [models.UniqueConstraint(fields=["fund", "number"], name="call_is_numbered_once_at_its_fund")]

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """What an organisation proposes for a call. ``content`` is its draft; what was sent are its versions."""

    class Stage(models.TextChoices):
        CONCEPT = "concept", _("concept")
        FULL = "full", _("full proposal")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("sent")
        WITHDRAWN = "withdrawn", _("withdrawn")
        AWARDED = "awarded", _("awarded")
        PART_AWARDED = "part_awarded", _("awarded in part")
        DEFERRED = "deferred", _("deferred")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=40, unique=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=250, blank=True)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    asked = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    jurisdictions = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    needs = models.ManyToManyField(Need, blank=True, related_name="proposals")
    project = models.OneToOneField(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )  # fmt: skip
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=60)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["call", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class ProposalVersion(models.Model):
    """A proposal as it was sent, with its receipt; rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=8, choices=Proposal.Stage.choices)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    receipt = models.CharField(max_length=20, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_is_one")]

    def __str__(self) -> str:
        return f"{self.proposal.number}, version {self.number}"


class Review(models.Model):
    """A person's review of a proposal; nothing of the proposal is shown before a conflict of interest is denied."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        READING = "reading", _("in work")
        SENT = "sent", _("sent")
        EXCUSED = "excused", _("excused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.CharField(max_length=60)
    reviewer_as = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASSIGNED)
    due_on = models.DateField(null=True, blank=True)
    conflict = models.TextField(blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    scores = models.JSONField(default=dict, blank=True)
    comments = models.JSONField(default=dict, blank=True)
    overall = models.TextField(blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["proposal", "assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer"], name="review_is_one_of_a_person",
                violation_error_message=_("This person reviews it already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reading", "sent"]) | Q(declared_at__isnull=False),
                name="review_begins_with_a_declaration",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.proposal.number}: {self.reviewer_as}"


class NoObjection(models.Model):
    """What the Commission of a jurisdiction answered when asked whether it objects to a proposal."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("not answered")
        GIVEN = "given", _("no objection")
        OBJECTED = "objected", _("objection")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="no_objections")
    jurisdiction = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    until = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["proposal", "jurisdiction"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "jurisdiction"], name="no_objection_is_asked_once"),
            models.CheckConstraint(
                condition=~Q(answer="objected") | ~Q(reason=""), name="objection_has_a_reason",
                violation_error_message=_("Say why the Commission objects."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.proposal.number}: {self.jurisdiction}"
