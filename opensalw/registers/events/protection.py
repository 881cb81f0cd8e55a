"""What can happen to the periods of retention, and what they end in."""

from django.utils.translation import gettext_lazy as _

from opensalw.ledger.event import Event, declare


class OfRetention(Event):
    """Shared by all that concerns retention."""

    stream = "retention"


class RetentionSet(OfRetention):
    """A jurisdiction sets how long something is kept, by its law."""

    name = "retention_set"
    label = _("Period of retention set")
    sentence = _("{clock}: kept for {years} years, by {law}.")

    clock: str
    years: int
    law: str


class RowsErased(OfRetention):
    """The refused rows of a loaded file are erased; how many there were stays known."""

    name = "rows_erased"
    label = _("Refused rows erased")
    sentence = _("Refused rows of the file {file} erased: {count}.")

    file: str
    count: int


declare(RetentionSet, RowsErased)
