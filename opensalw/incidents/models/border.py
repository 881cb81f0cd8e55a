"""What border services and police report of their work, in numbers."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class BorderReport(models.Model):
    """So many profiles, checks, cases, plans or joint action days of a day."""

    class Kind(models.TextChoices):
        PROFILE = "profile", _("Risk profiles issued")
        CHECKS = "checks", _("Second-line checks")
        PREVENTED = "prevented", _("Cases prevented")
        PLAN = "plan", _("Operational plans")
        JOINT_DAYS = "joint_days", _("Joint action days")

    class Reach(models.TextChoices):
        LOCAL = "local", _("Local")
        INTERNATIONAL = "international", _("International")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reach = models.CharField(max_length=14, choices=Reach.choices, blank=True)
    count = models.PositiveIntegerField()
    happened_on = models.DateField()
    reported_on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    entry = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-happened_on", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_on__gte=F("happened_on")), name="border_work_is_reported_after_it_happened",
                violation_error_message=_("It was reported before it happened."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="plan") | ~Q(reach=""), name="operational_plan_has_a_reach",
                violation_error_message=_("Say whether the plan is local or international."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count}"
