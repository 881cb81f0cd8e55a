"""Which way a figure moved: with a number beside it, or said without one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from opensalw.core.units import Unit

from .nouns import Thing, all_things
from .vocabulary import Vocabulary, any_of, vocabulary

Span = tuple[int, int]
_MEANT = re.compile(
    r"\b(?:to|will|should|can|could|may|would|with the aim of|for the|not|needs?|need for an?|of the|further|towards?)"
    r"\s+(?:further\s+|significantly\s+|be\s+)?$",
    re.IGNORECASE,
)
_RATE = re.compile(r"\s+(?:reported\s+|recorded\s+)?(?:number|percentage|share|rate|level|proportion)\b", re.IGNORECASE)
_NOT_A_CHANGE = frozenset({"more", "less", "fewer", "higher", "lower", "fall", "find"})
_LEADING = re.compile(r"\s*(?:of|in)\s+(?:the\s+)?(?:number\s+of\s+|amount\s+of\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """A word that says which way something moved."""

    start: int
    end: int
    direction: str


@lru_cache(maxsize=16)
def changes(text: str, span: Span, language: str) -> list[Change]:
    """Every such word of a span; what is only wished, planned or needed is none."""
    found = []
    for direction, pattern in _cues(language):
        for one in pattern.finditer(text, *span):
            before = text[max(span[0], one.start() - 40) : one.start()]
            if direction in ("lowest", "highest") and not _RATE.match(text, one.end()):
                continue
            if not _MEANT.search(before):
                found.append(Change(one.start(), one.end(), direction))
    return sorted(found, key=lambda one: one.start)


def direction_of(
    text: str, clause: Span, number: Span, noun_end: int, is_last: bool, words: Vocabulary
) -> tuple[str | None, bool]:
    """The direction that belongs to a number, and whether the number is the size of the change and no level.

    “An increase of 12%” and “3 cases more” are sizes; the 15 of “from 10 to 15” is a level.
    """
    told = [one for one in changes(text, clause, words.language) if one.direction not in ("lowest", "highest")]
    verbs = [one for one in told if text[one.start : one.end].lower() not in _NOT_A_CHANGE]
    for one in told:
        beside = one not in verbs and number[1] <= one.start <= noun_end + 2
        by = one in verbs and re.match(r"\s+(?:\w+\s+)?(?:by|of)\s+(?:\w+\s+)?$", text[one.end : number[0]])
        if by or (beside and _is_change(text, one, number[1], noun_end, clause[1])):
            return one.direction, True
    level = next((one for one in verbs if is_last and _moved(text, clause, one, words)), None)
    return (level.direction if level else None), False


def _is_change(text: str, more: Change, number_end: int, noun_end: int, stop: int) -> bool:
    """Whether “more” compares: “3 cases more”, “3 more cases than”; “two more depots” and “or more” do not."""
    rest = text[more.end : stop]
    if re.match(r"\s+(?:or\b|than\s+(?:\d|one\b|two\b|three\b))", rest) or re.search(
        r"\b(?:or|and)\s+$", text[: more.start]
    ):
        return False
    apart = bool(text[number_end : more.start].strip())
    return (apart and more.start >= noun_end) or bool(re.search(r"\b(?:than|compared)\b", rest))


def unnumbered(text: str, sentence: Span, words: Vocabulary) -> Iterator[tuple[Change, Thing]]:
    """Directions that a sentence gives without a number, each with what moved."""
    for one in changes(text, sentence, words.language):
        word = text[one.start : one.end].lower()
        if word in _NOT_A_CHANGE:
            continue
        if thing := _moved(text, sentence, one, words):
            yield one, thing


def _moved(text: str, sentence: Span, change: Change, words: Vocabulary) -> Thing | None:
    """What moved: behind “increase of”, else the subject before “has increased”."""
    if change.direction in ("lowest", "highest"):
        return _rated(text, change, sentence, words)
    leading = _LEADING.match(text, change.end, sentence[1])
    if leading:
        stop = _stop(text, leading.end(), sentence[1])
        return next((one for one in all_things(text, leading.end(), stop, words) if one.unit), None)
    near = max([sentence[0], *(text.rfind(sign, sentence[0], change.start) + 1 for sign in (",", ";", ":"))])
    if re.search(r"\b(?:which|who|it|they|this|that)\b", text[near : change.start], re.IGNORECASE):
        return None
    for begin in (near, sentence[0]):
        heads = [one for one in all_things(text, begin, change.start, words) if one.unit]
        named = re.search(r"\b(?:number|amount|quantity) of\b", text[begin : change.start], re.IGNORECASE)
        if heads and (named or begin == near):
            return heads[0] if named else heads[-1]
    return None


def _rated(text: str, change: Change, sentence: Span, words: Vocabulary) -> Thing | None:
    rate = _RATE.match(text, change.end)
    if rate and re.search(r"percentage|share|rate|proportion", rate[0], re.IGNORECASE):
        return Thing(unit=Unit.percent, words=rate[0].strip(), end=rate.end())
    stop = _stop(text, change.end, sentence[1])
    return next((one for one in all_things(text, change.end, stop, words) if one.unit), None)


def _stop(text: str, start: int, end: int) -> int:
    quiet = re.compile(r"[,;:]|\b(?:than|compared|which|due to|because)\b").search(text, start, end)
    return quiet.start() if quiet else end


@cache
def _cues(language: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(direction, any_of(forms)) for direction, forms in vocabulary(language).change.items()]
