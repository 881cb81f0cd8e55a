"""The history of a draft: every change of a figure, a text, a file or an activity, with what stood before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .submissions import Submission


class DraftChange(models.Model):
    """One change of a part in work. Rows are only ever added, each sealed over the one before it.

    A draft is not a ledger entry; the entry of a sending carries the number and the seal of the last
    change, so that the history before it cannot be rewritten unseen.
    """

    class Thing(models.TextChoices):
        FIGURE = "figure", _("Figure")
        TEXT = "text", _("Text")
        EVIDENCE = "evidence", _("Evidence")
        ACTIVITY = "activity", _("Activity")

    class Via(models.TextChoices):
        FORM = "form", _("form")
        WORKBOOK = "workbook", _("workbook")
        FILE = "file", _("file")
        API = "api", _("API")
        PREFILL = "prefill", _("taken over")
        PROSE = "prose", _("from a text")
        FILL = "fill", _("one reason for all")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    thing = models.CharField(max_length=10, choices=Thing.choices)
    key = models.CharField(max_length=420)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.FORM)
    why = models.TextField(blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["submission", "number"]
        indexes = [models.Index(fields=["submission", "key"], name="draft_change_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="draft_change_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="draft_change_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, change {self.number}"
