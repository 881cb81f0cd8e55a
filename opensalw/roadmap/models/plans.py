"""Action plans of the jurisdictions."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .submissions import Submission


class ActionPlan(models.Model):
    """A jurisdiction's plan for the Roadmap; a new version follows an old one, and validity can end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    framework_key = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    derived = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["jurisdiction", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "framework_key", "version"], name="action_plan_version_is_one"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="action_plan_ends_after_it_begins",
                violation_error_message=_("The plan ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """One activity of an action plan, under an objective and a goal."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        ONGOING = "ongoing", _("Ongoing")
        DONE = "done", _("Done")
        POSTPONED = "postponed", _("Postponed")
        DROPPED = "dropped", _("Dropped")

    class Delay(models.TextChoices):
        COVID_19 = "covid_19", _("COVID-19")
        FUNDING = "funding", _("No funding")
        LEGISLATION = "legislation", _("Waiting for legislation")
        PROCUREMENT = "procurement", _("Procurement")
        STAFF = "staff", _("Staff")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="activities")
    code = models.CharField(max_length=20)
    objective = models.CharField(max_length=200)
    goal = models.PositiveSmallIntegerField()
    title = models.TextField()
    responsible = models.CharField(max_length=160, blank=True)
    supporting = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    budget_source = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices)
    delay = models.CharField(max_length=12, choices=Delay.choices, blank=True)
    share_done = models.PositiveSmallIntegerField(null=True, blank=True)
    derived = models.BooleanField(default=False)
    locator = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["plan", "goal", "code"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="activity_code_is_one_in_its_plan"),
            models.CheckConstraint(
                condition=~Q(status="postponed") | ~Q(delay=""),
                name="activity_postponed_has_a_reason",
                violation_error_message=_("Say why the activity is postponed."),
            ),
            models.CheckConstraint(
                condition=Q(share_done__isnull=True) | Q(share_done__lte=100),
                name="activity_share_is_a_share",
                violation_error_message=_("The share done lies between 0 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:60]}"


class ActivityReport(models.Model):
    """What a submission says about an activity of its goals."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="activity_reports")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=12, choices=Activity.Status.choices)
    delay = models.CharField(max_length=12, choices=Activity.Delay.choices, blank=True)
    share_done = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    touched_by = models.CharField(max_length=60)
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["activity"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "activity"], name="activity_is_reported_once"),
            models.CheckConstraint(
                condition=~Q(status="postponed") | ~Q(delay=""),
                name="activity_report_postponed_has_a_reason",
                violation_error_message=_("Say why the activity is postponed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.status}"
