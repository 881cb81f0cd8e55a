"""The register of certificates of deactivation: number and day, kept for twenty years at least."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..numbers import new_id


class Certificate(models.Model):
    """A certificate of deactivation (Implementing Regulation (EU) 2015/2403), begun by the second person."""

    class Type(models.TextChoices):
        PISTOL = "1", _("1 Pistol")
        REVOLVER = "2", _("2 Revolver")
        SINGLE = "3", _("3 Single-shot long firearm, not break action")
        BREAK = "4", _("4 Break-action firearm")
        REPEATING = "5", _("5 Repeating long firearm")
        SEMI = "6", _("6 Semi-automatic long firearm")
        AUTOMATIC = "7", _("7 Automatic firearm")
        MUZZLE = "8", _("8 Muzzle-loading firearm")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=60)
    firearm = models.UUIDField()
    on = models.DateField()
    check_of = models.UUIDField()
    deactivated_by = models.CharField(max_length=60)
    verified_by = models.CharField(max_length=60)
    standard = models.CharField(max_length=40, default="2015/2403")
    verifier = models.CharField(max_length=160, blank=True)
    deactivator = models.CharField(max_length=160, blank=True)
    type = models.CharField(max_length=1, choices=Type.choices, blank=True)
    operations = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    mark = models.CharField(max_length=80, blank=True)
    remarks = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    entry = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="certificate_is_numbered_once"),
            models.CheckConstraint(
                condition=~Q(verified_by=F("deactivated_by")), name="certificate_takes_two_persons",
                violation_error_message=_("Who verifies is not who deactivated."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | (~Q(verifier="") & ~Q(deactivator="")),
                name="certificate_names_both_entities",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["jurisdiction", "firearm"], name="certificate_of_a_firearm")]

    def __str__(self) -> str:
        return self.number
