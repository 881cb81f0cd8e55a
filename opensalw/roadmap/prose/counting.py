"""Which numbers of a passage are figures, and what each of them counts."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from opensalw.core.jurisdictions import seats
from opensalw.core.units import Unit

from .nouns import Thing, thing_after, thing_before, weighed_before
from .numbers import Number, numbers
from .sentences import Span, clause_of, clauses, sentences
from .times import Mentioned
from .traps import traps
from .vocabulary import Vocabulary, whole_words

_PERCENT = re.compile(r"\s?(?:%|‰|per\s?cent(?:age points?)?\b|percentage points?|pct\b)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:[:=|(\t]|\s[-–—]|\b(?:was|were|is|are|to|at|reached|total+ed|amounted to|amounting to|stood at|from|by|equals"
    r"|exceeded|and|in total|namely|over|about|only))\s*(?:an? |some |around |approximately |about |nearly |almost "
    r"|over |more than |at least |up to |a total of |only )*$",
    re.IGNORECASE,
)
_INHERITS = re.compile(
    r"\b(?:of which|of whom|of these|of them|of those|out of which|out of these|including|among them|among these"
    r"|another|a further|an additional|while|the remaining|other),?\s+(?:at least |about |some |the )?$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s*(?:(?:of (?:them|these|those|which|whom)|\w{3,}ed|others?|were|was|are|have|had|has|more|in|to|from|during|by"
    r"|at|on|resulted)\b|[.,;)]|$)",
    re.IGNORECASE,
)
_BEFORE_A_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|from|during|of|year|years|(?:19|20)\d\d and|to|between|for|through|before|after|than"
    r"|with|mid|early|late|end|the|half|quarter|\w+ary|march|april|may|june|july|august|\w+ber)[\s(-]*$",
    re.IGNORECASE,
)
_NEAR = 60
_QUALIFIED = re.compile(r"\s*(?:\+|or (?:so|more|less|fewer)\b|and more\b)", re.IGNORECASE)
_SHARED = re.compile(
    r"\s*(?:,|and|or|and/or|to|/|(?:out )?of(?: the| all| these| those| some| about)*)\s*"
    r"(?:no more than |not more than |at most |up to |more than |over |at least |some |about |another )?"
)


@dataclass(frozen=True)
class Counted:
    """A number that is a figure, with what it counts and the words for it."""

    number: Number
    thing: Thing
    words: str

    @property
    def start(self) -> int:
        """Where it stands."""
        return self.number.start


def counted_in(
    text: str, periods: Sequence[Mentioned], words: Vocabulary, continental: bool | None, *, is_heading: bool
) -> list[Counted]:
    """The figures of a passage, in order."""
    closed = _apart(traps(text, words) + [(one.start, one.end) for one in periods])
    open_numbers = [one for one in numbers(text, words, continental) if not _touches(one, closed)]
    spans = sentences(text)
    found: list[Counted] = []
    for place, number in enumerate(open_numbers):
        sentence = clause_of(spans, number.start)
        following = open_numbers[place + 1] if place + 1 < len(open_numbers) else None
        thing = _thing(text, number, following, sentence, found, words)
        if thing and _is_figure(text, number, thing) and not (is_heading and not thing.unit):
            scaled = number.times(thing.factor) if thing.factor != 1 else number
            found.append(Counted(scaled, thing, thing.words))
    return found


def _touches(number: Number, closed: list[Span]) -> bool:
    """Whether a number overlaps one of these spans, which are in order and apart."""
    before = bisect_left(closed, number.end, key=lambda span: span[0]) - 1
    return before >= 0 and closed[before][1] > number.start


def _apart(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def counts(text: str, one: Mentioned, words: Vocabulary) -> bool:
    """Whether what looks like a year counts something: “more than 2000 weapons”."""
    if not re.fullmatch(r"\d{4}", text[one.start : one.end]):
        return False
    before = text[max(0, one.start - _NEAR) : one.start]
    several = re.search(r"\b(?:more|less|fewer|total) (?:than|of)\s*$", before, re.IGNORECASE)
    if _BEFORE_A_YEAR.search(before) and not several:
        return False
    thing = thing_after(text, one.end, min(len(text), one.end + 60), words)
    if thing is None or not (thing.is_figure and thing.is_known and thing.unit):
        return False
    return not re.search(r"\b[A-Z](?!ALW\b)", text[one.end : thing.end])


def _thing(
    text: str, number: Number, following: Number | None, sentence: Span, found: list[Counted], words: Vocabulary
) -> Thing | None:
    """What a number counts; None where it counts nothing."""
    clause = clause_of(clauses(text, sentence), number.start)
    if percent := _PERCENT.match(text, number.end):
        return _percent(text, number, percent.end(), clause, found, sentence, words)
    if money := _money(text, number, words):
        return money
    told = _QUALIFIED.match(text, number.end)
    thing = thing_after(text, told.end() if told else number.end, sentence[1], words)
    if thing and thing.unit is Unit.kilogram and thing.object is None:
        earlier = text[clause[0] : number.start]
        names_something = text[thing.end : thing.end + 4] == " of "
        if names_something or not _LABELLED.search(earlier):
            return thing
        return replace(thing, object=weighed_before(earlier, words))
    if thing and thing.is_known and not (thing.words == "piece" and thing.object is None):
        return thing
    if following and (_SHARED.fullmatch(text, number.end, following.start) or _model(text, number, following)):
        return _thing(text, following, None, sentence, found, words)
    return _inherited(text, number, thing, clause, sentence, found, words)


def _model(text: str, number: Number, following: Number) -> bool:
    """Whether only models or participles stand between two numbers: “two Zastava M70 and 3 CZ-75 pistols”."""
    between = r"\s+(?:(?:[A-Z][\w-]*\s*){1,3}|\w[\w-]*(?:ed|en)|lost)\s*(?:,|and|or)\s*"
    return bool(re.fullmatch(between, text[number.end : following.start]))


def _inherited(
    text: str,
    number: Number,
    thing: Thing | None,
    clause: Span,
    sentence: Span,
    found: list[Counted],
    words: Vocabulary,
) -> Thing | None:
    """What was named before the number: by a label, or by the figure that it is a part of."""
    before = text[clause[0] : number.start]
    last = found[-1].thing if found and found[-1].thing.unit is not Unit.percent else None
    is_part = bool(_INHERITS.search(before)) or bool(
        re.match(r"\s+of (?:them|these|those|which|whom)\b", text[number.end :])
    )
    is_bare = thing is None or not thing.is_known or (thing.words == "piece" and not thing.object)
    if last and is_part and is_bare:
        own = re.match(r"\s+(?:were|are|was)\s+", text[number.end :])
        named = thing_after(text, number.end + own.end(), sentence[1], words) if own else None
        if named and named.object:
            return named
        return replace(last, end=number.end, factor=Decimal(1) if last.unit is not Unit.kilogram else last.factor)
    begin = _after_last(found, clause)
    label = thing_before(text, clause[0], number.start, words)
    bare = thing is None and (
        not number.is_word or re.match(r"\s+(?:was|were|are|has|have|had|will)\b", text[number.end :])
    )
    names_other = thing is not None and not thing.is_known and thing.words.endswith("s")
    labelled = bool(_LABELLED.search(before)) and not names_other
    if label and (labelled or bare or (thing and thing.words == "piece" and label.object)):
        return replace(label, end=number.end)
    if thing is None and last and begin and _OF_THEM.match(text, number.end) and found[-1].number.start >= sentence[0]:
        return replace(last, end=number.end)
    if thing is None and sentence[0] != clause[0]:
        label = thing_before(text, sentence[0], number.start, words)
        return replace(label, end=number.end) if label and bare else None
    if thing is None and not number.is_word:
        return Thing(end=number.end) if re.search(r"[:|=]\s*$", before) else None
    return thing


def _after_last(found: list[Counted], clause: Span) -> int:
    return max([clause[0], *(one.number.end for one in found)])


def _percent(
    text: str, number: Number, end: int, clause: Span, found: list[Counted], sentence: Span, words: Vocabulary
) -> Thing:
    """A share; its object is what it is a share of."""
    told = thing_after(text, end, sentence[1], words) if re.match(r"\s+(?:of|in)\b", text[end:]) else None
    if told is None and re.match(r"\s+in\b", text[end:]):
        told = thing_after(text, end + 3, sentence[1], words)
    if told is None or not told.object:
        told = thing_before(text, clause[0], number.start, words) or told
    if (told is None or not told.object) and found and re.match(r"\s*(?:This|That|These|It)\b", text[sentence[0] :]):
        told = found[-1].thing
    if told is None or not told.object:
        return Thing(Unit.percent, None, "%", end)
    return Thing(Unit.percent, told.object, "%", end)


def _money(text: str, number: Number, words: Vocabulary) -> Thing | None:
    """Money is a figure in no unit of the list."""
    before = text[max(0, number.start - 8) : number.start]
    signs = "|".join(re.escape(code) for code in words.currency_codes)
    ahead = re.search(rf"(?<![A-Za-z])({signs})\s?$", before)
    behind = re.match(rf"\s?(?:(?:{signs})(?![A-Za-z])|{whole_words(words.currency_words)})", text[number.end :])
    if not ahead and not behind:
        return None
    code = ahead[1] if ahead else behind[0].strip() if behind else ""
    return Thing(None, None, code, number.end + (behind.end() if behind else 0))


def _is_figure(text: str, number: Number, thing: Thing) -> bool:
    """Number words need a noun that can be counted; “one” needs one with a unit. All the seats are no count."""
    if not thing.is_figure or (thing.unit is Unit.jurisdiction and number.value == len(seats())):
        return False
    if not number.is_word:
        return True
    if number.written.lower() == "no":
        return thing.is_known and thing.unit is not None
    if number.value == 1 and number.written.lower() == "one":
        return thing.is_known and (thing.unit is not None)
    return thing.is_known or thing.words.lower().endswith("s")
