"""Questions about minutes: which versions stand, what an item says now, where two writers differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Item, Meeting, Minutes


def ends_of(versions: Iterable[Minutes]) -> list[Minutes]:
    """The versions that no other follows or settles, the oldest first. More than one is a conflict."""
    held = list(versions)
    gone = {one.follows for one in held} | {one.settles for one in held if one.settles}
    return sorted((one for one in held if one.version not in gone), key=lambda one: one.version)


@dataclass(frozen=True)
class Said:
    """What stands under an item: the text, its version, and a second text where two writers differ."""

    item: Item
    ends: tuple[Minutes, ...]
    count: int

    @property
    def now(self) -> Minutes | None:
        """The version that stands; of two the older one."""
        return self.ends[0] if self.ends else None

    @property
    def text(self) -> str:
        """What is printed; empty where nothing was written."""
        return self.now.text if self.now else ""

    @property
    def version(self) -> int:
        """The number of the version that stands; 0 where there is none."""
        return self.now.version if self.now else 0

    @property
    def is_skeleton(self) -> bool:
        """Whether it still holds only what was submitted beforehand."""
        return bool(self.now and self.now.skeleton)

    @property
    def in_conflict(self) -> bool:
        """Whether two writers' texts stand beside each other."""
        return len(self.ends) > 1


def minutes_of(meeting: Meeting) -> dict[Item, Said]:
    """What stands under each item of a meeting, in the order of the agenda; two queries."""
    items = Item.objects.filter(session__meeting=meeting).select_related("session")
    versions: dict[object, list[Minutes]] = defaultdict(list)
    for one in Minutes.objects.filter(item__session__meeting=meeting):
        versions[one.item_id].append(one)
    return {
        item: Said(item, tuple(ends_of(versions[item.pk])), len(versions[item.pk]))
        for item in items.order_by("session__position", "position")
    }


def said_under(item: Item) -> Said:
    """What stands under one item."""
    versions = list(Minutes.objects.filter(item=item))
    return Said(item, tuple(ends_of(versions)), len(versions))
