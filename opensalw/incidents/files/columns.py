"""The columns of a file of incidents: one row for each thing or group of persons."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import vocabulary as words


class Anonymous(TextChoices):
    """Whether who handed something in stays anonymous."""

    NOT_STATED = "not_stated", _("not stated")
    YES = "yes", _("yes")
    NO = "no", _("no")


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, and the list that its words come from."""

    name: str
    title: str | Promise
    choices: type[TextChoices] | None = None


OWN = (Column("no", _("The file's own number. Rows with the same number are one incident.")),)
FACTS = (
    Column("kind", _("What happened"), words.Kind),
    Column("happened_on", _("The day, as 2026-03-31")),
    Column("reported_on", _("The day of the report; empty: today")),
    Column("institution", _("By whom"), words.Institution),
    Column("place", _("Inland or at which border"), words.Place),
    Column("where", _("Crossing, municipality, road")),
    Column("context", _("Legal ground"), words.Context),
    Column("other_offence", _("Other offence suspected"), words.OtherOffence),
    Column("transport", _("Means of transport"), words.Transport),
    Column("concealment", _("How it was hidden")),
    Column("origin", _("Origin")),
    Column("departure", _("Departure")),
    Column("transit", _("Transit")),
    Column("destination", _("Destination")),
    Column("anonymous", _("Surrender: anonymous?"), Anonymous),
    Column("setting", _("Shooting: setting"), words.Setting),
    Column("legal_status", _("Shooting: the weapon was held"), words.LegalStatus),
    Column("weapon_type", _("Shooting: type of weapon"), words.ArmType),
    Column("reference", _("Case number")),
    Column("note", _("Remark, without a person's name")),
)
ITEM = (
    Column("thing", _("What it was"), words.Thing),
    Column("quantity", _("Pieces, rounds or kilograms")),
    Column("type", _("Type of arm"), words.ArmType),
    Column("make", _("Make, as seen")),
    Column("model", _("Model, as seen")),
    Column("calibre", _("Calibre, as seen")),
    Column("marks", _("Serial number and marks, as seen")),
    Column("marking", _("Marked how"), words.Marking),
    Column("condition", _("Made or changed how"), words.Condition),
    Column("device_kind", _("Kind of device"), words.DeviceKind),
    Column("described", _("Described")),
)
GROUP = (
    Column("part", _("Persons: killed, injured or suspected"), words.Part),
    Column("count", _("How many persons")),
    Column("sex", _("Their sex"), words.Sex),
    Column("age_band", _("Their age"), words.AgeBand),
    Column("relation", _("Their relation"), words.Relation),
    Column("citizenship", _("Their citizenship")),
)
COLUMNS = (*OWN, *FACTS, *ITEM, *GROUP)
BY_NAME = {column.name: column for column in COLUMNS}
NEEDED = ("kind", "happened_on")


def code_of(column: Column, text: str) -> str:
    """The code that a word of the list stands for, in whatever case; the text itself where there is none."""
    if column.choices is None or not text:
        return text
    key = text.casefold()
    known = {code.casefold(): code for code in column.choices.values}
    known |= {str(label).casefold(): code for code, label in column.choices.choices}
    return known.get(key, text)
