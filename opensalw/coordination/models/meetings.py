"""Meetings of a series: agenda, delegations, materials, minutes."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from opensalw.core.models import Institution
from opensalw.roadmap.models import Round, Source


class Series(models.Model):
    """Meetings of one kind that follow each other: the regional ones, or the local ones of a jurisdiction."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", _("Regional coordination meetings")
        LOCAL = "local", _("Local coordination meetings")

    key = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    jurisdiction = models.CharField(max_length=8)
    framework_key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["-kind", "jurisdiction"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "jurisdiction", "framework_key"], name="series_is_one_of_its_kind_and_place"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A coordination meeting. A local one ``feeds`` the regional one that it prepares.

    ``when_words`` is shown instead of the days where a source does not give them; the days then only order the list.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        ANNOUNCED = "announced", _("announced")
        HELD = "held", _("held")
        RECORDED = "recorded", _("recorded")
        CANCELLED = "cancelled", _("cancelled")

    class Mode(models.TextChoices):
        ROOM = "room", _("in the room")
        ONLINE = "online", _("online")
        BOTH = "both", _("in the room and online")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    feeds = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="local_meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.ROOM)
    online_link = models.URLField(max_length=500, blank=True)
    register_until = models.DateField(null=True, blank=True)
    when_words = models.CharField(max_length=120, blank=True)
    reconstructed = models.BooleanField(default=False)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts_on", "series", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="meeting_is_numbered_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_begins",
                violation_error_message=_("The meeting ends before it begins."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def jurisdiction(self) -> str:
        """Whose meeting it is; the region's for a regional one."""
        return self.series.jurisdiction


class Session(models.Model):
    """A part of the agenda under one chair; the chair is a function, never a person's name."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        JURISDICTIONS = "jurisdictions", _("Jurisdictions report")
        FOLLOW_UP = "follow_up", _("Follow-up of earlier conclusions")
        FUNDING = "funding", _("Funding")
        CONCLUSIONS = "conclusions", _("Conclusions")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sessions")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    title = models.CharField(max_length=250)
    chair_function = models.CharField(max_length=200, blank=True)
    chair_organisation = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position"]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> str:
        """When it is, such as 09:00-10:30; with the day where the meeting has several. Empty while it is not known."""
        if self.starts_at is None:
            return ""
        begins = timezone.localtime(self.starts_at)
        day = f"{date_format(begins, 'j F')}, " if self.meeting.starts_on != self.meeting.ends_on else ""
        ends = f"–{timezone.localtime(self.ends_at):%H:%M}" if self.ends_at else ""
        return f"{day}{begins:%H:%M}{ends}"


class Item(models.Model):
    """A point of a session: who speaks, on which jurisdiction, goals and projects. Its minutes are versions."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Address")
        PRESENTATION = "presentation", _("Presentation of a jurisdiction")
        COMMENTS = "comments", _("Comments of organisations")
        FOLLOW_UP = "follow_up", _("Follow-up")
        FUNDING = "funding", _("Funding")
        DISCUSSION = "discussion", _("Discussion")
        CONCLUSIONS = "conclusions", _("Conclusions")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    title = models.CharField(max_length=250)
    jurisdiction = models.CharField(max_length=8, blank=True)
    goals = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    projects = models.ManyToManyField("coordination.Project", blank=True, related_name="agenda_items")
    speaker_function = models.CharField(max_length=200, blank=True)
    speaker_organisation = models.CharField(max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["session", "position"]

    def __str__(self) -> str:
        return self.title


class Minutes(models.Model):
    """A version of what was said under an item; rows are only ever added.

    Two versions with the same ``follows`` are a conflict of two writers; both stay until a third version
    ``settles`` it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveIntegerField()
    follows = models.PositiveIntegerField(default=0)
    settles = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    skeleton = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["item", "version"]
        verbose_name_plural = "minutes"
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="minutes_version_is_one")]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version}"


class Intervention(models.Model):
    """A statement of an organisation under an item; it never edits what the jurisdiction said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interventions")
    position = models.PositiveIntegerField()
    organisation = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item", "position"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="intervention_says_something")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text[:60]}"


class Delegation(models.Model):
    """How many come from an institution, in which language, online or in the room. No names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="delegations")
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=8, blank=True)
    head_function = models.CharField(max_length=200, blank=True)
    in_room = models.PositiveSmallIntegerField(default=0)
    online = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=12, default="en")
    note = models.CharField(max_length=300, blank=True)
    registered_by = models.CharField(max_length=60)
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], condition=Q(withdrawn_at__isnull=True),
                name="delegation_is_registered_once",
                violation_error_message=_("This organisation is registered already; change its registration."),
            ),
            models.CheckConstraint(
                condition=Q(in_room__gt=0) | Q(online__gt=0), name="delegation_has_somebody",
                violation_error_message=_("Say how many come, in the room or online."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.organisation


class Material(models.Model):
    """A file for a meeting or one of its items; the bytes lie by their hash."""

    class Readers(models.TextChoices):
        SECRETARIAT = "secretariat", _("the secretariat")
        PARTICIPANTS = "participants", _("the seats, donors and organisations")
        PUBLIC = "public", _("everybody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="materials")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    readers = models.CharField(max_length=12, choices=Readers.choices)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "added_at"]

    def __str__(self) -> str:
        return self.title
