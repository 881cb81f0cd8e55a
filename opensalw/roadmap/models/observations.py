"""Observations and the publications that external ones come from."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.core.periods import Period

from ..cells import BREAK, ESTIMATED, NORMAL, Cell
from ..coverage import coverage_from
from .frameworks import FrameworkVersion
from .rounds import Round
from .submissions import Submission, cell_of


class Source(models.Model):
    """A publication or record that figures and statements were taken from."""

    class Kind(models.TextChoices):
        MEETING_RECORD = "meeting_record", _("Meeting record")
        OFFICIAL = "official", _("Official publication")
        STATISTICS = "statistics", _("Statistics")
        ORGANISATION = "organisation", _("Organisation")
        ESTIMATE = "estimate", _("Estimate")
        PRESS = "press", _("Press")

    key = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.TextField()
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.CharField(max_length=20, blank=True)
    url = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class HeldManager(models.Manager["Observation"]):
    """Figures as we hold them, without the rows that stand for a withheld one in public."""

    def get_queryset(self) -> models.QuerySet["Observation"]:
        """All but the stand-ins."""
        return super().get_queryset().filter(withholds__isnull=True)


class Observation(models.Model):
    """A figure, or the reason why there is none, with everything needed to judge it.

    Bitemporal: ``start``/``end`` say when it happened (no start: a stock as of ``end``), ``known_from``
    and ``known_until`` when we held it to be so. A change is a new row that ``replaces`` the old one.
    A count of few persons never becomes public itself: a row that ``withholds`` it stands in for it.
    ``objects`` leaves these stand-ins out; ``published`` has them too.
    """

    class Origin(models.TextChoices):
        COMPUTED = "computed", _("Computed from entries")
        SUBMITTED = "submitted", _("Submitted by the authority")
        EXTERNAL = "external", _("From a named publication")

    class Fit(models.TextChoices):
        EXACT = "exact", _("the round's period")
        INSIDE = "inside", _("a day or month within it")
        INFERRED = "inferred", _("“reporting period” only, read as the round's")
        WIDER = "wider", _("a longer period")
        AS_OF = "as_of", _("a stock on a date")
        OTHER = "other", _("another period")
        UNKNOWN = "unknown", _("period not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="observations")
    measure = models.CharField(max_length=40)
    measure_version = models.PositiveIntegerField()
    line = models.CharField(max_length=40)
    jurisdiction = models.CharField(max_length=8)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    fit = models.CharField(max_length=10, choices=Fit.choices)
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
    against = models.CharField(max_length=120, blank=True)
    expected = models.CharField(max_length=40, blank=True)
    included_in = models.CharField(max_length=80, blank=True)
    unit_as_reported = models.CharField(max_length=80, blank=True)
    obs_status = models.CharField(max_length=1)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="observations")
    locator = models.CharField(max_length=200, blank=True)
    statement = models.TextField(blank=True)
    actor = models.CharField(max_length=80, blank=True)
    caveats = ArrayField(models.TextField(), default=list, blank=True)
    institutions = models.JSONField(default=list, blank=True)
    coverage = models.JSONField(default=list, blank=True)
    explanation = models.TextField(blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    checks = models.JSONField(default=list, blank=True)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="observations")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    entry = models.BigIntegerField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    withholds = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withheld_as"
    )
    restated = models.BooleanField(default=False, db_default=False)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField(null=True, blank=True)
    objects = HeldManager()
    published: ClassVar[models.Manager["Observation"]] = models.Manager()

    breaks = False
    """Whether it is the first of the series that it is read in by a new definition; see ``queries.definitions``."""

    class Meta:
        ordering = ["measure", "line", "jurisdiction", "-end", "dims_key"]
        indexes = [
            models.Index(
                fields=["measure", "line", "jurisdiction", "end"],
                condition=Q(known_until__isnull=True),
                name="observation_now",
            ),
            models.Index(fields=["jurisdiction", "end"], name="observation_by_seat"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="missing", value__isnull=True) & ~Q(reason="") | ~Q(kind="missing") & Q(reason=""),
                name="observation_is_missing_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="amount") | Q(value__isnull=False), name="observation_amount_has_a_value"
            ),
            models.CheckConstraint(
                condition=~Q(origin="external") | Q(source__isnull=False), name="observation_external_has_a_source"
            ),
            models.CheckConstraint(
                condition=~Q(origin="submitted") | Q(submission__isnull=False),
                name="observation_submitted_has_a_submission",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}.{self.line} {self.jurisdiction}"

    @property
    def cell(self) -> Cell:
        """The content as a cell."""
        return cell_of(self)

    @property
    def status(self) -> str:
        """The observation status in the series that the figure is read in."""
        return BREAK if self.breaks and self.obs_status in (NORMAL, ESTIMATED) else self.obs_status

    @property
    def partial(self) -> str:
        """Who of those that were asked is silent, in words; empty where the figure is of all of them."""
        return "" if self.kind == "missing" else coverage_from(self.coverage).words

    @property
    def period(self) -> Period | None:
        """The value's own period; None for a stock or when it is not known."""
        return Period(self.start, self.end) if self.start and self.end else None
