"""The directory by function: commissions, groups, focal points, liaison officers, contact points; no persons."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Source


class Body(models.Model):
    """A body or post of a jurisdiction, by what it is for. Its history are its ledger entries."""

    class Kind(models.TextChoices):
        COMMISSION = "commission", _("SALW Commission")
        WORKING_GROUP = "working_group", _("Working group")
        FOCAL_POINT = "focal_point", _("Firearms Focal Point")
        LIAISON = "liaison", _("Liaison officer")
        CONTACT = "contact", _("Contact point")

    class Standing(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ESTABLISHED = "established", _("established")
        OPERATIONAL = "operational", _("operational")
        ENDED = "ended", _("ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    jurisdiction = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    placed_in = models.CharField(max_length=250, blank=True)
    mandate = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    reached_by = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    since = models.DateField(null=True, blank=True)
    since_words = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["jurisdiction", "kind", "title"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="body_has_a_title"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="body_ends_after_it_began", violation_error_message=_("It ends before it began."),
            ),
            models.CheckConstraint(
                condition=Q(standing="ended", until__isnull=False) | (~Q(standing="ended") & Q(until__isnull=True)),
                name="body_ended_on_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class BodyFunction(models.Model):
    """A function that belongs to a body, from a day to a day: who holds it is not kept."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        DEPUTY = "deputy", _("deputy chair")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")
        CONTACT = "contact", _("contact")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="functions")
    role = models.CharField(max_length=10, choices=Role.choices)
    function = models.CharField(max_length=200, blank=True)
    institution = models.CharField(max_length=200)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "role", "institution"]
        constraints = [
            models.CheckConstraint(condition=~Q(institution=""), name="body_function_has_an_institution"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="body_function_ends_after_it_began", violation_error_message=_("It ends before it began."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return ", ".join(part for part in (self.function, self.institution) if part)
