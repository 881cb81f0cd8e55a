"""Trace requests as they stand today, and the weapons that may be the one asked for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.registers.numbers import new_id

from .. import vocabulary as words
from ..lifecycle import LABELS, OPEN, State


class TraceRequest(models.Model):
    """A question about a weapon, asked by us or of us; its history are its ledger entries.

    ``other`` is the id of a jurisdiction or the words for an authority elsewhere. ``mirror`` is the same
    request in the books of the other side, where both work on this node: then each makes its own steps.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    number = models.CharField(max_length=24)
    direction = models.CharField(max_length=8, choices=words.Direction.choices)
    other = models.CharField(max_length=120)
    mirror = models.UUIDField(null=True, blank=True)
    channel = models.CharField(max_length=14, choices=words.Channel.choices)
    their_reference = models.CharField(max_length=80, blank=True)
    priority = models.CharField(max_length=8, choices=words.Priority.choices, default="routine")
    handling = models.CharField(max_length=2, choices=words.Handling.choices, default="H0")
    reliability = models.CharField(max_length=1, choices=words.Reliability.choices, blank=True)
    accuracy = models.CharField(max_length=1, choices=words.Accuracy.choices, blank=True)
    restrictions = models.CharField(max_length=400, blank=True)
    type = models.CharField(max_length=20, blank=True)
    make = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=120, blank=True)
    calibre = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=120, blank=True)
    serial_answer = models.CharField(max_length=12, choices=words.SerialAnswer.choices, blank=True)
    origin = models.CharField(max_length=120, blank=True)
    importer = models.CharField(max_length=160, blank=True)
    sheet = models.JSONField(default=dict)
    recovered_on = models.DateField(null=True, blank=True)
    incident = models.UUIDField(null=True, blank=True)
    item = models.UUIDField(null=True, blank=True)
    firearm = models.UUIDField(null=True, blank=True)
    follows = models.UUIDField(null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=[(one.value, label) for one, label in LABELS.items()])
    result = models.CharField(max_length=16, choices=words.Result.choices, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    counted_by = models.BigIntegerField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["due_on", "number"]
        indexes = [
            models.Index(fields=["jurisdiction", "state", "due_on"], name="trace_request_by_due_day"),
            models.Index(fields=["jurisdiction", "item"], name="trace_request_of_an_item"),
            models.Index(fields=["jurisdiction", "firearm"], name="trace_request_of_a_weapon"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="trace_request_is_numbered_once"),
            models.CheckConstraint(condition=~Q(other=F("jurisdiction")), name="trace_request_goes_elsewhere"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="trace_request_closed_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("asked_on")),
                name="trace_request_is_asked_before_it_is_answered",
                violation_error_message=_("It was answered before it was asked."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def stands(self) -> State:
        """The state as declared."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in OPEN

    @property
    def is_ours(self) -> bool:
        """Whether we ask."""
        return self.direction == words.Direction.SENT

    @property
    def weapon(self) -> str:
        """The weapon asked for, in words."""
        number = self.serial or (self.get_serial_answer_display() if self.serial_answer else "")
        return " ".join(filter(None, (self.make, self.model, self.calibre, number)))


class Candidate(models.Model):
    """A weapon of the own register that may be the one asked for; one of them is confirmed, or none."""

    class Verdict(models.TextChoices):
        OPEN = "open", _("Not looked at yet")
        IS_IT = "is_it", _("It is this weapon")
        IS_NOT = "is_not", _("It is another weapon")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    request = models.ForeignKey(TraceRequest, on_delete=models.PROTECT, related_name="candidates", db_constraint=False)
    firearm = models.UUIDField()
    number = models.CharField(max_length=14)
    shown = models.CharField(max_length=300, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    explanation = models.JSONField(default=dict, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.OPEN)
    because = models.CharField(max_length=300, blank=True)
    looked_by = models.CharField(max_length=60, blank=True)
    attached_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["request", "-score", "number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "request", "firearm"], name="candidate_stands_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "request"], condition=Q(verdict="is_it"), name="one_candidate_is_the_weapon"
            ),
            models.CheckConstraint(
                condition=Q(verdict="open") | ~Q(looked_by=""), name="candidate_is_judged_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.number
