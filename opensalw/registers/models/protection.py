"""Periods of retention as a jurisdiction has set them."""

from django.db import models

from ..numbers import new_id


class Retention(models.Model):
    """A clock that runs otherwise than by default, with the law that says so."""

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    clock = models.CharField(max_length=14)
    years = models.PositiveSmallIntegerField()
    law = models.CharField(max_length=200)
    set_by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "clock"], name="retention_is_set_once")]

    def __str__(self) -> str:
        return f"{self.clock}: {self.years}"
