"""``opensalw conclusion``: what was concluded and promised, what is late, and carrying it to the next meeting."""

from argparse import Namespace
from dataclasses import replace

from opensalw.coordination.commands.carrying import carry
from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion
from opensalw.coordination.queries.carrying import find_meeting
from opensalw.coordination.queries.conclusions import Wanted, conclusions
from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.session import acting_for, everywhere

from .command import OK, OPERATOR, show, verb

STATUSES = ("all", "waited_for", "closed", *Conclusion.Status.values)


def register(nouns) -> None:
    """Declare the verbs of ``opensalw conclusion``."""
    parser = nouns.add_parser("conclusion", help="follow what was concluded and promised")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    listed = verb(verbs, "list", print_list, "print the follow-up list, the first due first", json=True)
    listed.add_argument("--status", choices=STATUSES, default="waited_for", help="which ones; those that are open")
    late = verb(verbs, "overdue", print_overdue, "print what is past its day and not closed", json=True)
    for one in (listed, late):
        one.add_argument("--owner", default="", metavar="NAME", help="of this owner only")
        one.add_argument("--jurisdiction", default="", metavar="ID", help="of this jurisdiction only, such as J-SAR")
    carried = verb(
        verbs,
        "carry",
        carry_open,
        "put every open conclusion on the agenda of a meeting; again without harm",
        json=True,
    )
    carried.add_argument("series", metavar="SERIES", help="the key of the series of meetings")
    carried.add_argument("number", type=int, metavar="NUMBER", help="the number of the meeting in it")


def print_list(args: Namespace) -> int:
    """Print one line for each conclusion."""
    return _print(args, Wanted(status="" if args.status == "all" else args.status, owner=args.owner))


def print_overdue(args: Namespace) -> int:
    """Print what is late."""
    return _print(args, Wanted(overdue=True, owner=args.owner))


def carry_open(args: Namespace) -> int:
    """Carry what is open to a meeting."""
    with acting_for(*everywhere()):
        meeting = find_meeting(args.series, args.number)
        done = carry(meeting, by=OPERATOR)
    facts = {"meeting": str(meeting), "added": done.added, "stood": done.stood, "proposed": done.proposed}
    lines = [f"{meeting}: {done.added} put on the agenda, {done.stood} stood there already."]
    if done.proposed:
        lines.append(f"{done.proposed} are only proposed and were not carried: confirm or refuse them.")
    show(facts, args.json, lambda: lines)
    return OK


def _print(args: Namespace, wanted: Wanted) -> int:
    if args.jurisdiction:
        wanted = replace(wanted, jurisdiction=jurisdiction(args.jurisdiction).id)
    found = list(conclusions(wanted))
    rows = [
        {
            "number": one.number, "status": one.status, "due": due_in_words(one), "due_on": one.due_on,
            "owner": one.owner, "jurisdiction": one.jurisdiction, "goal": one.goal, "what": one.what,
        }
        for one in found
    ]  # fmt: skip
    lines = [f"{one['number']:10} {one['status']:11} {one['due']:26} {one['owner']}: {one['what']}" for one in rows]
    show(rows, args.json, lambda: lines or ["No conclusion is like that."])
    return OK
