"""What may change after it was accepted: time-limited exceptions from the lock, and restatements of public figures."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .observations import Observation
from .rounds import Round
from .submissions import Submission


class Cause(models.TextChoices):
    """Why something that was accepted or published changes."""

    SEAT_ERROR = "seat_error", _("Error of the seat")
    LATE_DATA = "late_data", _("Late data")
    DEFINITION = "definition", _("Change of definition")
    SECRETARIAT_ERROR = "secretariat_error", _("Error of the secretariat")


class LockException(models.Model):
    """Leave to change a locked part for a limited time: why, until when, and what of it.

    ``covers`` names measures (``destroyed``) and goals (``goal-3``: its text); empty means the whole part.
    ``unsent`` keeps what was in work when the time ran out, so that nothing typed is lost.
    """

    class End(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted again")
        STOOD = "stood", _("Left as it stood")
        EXPIRED = "expired", _("The time ran out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="lock_exceptions")
    covers = models.JSONField(default=list, blank=True)
    cause = models.CharField(max_length=20, choices=Cause.choices)
    reason = models.TextField()
    until = models.DateTimeField()
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=60, blank=True)
    ended_how = models.CharField(max_length=10, choices=End.choices, blank=True)
    unsent = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(ended_at__isnull=True), name="lock_exception_is_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="lock_exception_has_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("granted_at")), name="lock_exception_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="lock_exception_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} until {self.until:%Y-%m-%d %H:%M}"


class Restatement(models.Model):
    """The correction of a figure that was public: proposed by one person, accepted by another.

    ``old`` is the figure that stood, ``new`` the one that replaced it: nothing in ``old`` was added after the
    release, nothing in ``new`` was withdrawn. Until it is accepted, ``becomes`` holds the proposed content.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    old = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="restatements"
    )  # fmt: skip
    new = models.OneToOneField(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="restatement"
    )  # fmt: skip
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="restatements")
    exception = models.ForeignKey(
        LockException, null=True, blank=True, on_delete=models.PROTECT, related_name="restatements"
    )
    jurisdiction = models.CharField(max_length=8)
    measure = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    becomes = models.JSONField(default=dict, blank=True)
    cause = models.CharField(max_length=20, choices=Cause.choices)
    reason = models.TextField()
    evidence = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_at", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(fields=["old"], condition=Q(state="proposed"), name="figure_has_one_proposal"),
            models.CheckConstraint(condition=~Q(reason=""), name="restatement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")), name="restatement_has_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True) | ~Q(state="proposed") & ~Q(decided_by=""),
                name="restatement_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}.{self.line} {self.jurisdiction}"


class RestatementNotice(models.Model):
    """Who was told of a restatement, how and when. Rows are only ever added."""

    restatement = models.ForeignKey(Restatement, on_delete=models.PROTECT, related_name="notices")
    who = models.CharField(max_length=200)
    how = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(who=""), name="notice_names_somebody")]

    def __str__(self) -> str:
        return self.who
