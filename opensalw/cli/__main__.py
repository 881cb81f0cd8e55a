"""Entry point of the command ``opensalw``."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from opensalw.core import database
from opensalw.core.embedded import EmbeddedServerError
from opensalw.core.refusal import Refused

from . import (
    check,
    conclusion,
    db,
    decision,
    demo,
    designations,
    docs,
    figures,
    framework,
    iati,
    incidents,
    institution,
    ledger,
    legislation,
    mapping,
    meeting,
    node,
    notes,
    part,
    people,
    registers,
    reminders,
    report,
    retention,
    trace,
    tracing,
    workbook,
)
from .command import ENVIRONMENT, EXIT_CODES, OK, REFUSED, say

NOUNS = (
    node,
    part,
    people,
    registers,
    retention,
    incidents,
    trace,
    tracing,
    institution,
    framework,
    workbook,
    figures,
    mapping,
    check,
    report,
    iati,
    notes,
    reminders,
    meeting,
    conclusion,
    decision,
    ledger,
    legislation,
    designations,
    demo,
    db,
    docs,
)
WITHOUT_DATABASE = {"check", "db", "designations", "docs", "framework", "mapping", "notes"}


def parser() -> ArgumentParser:
    """The whole command line."""
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items())
    whole = ArgumentParser(
        prog="opensalw",
        description="OpenSALW runs a small-arms-control Roadmap.",
        epilog=f"exit codes:\n{codes}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    nouns = whole.add_subparsers(required=True, metavar="NOUN", dest="noun")
    for noun in NOUNS:
        noun.register(nouns)
    return whole


def main(words: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    args = parser().parse_args(words)
    try:
        if args.noun not in WITHOUT_DATABASE:
            database.ensure_running(say)
        return args.run(args)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Refused as refused:
        say(f"Refused: {refused.reason}")
        return REFUSED
    except (EmbeddedServerError, ImproperlyConfigured, OperationalError, OSError) as error:
        say(f"opensalw: {error}")
        return ENVIRONMENT


if __name__ == "__main__":
    sys.exit(main())
