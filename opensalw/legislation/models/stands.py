"""How the rows of tables of concordance stood, from each moment on."""

from django.db import models

from .acts import Act, Provision
from .concordance import Correlation, Row


class Stand(models.Model):
    """How a row stood from a moment until the next one; written with each change of the row, and only ever added.

    ``own_words`` are pairs of an act's key and a number. ``correlation`` is the one that made the row stand so.
    """

    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="stands")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=Row.State.choices)
    grade = models.CharField(max_length=14, choices=Row.Grade.choices, blank=True)
    was_grade = models.CharField(max_length=14, choices=Row.Grade.choices, blank=True)
    because = models.CharField(max_length=300, blank=True)
    evidence = models.TextField(blank=True)
    deadline = models.DateField(null=True, blank=True)
    own_words = models.JSONField(default=list)
    by = models.CharField(max_length=60)
    correlation = models.ForeignKey(
        Correlation, null=True, blank=True, on_delete=models.PROTECT, related_name="stands"
    )  # fmt: skip

    class Meta:
        ordering = ["row", "at", "id"]
        indexes = [models.Index(fields=["row", "-at", "-id"], name="stand_last_of_row")]

    named: list[tuple[Act, str]]

    def __str__(self) -> str:
        return f"{self.row}: {self.get_state_display()}"

    @property
    def provision(self) -> Provision:
        """The provision of the row."""
        return self.row.provision
