"""Numbers that are no figures: years, laws, calibres, ordinals, model names, telephone numbers and the like."""

import re
from functools import cache

from .vocabulary import Vocabulary, vocabulary, whole_words

Span = tuple[int, int]

_NUMBER = r"\d+(?:[.,/\-–]\d+)*[a-z]?(?![^\W_])"
_DECIMAL = r"(?<!\w)\d+(?:[.,]\d+)?"
_FIRST_TEN = "one|two|three|four|five|six|seven|eight|nine|ten"

_SIGNS = (
    r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"]+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # addresses
    r"(?<!\w)\d+(?:/\d+)+(?:/[A-Za-z]+)*",  # 2018/1788/CFSP, 24/7
    r"(?<!\w)(?!\d{1,3}(?:\.\d{3})+(?![.\d]*\d))\d+(?:\.\d+){2,}\.?",  # 4.1.2
    rf"{_DECIMAL}\s?[x×]\s?\d+(?:[.,]\d+)?(?:\s?mm)?\w*",  # 7.62x39
    rf"{_DECIMAL}(?:\s|-)?(?:mm|cm|m|km|m2|m²|ha|km2|metres?|meters?|kilomet(?:re|er)s?|miles?|gauge|GB|MB|TB|kW|Hz|°C)"
    r"(?![\w])",
    r"(?<![\w])\.\d{2,3}(?!\d)",  # .45
    r"(?<!\w)\d+\s?(?:st|nd|rd|th)\b",
    r"(?<![\w.])[B-HJ-Z]\s\d{1,3}(?!\d|[.,]\d|\s*%)",  # B 21
    r"[^\W\d_][\w'’]*[-–]?\d[\w.-]*",  # K9, AK-47, COVID-19, M70
    rf"{_DECIMAL}(?!(?:kgs?|t|g|gr|k|m|mln|bn|mio)\b)[A-Za-zÀ-ž]\w*",  # 3D, 4x4
    rf"{_DECIMAL}-(?!(?:\d|to\b))[A-Za-z][\w-]*",  # 48-hour, 18-year-old
    r"[“\"][A-Z][\w ]{2,30} \d{1,2}(?=[”\"])",  # a name in quotation marks
    r"\b(?:[Ss]ince|[Uu]ntil|[Dd]uring|[Bb]efore|[Aa]fter|[Ii]n) (?:19|20)\d\d(?![\d/]|[.,]\d)",
    r"(?<![\d.,])(?:19|20)\d\d(?=,? (?:the|an?|its|their|our) )",  # a year before a new subject
    r"\[\d{1,3}\]|[¹²³⁴-⁹⁰]+",  # footnotes
    r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)|\b\d{1,2}\s?(?:a\.?m\.?|p\.?m\.?|[Hh]rs?|CET|UTC)(?!\w)",
    r"(?:\+|\b00)\d{2,3}[\s/-]?\(?\d{1,3}\)?[\s/-]?\d{2,4}(?:[\s/-]?\d{2,4})*",  # telephones
)
_AGES = (
    r"\bages? (?:of \w+ |group |groups )?(?:ranged |ranging |between |from )*\d{1,2}(?:\s*(?:-|–|to|and)\s*\d{1,2})?",
    r"\b(?:aged|age|ages|under|over|older than|younger than|between)\s+(?:the age of\s+)?\d{1,2}"
    r"(?:\s*(?:-|–|to|and)\s*\d{1,2})?\s*(?:years?|yrs?)\b(?:\s+(?:old|of age))?",
    r"\b(?:aged|age|ages)\s+\d{1,2}(?:\s*(?:-|–|to|and)\s*\d{1,2})?",
    r"\b(?:people|persons|minors|children|citizens) (?:under|over) \d{2}\b",
)
_SPOKEN = (
    r"\b[Pp]hase (?:one|two|three|four|I+V?)\b",
    rf"\b(?:[Gg]oal|[Ss]ession|[Pp]illar|[Pp]art) (?:{_FIRST_TEN})\b",
    r"\b[Oo]ne of\b(?! (?:them|these|those|which))|\bone another\b|\bone(?:'s|’s)",
    r"\b(?:no|any|this|that|each|every|another|only|the|other|as|which|some) one\b"
    r"(?!\s*(?:of which|hundred|thousand|million))",
    r"\bone (?:hand(?! grenade)|side|by one|time|way|day|year|month|week|such|and the same|or more|stop)\b",
    r"\b(?:one[- ]third|(?:two|three)[- ](?:thirds|quarters|fifths)|one (?:half|quarter|fifth|tenth))\b",
    rf"\b(?:{_FIRST_TEN}|twelve|twenty|thirty)-(?!(?:{_FIRST_TEN})\b)[a-z]\w*",  # three-day
)
_LISTED = re.compile(r"(?:^|[;:,.]\s*|\band\s+)(\((?:\d{1,2}|[ivx]+)\))(?=\s*\w)")


def traps(text: str, words: Vocabulary) -> list[Span]:
    """The spans of a text in which a number is no figure."""
    patterns = (_everywhere(), *_of_language(words.language))
    found = [one.span() for pattern in patterns for one in pattern.finditer(text)]
    return found + [one.span(1) for one in _LISTED.finditer(text)]


@cache
def _everywhere() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in (*_SIGNS, *_AGES, *_SPOKEN)))


@cache
def _of_language(language: str) -> tuple[re.Pattern[str], ...]:
    """What is numbered, how long something takes, and sets that everybody knows: “the six jurisdictions”."""
    words = vocabulary(language)
    number = rf"(?:\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+)?|{whole_words(words.words_of_number)})"
    things = whole_words(words.numbered_things)
    numbered = (
        rf"{things}\s*(?:\((?:EU|EC|EEC|EU, Euratom)\)\s*)?(?:[Nn]o\.?\s*|[Nn]umber\s*|№\s*)?{_NUMBER}"
        rf"(?:\s*\((?:19|20)\d\d\))?(?:\s*(?:and|or|to|&|-|–)\s*{_NUMBER}(?!\s+[a-z]{{3}}))*"
    )
    plural = rf"{whole_words([one for one in words.numbered_things if one.endswith('s')])}\s*{_NUMBER}"
    listed = rf"{plural}(?:\s*(?:,|and|or|to|&|-|–)\s*{_NUMBER})+"
    spans = "|".join(f"{word}s?" for word in words.durations)
    lasting = (
        rf"(?<!\w)(?:(?:first|last|next|past|coming|within|every)\s+)?\b{number}[\s-](?:\w+ )?(?:{spans})\b"
        r"(?!\s+actions?)"
    )
    kinds = "|".join(rf"{word[:-1]}ies|{word}s" if word.endswith("y") else f"{word}s" for word in words.known_sets)
    known = (
        rf"\b(?:the|all|all the|these|those|its|our|their|of|both|other|remaining)\s+{number}\s+(?:[A-Z]\w+\s+){{0,3}}"
        rf"(?:\w+\s+)?(?:{kinds})\b"
    )
    return (
        re.compile(numbered),
        re.compile(listed),
        re.compile(lasting, re.IGNORECASE),
        re.compile(known, re.IGNORECASE),
    )
