"""``opensalw designations``: find names of places that lack what they owe."""

from argparse import Namespace
from pathlib import Path

from opensalw.core.designation_lint import lint_file
from opensalw.core.designations import audiences
from opensalw.core.refusal import Refused

from .command import ENVIRONMENT, OK, REFUSED, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw designations``."""
    parser = nouns.add_parser("designations", help="check how jurisdictions are named in documents")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    checking = verb(verbs, "lint", lint, "find bare mentions and missing footnotes in files", json=True)
    checking.add_argument("files", nargs="+", type=Path, metavar="FILE", help="HTML, DOCX, XLSX, MD, CSV, TXT")
    checking.add_argument("--audience", choices=sorted(audiences()), help="whose wording the footnote must have")


def lint(args: Namespace) -> int:
    """Print each finding with its place; errors make the command fail."""
    found, unread = [], 0
    for path in args.files:
        try:
            for finding in lint_file(path, args.audience):
                found.append((path, finding))
        except (Refused, OSError) as error:
            say(f"{path}: {getattr(error, 'reason', error)}")
            unread += 1
    errors = [finding for _path, finding in found if finding.is_error]
    facts = [
        {
            "file": str(path), "line": one.line, "column": one.column, "kind": one.kind, "place": one.place,
            "excerpt": one.excerpt, "error": one.is_error,
        }
        for path, one in found
    ]  # fmt: skip
    show(facts, args.json, lambda: [f"{path}:{one.line}:{one.column}: {one.sentence}" for path, one in found])
    if not args.json:
        say(f"{len(errors)} errors, {len(found) - len(errors)} proper names, {len(args.files) - unread} files read.")
    if unread:
        return ENVIRONMENT
    return REFUSED if errors else OK
