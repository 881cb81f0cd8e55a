"""Files of registers on their way in: how far each came, what was refused, what may be the same weapon."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..numbers import new_id


class Run(models.Model):
    """The loading of one file. ``position`` is the last row that is settled; it moves with the rows.

    ``rows`` is how many the file has, as far as that is known before it is read; ``trouble`` says why it stopped.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("not begun")
        LOADING = "loading", _("loading")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=new_id)
    jurisdiction = models.CharField(max_length=8)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOADING)
    pause_asked = models.BooleanField(default=False)
    trouble = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    loaded = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    holders = models.PositiveIntegerField(default=0)
    permits = models.PositiveIntegerField(default=0)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "digest"], name="run_of_a_file_once")]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.position}"


class SavedMapping(models.Model):
    """Which column is which, kept under a name for the next file of the same make."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    name = models.CharField(max_length=60)
    mapping = models.JSONField(default=dict)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="mapping_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Refusal(models.Model):
    """A row that was not loaded, with what is wrong and how it is mended."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    run = models.UUIDField()
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    mend = models.CharField(max_length=300, blank=True)
    cells = ArrayField(models.TextField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "run", "row"], name="refusals_of_a_run")]

    def __str__(self) -> str:
        return f"{self.row}: {self.reason}"


class Duplicate(models.Model):
    """Two weapons that may be one, with the reason; only a person decides."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    one = models.UUIDField()
    other = models.UUIDField()
    reason = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=60, blank=True)
    is_same = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "one", "other"], name="duplicate_proposed_once")]

    def __str__(self) -> str:
        return f"{self.one} {self.other}"


class UnknownWord(models.Model):
    """A make, model or calibre that the reference table does not know; waits for a curator."""

    id = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    seen = models.CharField(max_length=240)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "kind", "key"], name="unknown_word_once")]

    def __str__(self) -> str:
        return self.seen
