"""The conclusions ledger: what was concluded, decided, promised or recommended, by whom, to do what, by when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.models import Institution
from opensalw.roadmap.models import Source

from .meetings import Item, Meeting


class Conclusion(models.Model):
    """Something that somebody is to do by a day. Its history are its ledger entries."""

    class Kind(models.TextChoices):
        CONCLUSION = "conclusion", _("Conclusion")
        DECISION = "decision", _("Decision")
        COMMITMENT = "commitment", _("Commitment")
        DEADLINE = "deadline", _("Deadline")
        RECOMMENDATION = "recommendation", _("Recommendation")

    class Origin(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        ASSESSMENT = "assessment", _("Assessment")
        GAP_ANALYSIS = "gap_analysis", _("Gap analysis")
        OPINION = "opinion", _("Opinion asked and answered")
        EVALUATION = "evaluation", _("Evaluation")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        OPEN = "open", _("open")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        PARTLY_DONE = "partly_done", _("partly done")
        DROPPED = "dropped", _("dropped")
        REFUSED = "refused", _("not a conclusion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="conclusions")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="conclusions")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    sentence = models.TextField(blank=True)
    what = models.TextField()
    owner = models.CharField(max_length=200)
    owner_institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT)
    jurisdiction = models.CharField(max_length=8, blank=True)
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=120, blank=True)
    undated_because = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=""), name="conclusion_has_an_owner",
                violation_error_message=_("Say who is to do it."),
            ),
            models.CheckConstraint(
                condition=~Q(what=""), name="conclusion_says_what", violation_error_message=_("Say what is to be done.")
            ),
            models.CheckConstraint(
                condition=Q(due_from__isnull=True) | Q(due_on__gte=F("due_from")), name="conclusion_is_due_in_order",
                violation_error_message=_("It is due before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | ~Q(undated_because="") | Q(status__in=["proposed", "refused"]),
                name="conclusion_is_due_or_says_why_not",
                violation_error_message=_("Give the day, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False, status__in=["done", "partly_done", "dropped"])
                | Q(closed_on__isnull=True, status__in=["proposed", "open", "under_way", "refused"]),
                name="conclusion_is_closed_on_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.what[:60]}"

    @property
    def is_waited_for(self) -> bool:
        """Whether somebody is still to do it."""
        return self.status in (self.Status.OPEN, self.Status.UNDER_WAY)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do: done, done in part, or dropped."""
        return self.closed_on is not None

    @property
    def kept_in(self) -> str:
        """The jurisdiction in whose chain of the ledger its entries stand."""
        return self.jurisdiction or REGIONAL

    def is_overdue(self, today: date) -> bool:
        """Whether its last day has passed and it is not closed."""
        return self.is_waited_for and self.due_on is not None and self.due_on < today


class Carried(models.Model):
    """A conclusion that stands on the agenda of a later meeting, and how it stood there."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="carried")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="carried")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="carried")
    carried_at = models.DateTimeField()
    status_then = models.CharField(max_length=12, choices=Conclusion.Status.choices)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting", "conclusion"]
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "meeting"], name="conclusion_is_carried_once_to_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.conclusion} at {self.meeting}"


class Progress(models.Model):
    """What an owner reports on a conclusion, with its evidence; rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="progress")
    said = models.TextField()
    status = models.CharField(max_length=12, choices=Conclusion.Status.choices)
    asks_closing = models.CharField(max_length=12, choices=Conclusion.Status.choices, blank=True)
    link = models.URLField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["conclusion", "reported_at"]
        verbose_name_plural = "progress"
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="progress_says_something"),
            models.CheckConstraint(condition=Q(file_name="") | ~Q(sha256=""), name="progress_file_has_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.conclusion}: {self.said[:60]}"

    @property
    def has_evidence(self) -> bool:
        """Whether a link or a file comes with it."""
        return bool(self.link or self.file_name)
