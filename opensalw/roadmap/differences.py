"""What changed between two contents of a part: value by value, text by text, files and activities. Pure.

A content is what a snapshot holds (``snapshots.content``). A text item is recognised by its id, and where a
receipt has none by its words, so that one that was moved or reworded is not shown as taken out and written anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from opensalw.core.redline import Piece, likeness, redline

FIGURE = ("unit", "kind", "value", "low", "high", "grade", "direction", "reason", "qualifier")
SAID = ("text", "status", "objective", "language", "translation")
FILE = ("sha256", "url", "goal", "measure", "text")
ALIKE = 0.4


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs: ``added``, ``changed``, ``removed``, or only ``explained`` otherwise."""

    kind: str
    line: str
    dims: dict[str, str]
    old: dict | None
    new: dict | None


@dataclass(frozen=True)
class TextChange:
    """One text item that differs, with the pieces that lead from the old words to the new ones."""

    kind: str  # added, removed, changed, moved, or moved and changed
    old: dict | None
    new: dict | None
    pieces: tuple[Piece, ...]

    @property
    def goal(self) -> int:
        """The goal under which it stands now, or stood."""
        return (self.new or self.old or {})["goal"]


@dataclass(frozen=True)
class Other:
    """A file or an activity that differs."""

    kind: str
    name: str
    old: dict | None
    new: dict | None


@dataclass
class Difference:
    """Everything that differs between two contents of a part."""

    figures: list[FigureChange] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    evidence: list[Other] = field(default_factory=list)
    activities: list[Other] = field(default_factory=list)
    unchanged_figures: int = 0
    unchanged_texts: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.figures or self.texts or self.evidence or self.activities)

    @property
    def counts(self) -> dict[str, int]:
        """How many figures, texts, files and activities differ."""
        return {name: len(getattr(self, name)) for name in ("figures", "texts", "evidence", "activities")}

    def as_facts(self) -> dict:
        """The difference for a machine."""
        return {
            "counts": self.counts,
            "unchanged": {"figures": self.unchanged_figures, "texts": self.unchanged_texts},
            "figures": [
                {"kind": c.kind, "line": c.line, "dimensions": c.dims, "old": _said(c.old), "new": _said(c.new)}
                for c in self.figures
            ],
            "texts": [
                {"kind": c.kind, "old": c.old, "new": c.new, "redline": [[p.change, p.text] for p in c.pieces]}
                for c in self.texts
            ],
            "evidence": [_other(c) for c in self.evidence],
            "activities": [_other(c) for c in self.activities],
        }


def difference(old: dict, new: dict) -> Difference:
    """What leads from the content ``old`` to the content ``new``."""
    found = Difference()
    found.figures, found.unchanged_figures = figure_changes(old["figures"], new["figures"])
    found.texts, found.unchanged_texts = text_changes(old["texts"], new["texts"])
    found.evidence = _others(old["evidence"], new["evidence"], FILE, "name")
    found.activities = _others(old["activities"], new["activities"], ("code",), "code")
    return found


def figure_changes(old: Iterable[dict], new: Iterable[dict]) -> tuple[list[FigureChange], int]:
    """The figures that differ, in the order of their lines, and how many do not."""
    before, after = ({_place(one): one for one in side} for side in (old, new))
    changes, same = [], 0
    for place in sorted({*before, *after}):
        was, now = before.get(place), after.get(place)
        kind = _figure_kind(was, now)
        if kind:
            known = now or was or {}
            changes.append(FigureChange(kind, known["line"], known["dims"], was, now))
        else:
            same += 1
    return changes, same


def _place(figure: dict) -> tuple:
    return figure["line"], tuple(sorted(figure["dims"].items()))


def _figure_kind(was: dict | None, now: dict | None) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    if any(was[name] != now[name] for name in FIGURE):
        return "changed"
    return "explained" if was["explanation"] != now["explanation"] else ""


