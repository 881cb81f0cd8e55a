"""Acts of the EU, the UN and the jurisdictions: versions, provisions, how they hang together, how far a draft is."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """An act. Its text is never kept; titles and numbers are facts.

    ``line`` is the line of the indicator on aligned laws that it speaks for; empty for acts of jurisdictions.
    """

    class Framework(models.TextChoices):
        EU = "eu", _("European Union")
        UN = "un", _("United Nations")
        OTHER = "other", _("Other framework")
        OWN = "own", _("Jurisdiction")

    class Kind(models.TextChoices):
        DIRECTIVE = "directive", _("Directive")
        REGULATION = "regulation", _("Regulation")
        IMPLEMENTING = "implementing", _("Implementing act")
        DECISION = "decision", _("Decision")
        TREATY = "treaty", _("Treaty or protocol")
        INSTRUMENT = "instrument", _("Political instrument")
        LAW = "law", _("Law")
        MODEL_LAW = "model_law", _("Model law")
        BYLAW = "bylaw", _("By-law or rulebook")
        CODE = "code", _("Criminal code")
        LIST = "list", _("Control list")

    class Level(models.TextChoices):
        WHOLE = "whole", _("whole jurisdiction")
        ENTITY = "entity", _("entity")
        DISTRICT = "district", _("district")
        CANTON = "canton", _("canton")
        NOT_STATED = "not_stated", _("not stated")

    key = models.SlugField(primary_key=True, max_length=80)
    framework = models.CharField(max_length=8, choices=Framework.choices)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    jurisdiction = models.CharField(max_length=8, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices, blank=True)
    area = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=120, blank=True)
    celex = models.CharField(max_length=20, blank=True)
    eli = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    locator = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["framework", "jurisdiction", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(framework="own") & ~Q(jurisdiction="") | ~Q(framework="own") & Q(jurisdiction=""),
                name="act_is_of_a_jurisdiction_or_of_none",
            ),
            models.UniqueConstraint(fields=["celex"], condition=~Q(celex=""), name="act_celex_is_one"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title


class ActLink(models.Model):
    """How one act stands to another."""

    class Kind(models.TextChoices):
        AMENDS = "amends", _("amends")
        CODIFIES = "codifies", _("codifies")
        REPEALS = "repeals", _("repeals")
        IMPLEMENTS = "implements", _("implements")
        TRANSPOSES = "transposes", _("transposes")
        MODELLED_ON = "modelled_on", _("is modelled on")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    other = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="linked_from")

    class Meta:
        ordering = ["act", "kind", "other"]
        constraints = [models.UniqueConstraint(fields=["act", "kind", "other"], name="act_link_is_one")]

    def __str__(self) -> str:
        return f"{self.act} {self.get_kind_display()} {self.other}"


class ActVersion(models.Model):
    """The act as it stood from a day: the original, or consolidated after an amendment."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=160)
    valid_from = models.DateField(null=True, blank=True)
    celex = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["act", "number"]
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="act_version_is_one")]

    def __str__(self) -> str:
        return self.label


class Provision(models.Model):
    """A provision of a version, in its tree: an article, a paragraph, a point, an annex."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey(ActVersion, on_delete=models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=250, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="provision_number_is_one")]

    def __str__(self) -> str:
        return self.number


class ActStatus(models.Model):
    """How far an act is, from a day; rows are only ever added."""

    class Step(models.TextChoices):
        PLANNED = "planned", _("planned")
        WORKING_GROUP = "working_group", _("with a working group")
        OPINION_ASKED = "opinion_asked", _("opinion asked")
        OPINION_RECEIVED = "opinion_received", _("opinion received")
        DRAFTED = "drafted", _("drafted")
        IN_PARLIAMENT = "in_parliament", _("in parliament")
        ADOPTED = "adopted", _("adopted")
        IN_FORCE = "in_force", _("in force")
        REPEALED = "repealed", _("repealed")
        NOT_KNOWN = "not_known", _("not known")

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="statuses")
    step = models.CharField(max_length=18, choices=Step.choices)
    on = models.DateField(null=True, blank=True)
    as_of = models.DateField()
    said = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["act", "as_of", "id"]
        verbose_name_plural = "act statuses"

    def __str__(self) -> str:
        return f"{self.act}: {self.get_step_display()}"
