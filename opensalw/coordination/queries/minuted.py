"""Questions about what the minutes of a meeting ask for and the needs register does not hold yet."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from ..asking import Asked, asked, known, same
from ..models import Item, Meeting, Need, NeedMention, Series
from .minutes import minutes_of
from .needs import live_needs


@dataclass(frozen=True)
class Proposal:
    """A sentence of the minutes that a person may confirm as a need, whose it is, and the needs that it may repeat.

    ``jurisdiction`` is empty where the item is nobody's own: then the person says whose need it is.
    """

    item: Item
    asked: Asked
    jurisdiction: str
    similar: tuple[Need, ...]

    @property
    def key(self) -> str:
        """The sentence's name on its page: the same while its words are."""
        return sha256(f"{self.item.pk} {same(self.asked.sentence)}".encode()).hexdigest()[:16]


def proposals(meeting: Meeting) -> list[Proposal]:
    """What the minutes ask for, in the order of the agenda, without what stands in the register; five queries."""
    said = {item: one.text for item, one in minutes_of(meeting).items() if one.text}
    standing: dict[str, list[Need]] = defaultdict(list)
    for need in live_needs().order_by("number"):
        standing[need.jurisdiction].append(need)
    taken: dict[object, list[str]] = defaultdict(list)
    for model in (Need, NeedMention):
        for key, words in model.objects.filter(item__in=said).values_list("item", "text"):
            taken[key].append(words)
    every = tuple(need for needs in standing.values() for need in needs)
    local = meeting.jurisdiction if meeting.series.kind == Series.Kind.LOCAL else ""
    found = []
    for item, text in said.items():
        whose = item.jurisdiction or local
        held = tuple(standing[whose]) if whose else every
        texts = [*taken[item.pk], *(need.text for need in held)]
        found += [Proposal(item, one, whose, held) for one in asked(text) if not known(one.sentence, texts)]
    return found
