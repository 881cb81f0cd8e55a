"""One-time links on their way: the address of a link, its picture, and the mail that brings it."""

import logging
from base64 import b64encode
from dataclasses import dataclass
from smtplib import SMTPException

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.core import mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.commands import LINK_LIFE
from opensalw.core.models import OneTimeLink, User

CONSOLE = "django.core.mail.backends.console.EmailBackend"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handover:
    """A link as it is shown once: whom it is for, its address, and whether a mail left."""

    user: User
    purpose: str
    url: str
    until: object
    sent: bool
    not_sent_because: str = ""

    @property
    def picture(self) -> str:
        """The address as a QR code, for whoever gets it on paper."""
        drawn = b64encode(get_adapter().build_totp_svg(self.url).encode()).decode()
        return f"data:image/svg+xml;base64,{drawn}"


def sends_mail() -> bool:
    """Whether this installation sends mail; printing it on the console would leave the link in a log."""
    return settings.EMAIL_BACKEND != CONSOLE


def hand_over(request: HttpRequest, user: User, secret: str, *, purpose: str, send: bool) -> Handover:
    """Send the link to its holder if that is wished and possible; what comes back is shown once."""
    url = request.build_absolute_uri(reverse("link", kwargs={"secret": secret}))
    until = timezone.now() + LINK_LIFE
    if not sends_mail():
        why_not = _("This installation sends no mail.")
    elif not send:
        why_not = _("You chose to hand it over yourself.")
    else:
        why_not = _sent(user, {"user": user, "url": url, "until": until, "purpose": purpose})
    return Handover(user, purpose, url, until, not why_not, why_not)


def _sent(user: User, facts: dict) -> str:
    """Send the mail; returns why it did not leave, or nothing."""
    invited = facts["purpose"] == OneTimeLink.Purpose.INVITATION
    subject = _("Invitation to OpenSALW") if invited else _("A new password for OpenSALW")
    body = render_to_string("office/link_mail.txt", facts)
    try:
        with mail.get_connection(timeout=10) as connection:
            mail.EmailMessage(subject, body, to=[user.email], connection=connection).send()
    except (SMTPException, OSError) as error:
        log.warning("A one-time link could not be mailed: %s", type(error).__name__)
        return _("The mail server did not take the mail.")
    return ""
