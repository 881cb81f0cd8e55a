"""The letters that ask the members of a committee, through the mail of this installation."""

import logging
from collections import defaultdict
from smtplib import SMTPException

from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import User
from opensalw.core.queries import current_memberships

from ..fund_rules import said
from ..models import Attendance, Decision
from ..queries.funds import read_rules

CONSOLE = "django.core.mail.backends.console.EmailBackend"
log = logging.getLogger(__name__)


def invite(decision: Decision, seats: list[Attendance], address: str = "") -> int:
    """Write to everybody who signs in for an organisation at the table; how many letters left is kept."""
    people = _people(seats)
    points = list(decision.points.select_related("proposal__organisation"))
    rules = read_rules(decision.rules)
    written = decision.mode == Decision.Mode.WRITTEN
    facts = {
        "decision": decision, "points": points, "written": written,
        "silence": said("silence", rules.silence) if written else "",
        "address": f"{address.rstrip('/')}/work/decisions/{decision.pk}/" if address else "",
    }  # fmt: skip
    body = render_to_string("money/decision_mail.txt", facts)
    subject = _("%(number)s: the committee is asked") % {"number": decision.number}
    total = 0
    for seat in seats:
        to = [user.email for user in people.get(seat.organisation.institution_id, [])]
        left = sum(_sent(subject, body, one) for one in to) if settings.EMAIL_BACKEND != CONSOLE else 0
        seat.invited_at, seat.letters = timezone.now() if left else None, left
        seat.save(update_fields=["invited_at", "letters"])
        total += left
    return total


def _people(seats: list[Attendance]) -> dict[str | None, list[User]]:
    own = [seat.organisation.institution_id for seat in seats if seat.organisation.institution_id]
    found: dict[str | None, list[User]] = defaultdict(list)
    memberships = current_memberships().filter(institution__in=own, role="donor", user__is_active=True)
    for membership in memberships.select_related("user"):
        found[membership.institution_id].append(membership.user)
    return found


def _sent(subject: str, body: str, to: str) -> int:
    try:
        return mail.EmailMessage(subject, body, to=[to]).send()
    except (SMTPException, OSError) as error:
        log.warning("A letter to a committee did not leave: %s", type(error).__name__)
        return 0
