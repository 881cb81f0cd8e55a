"""Which sentences promise something by a day that lies ahead. The past is none, and neither is a horizon."""

import re
from collections.abc import Iterator
from datetime import date

from ..dues import DueNamed, dues_in
from ..sentences import Span, clause_of, clauses, sentences

_AHEAD = re.compile(
    r"\b(?:will|shall|should|to be|to take place|planned|plans?|due|scheduled|expect(?:s|ed)|envisaged|foreseen"
    r"|intends?|upcoming|forthcoming|commit(?:s|ted)?|undertakes?|undertook|promis(?:e|es|ed)|agreed to|ready|deadline"
    r"|is to|are to|by the end|at the latest|no later than|not later than|aims?|begins?|starts?"
    r"|next (?:\w+ ){0,3}meeting)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:was|were|has been|have been|had been|took place|organi[sz]ed|held|adopted|destroyed|seized|conducted|"
    r"launched|registered|postponed|visited|increased|decreased|compared|reported)\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"\b(?:to be|will be|should be|shall be|is planned to be|going to be|be)\s*$", re.IGNORECASE)
_YEAR_SAID = re.compile(r"\b(?:in|by|until|before|during|of|from)\s+(?:the\s+year\s+)?$", re.IGNORECASE)
_FAR = 2
_OTHER_PART = 25
_HEAD = 60


def promised_in(text: str, written: date) -> Iterator[tuple[Span, DueNamed]]:
    """Each sentence of a passage that promises, with the day that it names; a sentence may name several."""
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        for due in dues_in(text[slice(*sentence)], written=written):
            start = sentence[0] + due.start
            clause = _with_its_head(text, clause_of(parts, start), parts)
            if _is_ahead(due, written) and _is_said_as_future(text, clause, start, sentence[0] + due.end, due):
                yield sentence, due


def _with_its_head(text: str, clause: Span, parts: list[Span]) -> Span:
    """A clause together with the few words before a colon that it belongs to: “Next meeting: November”."""
    before = next((part for part in parts if part[1] <= clause[0] <= part[1] + 3), None)
    headed = before is not None and text[before[1]] == ":" and before[1] - before[0] < _HEAD
    return (before[0], clause[1]) if before and headed else clause


def _is_ahead(due: DueNamed, written: date) -> bool:
    """A day or days that are not over, and no horizon years away."""
    return due.due.last >= written and not (due.is_bare_year and due.due.last.year >= written.year + _FAR)


def _is_said_as_future(text: str, clause: Span, start: int, end: int, due: DueNamed) -> bool:
    if due.is_bare_year and not _YEAR_SAID.search(text[max(0, start - 20) : start]):
        return False
    ahead = _nearest(_AHEAD, text, clause, start, end)
    behind = _nearest(_BEHIND, text, clause, start, end)
    return ahead is not None and (behind is None or ahead <= behind)


def _nearest(pattern: re.Pattern[str], text: str, clause: Span, start: int, end: int) -> int | None:
    """How far the nearest of these words stands from the day; a comma between makes it farther."""
    best: int | None = None
    for found in pattern.finditer(text, *clause):
        if pattern is _BEHIND and _TO_BE.search(text[max(clause[0], found.start() - 24) : found.start()]):
            continue
        between = text[end : found.start()] if found.start() >= end else text[found.end() : start]
        distance = len(between) + _OTHER_PART * between.count(",")
        best = distance if best is None else min(best, distance)
    return best
