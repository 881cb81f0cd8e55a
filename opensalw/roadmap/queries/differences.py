"""What changed in a part since it was accepted, since it was last sent, or between any two receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from .. import snapshots
from ..differences import Difference, difference
from ..models import LockException, Snapshot, Submission
from ..states import EDITABLE, State
from .accepted import accepted_receipt, content_of

DRAFT, UNSENT = "draft", "unsent"


@dataclass(frozen=True)
class Side:
    """One of the two contents: a receipt by its number, the draft, or what was in work when a time ran out."""

    key: str
    content: dict
    made_at: datetime | None
    accepted: bool = False

    @property
    def number(self) -> int | None:
        """The number of the receipt, if it is one."""
        return int(self.key) if self.key.isdigit() else None


@dataclass(frozen=True)
class Compared:
    """Two contents of a part and what differs."""

    part: Submission
    old: Side
    new: Side
    found: Difference


def in_work(part: Submission) -> bool:
    """Whether a part may say something that no receipt holds."""
    return part.state in EDITABLE or part.state == State.CLEARED


def choices(part: Submission) -> list[str]:
    """What can be compared: every receipt by its number, the draft while there is one, what was left unsent."""
    keys = [str(number) for number in part.snapshots.order_by("number").values_list("number", flat=True)]
    if in_work(part):
        keys.append(DRAFT)
    if unsent(part) is not None:
        keys.append(UNSENT)
    return keys


def unsent(part: Submission) -> LockException | None:
    """The last exception that ended with work that was never sent."""
    return part.lock_exceptions.filter(unsent__isnull=False).order_by("-ended_at").first()


def usual(part: Submission) -> tuple[str, str] | None:
    """What is compared when nothing is asked: the last acceptance, else the sending before, with what is newest."""
    numbers = list(part.snapshots.order_by("number").values_list("number", flat=True))
    newest = DRAFT if in_work(part) else str(numbers[-1]) if numbers else None
    accepted = accepted_receipt(part)
    if newest is None:
        return None
    if accepted is not None and str(accepted.number) != newest:
        return str(accepted.number), newest
    before = [number for number in numbers if str(number) != newest]
    return (str(before[-1]), newest) if before else None


def compare(part: Submission, old: str = "", new: str = "") -> Compared:
    """What differs between two contents of a part; Refused names what there is when one is not there."""
    by_default = usual(part)
    if by_default is None and not (old and new):
        raise Refused(_("There is nothing to compare yet: this part was sent at most once and is not in work."))
    first, last = old or (by_default or ("", ""))[0], new or (by_default or ("", ""))[1]
    known = choices(part)
    for key, name in ((first, "from"), (last, "to")):
        if key not in known:
            shown = ", ".join(known) or _("none")
            raise Refused(_("There is no receipt %(key)s to compare. There are: %(known)s.") % {
                "key": key, "known": shown
            }, name)  # fmt: skip
    sides = _side(part, first), _side(part, last)
    return Compared(part, *sides, difference(sides[0].content, sides[1].content))


def changes_since_acceptance(part: Submission) -> Difference | None:
    """What a reviewer reads of a part that was accepted before: what differs now; None when it never was."""
    accepted, found = accepted_receipt(part), usual(part)
    if accepted is None or found is None or found[0] != str(accepted.number):
        return None
    return compare(part, *found).found


def _side(part: Submission, key: str) -> Side:
    if key == DRAFT:
        return Side(key, orjson.loads(snapshots.canonical(snapshots.content(part))), part.touched_at)
    if key == UNSENT:
        left = unsent(part)
        assert left is not None
        assert left.unsent is not None
        return Side(key, orjson.loads(bytes(left.unsent)), left.ended_at)
    held: Snapshot = part.snapshots.get(number=int(key))
    accepted = accepted_receipt(part)
    return Side(key, content_of(held), held.made_at, accepted is not None and accepted.pk == held.pk)


def pairs_of(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Each content beside the one before it: the steps of a part from sending to sending."""
    return list(zip(keys, keys[1:], strict=False))
