"""A figure that a text gives, and how the figures of a document are put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opensalw.core.periods import Period
from opensalw.core.units import Unit

from .actors import actor_of, named, places
from .context import Setting, cells, settings
from .counting import Counted, counted_in, counts
from .directions import direction_of, unnumbered
from .documents import Document
from .numbers import is_continental
from .passages import Passage
from .sentences import Span, clause_of, clauses, sentences, within
from .stages import status_of
from .times import REPORTING, Frame, Mentioned, first_day_named, fit_of, period_named, periods_in
from .vocabulary import Vocabulary, vocabulary

_STOCK = re.compile(
    r"\b(?:to date|so far|marked|registered|in stock|on record|in the register|holds?|remain)\b", re.IGNORECASE
)
_CARRIED = re.compile(r"\s*(?:This|That|These|Those|Of these|Of those|Of them|Of which|They|It)\b")
_HEAD, _SHORT = 6, 80


@dataclass(frozen=True)
class Figure:
    """What a sentence counts. ``span`` is the number's place in the document, ``sentence_span`` the sentence's."""

    sentence: str
    span: Span
    sentence_span: Span
    written: str
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit | None
    object: str | None
    counted: str
    jurisdiction: str | None
    actor: str | None
    period: str | None
    fit: str
    status: str
    qualifier: str
    direction: str | None
    is_change: bool = False

    @property
    def approximate(self) -> bool:
        """Whether the text says that the number is not exact."""
        return self.qualifier != "exact"

    def as_json(self) -> dict[str, Any]:
        """The figure for a machine; numbers are numbers, what the text does not say is null."""
        return {
            "sentence": self.sentence,
            "span": list(self.span),
            "amount": _plain(self.amount),
            "low": _plain(self.low),
            "high": _plain(self.high),
            "unit": self.unit.value if self.unit else None,
            "object": self.object,
            "jurisdiction": self.jurisdiction,
            "actor": self.actor,
            "period": self.period,
            "fit": self.fit,
            "status": self.status,
            "approximate": self.approximate,
            "direction": self.direction,
            "is_change": self.is_change,
            "qualifier": self.qualifier,
            "counted": self.counted,
            "written": self.written,
            "sentence_span": list(self.sentence_span),
        }


def figures(
    document: Document, *, round: Period | None = None, jurisdiction: str | None = None, language: str = "en"
) -> list[Figure]:
    """Every figure of a document, in order.

    ``round`` is the period that the text reports on and ``jurisdiction`` the one that it speaks of, where they are
    known beside the text.
    """
    words = vocabulary(language)
    head = "\n".join(one.text for one in document.passages[:_HEAD] if one.kind == "heading" or len(one.text) < _SHORT)
    frame = Frame(round, first_day_named(head, words), period_named(head, words))
    continental = is_continental(document.text)
    found: list[Figure] = []
    for passage, setting in zip(document.passages, settings(document.passages, words, jurisdiction), strict=True):
        found += _Reading(passage, setting, frame, words, continental).figures()
    return found


class _Reading:
    """One passage being read; what a sentence leaves unsaid is taken from the one before it."""

    def __init__(self, passage: Passage, setting: Setting, frame: Frame, words: Vocabulary, continental: bool | None):
        self.passage, self.setting, self.frame, self.words = passage, setting, frame, words
        self.text = passage.text
        self.periods = [one for one in periods_in(self.text, words, frame) if not counts(self.text, one, words)]
        self.counted = counted_in(self.text, self.periods, words, continental, is_heading=passage.kind == "heading")
        self.named = named(self.text, words)
        self.places = places(self.text)
        self.previous: Figure | None = None

    def figures(self) -> Iterator[Figure]:
        """The figures of the passage, sentence by sentence."""
        for sentence in sentences(self.text):
            spans = clauses(self.text, sentence)
            inside = within(self.counted, sentence)
            for place, one in enumerate(inside):
                following = inside[place + 1].number.start if place + 1 < len(inside) else sentence[1]
                yield self._numbered(one, sentence, clause_of(spans, one.number.start), following)
            if self.passage.kind != "heading":
                for span in spans:
                    if not any(span[0] <= one.number.start < span[1] for one in inside):
                        yield from self._moved(sentence, span)

    def _numbered(self, one: Counted, sentence: Span, clause: Span, following: int) -> Figure:
        number, thing = one.number, one.thing
        noun_end = max(number.end, thing.end)
        span = (number.start, number.end)
        is_last = following >= clause[1]
        direction, is_change = direction_of(self.text, clause, span, noun_end, is_last, self.words)
        status = status_of(self.text, clause, span, noun_end, self.words)
        period, fit = self._period(sentence, clause, span, noun_end, following, status)
        jurisdiction = self._jurisdiction(sentence, span, min(following, clause[1]))
        figure = Figure(
            *self._where(sentence, span), number.value, number.low, number.high, thing.unit, thing.object, one.words,
            jurisdiction, self._actor(clause, span, noun_end, jurisdiction), period, fit, status, number.qualifier,
            direction,
            is_change,
        )  # fmt: skip
        self.previous = figure
        return figure

    def _moved(self, sentence: Span, span: Span) -> Iterator[Figure]:
        for change, thing in list(unnumbered(self.text, span, self.words))[:1]:
            at = (change.start, change.end)
            status = status_of(self.text, span, at, change.end, self.words)
            period, fit = self._period(sentence, span, at, change.end, span[1], status)
            jurisdiction = self._jurisdiction(sentence, at, span[1])
            actor = self._actor(span, at, change.end, jurisdiction)
            yield Figure(
                *self._where(sentence, at), None, None, None, thing.unit, thing.object, thing.words,
                jurisdiction, actor, period, fit, "done", "exact", change.direction,
            )  # fmt: skip

    def _where(self, sentence: Span, span: Span) -> tuple[str, Span, Span, str]:
        words = " ".join(self.text[slice(*sentence)].split())
        return words, self.passage.place(*span), self.passage.place(*sentence), self.text[slice(*span)]

    def _period(
        self, sentence: Span, clause: Span, span: Span, noun_end: int, following: int, status: str
    ) -> tuple[str | None, str]:
        """The period's code and its fit."""
        carried = bool(_CARRIED.match(self.text, sentence[0])) and self.previous is not None
        chosen = self._chosen(sentence, clause, span, noun_end, following) or self._of_column(span)
        if chosen:
            as_of = chosen.as_of and status == "done"
            return chosen.period.code, fit_of(chosen.period, as_of=as_of, round=self.frame.round, inferred=False)
        round = self.frame.round.code if self.frame.round else None
        if REPORTING.search(self.text, *sentence):
            return round, "inferred"
        if carried and self.previous:
            return self.previous.period, self.previous.fit
        if _STOCK.search(self.text, span[0], clause[1]) and status != "planned":
            return None, "as_of"
        if self.setting.is_account and status != "ongoing" and not self.setting.speaker_is_guest:
            return round, "inferred"
        return None, "unknown"

    def _chosen(self, sentence: Span, clause: Span, span: Span, noun_end: int, following: int) -> Mentioned | None:
        """The period that belongs to a number: behind it, else before it, else behind the whole list."""
        every = within(self.periods, sentence)
        known = [one for one in every if not one.compared]
        until = min(following, clause[1])
        behind = [one for one in known if noun_end <= one.start < until and not self._opens(one, noun_end, following)]
        before = [one for one in known if one.end <= span[0]]
        later = [one for one in known if following <= one.start < clause[1] and not self._is_apart(one, span)]
        told = [one for one in every if re.fullmatch(r"\s*\(", self.text[one.end : span[0]])]
        if told:
            return told[0]
        if re.search(r"\d{4}\W+to\s+$", self.text[clause[0] : span[0]]):
            before = []
        near = [one for one in before if one.start >= clause[0]]
        opening = [one for one in before if one.start - sentence[0] < 24]
        return next(iter(behind), None) or next(iter(near[-1:] or opening or before[-1:] or later), None)

    def _opens(self, one: Mentioned, noun_end: int, following: int) -> bool:
        """Whether a period opens what follows and does not close what went before: “and in 2019, 98 weapons”."""
        between = self.text[noun_end : one.start]
        return following - one.end <= 3 and bool(re.match(r"[\s,]*(?:and|,|while|whereas)\b", between))

    def _is_apart(self, one: Mentioned, span: Span) -> bool:
        """Whether a period stands in brackets without the number, “56 hits (34 in 2019)”, or with what is to come."""
        between = self.text[span[1] : one.start]
        if re.search(r",?\s(?:and|but)\s[^,;]*\b(?:will|shall|would|plans?|(?:is|are) to)\b", between):
            return True
        return between.count("(") > between.count(")")

    def _of_column(self, span: Span) -> Mentioned | None:
        """The period in the head of a table's column."""
        if self.passage.kind != "row" or not self.setting.columns:
            return None
        column = len(cells(self.text[: span[0]])) - 1
        heads = self.setting.columns
        return next(iter(periods_in(heads[column], self.words, self.frame)), None) if column < len(heads) else None

    def _jurisdiction(self, sentence: Span, span: Span, until: int) -> str | None:
        """The jurisdiction: said in the sentence, else by the speaker, else by the heading."""
        setting = self.setting
        said = within(self.places, sentence)
        leading = [one for one in said if one.start - sentence[0] < 14 and one.start < span[0]]
        if setting.jurisdiction and not setting.is_comment:
            return leading[0].jurisdiction if leading else setting.jurisdiction
        if self.passage.kind == "row" and said:
            return said[0].jurisdiction
        outside = [one for one in said if one.start - sentence[0] >= len(self.passage.lead) or not self.passage.lead]
        before = [one for one in outside if one.end <= span[0]]
        closing = [one for one in outside if not re.match(r"\W{0,3}\d", self.text[one.end :])]
        sure = closing[:1] if len({one.jurisdiction for one in outside}) == 1 else []
        nearest = before[-1:] or [one for one in outside if one.start < until][:1] or sure
        if nearest:
            return nearest[0].jurisdiction
        if setting.speaks_of:
            return setting.speaks_of
        return None if _regional(self.text[slice(*sentence)], self.words) else setting.jurisdiction

    def _actor(self, clause: Span, span: Span, noun_end: int, jurisdiction: str | None) -> str | None:
        one = actor_of(self.text, within(self.named, clause), clause, span, noun_end) or self.setting.speaker
        if one is None:
            return None
        if one.is_organisation:
            return f"ORG/{one.kind}"
        return f"{jurisdiction}/{one.kind}" if jurisdiction else one.kind


def _regional(text: str, words: Vocabulary) -> bool:
    low = f" {re.sub(r'[^a-z0-9]+', ' ', text.lower())} "
    return any(f" {word} " in low for word in words.regional_words)


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def of_jurisdiction(found: Sequence[Figure], jurisdiction: str) -> list[Figure]:
    """The figures of one jurisdiction."""
    return [one for one in found if one.jurisdiction == jurisdiction]
