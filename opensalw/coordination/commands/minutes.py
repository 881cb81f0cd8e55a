"""Minutes of an item in versions: two writers at once are both kept, and somebody settles them.

A version ``follows`` the one that its writer had in hand. Where two follow the same one, both are ends, and the minutes
are in conflict until a version settles them.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import require

from ..models import Item, Meeting, Minutes
from ..queries.minutes import ends_of
from ..queries.skeletons import skeleton_of
from ..rules import meetings as rules

LIMIT = 20_000


@dataclass(frozen=True)
class Written:
    """The version that was kept, and those of others that stand beside it."""

    kept: Minutes
    beside: tuple[Minutes, ...] = ()


@transaction.atomic
def write(item: Item, *, text: str, follows: int, by: Person) -> Written:
    """Keep what somebody wrote under an item, after the version that the writer had in hand (0: none)."""
    held = _held(item)
    require(rules.refuse_minutes(by, held.session.meeting))
    require(_refuse_text(text), field="text")
    versions = list(Minutes.objects.filter(item=held))
    known = {one.version: one for one in versions}
    require(None if follows in (0, *known) else _("There is no version %(number)d.") % {"number": follows})
    ends = ends_of(versions)
    same = next((end for end in ends if end.text == text.strip() and not end.skeleton), None)
    if same is not None:
        return Written(same, tuple(end for end in ends if end != same))
    made = _added(held, text, by, follows=follows)
    return Written(made, tuple(end for end in ends if end.version != follows))


@transaction.atomic
def settle(item: Item, *, text: str, one: int, other: int, by: Person) -> Minutes:
    """Keep one text in place of two versions that stand beside each other."""
    held = _held(item)
    require(rules.refuse_minutes(by, held.session.meeting))
    require(_refuse_text(text), field="text")
    standing = {end.version for end in ends_of(list(Minutes.objects.filter(item=held)))}
    both = one != other and {one, other} <= standing
    require(None if both else _("Somebody settled or changed these meanwhile. Look at what stands now."))
    return _added(held, text, by, follows=min(one, other), settles=max(one, other))


@transaction.atomic
def lay_skeleton(meeting: Meeting, *, by: Person) -> int:
    """Begin the minutes of every item that has none with the points submitted for it; returns for how many."""
    held = Meeting.objects.select_related("series", "round__framework").get(pk=meeting.pk)
    require(rules.refuse_minutes(by, held))
    begun = 0
    for item in Item.objects.filter(session__meeting=held, minutes__isnull=True).select_related("session"):
        if text := skeleton_of(item, held):
            _added(_held(item), text, by, follows=0, skeleton=True)
            begun += 1
    return begun


def _held(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("session__meeting__series").get(pk=item.pk)


def _refuse_text(text: str) -> str | None:
    if len(text) > LIMIT:
        return _("Write fewer than %(limit)d characters under one item.") % {"limit": LIMIT}
    return None


def _added(
    item: Item, text: str, by: Person, *, follows: int, settles: int | None = None, skeleton: bool = False
) -> Minutes:
    last = Minutes.objects.filter(item=item).aggregate(last=Max("version"))["last"] or 0
    return Minutes.objects.create(
        item=item, version=last + 1, follows=follows, settles=settles, text=text.strip(), skeleton=skeleton,
        written_at=timezone.now(), written_by=by.id,
    )  # fmt: skip
