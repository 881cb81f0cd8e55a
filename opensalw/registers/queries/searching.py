"""The search box: one field for serial, mark, holder, permit or number; exact on the folded keys."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from ..lifecycle import State
from ..marks import keys, spoken
from ..models import Firearm, Holder, MarkSeen, Permit
from ..numbers import read_number

MOST = 50
WANTED = (State.STOLEN, State.LOST)


@dataclass(slots=True)
class Found:
    """What a search found; ``more`` when there is more than is shown."""

    weapons: list[Firearm] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    permits: list[Permit] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class BorderAnswer:
    """The answer on one line, and the weapons that it rests on."""

    verdict: str
    words: str
    weapons: tuple[Firearm, ...] = ()


def weapons_marked(text: str, jurisdiction: str, *, kinds: tuple[str, ...] = ()) -> list[Firearm]:
    """The weapons that bear a mark with one of the keys of ``text``."""
    wanted = list(keys(text))
    if not wanted:
        return []
    looks = MarkSeen.objects.filter(jurisdiction=jurisdiction, folded__in=wanted).exclude(folded="")
    sounds = MarkSeen.objects.filter(jurisdiction=jurisdiction, sounded__in=wanted).exclude(sounded="")
    if kinds:
        looks, sounds = looks.filter(kind__in=kinds), sounds.filter(kind__in=kinds)
    subjects: set[UUID] = set(looks.values_list("subject", flat=True)[: MOST + 1])
    subjects |= set(sounds.values_list("subject", flat=True)[: MOST + 1])
    return list(Firearm.objects.filter(jurisdiction=jurisdiction, pk__in=subjects).order_by("number")[: MOST + 1])


def weapon_called(name: object, *, jurisdiction: str) -> Firearm | None:
    """The weapon of a register's number, however it is typed, or of an id."""
    if isinstance(name, UUID):
        return Firearm.objects.filter(pk=name, jurisdiction=jurisdiction).first()
    number = read_number(str(name))
    if number is not None:
        return Firearm.objects.filter(number=number, jurisdiction=jurisdiction).first()
    try:
        return Firearm.objects.filter(pk=UUID(str(name)), jurisdiction=jurisdiction).first()
    except ValueError:
        return None


def search(text: str, *, jurisdiction: str) -> Found:
    """Everything in the register that ``text`` names."""
    text = text.strip()[:200]
    if not text:
        return Found()
    number = read_number(text)
    if number is not None:
        return _numbered(number, jurisdiction)
    name, reference = name_key(text), reference_key(text)
    weapons = weapons_marked(text, jurisdiction)
    holders = Holder.objects.filter(jurisdiction=jurisdiction).filter(
        Q(name_key__startswith=name) if len(name) >= 3 else Q(pk=None)
    )
    own = Holder.objects.filter(jurisdiction=jurisdiction, own_key=reference).exclude(own_key="")
    permits = Permit.objects.filter(jurisdiction=jurisdiction, reference_key=reference).exclude(reference_key="")
    people = {one.pk: one for one in [*own[:MOST], *holders.order_by("name_key")[: MOST + 1]]}
    found = Found(weapons[:MOST], list(people.values())[:MOST], list(permits[:MOST]))
    found.more = len(weapons) > MOST or len(people) > MOST
    return found


def border_answer(text: str, *, jurisdiction: str) -> BorderAnswer:
    """Is this weapon registered, lost or stolen? Nothing about its holder."""
    number = read_number(text)
    found = _numbered(number, jurisdiction).weapons if number else weapons_marked(text, jurisdiction, kinds=("serial",))
    wanted = tuple(one for one in found if one.state in WANTED)
    if wanted:
        worst = next((one for one in wanted if one.state == State.STOLEN), wanted[0])
        words = {"state": worst.stands.label, "since": worst.since, "title": worst.title}
        return BorderAnswer(worst.state, _("Hold it: %(title)s is %(state)s since %(since)s.") % words, wanted)
    ended = tuple(one for one in found if one.state in (State.DESTROYED, State.DEACTIVATED))
    if ended:
        words = {"state": ended[0].stands.label, "since": ended[0].since}
        return BorderAnswer("ended", _("Look closely: on record as %(state)s since %(since)s.") % words, ended)
    if found:
        words = {"count": len(found)}
        said = (
            _("Registered; neither lost nor stolen.")
            if len(found) == 1
            else _("%(count)s weapons bear this mark; none is lost or stolen. Compare make and model.") % words
        )
        return BorderAnswer("registered", said, tuple(found))
    return BorderAnswer("none", _("Not in this register."))


def name_key(text: str) -> str:
    """A name without case, accents, script and separators."""
    return spoken(text)[:200]


def reference_key(text: str) -> str:
    """A paper's or person's own number without case and separators."""
    return spoken(text)[:60]


def _numbered(number: str, jurisdiction: str) -> Found:
    own = {"jurisdiction": jurisdiction, "number": number}
    if number[0] == "W":
        return Found(weapons=list(Firearm.objects.filter(**own)))
    if number[0] == "E":
        return Found(permits=list(Permit.objects.filter(**own)))
    return Found(holders=list(Holder.objects.filter(**own)))
