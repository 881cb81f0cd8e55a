"""A passage of a document: a heading, a point, a paragraph or a row, with the place of each sign in the file's text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "item", "paragraph", "row"]


@dataclass(frozen=True)
class Passage:
    """Text as it is read; ``places`` holds where each of its signs stands in the document, and where it ends."""

    text: str
    places: tuple[int, ...]
    kind: Kind
    level: int = 0
    lead: str = ""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span in the document of a span of the passage."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]

    def followed_by(self, other: "Passage") -> "Passage":
        """This passage and the one that goes on with its last sentence."""
        places = (*self.places[:-1], self.places[-1], *other.places)
        return Passage(f"{self.text} {other.text}", places, self.kind, self.level, self.lead)

    @property
    def is_unfinished(self) -> bool:
        """Whether it breaks off within a sentence, as at the end of a page."""
        return self.kind in ("paragraph", "item") and (self.text[-1:].isalpha() or self.text[-1:] in (",", "-"))


def joined(passages: list[Passage]) -> list[Passage]:
    """The passages, with those joined that a page's end broke in the middle of a sentence."""
    whole: list[Passage] = []
    for passage in passages:
        goes_on = passage.kind == "paragraph" and passage.text[:1].islower() and not passage.lead
        if goes_on and whole and whole[-1].is_unfinished:
            whole[-1] = whole[-1].followed_by(passage)
        else:
            whole.append(passage)
    return whole
