"""A person's file: everything that a register holds about one person, for that person."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.ledger.models import Entry
from opensalw.registers.models import Holder
from opensalw.registers.queries.person_file import PersonFile

from ..blocks import Block, Column, Document, Heading, Note, Paragraph, Row, Table, words


def build(file: PersonFile, *, reference: str, names: dict[str, str]) -> Document:
    """The file as blocks; ``names`` says how those who looked are shown."""
    holder = file.holder
    blocks: list[Block] = [
        Paragraph(_("This is what the register holds about you, as it stands on the day below. You may ask that what "
                    "is wrong be put right, and complain to the supervisory authority.")),
        Heading(1, _("What identifies you")), _identity(holder),
        Heading(1, _("Weapons that the register has connected with you")), *_weapons(file),
        Heading(1, _("Permits, and refusals of permits")), _permits(file),
        Heading(1, _("Entries about you")), _entries(file.entries),
        Heading(1, _("Who looked at your data")), *_looks(file, names),
        Heading(1, _("How long it is kept")), _clocks(file),
    ]  # fmt: skip
    if holder.is_synthetic:
        blocks.insert(0, Note(_("Made up, for trying out. This is not a person.")))
    return Document(
        _("File of %(number)s") % {"number": holder.number}, tuple(blocks), subtitle=label(holder.jurisdiction),
        date=file.as_of, meta={"identifier": holder.number, "subject": reference, "category": _("right of access")},
        facts=((_("As it stood on"), file.as_of.isoformat()), (_("Request"), reference)),
    )  # fmt: skip


def _identity(holder: Holder) -> Table:
    facts = (
        (_("Number in the register"), holder.number), (_("Kind"), str(holder.get_kind_display())),
        (_("Name"), holder.name), (_("Own number"), holder.own_number),
        (_("Born on"), holder.born_on.isoformat() if holder.born_on else ""), (_("Address"), holder.address),
        (_("Erased on"), holder.erased_at.date().isoformat() if holder.erased_at else ""),
    )  # fmt: skip
    return _table((_("What"), _("As it is held")), [(title, text) for title, text in facts if text], (1, 2))


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> Table:
    columns = tuple(Column(title, width=width) for title, width in zip(titles, widths, strict=True))
    held = tuple(Row(tuple(words(text) for text in row)) for row in rows)
    return Table(columns, held or (Row((words(_("nothing")),), "group"),), orientation="portrait")


def _weapons(file: PersonFile) -> list[Block]:
    rows = []
    for weapon, entries in file.weapons:
        told = "; ".join(f"{one.happened_on.isoformat()} {one.event().label}" for one in entries)
        today = _("you") if weapon.holder == file.holder.pk else _("another, or nobody")
        named = f"{weapon.title} {weapon.serial}".strip()
        rows.append((weapon.number, named, str(weapon.stands.label), told, today))
    titles = (_("Number"), _("Weapon"), _("State"), _("Entries that name you"), _("Held now by"))
    return [_table(titles, rows, (1.2, 2, 1, 2, 1.2))]


def _permits(file: PersonFile) -> Table:
    rows = [
        (
            one.number, one.kind, str(one.get_state_display()), one.granted_on.isoformat() if one.granted_on else "",
            one.valid_until.isoformat() if one.valid_until else "",
        )
        for one in file.permits
    ]  # fmt: skip
    titles = (_("Number"), _("For"), _("State"), _("Granted"), _("Valid until"))
    return _table(titles, rows, (1.2, 2, 1, 1, 1))


def _entries(entries: list[Entry]) -> Table:
    rows = [(one.happened_on.isoformat(), one.line(), one.reason) for one in entries]
    return _table((_("Day"), _("What was recorded"), _("Reason")), rows, (1, 3, 1.5))


def _looks(file: PersonFile, names: dict[str, str]) -> list[Block]:
    rows = [(f"{one.at:%Y-%m-%d %H:%M}", names.get(one.by, one.by), one.what, one.purpose) for one in file.looks]
    return [_table((_("When (UTC)"), _("Who, by function"), _("What"), _("Purpose")), rows, (1.3, 1.5, 1, 2))]


def _clocks(file: PersonFile) -> Table:
    rows = [
        (str(one.holding.title), _("%(years)s years after %(from)s") % {
            "years": one.years, "from": one.holding.runs_from
        }, one.law)
        for one in file.clocks
    ]  # fmt: skip
    return _table((_("What"), _("Kept for"), _("By")), rows, (2, 2, 2))
