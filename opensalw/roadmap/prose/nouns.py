"""What a number counts: the noun behind or before it, with its unit and, for arms, its object."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from opensalw.core.units import Unit

from .vocabulary import Vocabulary, singular

_TOKEN = re.compile(r"[^\W\d_]+-\d\w*|[^\W\d_]\w*(?:['’]\w+)?|\d[\d.,]*|\S")
_WINDOW = 240
_REACH = 9
_HEADS = (Unit.facility, Unit.activity, Unit.case, Unit.incident, Unit.request)
_BACK = 16


@dataclass(frozen=True)
class Thing:
    """What is counted; ``is_figure`` is false for what speech enumerates: priorities, areas, days."""

    unit: Unit | None = None
    object: str | None = None
    words: str = ""
    end: int = 0
    factor: Decimal = Decimal(1)
    is_figure: bool = True
    is_known: bool = True


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def thing_after(text: str, start: int, stop: int, words: Vocabulary) -> Thing | None:
    """What the words behind a number name; None where they name nothing."""
    tokens = _tokens(text, start, min(stop, start + _WINDOW))
    if tokens and (mass := _mass(text, tokens, stop, words)):
        return mass
    return _noun_phrase(tokens, words)


def thing_before(text: str, start: int, stop: int, words: Vocabulary) -> Thing | None:
    """What the words before a number name: “firearms seized: 45”, “the number of requests was 37”."""
    tokens = _tokens(text, max(start, stop - _WINDOW), stop)[-_BACK:]
    found: Thing | None = None
    at = 0
    while at < len(tokens):
        length, thing = _match(tokens, at, words)
        if thing and thing.is_figure and thing.is_known:
            of_it = (
                found is not None
                and found.end
                and tokens[at - 1].word in ("of", "with", "for", "by", "involving", "at", "in", "on", "from")
            )
            near = found is not None and at >= 1 and tokens[at - 1].start - found.end <= 2
            if not (of_it and (near or _only_links(tokens, found, at))):
                found = thing
        at += max(length, 1)
    return found


def _only_links(tokens: list[_Token], found: Thing | None, at: int) -> bool:
    return found is not None and all(
        not token.is_word or token.word in ("of", "the", "all") for token in tokens[:at] if token.start >= found.end
    )


def _tokens(text: str, start: int, stop: int) -> list[_Token]:
    return [_Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text, start, stop)]


def _noun_phrase(tokens: list[_Token], words: Vocabulary) -> Thing | None:
    """The head of the phrase that a list of tokens begins with."""
    found: Thing | None = None
    pieces: Thing | None = None
    unknown: _Token | None = None
    at, seen = 0, 0
    while at < len(tokens) and seen < _REACH:
        token = tokens[at]
        if not token.is_word:
            at = _past(tokens, at, found is not None)
            if at < 0:
                break
            continue
        if token.word in words.links and at == 0:
            break
        if token.word == "of":
            if found and not pieces and not _is_measure(found):
                break
            pieces, found = found or pieces or Thing(), None
        elif _ends(token, found, unknown, words):
            return _headed(tokens[at:], found, words) or _decided(found, pieces, unknown, words)
        else:
            length, thing = _match(tokens, at, words)
            if at + length < len(tokens) - 1 and tokens[at + length].text == "-":
                at += length + 1
            elif thing:
                found = thing
                at += length - 1
            elif token.word not in words.openers | words.links:
                unknown = token if found is None or unknown is None else unknown
        seen += 1
        at += 1
    return _decided(found, pieces, unknown, words)


def _headed(rest: list[_Token], found: Thing | None, words: Vocabulary) -> Thing | None:
    """The head that two joined nouns share: “ammunition and weapons storage sites” are sites."""
    if found is None or not found.object or len(rest) < 3 or rest[0].word not in words.links:
        return None
    head = _noun_phrase(rest[1:], words)
    if head is None or head.unit not in _HEADS:
        return None
    inside = (words.nouns.get((singular(token.word),)) for token in rest[1:] if token.end < head.end)
    return head if any(noun and noun.object for noun in inside) else None


def _decided(found: Thing | None, pieces: Thing | None, unknown: _Token | None, words: Vocabulary) -> Thing | None:
    if found and pieces and found.unit is None and _is_measure(pieces):
        return Thing(Unit.piece, found.object, found.words, found.end, is_figure=found.is_figure)
    if found:
        return found
    if pieces and pieces.words:
        return pieces
    if unknown is None or _is_participle(unknown, words):
        return None
    return Thing(words=unknown.text, end=unknown.end, is_known=False)


def _is_measure(thing: Thing) -> bool:
    return thing.words in ("piece", "container", "number")


def _is_participle(token: _Token, words: Vocabulary) -> bool:
    return token.word.endswith("ed") or token.word in words.participles


def _ends(token: _Token, found: Thing | None, unknown: _Token | None, words: Vocabulary) -> bool:
    """Whether a word ends the phrase: a preposition, a verb, another number, or the “and” behind its noun."""
    if token.word in words.stops or token.word in words.verbs or token.word in words.words_of_number:
        return True
    if token.word in words.links and unknown and unknown.word.endswith("s"):
        return True
    return found is not None and (token.word in words.links or _is_participle(token, words))


def _past(tokens: list[_Token], at: int, has_noun: bool) -> int:
    """The place behind a sign within a phrase, or -1 where the sign ends it."""
    sign = tokens[at].text
    if sign in ("-", "/", "“", "”", '"', "'", "‘", "’", "–", "+"):
        return at + 1
    if sign == "(" and not has_noun:
        close = next((number for number in range(at, len(tokens)) if tokens[number].text == ")"), -1)
        return close + 1 if close >= 0 else -1
    return -1


def _match(tokens: list[_Token], at: int, words: Vocabulary) -> tuple[int, Thing | None]:
    """The longest phrase of the vocabulary at a place, and how many tokens it takes."""
    for length in range(min(words.longest + 2, len(tokens) - at), 0, -1):
        run = [token for token in tokens[at : at + length] if token.text not in ("-", "/", "&")]
        if not run or run[-1] is not tokens[at + length - 1] or not all(token.is_word for token in run):
            continue
        phrase = tuple(singular(token.word.removesuffix("'s").removesuffix("’s")) for token in run)
        end = run[-1].end
        if counted := words.nouns.get(phrase):
            return length, Thing(counted.unit, counted.object, phrase[-1], end)
        if len(phrase) == 1 and (thing := _bare(phrase[0], end, words)):
            return length, thing
        if " ".join(phrase) in words.abstract:
            return length, Thing(words=phrase[-1], end=end, is_figure=False)
    return 1, None


def _bare(word: str, end: int, words: Vocabulary) -> Thing | None:
    if word in words.pieces:
        return Thing(Unit.piece, None, "piece", end)
    return Thing(None, None, "container", end) if word in words.containers else None


def _mass(text: str, tokens: list[_Token], stop: int, words: Vocabulary) -> Thing | None:
    """A weight in kilograms, and what was weighed."""
    metric = tokens[0].word == "metric"
    unit = tokens[1 if metric and len(tokens) > 1 else 0]
    factor = words.masses.get(singular(unit.word)) or words.masses.get(unit.word)
    if factor is None:
        return None
    return Thing(Unit.kilogram, _weighed(text[unit.end : stop], words), unit.text, unit.end, Decimal(str(factor)))


def _weighed(rest: str, words: Vocabulary) -> str | None:
    """The object of a weight: explosives alone, or arms weighed together."""
    bare = re.sub(r"\([^()]*\)", " ", rest)
    shared = re.match(r"\s*(?:,|and)+\s*[\d.,]+\s+(?:pieces|items|units)\s+of\s+", bare)
    told = shared or re.match(r"\s*of\s+", bare)
    if told is None:
        return None
    listed = re.split(
        r"[;:.)]|\b(?:which|whom|including|were|was|have|has|had|as well|as part|in|by|at|from|during|and \d+|\d+)\b",
        bare[told.end() :],
    )[0]
    found = {singular(word) for word in re.findall(r"[^\W_]+", listed)}
    if shared or found & words.weighed_together:
        return "mixed_mass"
    return "explosive" if found & words.weighed_alone else None


def weighed_before(text: str, words: Vocabulary) -> str | None:
    """The object of a weight that names none: “Explosives destroyed: 200 kg”."""
    return _weighed(f" of {text}", words)


def all_things(text: str, start: int, stop: int, words: Vocabulary) -> Iterator[Thing]:
    """Every noun between two places that can be counted, in order."""
    tokens = _tokens(text, start, stop)
    at = 0
    while at < len(tokens):
        length, thing = _match(tokens, at, words)
        if thing and thing.is_figure and not _is_measure(thing):
            yield thing
        at += max(length, 1)
