"""``opensalw check``: what the checks find in a part, and the list of checks."""

import sys
from argparse import Namespace
from typing import Any

from opensalw.core import database
from opensalw.core.designations import star
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.checks import Finding, Report
from opensalw.roadmap.checks.listing import as_csv, rows
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.checking import check_part

from .command import OK, REFUSED, USAGE, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw check``."""
    parser = nouns.add_parser("check", help="check a part of a round, and list the checks")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    one = verb(verbs, "part", part, "print everything that the checks find in a part", json=True)
    one.add_argument("--round", required=True, metavar="KEY", help="such as wb-2020-h1")
    one.add_argument("--jurisdiction", required=True, metavar="ID", help="such as J-BEG")
    rules = verb(verbs, "rules", list_rules, "print the declared checks; needs no database", json=True)
    rules.add_argument("--csv", action="store_true", help="print a CSV file")


def part(args: Namespace) -> int:
    """Print the findings; the exit code says whether the part can be cleared as far as the checks go."""
    database.ensure_running(say)
    with acting_for(*everywhere()):
        found = Submission.objects.select_related("round__framework")
        held = found.filter(round__key__iexact=args.round, jurisdiction=args.jurisdiction).first()
        if held is None:
            say(f"There is no part {args.jurisdiction} of a round {args.round}.")
            return USAGE
        report = check_part(held)
    show(told(report), args.json, lambda: lines(report))
    return REFUSED if report.open else OK


def told(report: Report) -> dict[str, Any]:
    """A report for a machine."""
    return {
        "counts": {severity.value: count for severity, count in report.counts.items()},
        "open": len(report.open),
        "findings": [
            {
                "check": one.check.key, "severity": one.severity.value, "words": star(one.words),
                "mend": str(one.check.mend), "cells": [str(ref) for ref in one.cells], "open": one.is_open,
                "explanation": star(one.explanation),
            }
            for one in report.findings
        ],
    }  # fmt: skip


def lines(report: Report) -> list[str]:
    """A report for a person."""
    counts = ", ".join(f"{count} {severity}" for severity, count in report.counts.items() if count)
    return [*(_line(one) for one in report.findings), f"{counts or 'nothing found'}; {len(report.open)} open"]


def _line(one: Finding) -> str:
    explained = f" [explained: {one.explanation}]" if one.is_explained else ""
    return star(f"{one.severity:8} {one.at}: {one.words}{explained}")


def list_rules(args: Namespace) -> int:
    """Print the declared checks."""
    if args.csv:
        sys.stdout.write(as_csv())
        return OK
    show(rows(), args.json, lambda: [f"{row['severity']:8} {row['key']:28} {row['title']}" for row in rows()])
    return OK
