"""``opensalw retention``: how long a register keeps what, what is due, and its erasure by key."""

from argparse import ArgumentTypeError, Namespace
from datetime import date

from django.utils import timezone

from opensalw.core.session import acting_for
from opensalw.registers.commands.protection import erase_due, set_retention
from opensalw.registers.queries.retention import clocks, due_holders, due_rows

from .command import OK, show, verb
from .registers import operator_of


def register(nouns) -> None:
    """Declare the verbs of ``opensalw retention``."""
    parser = nouns.add_parser("retention", help="how long a register keeps what; what is due; erase it")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    listing = verb(verbs, "list", listed, "list the clocks and what may be erased by now", json=True)
    erasing = verb(verbs, "erase", erase, "erase what is due, by key; entries and chain stay; for a timer", json=True)
    setting = verb(verbs, "set", set_clock, "set how long something is kept, by law")
    for one in (listing, erasing, setting):
        one.add_argument("--jurisdiction", required=True, metavar="J", help="whose register it is")
    listing.add_argument("--on", type=_day, metavar="DAY", help="as of this day (today)")
    setting.add_argument("clock", metavar="CLOCK", help="one of the clocks of the list")
    setting.add_argument("--years", type=int, required=True, metavar="N")
    setting.add_argument("--law", required=True, metavar="TEXT", help="the law that sets the period")


def listed(args: Namespace) -> int:
    """Print the clocks and what is due; nothing is erased."""
    today = args.on or timezone.localdate()
    with acting_for(args.jurisdiction):
        kept = list(clocks(args.jurisdiction).values())
        holders, rows = due_holders(args.jurisdiction, today), due_rows(args.jurisdiction, today)
    facts = {
        "as_of": today,
        "clocks": [{"clock": one.holding.clock, "years": one.years, "law": one.law} for one in kept],
        "holders": [{"number": one.holder.number, "since": one.since, "because": one.because} for one in holders],
        "refused_rows": [{"file": one.run.file_name, "count": one.count, "since": one.since} for one in rows],
    }
    show(facts, args.json, lambda: _lines(facts))
    return OK


def _lines(facts: dict) -> list[str]:
    lines = [f"{one['clock']:14} {one['years']:>3} years  {one['law']}" for one in facts["clocks"]]
    lines += ["", f"Due on {facts['as_of']}:"]
    lines += [f"{one['number']} since {one['since']}: {one['because']}" for one in facts["holders"]]
    lines += [f"{one['count']} refused rows of {one['file']} since {one['since']}" for one in facts["refused_rows"]]
    return lines if facts["holders"] or facts["refused_rows"] else [*lines, "nothing"]


def erase(args: Namespace) -> int:
    """Erase what is due."""
    with acting_for(args.jurisdiction):
        gone = erase_due(jurisdiction=args.jurisdiction, today=timezone.localdate(), by=operator_of(args.jurisdiction))
    lines = [f"Erased: {gone.holders} holders, {gone.rows} refused rows. The entries stay: opensalw verify."]
    show({"holders": gone.holders, "refused_rows": gone.rows}, args.json, lambda: lines)
    return OK


def set_clock(args: Namespace) -> int:
    """Set a clock."""
    with acting_for(args.jurisdiction):
        held = set_retention(
            jurisdiction=args.jurisdiction, clock=args.clock, years=args.years, law=args.law,
            by=operator_of(args.jurisdiction),
        )  # fmt: skip
    show({}, False, lambda: [f"{held.clock}: {held.years} years, {held.law}."])
    return OK


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day. Write 2026-07-01.") from None
