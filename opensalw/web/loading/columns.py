"""The forms of a mapping: how the file is read, and which of its columns is which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.refusal import Refused
from opensalw.registers.files.columns import NAMES, NEEDED, Mapping
from opensalw.registers.files.preview import Preview
from opensalw.web.field.forms import Plain

LETTERS = (
    ("", lazy("as found")), ("utf-8", "UTF-8"), ("cp1250", "CP1250 (Windows, Latin)"),
    ("cp1251", "CP1251 (Windows, Cyrillic)"), ("cp852", "CP852 (DOS, Latin)"), ("utf-16", "UTF-16"),
)  # fmt: skip
SEPARATORS = (("", lazy("as found")), (";", ";"), (",", ","), ("\t", lazy("tabulator")), ("|", "|"))
TITLES = {
    "serial": lazy("Serial number"), "make": lazy("Make"), "model": lazy("Model"), "calibre": lazy("Calibre"),
    "type": lazy("Type"), "year": lazy("Year of make"), "state": lazy("How it stands"),
    "registered_on": lazy("Registered on"), "holder_name": lazy("Holder"), "holder_own_number": lazy("Personal number"),
    "holder_kind": lazy("Kind of holder"), "holder_born_on": lazy("Born on"), "holder_address": lazy("Address"),
    "permit_reference": lazy("Permit"), "permit_kind": lazy("Kind of permit"), "permit_granted_on": lazy("Granted on"),
    "permit_valid_until": lazy("Valid until"), "import_mark": lazy("Import mark"), "another": lazy("Another weapon"),
}  # fmt: skip


class ReadingForm(Plain):
    """In which letters a file is written and where its columns end."""

    encoding = forms.ChoiceField(label=lazy("Letters"), choices=LETTERS, required=False)
    delimiter = forms.ChoiceField(label=lazy("Columns are parted by"), choices=SEPARATORS, required=False)
    widths = forms.CharField(
        label=lazy("Widths of the columns"), required=False,
        help_text=lazy("For a file of fixed width: the number of characters of each, as 12, 20, 8"),
    )  # fmt: skip
    titles = forms.CharField(
        label=lazy("Titles"), required=False,
        help_text=lazy("For a file without a row of titles: the titles in their order, parted by commas"),
    )  # fmt: skip

    @classmethod
    def of(cls, mapping: Mapping) -> "ReadingForm":
        """The form as a mapping fills it."""
        widths, titles = ", ".join(map(str, mapping.widths)), ", ".join(mapping.header)
        known = {"encoding": mapping.encoding, "delimiter": mapping.delimiter, "widths": widths, "titles": titles}
        return cls(initial=known)

    def mapping(self) -> Mapping:
        """A mapping that reads the file so; the columns are suggested anew."""
        if not self.is_valid():
            raise Refused(_("Choose one of the ways that are offered."))
        given = self.cleaned_data
        parts = [part for part in given["widths"].replace(";", ",").split(",") if part.strip()]
        if not all(part.strip().isdigit() and 0 < int(part) <= 10_000 for part in parts):
            raise Refused(_("Write the widths as numbers, parted by commas."), "widths")
        header = [title.strip() for title in given["titles"].split(",") if title.strip()]
        if parts and len(header) != len(parts):
            raise Refused(_("A file of fixed width has no titles of its own: give one for each width."), "titles")
        widths = [int(part) for part in parts]
        return Mapping(encoding=given["encoding"], delimiter=given["delimiter"], widths=widths, header=header)


class ColumnsForm(Plain):
    """For each column of a register: the column of the file, or one value for every row."""

    def __init__(self, data: Any = None, header: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [("", "–"), *((title, title) for title in dict.fromkeys(header) if title)]
        for name in NAMES:
            widget = forms.Select(choices=choices)
            label = f"{TITLES[name]} *" if name in NEEDED else TITLES[name]
            self.fields[f"column-{name}"] = forms.CharField(label=label, required=False, widget=widget)
            self.fields[f"fixed-{name}"] = forms.CharField(
                label=_("%(title)s, the same in every row") % {"title": TITLES[name]}, required=False, max_length=120
            )

    @classmethod
    def of(cls, mapping: Mapping, seen: Preview) -> "ColumnsForm":
        """The form as a mapping and its suggestions fill it."""
        chosen = {f"column-{name}": title for name, title in seen.chosen.items() if title}
        fixed = {f"fixed-{name}": value for name, value in mapping.fixed.items()}
        return cls(header=seen.layout.header, initial={**chosen, **fixed})

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each column."""
        return [(self[f"column-{name}"], self[f"fixed-{name}"]) for name in NAMES]

    def mapping(self, before: Mapping) -> Mapping:
        """What was chosen; how the file is read stays."""
        if not self.is_valid():
            raise Refused(_("A value for every row has at most 120 characters."))
        given = self.cleaned_data
        columns = {name: given[f"column-{name}"] for name in NAMES if given[f"column-{name}"]}
        fixed = {name: given[f"fixed-{name}"] for name in NAMES if given[f"fixed-{name}"] and name not in columns}
        return before.model_copy(update={"columns": columns, "fixed": fixed, "suggests": False})
