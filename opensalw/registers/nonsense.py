"""Words that stand where a serial should; each with the reason and the answer that it gives."""

import re
from dataclasses import dataclass
from functools import cache

from opensalw.core.quick_yaml import read_yaml

from .catalogue import FOLDER
from .marks import Answer


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Why a text is no serial; ``answer`` is what it says instead, if it says anything."""

    reason: str
    answer: Answer | None


def nonsense_of(text: str) -> Nonsense | None:
    """What is wrong with a text as a serial; None when it may be one."""
    bare = text.strip().casefold()
    whole, anywhere, pattern = _lists()
    if found := whole.get(bare):
        return found
    if met := pattern.search(bare):
        return anywhere[met[0]]
    return None


@cache
def _lists() -> tuple[dict[str, Nonsense], dict[str, Nonsense], re.Pattern[str]]:
    whole, anywhere = {}, {}
    for group in read_yaml((FOLDER / "nonsense.yaml").read_text(encoding="utf-8")):
        answer = Answer(group["answer"]) if "answer" in group else None
        one = Nonsense(group["reason"], answer)
        whole.update({str(word).casefold(): one for word in group.get("whole", ())})
        anywhere.update({str(word).casefold(): one for word in group.get("contains", ())})
    longest_first = sorted(anywhere, key=len, reverse=True)
    return whole, anywhere, re.compile("|".join(map(re.escape, longest_first)))
