"""``opensalw framework``: check, load and list frameworks."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from opensalw.core import database
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import BadFramework, load_framework
from opensalw.roadmap.counts import NAMED_COUNTS
from opensalw.roadmap.framework.loading import check
from opensalw.roadmap.models import FrameworkVersion

from .command import ENVIRONMENT, OK, OPERATOR, say, show, verb
from .declared_file import text_of, told


def register(nouns) -> None:
    """Declare the verbs of ``opensalw framework``."""
    parser = nouns.add_parser("framework", help="check, load and list frameworks")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, run, help in (
        ("check", check_file, "say everything that is wrong with a framework file; needs no database"),
        ("load", load, "load a framework file as a published version; the same content again is harmless"),
    ):
        verb(verbs, name, run, help, json=True).add_argument("file", type=Path, metavar="FILE")
    verb(verbs, "list", list_versions, "list the versions of all frameworks", json=True)


def check_file(args: Namespace) -> int:
    """Print every problem of a file with its line."""
    if (text := text_of(args.file)) is None:
        return ENVIRONMENT
    return told(args, check(text, NAMED_COUNTS))


def load(args: Namespace) -> int:
    """Load a file; a wrong one changes nothing and its problems are printed."""
    if (text := text_of(args.file)) is None:
        return ENVIRONMENT
    database.ensure_running(say)
    try:
        with acting_for(*everywhere()):
            version = load_framework(text, by=OPERATOR)
    except BadFramework as bad:
        return told(args, bad.problems)
    facts = {"key": version.key, "version": version.number, "digest": version.digest}
    show(facts, args.json, lambda: [f"{version} is in force."])
    return OK


def list_versions(args: Namespace) -> int:
    """Print all versions, the newest of each framework first."""
    database.ensure_running(say)
    rows: list[dict[str, Any]] = [
        {
            "key": version.key, "version": version.number, "status": version.status,
            "published_at": version.published_at, "digest": version.digest, "note": version.note,
        }
        for version in FrameworkVersion.objects.all()
    ]  # fmt: skip
    lines = [f"{row['key']:16} {row['version']:>3}  {row['status']:10} {row['digest'][:12]}" for row in rows]
    show(rows, args.json, lambda: lines)
    return OK
