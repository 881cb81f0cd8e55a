"""Reminders: how a person wants them, the address of the calendar, and one mail a day at most."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.core import mail, signing
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.models import User
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.queries import current_memberships, hashed
from opensalw.core.refusal import Refused, require

from .. import rules
from ..models import ReminderChoice, ReminderSent, Submission
from ..queries.reminders import Due, Dues, to_remind

STOPPING = "opensalw.reminders.stop"


@transaction.atomic
def choose(user: User, how: str) -> ReminderChoice:
    """Keep how often a person wants to be reminded."""
    if how not in ReminderChoice.How.values:
        raise Refused(_("Choose how often you want to be reminded."), "how")
    return ReminderChoice.objects.update_or_create(user=user, defaults={"how": how})[0]


@transaction.atomic
def make_feed(user: User) -> str:
    """Give the calendar a new address; the old one stops working. The secret is shown once."""
    secret = secrets.token_urlsafe(24)
    facts = {"feed_hash": hashed(secret), "feed_made_at": timezone.now()}
    ReminderChoice.objects.update_or_create(user=user, defaults=facts)
    return secret


@transaction.atomic
def revoke_feed(user: User) -> None:
    """Let the address of the calendar stop working."""
    ReminderChoice.objects.filter(user=user).update(feed_hash="", feed_made_at=None)


def stop_word(user: User) -> str:
    """The end of the address with which a person stops the mails without signing in."""
    return signing.dumps(str(user.pk), salt=STOPPING)


@transaction.atomic
def stop(word: str) -> User:
    """Stop the mails of the person that such an address names."""
    try:
        user = User.objects.get(pk=signing.loads(word, salt=STOPPING))
    except (signing.BadSignature, User.DoesNotExist):
        raise Refused(_("This address stops no mails. Copy it whole from the mail.")) from None
    choose(user, ReminderChoice.How.OFF)
    return user


@transaction.atomic
def send_reminders(
    *,
    by: Person,
    address: str,
    today: date | None = None,
    now: Iterable[UUID] | None = None,
    others: Sequence[Dues] = (),
    dry_run: bool = False,
) -> dict[User, list[Due]]:
    """Send each person one mail with all that is due; with ``dry_run`` only say to whom and what.

    ``now`` names people who are reminded at once, whatever day they chose; who chose never is left alone.
    ``others`` asks what is due in the packages above this one.
    """
    require(refuse_secretariat_work(by))
    today = today or timezone.localdate()
    found = to_remind(today, now=now, others=others)
    return found if dry_run else _mailed(found, address, today, by)


@transaction.atomic
def remind_institutions(
    submission: Submission, institutions: Iterable[str], *, by: Person, address: str
) -> dict[User, list[Due]]:
    """An officer has those reminded at once whose sections are not delivered; nobody twice a day or against the will.

    Raises ``Refused`` when the part is not the officer's to share, or when nobody there is waited for.
    """
    require(rules.refuse_sharing(submission, by))
    chosen = set(institutions)
    waited = {one.institution_id for one in submission.handed if one.is_waited_for and one.institution_id in chosen}
    require(None if waited else _("Choose a section that was handed out and is not delivered."))
    posts = current_memberships().filter(user__is_active=True, role="contributor", institution__in=waited)
    people = set(posts.values_list("user_id", flat=True))
    require(None if people else _("Nobody holds a post there. Add a contributor under People and roles."))
    today, start = timezone.localdate(), str(submission.pk)
    found = {
        user: own
        for user, things in to_remind(today, now=people).items()
        if (own := [one for one in things if one.key.startswith(start)])
    }
    return _mailed(found, address, today, by)


def _mailed(found: dict[User, list[Due]], address: str, today: date, by: Person) -> dict[User, list[Due]]:
    """Each person one mail, and the row that keeps it from being sent twice on a day."""
    with mail.get_connection(timeout=20) as connection:
        for user, things in found.items():
            ReminderSent.objects.create(user=user, day=today, things=len(things), by=by.id)
            _letter(user, things, address.rstrip("/"), today, connection).send()
    return found


def _letter(user: User, things: list[Due], address: str, today: date, connection) -> mail.EmailMessage:
    stopping = f"{address}/reminders/stop/{stop_word(user)}/"
    count = len(things)
    words = ngettext("OpenSALW: %(n)d thing waits for you", "OpenSALW: %(n)d things wait for you", count)
    rows = [(one, one.is_overdue(today)) for one in things]
    body = render_to_string(
        "roadmap/reminder_mail.txt", {"user": user, "rows": rows, "address": address, "stopping": stopping}
    )
    headers = {"List-Unsubscribe": f"<{stopping}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail.EmailMessage(words % {"n": count}, body, to=[user.email], headers=headers, connection=connection)
