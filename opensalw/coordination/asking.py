"""Sentences of minutes that ask for something, found by their words; a person decides on each. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from opensalw.core.richtext import plain_of

from .models import Need

_ASKS = re.compile(
    r"\b(needs?|needed|in need of|requires?|required|has been requested|"
    r"requests? (?:for )?(?:support|assistance|help)|asks? for|asked for|"
    r"called for|calls for|"
    r"lacks?|lacking|lack of|shortage|insufficient|not enough|is missing|are missing|would benefit from|would welcome|"
    r"(?:further|additional|more|continued) (?:\w+ )?(?:support|assistance|funding|training|equipment)|"
    r"(?:support|assistance|funding) (?:\w+ ){0,3}(?:is|are|was|were|would be) (?:\w+ )?(?:necessary|welcome|sought)"
    r")\b",
    re.IGNORECASE,
)
_ASKS_NOT = re.compile(
    r"\b(?:no need|not need(?:ed)?|no longer need(?:ed|s)?|does not require|needs?['’]? assessments?|"
    r"calls? for proposals)\b", re.IGNORECASE,
)
_KINDS = (
    (Need.Kind.SOFTWARE, r"software|database|register|(?-i:\bIT\b)|information system|data entry|registration system"),
    (Need.Kind.TRAINING, r"train|course|workshop|capacity|curricul"),
    (Need.Kind.LEGISLATION, r"\blaws?\b|legislat|by-?law|rulebook|harmoni[sz]|amendment"),
    (Need.Kind.EQUIPMENT, r"equip|vehicle|scanner|x-ray|detector|microscope|machine|\bkit|\bdogs?\b|K9|camera"),
    (Need.Kind.INFRASTRUCTURE, r"storage|storages|depot|facilit|building|premises|laborator|reconstruct|refurbish"),
    (Need.Kind.EXPERTISE, r"expert|advice|advisory|study|assessment|technical assistance|mentor"),
    (Need.Kind.COOPERATION, r"cooperat|access to|exchange of|coordinat|network"),
)  # fmt: skip
_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_GOAL = re.compile(r"goal (\d{1,2})\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:needs?|challenges?|progress|plans?)\s*:\s*", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(])")


@dataclass(frozen=True)
class Asked:
    """A sentence that may state a need, the kind that its words speak of, the goal that it stands under."""

    sentence: str
    kind: str
    goal: int | None = None


def asked(text: str) -> list[Asked]:
    """The sentences of a text that ask for something, in their order, each once."""
    found: dict[str, Asked] = {}
    goal = None
    for line in text.splitlines():
        plain = plain_of(_MARK.sub("", line).strip())
        if head := _GOAL.match(plain):
            goal = int(head[1])
        for sentence in _SENTENCES.split(_LABEL.sub("", plain)):
            words = " ".join(sentence.split()).strip()
            if _ASKS.search(_ASKS_NOT.sub(" ", words)):
                found.setdefault(same(words), Asked(words[:2000], kind_of(words), goal))
    return list(found.values())


def kind_of(words: str) -> str:
    """The kind of need that words speak of; other where they name none."""
    return next((str(kind) for kind, signs in _KINDS if re.search(signs, words, re.IGNORECASE)), str(Need.Kind.OTHER))


def same(words: str) -> str:
    """Words as they are compared: letters and figures only, in small letters."""
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def known(sentence: str, texts: Iterable[str]) -> bool:
    """Whether a sentence stands among texts already, word for word."""
    return same(sentence) in {same(text) for text in texts}
