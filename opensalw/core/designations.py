"""How jurisdictions are named: one function for a label, one collector for the footnotes that a page owes."""

from dataclasses import dataclass
from typing import Literal

from .jurisdictions import jurisdiction
from .mentions import ASTERISK, has_footnote, mentions, owing
from .name_sets import audiences, name_set, vocabulary

__all__ = ["Footnote", "Footnotes", "audiences", "footnote", "has_footnote", "label", "plain_name", "star"]

Form = Literal["seat", "name"]


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of a page: its mark and its text."""

    mark: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


def label(jid: str, audience: str = "un", form: Form = "seat") -> str:
    """The jurisdiction's seat or, where a text needs it, its name with the asterisk that the name owes."""
    name_set(audience)
    one = jurisdiction(jid)
    if form == "seat":
        return one.seat
    return plain_name(jid) + (ASTERISK if jid == vocabulary().starred else "")


def plain_name(jid: str) -> str:
    """The name without asterisk, for search and sorting only; never shown."""
    return vocabulary().names[jurisdiction(jid).id]


def footnote(audience: str = "un") -> Footnote:
    """The footnote of an audience."""
    return Footnote(ASTERISK, name_set(audience).footnote)


def star(text: str, audience: str = "un") -> str:
    """The text with the asterisk after each mention that owes it; proper names and footnotes stay."""
    return _starred(text, name_set(audience).asterisk)


class Footnotes:
    """Collects, while a page or document is made, which footnotes it owes."""

    def __init__(self, audience: str = "un") -> None:
        self.audience = audience
        self._names = name_set(audience)
        self._mentioned = False

    def label(self, jid: str, form: Form = "seat") -> str:
        """The label, noted when it carries the asterisk."""
        return self.text(label(jid, self.audience, form))

    def text(self, text: str) -> str:
        """The text with its asterisks, noted when it has a mention."""
        if self._names.asterisk == "first" and self._mentioned:
            return text
        starred = _starred(text, self._names.asterisk)
        self.scan(starred)
        return starred

    def scan(self, text: str) -> None:
        """Note the mentions of a text that is printed as it stands."""
        if not self._mentioned:
            self._mentioned = any(mention.kind in ("starred", "bare") for mention in mentions(text))

    def owed(self) -> list[Footnote]:
        """The footnotes that are owed so far, in the order of their marks."""
        return [footnote(self.audience)] if self._mentioned else []


def _starred(text: str, rule: str) -> str:
    for mention in reversed(owing(mentions(text), rule)):
        text = text[: mention.end] + ASTERISK + text[mention.end :]
    return text
