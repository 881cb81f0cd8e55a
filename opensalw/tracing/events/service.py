"""What can happen around a weapon of interest."""

from django.utils.translation import gettext_lazy as _

from opensalw.ledger.event import Event, declare


class WantedSeen(Event):
    """A lost or stolen weapon was asked about: it may lie on somebody's counter now."""

    stream = "tracing"
    name = "wanted_seen"
    label = _("Asked about while wanted")
    sentence = _("Asked about at a {desk}, while {verdict}. Purpose: {purpose}")

    weapon: str
    verdict: str
    desk: str
    purpose: str


declare(WantedSeen)