def text_changes(old: Sequence[dict], new: Sequence[dict]) -> tuple[list[TextChange], int]:
    """The text items that differ, in the order in which they stand now, and how many do not."""
    pairs = _pairs(old, new)
    kept_order = _in_order(pairs, old, new)
    changes: list[tuple[tuple, TextChange]] = []
    same = 0
    for place, item in enumerate(new):
        was = pairs.get(place)
        if was is None:
            changes.append((_order(item), TextChange("added", None, item, tuple(redline("", item["text"])))))
            continue
        before = old[was]
        kind = _text_kind(before, item, moved=place not in kept_order)
        if kind:
            pieces = tuple(redline(before["text"], item["text"]))
            changes.append((_order(item), TextChange(kind, before, item, pieces)))
        else:
            same += 1
    for place in sorted(set(range(len(old))) - set(pairs.values())):
        item = old[place]
        changes.append((_order(item), TextChange("removed", item, None, tuple(redline(item["text"], "")))))
    return [change for _key, change in sorted(changes, key=lambda pair: pair[0])], same


def _order(item: dict) -> tuple:
    return item["goal"], item["kind"], item["position"]


def _text_kind(before: dict, item: dict, *, moved: bool) -> str:
    changed = any(before.get(name, "") != item.get(name, "") for name in SAID)
    if moved:
        return "moved and changed" if changed else "moved"
    return "changed" if changed else ""


def _pairs(old: Sequence[dict], new: Sequence[dict]) -> dict[int, int]:
    """Which new item continues which old one: the same id, the same words, then the most alike, nearest place first."""
    pairs: dict[int, int] = {}
    free_old, free_new = set(range(len(old))), set(range(len(new)))

    def take(place: int, was: int) -> None:
        pairs[place] = was
        free_old.discard(was)
        free_new.discard(place)

    known = {item["id"]: place for place, item in enumerate(old) if item.get("id")}
    for place, item in enumerate(new):
        if item.get("id") in known:
            take(place, known[item["id"]])
    for near in (True, False):
        for place in sorted(free_new):
            words = new[place]["text"]
            same = [w for w in sorted(free_old) if old[w]["text"] == words and (not near or _near(old[w], new[place]))]
            if same:
                take(place, min(same, key=lambda w: abs(w - place)))
    scored = [
        (likeness(old[was]["text"], new[place]["text"]) + (0.2 if _near(old[was], new[place]) else 0), -place, -was)
        for place in free_new
        for was in free_old
    ]
    for score, place, was in sorted(scored, reverse=True):
        if score >= ALIKE and -place in free_new and -was in free_old:
            take(-place, -was)
    return pairs


def _near(one: dict, other: dict) -> bool:
    return (one["goal"], one["kind"]) == (other["goal"], other["kind"])


def _in_order(pairs: dict[int, int], old: Sequence[dict], new: Sequence[dict]) -> set[int]:
    """The new items that kept their place: the longest run, under each goal and kind, in the old order."""
    groups: dict[tuple, list[int]] = {}
    for place in sorted(pairs):
        if _near(old[pairs[place]], new[place]):
            groups.setdefault((new[place]["goal"], new[place]["kind"]), []).append(place)
    return {place for places in groups.values() for place in _longest_rising(places, pairs)}


def _longest_rising(places: Sequence[int], pairs: dict[int, int]) -> list[int]:
    best: list[list[int]] = []
    for place in places:
        before = max((run for run in best if pairs[run[-1]] < pairs[place]), key=len, default=[])
        best.append([*before, place])
    return max(best, key=len, default=[])


def _others(old: Iterable[dict], new: Iterable[dict], names: tuple[str, ...], shown: str) -> list[Other]:
    before, after = ({tuple(str(one.get(n, "")) for n in names): one for one in side} for side in (old, new))
    found = []
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was != now:
            kind = "added" if was is None else "removed" if now is None else "changed"
            found.append(Other(kind, (now or was or {})[shown], was, now))
    return found


def _said(figure: dict | None) -> dict | None:
    names = (*FIGURE, "explanation", "institutions")
    return {name: figure[name] for name in names} if figure else None


def _other(change: Other) -> dict:
    return {"kind": change.kind, "name": change.name, "old": change.old, "new": change.new}
