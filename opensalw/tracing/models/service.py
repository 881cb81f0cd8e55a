"""Who asked whether a weapon is wanted, and who is told when one was seen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.registers.numbers import new_id


class WeaponCheck(models.Model):
    """One consultation of the service: who, when, what was typed, for which purpose, what was said. Only added."""

    class Desk(models.TextChoices):
        BORDER = "border", _("Border post")
        LICENCE = "licence", _("Licence desk")
        DEALER = "dealer", _("Dealer")
        POLICE = "police", _("Police check")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    desk = models.CharField(max_length=8, choices=Desk.choices)
    asked = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    verdict = models.CharField(max_length=10)
    firearm = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="weapon_check_has_a_purpose")]
        indexes = [
            models.Index(fields=["jurisdiction", "by", "at"], name="weapon_checks_of_somebody"),
            models.Index(fields=["jurisdiction", "-id"], name="weapon_checks_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.verdict}"


class Hook(models.Model):
    """An address that is told when a weapon of interest was seen. Its secret is derived, never stored."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    url = models.URLField(max_length=300)
    label = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(condition=Q(url__startswith="https://"), name="hook_is_told_in_secret")]

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """A message that waits in the database until it is taken, or has been tried often enough."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="deliveries", db_constraint=False)
    payload = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["jurisdiction", "next_at"], name="delivery_that_is_due", condition=Q(next_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.hook_id} {self.tries}"
