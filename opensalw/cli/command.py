"""What the nouns share: exit codes, printing for people and machines, progress."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from rich.console import Console

from opensalw.core.permissions import Person, Post

OK, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3
EXIT_CODES = {
    OK: "done",
    REFUSED: "refused, or a check found something; the reason is printed",
    USAGE: "the words of the command are wrong",
    ENVIRONMENT: "the database, a file or a setting is not as it must be",
}

OPERATOR = Person(
    id="operator",
    shown_as="Operator at the command line",
    posts=frozenset({Post("secretariat", "J-REG/secretariat", "secretariat", "J-REG")}),
)

console = Console(stderr=True, highlight=False)


def say(line: str) -> None:
    """Print a line of progress on standard error."""
    console.print(line, markup=False, soft_wrap=True)


def show(facts: object, as_json: bool, lines: Callable[[], list[str]]) -> None:
    """Print ``facts`` as JSON for a machine, or the ``lines`` for a person, on standard output."""
    if as_json:
        json.dump(facts, sys.stdout, ensure_ascii=False, indent=2, default=str)
        print()
    else:
        for line in lines():
            print(line)


def verb(nouns, name: str, run: Callable[[Namespace], int], help: str, *, json: bool = False) -> ArgumentParser:
    """Add a verb to a noun's parser; ``run`` returns the exit code."""
    parser = nouns.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON for a machine")
    return parser
