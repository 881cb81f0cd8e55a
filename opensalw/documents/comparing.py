"""What was changed between two drafts: paragraph by paragraph with the words marked, and figure by figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from opensalw.core.redline import Piece, redline

from .passages import Passage, sections

ALIKE = 0.4


@dataclass(frozen=True)
class ChangedText:
    """A paragraph that was changed, added (``before`` is empty) or taken out (``after`` is empty)."""

    before: str
    after: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that differs; empty where there was none or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SectionChange:
    """What was changed in a section."""

    section: str
    title: str
    texts: list[ChangedText]
    figures: list[ChangedFigure]


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> list[SectionChange]:
    """The sections in which something differs, in the order of the later draft; sections that went stand last."""
    titles = sections(after)
    titles |= {key: title for key, title in sections(before).items() if key not in titles}
    found = []
    for key, title in titles.items():
        was = [one for one in before if one.section == key]
        now = [one for one in after if one.section == key]
        change = SectionChange(key, title, list(_texts(was, now)), list(_figures(was, now)))
        if change.texts or change.figures:
            found.append(change)
    return found


def _texts(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[ChangedText]:
    old = [one.text for one in was if one.kind == "text"]
    new = [one.text for one in now if one.kind == "text"]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _paired(old[a:b], new[c:d])


def _paired(old: list[str], new: list[str]) -> Iterator[ChangedText]:
    """Paragraphs that are alike are one that was changed; the others went or came."""
    rest = list(new)
    for before in old:
        likeness = [SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() for after in rest]
        best = max(range(len(rest)), key=lambda place: likeness[place], default=None)
        if best is None or likeness[best] < ALIKE:
            yield _changed(before, "")
            continue
        yield from (_changed("", text) for text in rest[:best])
        yield _changed(before, rest[best])
        rest = rest[best + 1 :]
    yield from (_changed("", text) for text in rest)


def _changed(before: str, after: str) -> ChangedText:
    return ChangedText(before, after, redline(before, after))


def _figures(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[ChangedFigure]:
    old = {one.label: one.text for one in was if one.kind == "figure"}
    new = {one.label: one.text for one in now if one.kind == "figure"}
    for label in dict.fromkeys([*new, *old]):
        before, after = old.get(label, ""), new.get(label, "")
        if before != after:
            yield ChangedFigure(label, before, after)
