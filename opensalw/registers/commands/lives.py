"""Adding to a weapon's life: one way for every step, here and in the packages above.

The row is never moved by hand: it is what the entries say when they are read to the end.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger import queries as ledger
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.ledger.models import Entry

from ..events.weapons import Corrected, StepWithdrawn
from ..lifecycle import STEPS, Happening, State, life, refuse_step
from ..models import Firearm
from ..queries import happenings
from ..rules import refuse_day, refuse_registry

LAST = 2**62


@transaction.atomic
def happened(
    firearm: Firearm,
    event: Event,
    *,
    on: date,
    by: Person,
    reason: str = "",
    check: UUID | None = None,
    permitted: bool = False,
) -> Firearm:
    """Record that ``event`` happened to a weapon on a day; refused where the state of that day forbids it.

    ``permitted`` is for packages whose own rule has let the person act (a seizure by border police).
    """
    if not permitted:
        require(refuse_registry(by, firearm.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    step = STEPS.get(event.name)
    if step is None:
        raise LookupError(f"{event.name} is no step of a weapon's life.")
    if step.needs_second and check is None:
        raise Refused(_("“%(step)s” needs a second person: propose it first.") % {"step": step.label})
    held = locked(firearm)
    before = happenings(held.pk, jurisdiction=held.jurisdiction)
    require(refuse_step(before, Happening(event.name, on, LAST, event.public_part())), "on")
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on, reason=reason)
    if check is not None:
        held.second_check = check
    return read_again(held)


@transaction.atomic
def correct(
    firearm: Firearm, entry: Entry, event: Event, *, on: date, by: Person, reason: str, permitted: bool = False
) -> Firearm:
    """Put right an entry that was recorded wrongly; both stay, and the life is read anew."""
    if not permitted:
        require(refuse_registry(by, firearm.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if reason.strip() else _("Say what was wrong."), "reason")
    if event.name != entry.name or STEPS[event.name].needs_second:
        raise Refused(_("An entry is corrected by one of the same kind, and none that took two persons."))
    held = locked(firearm)
    require(_refuse_instead(held, entry, [Happening(event.name, on, entry.id, event.public_part())]), "on")
    append(
        event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on, reason=reason, corrects=entry.id
    )  # fmt: skip
    return read_again(held)


@transaction.atomic
def withdraw_step(firearm: Firearm, entry: Entry, *, by: Person, reason: str, permitted: bool = False) -> Firearm:
    """Take out of a life what never happened to this weapon; the entry stays readable."""
    if not permitted:
        require(refuse_registry(by, firearm.jurisdiction))
    require(None if reason.strip() else _("Say why it is withdrawn."), "reason")
    if entry.name not in STEPS or entry.name == "registered" or STEPS[entry.name].needs_second:
        raise Refused(_("This entry is not withdrawn."))
    held = locked(firearm)
    require(_refuse_instead(held, entry, []), "on")
    append(
        StepWithdrawn(step=entry.name), subject=held.pk, jurisdiction=held.jurisdiction, by=by.id,
        on=entry.happened_on, reason=reason, corrects=entry.id,
    )  # fmt: skip
    return read_again(held)


def _refuse_instead(firearm: Firearm, entry: Entry, instead: list[Happening]) -> str | None:
    """What later step could not have happened if ``entry`` were another, or none."""
    known = happenings(firearm.pk, jurisdiction=firearm.jurisdiction)
    before = {(old.name, old.order) for old in life(known).conflicts}
    fresh = life([*(one for one in known if one.order != entry.id), *instead]).conflicts
    broken = [one for one in fresh if (one.name, one.order) not in before]
    if not broken:
        return None
    words = {"step": STEPS[broken[0].name].label, "day": broken[0].on}
    return _("Then “%(step)s” of %(day)s could not have happened.") % words


def note_field(firearm: Firearm, field: str, before: str, after: str, *, on: date, by: Person, reason: str) -> None:
    """Leave an entry of what was put right in the words of a weapon."""
    event = Corrected(field=field, before=before, after=after)
    append(event, subject=firearm.pk, jurisdiction=firearm.jurisdiction, by=by.id, on=on, reason=reason)


def locked(firearm: Firearm) -> Firearm:
    """The weapon's row as it stands, locked until the transaction ends."""
    try:
        return Firearm.objects.select_for_update().get(pk=firearm.pk, jurisdiction=firearm.jurisdiction)
    except Firearm.DoesNotExist:
        raise Refused(_("This weapon is not in a register that you keep.")) from None


def read_again(firearm: Firearm) -> Firearm:
    """Let the row say what the entries say."""
    entries = ledger.standing(ledger.history(firearm.pk, jurisdiction=firearm.jurisdiction))
    read = life(Happening(one.name, one.happened_on, one.id, one.payload) for one in entries)
    firearm.state = read.state or State.HELD
    firearm.since = read.since or firearm.since
    firearm.holder = UUID(read.holder) if read.holder else None
    firearm.permit = UUID(read.permit) if read.permit else None
    firearm.category = read.category
    firearm.flags = flags_of(firearm, read.seen_after_destruction, bool(read.conflicts))
    firearm.save()
    return firearm


def flags_of(firearm: Firearm, seen_after_destruction: bool, has_conflicts: bool) -> list[str]:
    """What a page warns of."""
    kept = [flag for flag in firearm.flags if flag not in ("seen_after_destruction", "entries_conflict")]
    if seen_after_destruction:
        kept.append("seen_after_destruction")
    if has_conflicts:
        kept.append("entries_conflict")
    return kept
