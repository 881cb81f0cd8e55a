"""Who did what a figure counts: the institution that a clause names, else the one that speaks."""

import re
from dataclasses import dataclass
from functools import cache

from opensalw.core.jurisdictions import seats

from .vocabulary import Vocabulary, vocabulary, whole_words

Span = tuple[int, int]
_HELPING = re.compile(
    r"\b(?:with|support(?:ed)?(?: of| from| by)?|cooperation with|coordination with|assist\w+(?: of| from| by)?|through"
    r"|under|within|alongside|to|against|help of|funded by|financed by|for|into|in|via|thank\w*|including|of"
    r"|between|and)\s+(?:the\s+|our\s+|a\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_MEMBERS = re.compile(
    r"\b(?:officers|members|inspectors|units|staff|experts)\s+(?:of|from)\s+(?:the\s+)?$", re.IGNORECASE
)
_OPENS = re.compile(r",\s+(?:and|but)\s+$", re.IGNORECASE)
SHORT = 4


@dataclass(frozen=True)
class Named:
    """An institution or organisation where a text names it."""

    start: int
    end: int
    kind: str
    is_organisation: bool


def named(text: str, words: Vocabulary) -> list[Named]:
    """Every institution that a text names, in order."""
    found: list[Named] = []
    for kind, is_organisation, pattern in _patterns(words.language):
        found += [Named(one.start(), one.end(), kind, is_organisation) for one in pattern.finditer(text)]
    longest: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not longest or one.start >= longest[-1].end:
            longest.append(one)
    return longest


def actor_of(text: str, found: list[Named], clause: Span, number: Span, noun_end: int) -> Named | None:
    """The institution that acts in a clause: after “by” or in brackets, else the subject before the number."""
    behind: Named | None = None
    before: Named | None = None
    for one in found:
        if not clause[0] <= one.start < clause[1] or number[0] <= one.start < noun_end:
            continue
        lead = text[max(clause[0], one.start - 50) : one.start]
        if re.search(r"(?<![\d.,])(?!(?:19|20)\d\d\s)\d(?:[\d.,]*\d)?\s+(?:\w+\s+)?$", lead):
            continue
        if before and re.search(r"\d", text[before.end : one.start]):
            lead = re.sub(r"\band\s+(?:the\s+)?$", "", lead)
        lead = _MEMBERS.sub("", lead)
        bracketed = text[one.start - 1 : one.start] == "(" and text[one.end : one.end + 1] == ")"
        if one.start >= noun_end and (_BY.search(lead) or (bracketed and not text[noun_end : one.start].strip(" ("))):
            behind = behind or one
        elif one.end <= number[0] and (_BY.search(lead) or not _HELPING.search(lead)):
            before = one
    if before and _BY.search(text[clause[0] : before.start]) and _OPENS.search(text[before.end : number[0]]):
        before = None
    return behind or before


def speaker(lead: str, words: Vocabulary) -> Named | None:
    """The institution for which the person in a bold lead speaks."""
    found = named(lead, words)
    commission = [one for one in found if one.kind == "commission"]
    organisation = [one for one in found if one.is_organisation]
    ministry = [one for one in found if one.kind in ("interior", "defence", "justice")]
    return next(iter(commission or organisation or ministry or found), None)


@dataclass(frozen=True)
class Place:
    """A jurisdiction where a text names it."""

    start: int
    end: int
    jurisdiction: str


def places(text: str) -> list[Place]:
    """Every mention of one of the six jurisdictions, by seat, name, script or adjective."""
    pattern, forms = _places()
    return [Place(one.start(), one.end(), forms[" ".join(one[0].lower().split())]) for one in pattern.finditer(text)]


@cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    forms: dict[str, str] = {}
    for one in seats():
        for form in (one.seat, *one.search_words, *vocabulary().places.get(one.id, ())):
            forms.update((inflected.lower(), one.id) for inflected in _inflected(form))
    return re.compile(whole_words(tuple(forms)), re.IGNORECASE), forms


def _inflected(form: str) -> list[str]:
    """A name as it stands in a sentence: Slavic names take endings."""
    if " " in form or not re.search(r"[а-яА-Я]|[čćžšđ]", form):
        return [form]
    stem = form[:-1] if form[-1] in "аеоaeo" else form
    endings = ("у", "а", "ом", "и", "е", "ју", "") if re.search("[а-я]", form) else ("u", "a", "om", "i", "e", "")
    return [form, *(stem + ending for ending in endings if len(stem) > 3)]


@cache
def _patterns(language: str) -> list[tuple[str, bool, re.Pattern[str]]]:
    words = vocabulary(language)
    kinds = [(kind, False, forms) for kind, forms in words.actors.items()]
    kinds += [(kind, True, forms) for kind, forms in words.organisations.items()]
    return [(kind, own, re.compile(_read(forms))) for kind, own, forms in kinds]


def _read(forms: tuple[str, ...]) -> str:
    """Short capitals (MoD, ITF) are read as they are written, names in whole words in capitals or not."""
    short = [form for form in forms if len(form) <= SHORT]
    long = [form for form in forms if len(form) > SHORT]
    read = [f"(?i:{whole_words(long)})" if long else "", whole_words(short) if short else ""]
    return "|".join(filter(None, read))
