"""What became of tracing an item of an incident."""

from django.db import models
from django.db.models import Q

from opensalw.registers.numbers import new_id

from ..outcomes import OUTCOMES


class WeaponOutcome(models.Model):
    """So many arms of an item have this outcome; where no row stands, the outcome follows from what was seen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    item = models.UUIDField()
    incident = models.UUIDField()
    request = models.UUIDField(null=True, blank=True)
    code = models.CharField(max_length=36, choices=[(one.code, one.title) for one in OUTCOMES])
    quantity = models.DecimalField(max_digits=15, decimal_places=3)
    because = models.CharField(max_length=300, blank=True)
    set_on = models.DateField()
    entry = models.BigIntegerField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["item", "code"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "item", "code"], name="trace_outcome_stands_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="trace_outcome_is_some"),
        ]
        indexes = [models.Index(fields=["jurisdiction", "incident"], name="trace_outcomes_of_an_incident")]

    def __str__(self) -> str:
        return self.get_code_display()
