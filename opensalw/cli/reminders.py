"""``opensalw reminders``: mail people what is due of them; for a timer of the system."""

from argparse import Namespace

from opensalw.coordination.queries.dues import DUES
from opensalw.core import database
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.reminders import send_reminders

from .command import OK, OPERATOR, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw reminders``."""
    parser = nouns.add_parser("reminders", help="mail people what is due of them")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    one = verb(verbs, "send", send, "send each person one mail with all that is due, as each chose", json=True)
    one.add_argument("--dry-run", action="store_true", help="only say to whom and what")
    one.add_argument("--address", default="http://localhost:8000", metavar="URL", help="where people reach this node")


def send(args: Namespace) -> int:
    """Send what is due today; again on the same day without harm."""
    database.ensure_running(say)
    with acting_for(*everywhere()):
        found = send_reminders(by=OPERATOR, address=args.address, others=DUES, dry_run=args.dry_run)
    rows = [
        {"to": user.shown_as, "things": [{"title": one.title, "on": one.on and one.on.isoformat()} for one in things]}
        for user, things in found.items()
    ]
    words = "would get" if args.dry_run else "got"
    lines = [f"{row['to']} {words} {len(row['things'])} things" for row in rows]
    show({"sent": not args.dry_run, "people": rows}, args.json, lambda: lines or ["Nobody is to be reminded today."])
    return OK
