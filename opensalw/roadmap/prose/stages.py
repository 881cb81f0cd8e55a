"""Whether what a figure counts is done, under way or planned, by the words nearest to it."""

import re
from functools import cache, lru_cache
from typing import Literal

from .vocabulary import Vocabulary, any_of, vocabulary

Span = tuple[int, int]
Status = Literal["done", "ongoing", "planned"]
_OTHERS = 25
_ADJECTIVE = re.compile(r"\b(?:the|a|as|than)\s+$", re.IGNORECASE)
_GERUND = re.compile(
    r"\b(?:is|are)\s+(?:also\s+|currently\s+|still\s+)?(?!being\b|pending\b)[a-z]{2,}ing\b", re.IGNORECASE
)
_PAST = re.compile(r"\b[a-z]{3,}ed\b(?!\s+(?:to be|for reconstruction))", re.IGNORECASE)


def status_of(text: str, clause: Span, number: Span, noun_end: int, words: Vocabulary) -> Status:
    """The status of a figure; what nothing marks as future or under way is done."""
    best: tuple[int, Status] | None = None
    for start, end, status in _cues(text, clause, words.language):
        if number[0] <= start < noun_end and status == "done":
            continue
        distance = start - noun_end if start >= noun_end else max(0, number[0] - end)
        if end <= number[0] and "," in text[end : number[0]]:
            distance += _OTHERS
        if best is None or distance < best[0]:
            best = (distance, status)
    return best[1] if best else "done"


@lru_cache(maxsize=16)
def _cues(text: str, clause: Span, language: str) -> list[tuple[int, int, Status]]:
    """Every such word of a clause; the numbers of one clause share them."""
    strong: list[tuple[int, int, Status]] = []
    for status in ("planned", "ongoing"):
        for found in _cue(language, status).finditer(text, *clause):
            adjective = found[0].lower() in ("planned", "expected", "proposed", "scheduled") and _ADJECTIVE.search(
                text[clause[0] : found.start()]
            )
            if not adjective:
                strong.append((found.start(), found.end(), "planned" if status == "planned" else "ongoing"))
    strong += [(one.start(), one.end(), "ongoing") for one in _GERUND.finditer(text, *clause)]
    weak: list[tuple[int, int, Status]] = [
        (one.start(), one.end(), "done")
        for pattern in (_cue(language, "done"), _PAST)
        for one in pattern.finditer(text, *clause)
        if not any(_joined(text, one.span(), cue) for cue in strong)
    ]
    return strong + weak


def _joined(text: str, weak: Span, strong: tuple[int, int, Status]) -> bool:
    """Whether a past form belongs to the verb of a stronger cue: “are planned”, “will be destroyed”."""
    first, last = min(weak, strong[:2]), max(weak, strong[:2])
    between = text[first[1] : last[0]]
    return last[0] <= first[1] or (len(between) <= 22 and not re.search(r"[,;:()]|\d|\band\b|\bwhich\b", between))


@cache
def _cue(language: str, status: str) -> re.Pattern[str]:
    return any_of(vocabulary(language).status[status])
