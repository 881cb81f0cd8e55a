"""Tables of concordance: how far the law of a jurisdiction carries out each provision; correlations of amendments."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .acts import Act, ActVersion, Provision


class Row(models.Model):
    """What a jurisdiction says of one provision: a grade, its own provisions, the evidence.

    A row is never deleted. When its provision is re-keyed it becomes ``replaced`` and points to what follows it.
    """

    class Grade(models.TextChoices):
        NOT_GRADED = "", _("not graded")
        FULL = "full", _("full")
        PARTIAL = "partial", _("partial")
        NONE = "none", _("none")
        CONFLICT = "conflict", _("in conflict")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    class State(models.TextChoices):
        OPEN = "open", _("to be graded")
        GRADED = "graded", _("graded, to be reviewed")
        REVIEWED = "reviewed", _("reviewed")
        CARRIED = "carried", _("carried over, to be confirmed")
        REOPENED = "reopened", _("re-opened")
        REPLACED = "replaced", _("replaced")
        CLOSED = "closed", _("closed: the provision is gone")
        UNDONE = "undone", _("taken back with its correlation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="rows")
    grade = models.CharField(max_length=14, choices=Grade.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    was_grade = models.CharField(max_length=14, choices=Grade.choices, blank=True)
    because = models.CharField(max_length=300, blank=True)
    evidence = models.TextField(blank=True)
    deadline = models.DateField(null=True, blank=True)
    graded_by = models.CharField(max_length=60, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=60, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    follows = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="followed_by")

    class Meta:
        ordering = ["jurisdiction", "provision__version", "provision__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "provision"], condition=~Q(state__in=["replaced", "closed", "undone"]),
                name="row_of_a_provision_is_one",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=models.F("graded_by")), name="row_is_reviewed_by_another",
                violation_error_message=_("Somebody else than who graded it reviews it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "reopened"]) | Q(grade=""), name="row_open_has_no_grade"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["graded", "reviewed", "carried"]) | ~Q(grade=""), name="row_graded_has_a_grade"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.jurisdiction}, {self.provision}"


    @property
    def named(self) -> list[tuple[Act, str]]:
        """The own provisions as pairs of act and number."""
        return [(one.act, one.number) for one in self.own.all()]


class OwnProvision(models.Model):
    """A provision of the jurisdiction's own act that a row points to, in the words of its number."""

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="own")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="used_in")
    number = models.CharField(max_length=60)

    class Meta:
        ordering = ["row", "act", "number"]
        constraints = [models.UniqueConstraint(fields=["row", "act", "number"], name="own_provision_stands_once")]

    def __str__(self) -> str:
        return f"{self.act}, {self.number}"


class Correlation(models.Model):
    """The correlation table of an amending or codifying act, as it was loaded; applied once.

    One that was applied by mistake is taken back by a counter-entry, asked for by one person and made by another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    old = models.ForeignKey(ActVersion, on_delete=models.PROTECT, related_name="correlated_to")
    new = models.ForeignKey(ActVersion, on_delete=models.PROTECT, related_name="correlated_from")
    lines = models.JSONField()
    file_name = models.CharField(max_length=160, blank=True)
    sha256 = models.CharField(max_length=64)
    applied_at = models.DateTimeField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=60)
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.CharField(max_length=60, blank=True)
    undo_reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-loaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"], condition=Q(applied_at__isnull=False, undone_at__isnull=True),
                name="correlation_is_applied_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_by=models.F("undo_asked_by")) & ~Q(undo_asked_by=""),
                name="correlation_is_undone_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.old} to {self.new}"


class ActGrade(models.Model):
    """How far a jurisdiction carries out an act as a whole, from a day; rows are only ever added."""

    class Basis(models.TextChoices):
        TABLE = "table", _("table of concordance")
        STATED = "stated", _("stated")

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="grades")
    jurisdiction = models.CharField(max_length=8)
    grade = models.CharField(max_length=14, choices=Row.Grade.choices)
    on = models.DateField()
    basis = models.CharField(max_length=8, choices=Basis.choices)
    source = models.CharField(max_length=300, blank=True)
    said = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60)
    correlation = models.ForeignKey(
        Correlation, null=True, blank=True, on_delete=models.PROTECT, related_name="grades"
    )  # fmt: skip

    class Meta:
        ordering = ["act", "jurisdiction", "on", "id"]

    def __str__(self) -> str:
        return f"{self.act}, {self.jurisdiction}: {self.get_grade_display()}"
