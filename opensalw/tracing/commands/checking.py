"""One call: is this weapon registered, lost or stolen? Each is logged with its purpose."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.registers.models import Firearm
from opensalw.registers.queries import border_answer

from ..events.service import WantedSeen
from ..models import Delivery, Hook, WeaponCheck
from ..rules import service as rules
from .books import say

WANTED = ("lost", "stolen")


class TooOften(Refused):
    """More questions than are answered in that time."""


@dataclass(frozen=True)
class Checked:
    """The verdict (registered, lost, stolen, ended, none), a sentence, and the row that logs it."""

    verdict: str
    said: str
    check: WeaponCheck


@transaction.atomic
def check_weapon(text: str, *, jurisdiction: str, purpose: str, by: Person, desk: str = "border") -> Checked:
    """Answer whether a weapon is wanted; who is to be told of a wanted one is told soon after."""
    require(rules.refuse_checking(by, jurisdiction))
    text = " ".join(text.split())
    say(rules.refuse_question(text, purpose, desk))
    _keep_pace(jurisdiction, by)
    found = border_answer(text, jurisdiction=jurisdiction)
    weapon = found.weapons[0] if found.verdict in WANTED else None
    check = WeaponCheck.objects.create(
        jurisdiction=jurisdiction, by=by.id, desk=desk, asked=text, purpose=purpose.strip()[:200],
        verdict=found.verdict, firearm=weapon.pk if weapon else None,
    )  # fmt: skip
    if weapon is not None:
        _seen(weapon, check, by)
    return Checked(found.verdict, found.words, check)


def _keep_pace(jurisdiction: str, by: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"weapon checks {by.id}"])
    now = timezone.now()
    made = WeaponCheck.objects.filter(jurisdiction=jurisdiction, by=by.id, at__gt=now - timedelta(days=1))
    counts = made.aggregate(day=Count("pk"), minute=Count("pk", filter=Q(at__gt=now - timedelta(minutes=1))))
    if said := rules.refuse_pace(counts["minute"], counts["day"]):
        raise TooOften(said)


def _seen(weapon: Firearm, check: WeaponCheck, by: Person) -> None:
    event = WantedSeen(weapon=weapon.number, verdict=check.verdict, desk=check.desk, purpose=check.purpose)
    append(event, subject=weapon.pk, jurisdiction=weapon.jurisdiction, by=by.id, on=timezone.localdate())
    tell_hooks(
        weapon.jurisdiction,
        {
            "event": "wanted_seen", "weapon": weapon.number, "verdict": check.verdict, "desk": check.desk,
            "at": timezone.now().isoformat(), "purpose": check.purpose,
        },
    )  # fmt: skip


def tell_hooks(jurisdiction: str, payload: dict[str, str]) -> None:
    """Put a message for every address into the queue."""
    Delivery.objects.bulk_create(
        Delivery(jurisdiction=jurisdiction, hook=hook, payload=payload, next_at=timezone.now())
        for hook in Hook.objects.filter(jurisdiction=jurisdiction, ended_at__isnull=True)
    )


@transaction.atomic
def add_hook(*, jurisdiction: str, url: str, label: str, by: Person) -> Hook:
    """Tell this address of weapons of interest from now on."""
    require(rules.refuse_checking(by, jurisdiction))
    say(rules.refuse_address(url.strip()))
    require(None if label.strip() else _("Say whose address it is."), "label")
    return Hook.objects.create(jurisdiction=jurisdiction, url=url.strip(), label=label.strip()[:80], made_by=by.id)


@transaction.atomic
def end_hook(hook: Hook, *, by: Person) -> Hook:
    """Tell this address nothing more; what waits for it is dropped."""
    require(rules.refuse_checking(by, hook.jurisdiction))
    hook.ended_at = hook.ended_at or timezone.now()
    hook.save(force_update=True)
    Delivery.objects.filter(jurisdiction=hook.jurisdiction, hook=hook, next_at__isnull=False).update(next_at=None)
    return hook
