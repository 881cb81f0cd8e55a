"""Conversations on a part: threads and the messages in them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..places import Place
from .submissions import Submission


class Thread(models.Model):
    """A conversation on a place of a part. It keeps the words it was about, whatever becomes of them.

    ``item`` is no foreign key: the thread stays when the text item is removed, and finds it again when it is put back.
    """

    class Kind(models.TextChoices):
        QUERY = "query", _("Query")
        COMMENT = "comment", _("Comment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.UUIDField(null=True, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    line = models.CharField(max_length=40, blank=True)
    dims = models.JSONField(default=dict, blank=True)
    quote = models.TextField(blank=True)
    quote_revision = models.PositiveIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    assigned_person = models.CharField(max_length=60, blank=True)
    assigned_institution = models.CharField(max_length=60, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(fields=["submission"], condition=Q(resolved_at__isnull=True), name="thread_still_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(assigned_person="") | Q(assigned_institution=""), name="thread_is_assigned_to_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.place}"

    @property
    def place(self) -> Place:
        """What it is about."""
        return Place(self.goal, self.item, self.measure, self.line, self.dims)


class Message(models.Model):
    """What somebody said in a thread. Rows are only ever added."""

    class Side(models.TextChoices):
        SECRETARIAT = "secretariat", _("Secretariat")
        SEAT = "seat", _("Seat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    side = models.CharField(max_length=12, choices=Side.choices)
    mentions = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="message_is_numbered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
