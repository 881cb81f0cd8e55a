"""``opensalw mapping``: which codes of other systems stand for which lines of ours."""

import sys
from argparse import Namespace
from pathlib import Path

from opensalw.core import database
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import BadMapping, load_mapping, withdraw_mapping
from opensalw.returns.mapping import own_mapping, parse, written
from opensalw.returns.queries import mappings
from opensalw.roadmap.framework.loading import builtin, builtin_spec
from opensalw.roadmap.queries.observations import latest_framework

from .command import ENVIRONMENT, OK, OPERATOR, say, show, verb
from .declared_file import text_of, told


def register(nouns) -> None:
    """Declare the verbs of ``opensalw mapping``."""
    parser = nouns.add_parser("mapping", help="codes of other systems for our lines, splits and jurisdictions")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    starting = verb(verbs, "write", write, "write the mapping of our own codes, to put the codes of a system in")
    starting.add_argument("--framework", default="wb_2018", help="key of the framework")
    starting.add_argument("--out", type=Path, help="file to write; standard output if left out")
    words = (
        "say everything that is wrong with a mapping file; a framework that comes with the product needs no database"
    )
    verb(verbs, "check", check_file, words, json=True).add_argument("file", type=Path, metavar="FILE")
    loading = verb(verbs, "load", load, "load a mapping file as its next version", json=True)
    loading.add_argument("file", type=Path, metavar="FILE")
    verb(verbs, "list", list_mappings, "list the mappings in use", json=True)
    verb(verbs, "withdraw", withdraw, "let no file be read by a mapping any more").add_argument("key", metavar="KEY")


def write(args: Namespace) -> int:
    """Write the mapping of our own codes."""
    if args.framework in builtin():
        text = written(own_mapping(builtin_spec(args.framework)))
    else:
        database.ensure_running(say)
        text = written(own_mapping(latest_framework(args.framework).spec))
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return OK


def check_file(args: Namespace) -> int:
    """Print every problem of a file with its line."""
    if (text := text_of(args.file)) is None:
        return ENVIRONMENT
    spec, problems = parse(text, None)
    if spec and not problems and spec.framework in builtin():
        problems = parse(text, builtin_spec(spec.framework))[1]
    elif spec and not problems:
        say(f"The framework {spec.framework} does not come with the product; its lines are checked when it is loaded.")
    return told(args, problems)


def load(args: Namespace) -> int:
    """Load a file; a wrong one changes nothing and its problems are printed."""
    if (text := text_of(args.file)) is None:
        return ENVIRONMENT
    database.ensure_running(say)
    try:
        with acting_for(*everywhere()):
            made = load_mapping(text, by=OPERATOR)
    except BadMapping as bad:
        return told(args, bad.problems)
    show({"key": made.key, "version": made.number}, args.json, lambda: [f"{made} is in use."])
    return OK


def list_mappings(args: Namespace) -> int:
    """Print the mappings in use."""
    database.ensure_running(say)
    rows = [
        {
            "key": one.key, "version": one.number, "framework": one.framework, "jurisdiction": one.jurisdiction,
            "title": one.title,
        }
        for one in mappings()
    ]  # fmt: skip
    show(rows, args.json, lambda: [f"{row['key']:24} {row['version']:>3}  {row['title']}" for row in rows])
    return OK


def withdraw(args: Namespace) -> int:
    """Withdraw a mapping."""
    database.ensure_running(say)
    withdraw_mapping(args.key, by=OPERATOR)
    say(f"{args.key} is withdrawn.")
    return OK
