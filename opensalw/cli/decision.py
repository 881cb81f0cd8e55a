"""``opensalw call`` and ``opensalw decision``: which calls there are, what was decided, and the proof of it."""

from argparse import Namespace

from opensalw.coordination.commands.closing import decision_called
from opensalw.coordination.deciding import money
from opensalw.coordination.models import Call
from opensalw.coordination.queries.decisions import decisions
from opensalw.coordination.queries.proving import prove_decision

from .command import OK, REFUSED, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw call`` and ``opensalw decision``."""
    calls = nouns.add_parser("call", help="list the calls of funds")
    verb(calls.add_subparsers(required=True, metavar="VERB"), "list", print_calls, "print one line for each call",
         json=True)  # fmt: skip
    parser = nouns.add_parser("decision", help="list decisions on proposals and prove their records")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb(verbs, "list", print_decisions, "print one line for each decision, the latest first", json=True)
    proving = verb(verbs, "verify", verify, "prove the signed record of a decision", json=True)
    proving.add_argument("number", metavar="NUMBER", help="the number of the decision, such as D-SLW00-01")


def print_calls(args: Namespace) -> int:
    """Print the calls."""
    found = list(Call.objects.select_related("fund"))
    rows = [
        {
            "key": one.pk, "fund": one.fund_id, "title": one.title, "open": one.is_open, "opens_on": one.opens_on,
            "closes_at": one.closes_at, "budget": one.budget, "currency": one.currency,
        }
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.pk:32} {'open' if one.is_open else 'not open':9} {one.closes_at or 'no day known'!s:25} "
        f"{money(one.budget, one.currency)}"
        for one in found
    ]
    show(rows, args.json, lambda: lines or ["There is no call."])
    return OK


def print_decisions(args: Namespace) -> int:
    """Print the decisions."""
    rows = [
        {
            "number": one.number, "state": one.state, "fund": one.fund_id, "title": one.title, "mode": one.mode,
            "closed_at": one.closed_at, "sha256": one.record.sha256 if one.state == "closed" else None,
            "corrects": one.corrects.number if one.corrects else None,
        }
        for one in decisions()
    ]  # fmt: skip
    lines = [f"{row['number']:20} {row['state']:10} {row['fund']:28} {row['title']}" for row in rows]
    show(rows, args.json, lambda: lines or ["Nothing was decided yet."])
    return OK


def verify(args: Namespace) -> int:
    """Prove a record: its text, its signature, whose key it is, and that the rows still say it."""
    proof = prove_decision(decision_called(args.number))
    if proof is None:
        facts = {"number": args.number, "sound": None}
        show(facts, args.json, lambda: [f"{args.number} is not closed: no record yet."])
        return REFUSED
    facts = {
        "number": proof.number, "sound": proof.is_sound, "sha256": proof.sha256, "public_key": proof.public_key,
        "wrong": list(proof.wrong),
    }  # fmt: skip
    lines = [f"{proof.number}: {'sound' if proof.is_sound else 'NOT SOUND'}", f"sha256 {proof.sha256}", *proof.wrong]
    show(facts, args.json, lambda: lines)
    return OK if proof.is_sound else REFUSED
