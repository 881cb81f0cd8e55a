"""The forms of data protection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.registers.retention import HOLDINGS
from opensalw.web.field.forms import Plain, day, line


class LookedForm(Plain):
    """What the list of looks is narrowed to."""

    by = forms.ChoiceField(label=lazy("Who"), required=False)
    what = forms.ChoiceField(label=lazy("What"), required=False)
    number = line(lazy("Holder's number"), 20)
    purpose = line(lazy("Words of the purpose"), 100)
    first = day(lazy("From"), required=False)
    last = day(lazy("To"), required=False)

    def __init__(self, data: Any, people: dict[str, str], kinds: list[str]) -> None:
        super().__init__(data)
        every = ("", lazy("all"))
        self.fields["by"].choices = [every, *people.items()]  # type: ignore[attr-defined]
        self.fields["what"].choices = [every, *((one, one) for one in kinds)]  # type: ignore[attr-defined]


class ClockForm(Plain):
    """A period, and the law that sets it."""

    clock = forms.ChoiceField(label=lazy("What"), choices=[(one.clock, one.title) for one in HOLDINGS])
    years = forms.IntegerField(label=lazy("Years"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    law = line(lazy("By which law, article"), 200)


class FileForm(Plain):
    """Whose file is printed, and on which request."""

    number = line(lazy("Holder's number"), 20, help_text=lazy("P, F or A and twelve characters"))
    reference = line(lazy("Request, number and day"), 120, help_text=lazy("Noted as the purpose"))
    format = forms.ChoiceField(label=lazy("As"), choices=[("pdf", "PDF"), ("docx", "DOCX")])
