"""Organisations, projects, the money given to them, what they do and what came of it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.models import Institution
from opensalw.roadmap.models import Activity, Source

from .needs import Need


class Organisation(models.Model):
    """A donor, an implementing organisation or a fund's body; ``institution`` is the one whose people sign in."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        EU = "eu", _("European Union")
        UN = "un", _("United Nations")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisation")
        NON_GOVERNMENTAL = "non_governmental", _("Non-governmental organisation")
        OTHER = "other", _("Other")

    key = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=18, choices=Kind.choices)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    iati_identifier = models.CharField(max_length=100, blank=True)
    institution = models.OneToOneField(Institution, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class Project(models.Model):
    """A project of an organisation for the Roadmap. What is not known of it is empty, never zero."""

    class Stage(models.TextChoices):
        REQUESTED = "requested", _("requested")
        DEVELOPING = "developing", _("under development")
        UNDER_REVIEW = "under_review", _("under review")
        APPROVED = "approved", _("approved")
        ONGOING = "ongoing", _("ongoing")
        POSTPONED = "postponed", _("postponed")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        NOT_KNOWN = "not_known", _("not known")

    class Said(models.TextChoices):
        FULLY = "fully", _("fully funded")
        PARTLY = "partly", _("partly funded")
        NOT = "not", _("not funded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.SlugField(max_length=80, unique=True)
    iati_identifier = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=250)
    summary = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projects")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partner_in")
    fund = models.ForeignKey(
        "coordination.Fund", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    is_mechanism = models.BooleanField(default=False)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    stage = models.CharField(max_length=14, choices=Stage.choices)
    delay = models.CharField(max_length=12, choices=Activity.Delay.choices, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    extension_asked_until = models.DateField(null=True, blank=True)
    jurisdictions = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    goals = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    measures = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    funding_said = models.CharField(max_length=8, choices=Said.choices, blank=True)
    beneficiaries = models.CharField(max_length=400, blank=True)
    contact_function = models.CharField(max_length=200, blank=True)
    needs = models.ManyToManyField(Need, blank=True, related_name="projects")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    touched_at = models.DateTimeField(auto_now=True)
    touched_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["iati_identifier"], condition=~Q(iati_identifier=""), name="project_iati_identifier_is_one"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_begins",
                violation_error_message=_("The project ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(stage="postponed") | ~Q(delay=""), name="project_postponed_has_a_reason",
                violation_error_message=_("Say why the project is postponed."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ProjectShare(models.Model):
    """The part of a project, in per cent, that goes to a jurisdiction or a goal; together they are 100."""

    class Of(models.TextChoices):
        JURISDICTION = "jurisdiction", _("jurisdictions")
        GOAL = "goal", _("goals")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="shares")
    of = models.CharField(max_length=12, choices=Of.choices)
    key = models.CharField(max_length=8)
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["project", "of", "key"]
        constraints = [
            models.UniqueConstraint(fields=["project", "of", "key"], name="project_share_is_one"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="project_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.percent} %"


class Money(models.Model):
    """An amount of a project in its own currency: a budget of a span, or what a donor gave. Never converted here."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("Budget")
        PLEDGE = "pledge", _("Pledge")
        COMMITMENT = "commitment", _("Commitment")
        DISBURSEMENT = "disbursement", _("Disbursement")
        EXPENDITURE = "expenditure", _("Expenditure")
        STATED = "stated", _("Stated of the whole")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="money")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    donor = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="given")
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["project", "kind", "on", "starts_on", "id"]
        verbose_name_plural = "money"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | ~Q(currency=""), name="money_has_a_currency",
                violation_error_message=_("Say in which currency the amount is."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.project}"


class Rate(models.Model):
    """What one unit of a currency was worth in another on a day, by whose word."""

    currency = models.CharField(max_length=3)
    into = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=14, decimal_places=6)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["currency", "into", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "into", "on"], name="rate_of_a_day_is_one"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.currency}/{self.into} {self.on}"


class ProjectActivity(models.Model):
    """Something that a project does, with its status and the reason of a delay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveIntegerField()
    title = models.TextField()
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    jurisdiction = models.CharField(max_length=8, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Activity.Status.choices)
    delay = models.CharField(max_length=12, choices=Activity.Delay.choices, blank=True)

    class Meta:
        ordering = ["project", "position"]
        verbose_name_plural = "project activities"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="postponed") | ~Q(delay=""), name="project_activity_postponed_has_a_reason",
                violation_error_message=_("Say why the activity is postponed."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title[:60]


class ProjectResult(models.Model):
    """What came of a project in a span, and the indicator line that it should move. It is never added to that line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    measure = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=40, blank=True)
    jurisdiction = models.CharField(max_length=8, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    baseline = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    actual = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["project", "position", "starts_on"]

    def __str__(self) -> str:
        return self.title
