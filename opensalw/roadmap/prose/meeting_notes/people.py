"""Who chairs and who speaks: the function and the organisation. A name only finds the same speaker again."""

import re
from dataclasses import dataclass

from opensalw.core.jurisdictions import fold

from ..actors import named
from ..vocabulary import Vocabulary

_TITLE = re.compile(r"^(?:(?:Mr|Mrs|Ms|Mme|Dr|Prof|Col|Gen|Maj|Capt|Amb)\b\.?|H\.\s?E\.?)\s*", re.IGNORECASE)
_SAYS = re.compile(
    r"\bin (?:his|her|their)\b"
    r"|\b(?:present|inform|stat|emphasi[sz]|stress|add|thank|not|highlight|recall|remind|underlin|comment|explain|announc"
    r"|point|commend|express|mention|conclud|confirm|report|provid|updat|welcom|reiterat|outlin|describ|open|clos|ask"
    r"|propos|agre|sa|invit|suggest|call|request|urg|offer|promis|undert[ao]k)(?:s|e|es|ed|ing|id|ys|y|oo)?\b"
)
_BODY = re.compile(
    r"\b(?:ministry|office|department|directorate|commission|council|service|agency|mission|presence|bureau|programme"
    r"|embassy|delegation|police|prosecution|courts?(?! proceed)|laboratory|institute|centre|center|secretariat|board"
    r"|chamber|administration|union|organi[sz]ation|association|forum"
    r"|germany|france|united kingdom|sweden|norway|netherlands)\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"\b(?:head|director|deputy|minister|president|chair|chairperson|chairman|officer|advis[eo]r|coordinator|manager"
    r"|assistant|ambassador|leader|specialist|agent|chief|secretary|expert|representative|inspector|analyst|commissioner"
    r"|attach[eé]|consultant|lead|focal point)\b",
    re.IGNORECASE,
)
_BEHALF = re.compile(r"^on behalf of (?:the )?(?P<body>[^,]{3,80}),\s*", re.IGNORECASE)
_WITHIN = re.compile(
    r"^(?P<function>.*?\b(?:head|director|president|chair|officer|chief)[^,]*?)\s+(?:of|at)\s+(?:the\s+)?(?P<body>.+)$",
    re.IGNORECASE,
)
_COLON = re.compile(r"([A-Z][^.:;\n]{1,90}):\s")
_SENTENCE = re.compile(
    r"^(?:with|in|on|at|by|for|as|main|key|the following|challenges?)\b"
    r"|\b(?:is|are|was|were|has|have|will|aims?|through)\b",
    re.IGNORECASE,
)
_REPRESENTS = re.compile(
    r"((?:The\s+)?(?:representative|delegation|head|chair|director|secretariat|police|ministry)s?\s+(?:of|from)\s+(?:the\s+)?"
    r"[A-Z][^,.;:]{1,80}?)\s+(?=(?:will|shall|has|have|is|are|\w+ed|\w+s)\b)"
)
_KEPT = 200


@dataclass(frozen=True)
class Voice:
    """Somebody who chairs or speaks, by function and organisation; both may be unknown."""

    function: str = ""
    organisation: str = ""

    @property
    def words(self) -> str:
        """Both in one line."""
        return ", ".join(part for part in (self.function, self.organisation) if part)


class Voices:
    """Reads who speaks; a speaker who is named again without a function is the one from before."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.known: dict[str, Voice] = {}

    def read(self, introduction: str) -> Voice:
        """The voice of an introduction such as “Ms. X, Project Coordinator, UNDP”."""
        plain = " ".join(introduction.replace("*", "").split()).strip(" ,:;.")
        behalf = _BEHALF.match(plain)
        plain = plain[behalf.end() :] if behalf else plain
        name, facts = _split(plain)
        voice = self._placed(facts)
        if behalf:
            body = behalf["body"].strip()
            voice = Voice(voice.function, ", ".join(part for part in (voice.organisation, body) if part))
        if not name:
            return voice
        key = fold(name).split()[-1]
        if voice.organisation and not voice.function and key in self.known:
            voice = Voice(self.known[key].function, voice.organisation)
        if voice.words:
            self.known.setdefault(key, voice)
            return voice
        return self._again(key)

    def _again(self, key: str) -> Voice:
        if key in self.known:
            return self.known[key]
        near = [voice for other, voice in self.known.items() if _alike(key, other)]
        return near[0] if len(near) == 1 else Voice()

    def _placed(self, facts: list[str]) -> Voice:
        """Which parts are the function and which the organisation: the first that names a body begins it."""
        for place, part in enumerate(facts):
            if _is_body(part, self.words) and not _FUNCTION.search(part):
                place = 1 if part.startswith("and ") else place
                if place == 0 and len(facts) > 1 and _FUNCTION.search(facts[-1]):
                    return Voice(facts[-1][:_KEPT], ", ".join(facts[:-1])[:_KEPT])
                return Voice(", ".join(facts[:place])[:_KEPT], ", ".join(facts[place:])[:_KEPT])
        if not facts:
            return Voice()
        function, organisation = facts[0], ", ".join(facts[1:])
        if not organisation:
            if (inside := _WITHIN.match(function)) and _is_body(inside["body"], self.words):
                return Voice(inside["function"][:_KEPT], inside["body"][:_KEPT])
            if found := named(function, self.words):
                return _taken_apart(function, found[0].start, found[0].end)
        return Voice(function[:_KEPT], organisation[:_KEPT])


def lead_of(text: str, lead: str, words: Vocabulary) -> str:
    """The words with which a passage introduces a speaker: bold ones, or such that end with a colon or a verb."""
    if lead:
        known = _TITLE.match(lead) or _FUNCTION.search(lead) or _is_body(lead, words)
        return lead if lead[:1].isupper() and known else ""
    if _TITLE.match(text) and (verb := _SAYS.search(text, 0, 300)) and "," in text[: verb.start()]:
        return text[: verb.start()].strip(" ,")
    colon = _COLON.match(text)
    if colon and not _SENTENCE.search(colon[1]) and (_FUNCTION.search(colon[1]) or _is_body(colon[1], words)):
        return colon[1]
    speaks = _REPRESENTS.match(text)
    return speaks[1] if speaks else ""


def introduced(text: str, lead: str) -> tuple[str, str]:
    """The words that introduce a speaker, and what is said: the part from the verb on."""
    begin = max(text.find(lead[:12]), 0)
    before = _BEHALF.match(text)
    start = 0 if before and before.end() <= begin + 6 else begin
    colon = re.match(r"[^.:\n]{3,160}:\s", text[start:])
    if colon and not _SAYS.search(colon[0]):
        return colon[0], text[start + colon.end() :]
    behind = begin + min(len(lead), len(text) - begin)
    verb = _SAYS.search(text, behind if text[begin : begin + 4] == lead[:4] else begin)
    if verb is None or verb.start() - begin > 400:
        return lead, text[behind:].strip(" ,")
    return text[start : verb.start()], text[verb.start() :]


def _split(plain: str) -> tuple[str, list[str]]:
    """The name, if a title of courtesy tells it, and the parts behind it."""
    parts = [part.strip() for part in re.split(r",\s+|\s+[–—]\s+|\s*\n\s*", plain) if part.strip()]
    if not parts:
        return "", []
    if _TITLE.match(parts[0]):
        return _TITLE.sub("", parts[0]), parts[1:]
    looks_like_a_name = re.fullmatch(r"[A-ZÀ-ŽĐ][\w’'-]+(?: [A-ZÀ-ŽĐ][\w’'-]+){1,2}", parts[0])
    if looks_like_a_name and len(parts) > 1 and not _BODY.search(parts[0]) and not _FUNCTION.search(parts[0]):
        return parts[0], parts[1:]
    return "", parts


def _taken_apart(function: str, start: int, end: int) -> Voice:
    """An organisation at the beginning or the end of a function: “UNDP Project Officer”, “Leader, EMPACT”."""
    if not function[:start].strip():
        return Voice(function[end:].strip(" ,.")[:_KEPT], function[:end][:_KEPT])
    return Voice(function[:start].strip(" ,.")[:_KEPT], function[start:][:_KEPT])


def _is_body(text: str, words: Vocabulary) -> bool:
    """Whether a text names an organisation or an authority."""
    kinds = ("commission", "interior", "defence", "justice", "police", "customs")
    return bool(_BODY.search(text)) or any(one.is_organisation or one.kind in kinds for one in named(text, words))


def _alike(one: str, other: str) -> bool:
    """Whether two names differ by one sign: v for w, or a sign more."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
