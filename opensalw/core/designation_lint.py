"""Finds mentions that lack their asterisk, and documents that lack the footnote."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from .mentions import Mention, has_footnote, mentions, owing
from .name_sets import name_set
from .passages import Passage, read_passages, text_passages

Kind = Literal["bare", "proper_name", "footnote_missing"]
_AROUND = 30


@dataclass(frozen=True)
class Finding:
    """One thing that the linter found; a proper name is an exception, the other kinds are errors."""

    line: int
    column: int
    excerpt: str
    kind: Kind
    place: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it has to be mended."""
        return self.kind != "proper_name"

    @property
    def sentence(self) -> str:
        """What was found, for a person."""
        words = {
            "bare": _("“%(excerpt)s”: the name lacks its asterisk; show the seat, or write the name with it."),
            "proper_name": _("“%(excerpt)s”: a proper name, which keeps its spelling."),
            "footnote_missing": _("“%(excerpt)s”: the asterisk is there, its footnote is nowhere in the document."),
        }
        return words[self.kind] % {"excerpt": self.excerpt}


def lint_text(text: str, audience: str | None = None, fragment: bool = False) -> list[Finding]:
    """What is wrong with a plain text; a fragment owes no footnote of its own."""
    return lint_passages(text_passages(text), audience, fragment)


def lint_file(path: Path | str, audience: str | None = None) -> list[Finding]:
    """What is wrong with a file: HTML, SVG, XML, DOCX, XLSX, Markdown, CSV, TSV, JSON or plain text."""
    return lint_passages(read_passages(Path(path)), audience)


def lint_passages(passages: Iterable[Passage], audience: str | None = None, fragment: bool = False) -> list[Finding]:
    """What is wrong with a document; without an audience the strictest rule and any known footnote hold."""
    names = name_set(audience) if audience else None
    read = list(passages)
    found = [(passage, mention) for passage in read for mention in mentions(passage.text)]
    owed = owing((mention for _passage, mention in found), names.asterisk if names else "every")
    errors = {id(mention) for mention in owed}
    findings = [
        _finding(passage, mention)
        for passage, mention in found
        if id(mention) in errors or mention.kind == "proper_name"
    ]
    starred = next((pair for pair in found if pair[1].kind == "starred"), None)
    wording = names.footnote if names else None
    if starred and not fragment and not any(has_footnote(passage.text, wording) for passage in read):
        findings.append(_finding(*starred))
    return findings


def _finding(passage: Passage, mention: Mention) -> Finding:
    kinds: dict[str, Kind] = {"starred": "footnote_missing", "proper_name": "proper_name"}
    around = passage.text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    line, column = passage.position(mention.start)
    return Finding(line, column, " ".join(around.split()), kinds.get(mention.kind, "bare"), passage.place)
