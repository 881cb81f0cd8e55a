"""The ledger's tables. They are made by SQL in the migrations: partitions, policies and guards."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import Event, event_class


class Entry(models.Model):
    """Something that happened, as it was recorded; added once and never changed.

    ``opened`` holds the personal fields where the reader of the entry asked for them and they can still
    be read (``queries.history(..., personal=True)``).
    """

    id = models.BigIntegerField(primary_key=True)
    jurisdiction = models.TextField()
    stream = models.TextField()
    subject = models.UUIDField()
    seq = models.IntegerField()
    name = models.TextField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.TextField()
    reason = models.TextField(blank=True)
    payload = models.JSONField()
    corrects = models.BigIntegerField(null=True)
    batch = models.UUIDField(null=True)
    personal_digest: "models.Field[bytes | None, bytes | None]" = models.BinaryField(null=True)
    seal: "models.Field[bytes, bytes]" = models.BinaryField()

    opened: dict[str, Any] | None = None

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.subject} {self.seq}: {self.name}"

    @property
    def event_class(self) -> type[Event]:
        """The class that this entry's event was declared with."""
        return event_class(self.stream, self.name)

    def event(self) -> Event:
        """The event as it was appended; personal fields that were not opened are None."""
        return self.event_class.parse(self.payload, self.opened)

    def line(self) -> str:
        """The event as a sentence; personal fields are masked unless they were opened."""
        return self.event().told(masked=self.opened is None)


class Head(models.Model):
    """The last seal of a subject's chain; locked while an entry is added to it."""

    pk = models.CompositePrimaryKey("jurisdiction", "subject")
    jurisdiction = models.TextField()
    subject = models.UUIDField()
    seq = models.IntegerField()
    seal = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.subject}: {self.seq}"


class Personal(models.Model):
    """The personal fields of an entry, encrypted with the key of the person whom they concern."""

    pk = models.CompositePrimaryKey("jurisdiction", "entry")
    jurisdiction = models.TextField()
    entry = models.BigIntegerField()
    person = models.UUIDField()
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.entry}"


class Digest(models.Model):
    """A signed root over the seals of one jurisdiction's entries after one id, up to another."""

    pk = models.CompositePrimaryKey("jurisdiction", "number")
    jurisdiction = models.TextField()
    number = models.IntegerField()
    day = models.DateField()
    after = models.BigIntegerField()
    upto = models.BigIntegerField()
    count = models.BigIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    made_at = models.DateTimeField()
    public_key = models.BinaryField()
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.number}: {self.day}"


class ReaderCursor(models.Model):
    """How far a reader has followed the ledger. The transaction number stands as text."""

    reader = models.TextField(primary_key=True)
    xid = models.TextField()
    entry = models.BigIntegerField()
    moved_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_reader"

    def __str__(self) -> str:
        return f"{self.reader}: {self.xid}/{self.entry}"


class Tally(models.Model):
    """What the entries of a month add up to on a line, under one set of members of its dimensions."""

    pk = models.CompositePrimaryKey("jurisdiction", "line", "month", "dims_key")
    jurisdiction = models.TextField()
    line = models.TextField()
    month = models.DateField()
    dims_key = models.TextField()
    dims = models.JSONField()
    unit = models.TextField()
    amount = models.DecimalField(max_digits=30, decimal_places=3)
    entries = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.line} {self.month} {self.dims_key}: {self.amount}"
