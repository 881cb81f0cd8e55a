"""The library of built documents: exactly these bytes were printed from exactly this round."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Round


class Report(models.Model):
    """A built document. Building the same content again finds the same row; the bytes lie by their hash."""

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", _("Regional narrative progress report")
        INDICATORS = "indicators", _("Regional indicator report")
        BRIEF = "brief", _("Jurisdiction brief")

    class Format(models.TextChoices):
        DOCX = "docx", "DOCX"
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "XLSX"
        MARKDOWN = "md", "Markdown"
        HTML = "html", "HTML"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    jurisdiction = models.CharField(max_length=8, blank=True)
    format = models.CharField(max_length=8, choices=Format.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=60)
    published_at = models.DateTimeField(null=True, blank=True)

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
