"""A jurisdiction's part of a round: text, figures in work, evidence, snapshots."""

import uuid
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.units import Unit

from ..cells import Cell, spelled
from ..states import State
from .rounds import Round

if TYPE_CHECKING:
    from .assignments import Assignment


class Submission(models.Model):
    """One of the seven parts of a round. Its state changes only through ``commands.submissions``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    jurisdiction = models.CharField(max_length=8)
    state = models.CharField(max_length=14, choices=State.choices, default=State.DRAFT)
    due_on = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=60, blank=True)
    on_behalf = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "jurisdiction"]
        constraints = [
            models.UniqueConstraint(fields=["round", "jurisdiction"], name="submission_is_one_part_of_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.jurisdiction}"

    @cached_property
    def handed(self) -> "tuple[Assignment, ...]":
        """The sections that were handed to institutions, read once."""
        return tuple(self.assignments.select_related("institution"))

    @cached_property
    def opened(self) -> Any:
        """The exception from the lock that had not ended when this row was read."""
        return self.lock_exceptions.filter(ended_at__isnull=True).first()

    @property
    def public_state(self) -> str:
        """The state that the public sees: what was released stays so while it is changed."""
        return State.RELEASED if self.released_at else self.state


class TextsInWork(models.Manager["TextItem"]):
    """The text items as they are in work or stand unchanged; not those that only keep words public."""

    def get_queryset(self) -> models.QuerySet["TextItem"]:
        """Every item but those that stand for another."""
        return super().get_queryset().filter(stands_for__isnull=True)


class TextItem(models.Model):
    """One point of the narrative: progress, a challenge, a plan or a need, under a goal.

    While an accepted part is changed, a row with ``stands_for`` keeps the accepted words of the item of that id.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        CHALLENGE = "challenge", _("Challenges")
        PLAN = "plan", _("Plans")
        NEED = "need", _("Needs")

    class Status(models.TextChoices):
        DONE = "done", _("done")
        ONGOING = "ongoing", _("ongoing")
        PLANNED = "planned", _("planned")
        STANDING = "standing", _("still stands")
        OVERCOME = "overcome", _("overcome")
        STATED = "stated", _("stated")
        BEING_MET = "being_met", _("being met")
        MET = "met", _("met")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="texts")
    goal = models.PositiveSmallIntegerField()
    goal_inferred = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices, blank=True)
    objective = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, default="en")
    translation = models.TextField(blank=True)
    source = models.ForeignKey("roadmap.Source", null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    stands_for = models.UUIDField(null=True, blank=True)
    touched_at = models.DateTimeField(auto_now=True)
    touched_by = models.CharField(max_length=60)

    objects = TextsInWork()
    everything = models.Manager["TextItem"]()

    class Meta:
        ordering = ["goal", "kind", "position", "id"]
        indexes = [models.Index(fields=["kind", "goal"], name="text_item_by_kind")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="text_item_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class SetAside(models.Model):
    """What somebody wrote in a text item that somebody else had changed meanwhile, until they choose."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="set_aside")
    item = models.UUIDField()
    text = models.TextField()
    language = models.CharField(max_length=12, default="en")
    translation = models.TextField(blank=True)
    seen = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["item", "by"], name="one_text_is_set_aside_for_each")]

    def __str__(self) -> str:
        return self.text[:60]


class DraftCell(models.Model):
    """A figure in work. Drafts are not ledger entries; what is sent becomes a snapshot.

    ``source`` says where a figure was taken over from and which figure that was (``value``); it stays
    when the figure is overridden, so that both can be shown.
    """

    class Origin(models.TextChoices):
        TYPED = "typed", _("typed")
        WORKBOOK = "workbook", _("workbook")
        FILE = "file", _("file")
        API = "api", _("API")
        PREVIOUS = "previous", _("an earlier period")
        COMPUTED = "computed", _("our records")
        REPORT = "report", _("another report")
        PROSE = "prose", _("a text")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="cells")
    measure = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    dims = models.JSONField(default=dict, blank=True)
    dims_key = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=16)
    kind = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    grade = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    qualifier = models.CharField(max_length=12, default="exact")
    explanation = models.TextField(blank=True)
    explains = models.CharField(max_length=200, blank=True)
    institutions = models.JSONField(default=list, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    source = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)
    touched_at = models.DateTimeField(auto_now=True)
    touched_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["measure", "line", "dims_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "measure", "line", "dims_key"], name="draft_cell_is_filled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}.{self.line}"

    @property
    def cell(self) -> Cell:
        """The content as a cell."""
        return cell_of(self)

    @property
    def explains_this(self) -> bool:
        """Whether the explanation was written for the content that stands here now."""
        return self.explains in ("", spelled(self.cell))


def cell_of(row: Any) -> Cell:
    """The cell that the columns of a draft cell or an observation hold."""
    return Cell(
        kind=row.kind,
        unit=Unit(row.unit),
        value=_without_added_zeros(row.value),
        low=_without_added_zeros(row.low),
        high=_without_added_zeros(row.high),
        grade=row.grade or None,
        direction=row.direction or None,
        reason=row.reason or None,
        qualifier=row.qualifier,
        against=getattr(row, "against", ""),
        expected=getattr(row, "expected", ""),
        included_in=getattr(row, "included_in", ""),
    )


def _without_added_zeros(value: Decimal | None) -> Decimal | None:
    """The figure as it was given: the column keeps three places and adds zeros of its own."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


class Evidence(models.Model):
    """A file or a link that supports a goal, a text or a figure.

    A file is kept by its hash and never served as a page; what a link leads to is never fetched by us.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="evidence")
    goal = models.PositiveSmallIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    item = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") & ~Q(sha256="") | ~Q(url="") & Q(sha256=""), name="evidence_is_a_file_or_a_link"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """Exactly what was sent: canonical bytes, their hash, when and by whom. Rows are only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="snapshot_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"Receipt {self.number} of {self.submission}"
