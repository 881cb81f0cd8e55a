"""Built documents and drafts: exactly these bytes were printed from exactly this round."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Round


class Report(models.Model):
    """A built document. Building the same content again finds the same row; the bytes lie by their hash.

    ``figures`` are the observations that it prints, so that a restatement knows which documents it touches.
    """

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", _("Regional narrative progress report")
        INDICATORS = "indicators", _("Regional indicator report")
        BRIEF = "brief", _("Jurisdiction brief")
        CONTRIBUTIONS = "contributions", _("Contributions report")

    class Format(models.TextChoices):
        DOCX = "docx", "DOCX"
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "XLSX"
        MARKDOWN = "md", "Markdown"
        HTML = "html", "HTML"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    jurisdiction = models.CharField(max_length=8, blank=True)
    format = models.CharField(max_length=8, choices=Format.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    figures = ArrayField(models.UUIDField(), default=list, blank=True)
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=60)
    published_at = models.DateTimeField(null=True, blank=True)
    public_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-round__figures_end", "-kind", "jurisdiction", "-number", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "jurisdiction", "format", "sha256"], name="report_is_kept_once"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="report_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_format_display()})"


class Draft(models.Model):
    """The documents of a round as they go round for comments until an hour: frozen, and not public."""

    class Readers(models.TextChoices):
        SEATS = "seats", _("officers and chairs of the seats")
        ORGANISATIONS = "organisations", _("the seats, and donors and organisations")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    comment_until = models.DateTimeField()
    readers = models.CharField(max_length=14, choices=Readers.choices)
    passages = models.JSONField()
    sha256 = models.CharField(max_length=64)
    circulated_at = models.DateTimeField()
    circulated_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="draft_is_numbered_once")]

    def __str__(self) -> str:
        return f"{self.round_id}, draft {self.number}"


class DraftFile(models.Model):
    """One file of a draft; the bytes lie by their hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=16, choices=Report.Kind.choices)
    format = models.CharField(max_length=8, choices=Report.Format.choices)
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=140)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["draft", "kind", "format"]

    def __str__(self) -> str:
        return self.file_name


class DraftComment(models.Model):
    """What a reader says on a section of a draft, and what the secretariat makes of it."""

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", _("taken up")
        ANSWERED = "answered", _("answered")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=120)
    text = models.TextField()
    jurisdiction = models.CharField(max_length=8)
    institution = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="draft_comment_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class Paper(models.Model):
    """A published document of something that is no round: exactly these bytes, for ever.

    ``stream`` and ``subject`` name what it is of in the ledger: a meeting, a call, a decision.
    """

    class Kind(models.TextChoices):
        MEETING_RECORD = "meeting_record", _("Meeting record")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    stream = models.CharField(max_length=20)
    subject = models.UUIDField()
    number = models.PositiveIntegerField()
    format = models.CharField(max_length=8, choices=Report.Format.choices)
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=140)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-published_at", "kind", "-number", "format"]
        indexes = [models.Index(fields=["stream", "subject"], name="paper_of_a_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "number", "format"], name="paper_is_numbered_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name
