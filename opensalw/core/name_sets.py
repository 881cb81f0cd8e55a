"""The declared name sets: per audience the asterisk's rule and the footnote, and what counts as a mention."""

from functools import cache
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from .jurisdictions import VOCABULARY
from .quick_yaml import read_yaml
from .refusal import Refused


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NameSet(_Declared):
    """How one audience wants the names: the asterisk's rule and the text of the footnote."""

    title: str
    asterisk: Literal["every", "first"]
    footnote: str
    footnote_source: str


class Designations(_Declared):
    """The whole vocabulary of designations."""

    starred: str
    names: dict[str, str]
    audiences: dict[str, NameSet]
    other_footnotes: tuple[str, ...]
    forms: tuple[str, ...]
    proper_names: tuple[str, ...]

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Every wording that counts as the footnote."""
        return (*(names.footnote for names in self.audiences.values()), *self.other_footnotes)


@cache
def vocabulary() -> Designations:
    """The designations as declared in the data file."""
    with (VOCABULARY / "designations.yaml").open(encoding="utf-8") as file:
        return Designations.model_validate(read_yaml(file))


def audiences() -> dict[str, str]:
    """The audiences that have a name set, with their titles."""
    return {key: names.title for key, names in vocabulary().audiences.items()}


def name_set(audience: str) -> NameSet:
    """The name set of an audience; an unknown one is refused by name."""
    found = vocabulary().audiences.get(audience)
    if found is None:
        known = {"audience": audience, "audiences": ", ".join(audiences())}
        words = _("“%(audience)s” is not an audience. The audiences are: %(audiences)s.")
        raise Refused(words % known, "audience")
    return found
