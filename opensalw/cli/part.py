"""``opensalw part``: what changed in a part, the hour of its release, exceptions whose time ran out."""

from argparse import ArgumentParser, Namespace
from decimal import Decimal

from opensalw.core.hours import hour_of
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.embargo import cancel_release, move_release
from opensalw.roadmap.commands.exceptions import end_all_over
from opensalw.roadmap.differences import FigureChange, TextChange
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.differences import Compared, compare

from .command import OK, OPERATOR, say, show, verb
from .report import round_of


def register(nouns) -> None:
    """Declare the verbs of ``opensalw part``."""
    parser = nouns.add_parser("part", help="what changed in a part of a round")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    showing = _of_part(verb(verbs, "difference", difference, "value by value, and the text as a redline", json=True))
    showing.add_argument("--from", dest="old", default="", help="number of a receipt; the accepted one if left out")
    showing.add_argument("--to", dest="new", default="", help="number of a receipt, draft or unsent; the newest")
    moving = _of_part(verb(verbs, "move-release", moved, "let a released part become public at another hour"))
    moving.add_argument("--hour", required=True, help="the new hour, such as 2020-07-03T10:00")
    taking = _of_part(verb(verbs, "cancel-release", cancelled, "take a release back that is not public yet"))
    for one in (moving, taking):
        one.add_argument("--reason", required=True, help="why; it stays in the ledger")
    verb(verbs, "relock", relock, "end the exceptions whose time ran out with nothing sent")


def _of_part(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("--round", required=True, help="key of the round, such as wb-2020-h1")
    parser.add_argument("--jurisdiction", required=True, help="id of the jurisdiction, such as J-BEG")
    return parser


def part_of(round: str, jurisdiction: str) -> Submission:
    """The part of a round; refused with the jurisdictions that there are."""
    held = round_of(round)
    found = held.submissions.select_related("round__framework").filter(jurisdiction__iexact=jurisdiction).first()
    if found is None:
        known = ", ".join(held.submissions.values_list("jurisdiction", flat=True))
        raise Refused(f"Round {held.key} has no part of {jurisdiction}. Parts: {known}.")
    return found


def difference(args: Namespace) -> int:
    """Show what differs between two contents of a part."""
    with acting_for(*everywhere()):
        found = compare(part_of(args.round, args.jurisdiction), args.old, args.new)
    facts = {"from": found.old.key, "to": found.new.key, **found.found.as_facts()}
    show(facts, args.json, lambda: lines(found))
    return OK


def moved(args: Namespace) -> int:
    """Change the hour at which a released part becomes public."""
    with acting_for(*everywhere()):
        part = part_of(args.round, args.jurisdiction)
        hour = hour_of(args.hour)
        if hour is None:
            raise Refused("Give the new hour, such as --hour 2020-07-03T10:00.")
        part = move_release(part, public_from=hour, by=OPERATOR, reason=args.reason)
    say(f"{part.round_id} {part.jurisdiction}: public from {part.public_from:%Y-%m-%d %H:%M %Z}.")
    return OK


def cancelled(args: Namespace) -> int:
    """Take a release back before its hour."""
    with acting_for(*everywhere()):
        part = cancel_release(part_of(args.round, args.jurisdiction), by=OPERATOR, reason=args.reason)
    say(f"{part.round_id} {part.jurisdiction}: {part.state}.")
    return OK


def relock(_args: Namespace) -> int:
    """End what ran out; a part that was accepted falls back to that."""
    with acting_for(*everywhere()):
        ended = end_all_over(by=OPERATOR)
    for part in ended:
        print(f"{part.round_id} {part.jurisdiction}: {part.state}")
    say(f"{len(ended)} exceptions ended.")
    return OK


def lines(found: Compared) -> list[str]:
    """The difference for a person."""
    if found.found.is_empty:
        return [f"Nothing differs between {found.old.key} and {found.new.key}."]
    return [
        f"From {found.old.key} to {found.new.key}:",
        *(_figure(change) for change in found.found.figures),
        *(_text(change) for change in found.found.texts),
        *(f"evidence {one.kind}: {one.name}" for one in found.found.evidence),
        *(f"activity {one.kind}: {one.name}" for one in found.found.activities),
    ]


def _figure(change: FigureChange) -> str:
    split = "|".join(f"{name}={member}" for name, member in change.dims.items())
    name = f"{change.line} {split}".strip()
    return f"{change.kind} {name}: {_said(change.old)} -> {_said(change.new)}"


def _said(figure: dict | None) -> str:
    if figure is None:
        return "nothing"
    if figure["value"] is not None:
        return f"{Decimal(figure['value']):f} {figure['unit']}"
    if figure["low"] is not None:
        return f"{figure['low']} to {figure['high']} {figure['unit']}"
    return str(figure["grade"] or figure["direction"] or figure["reason"])


def _text(change: TextChange) -> str:
    marks = {"added": "{+%s+}", "removed": "[-%s-]", "same": "%s"}
    words = "".join(marks[piece.change] % piece.text for piece in change.pieces)
    return f"{change.kind} goal {change.goal}: {words}"
