"""``opensalw tracing``: messages to the addresses that are told of wanted weapons."""

from argparse import Namespace

from opensalw.core.jurisdictions import jurisdiction, seats
from opensalw.tracing.commands.delivering import deliver_due

from .command import OK, say, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw tracing``."""
    parser = nouns.add_parser("tracing", help="send the messages that wait for addresses")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    sending = verb(verbs, "deliver", deliver, "send what is due to the addresses that are told of wanted weapons")
    sending.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")


def deliver(options: Namespace) -> int:
    """Send what is due; what is not taken is tried again later."""
    for jid in options.jurisdiction or [seat.id for seat in seats()]:
        taken, failed = deliver_due(jurisdiction(jid).id)
        if taken or failed:
            say(f"{jid}: {taken} taken, {failed} to be tried again or given up")
    return OK
