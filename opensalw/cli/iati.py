"""``opensalw iati``: the public portfolio as IATI 2.03, and files of others taken in."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from opensalw.coordination.models import Organisation
from opensalw.coordination.queries.projects import public_projects
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands.iati import import_iati
from opensalw.returns.iati.schema_check import parsed, refuse_wrong
from opensalw.returns.iati.writing import Written, write
from opensalw.roadmap.queries.rounds import rounds

from .command import OK, OPERATOR, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw iati``."""
    parser = nouns.add_parser("iati", help="write the portfolio as IATI 2.03, take files of others in")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    out = verb(verbs, "export", export, "write activities.xml and organisations.xml, checked by the official schema",
               json=True)  # fmt: skip
    out.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write into")
    out.add_argument("--address", default="http://localhost:8000", metavar="URL", help="where people reach this node")
    taken = verb(verbs, "import", take, "take a file of activities in; again and again without harm", json=True)
    taken.add_argument("file", type=Path, metavar="FILE", help="an IATI 2.03 file of activities")
    taken.add_argument("--dry-run", action="store_true", help="only say what would happen")


def written(address: str) -> Written:
    """The public portfolio as IATI, valid by the official schema."""
    latest = rounds().first()
    key = latest.framework.key if latest else ""
    found = public_projects().select_related("organisation__part_of", "part_of__organisation__part_of")
    made = write(
        found.prefetch_related("results", "shares"), framework=key, address=address,
        organisations=Organisation.objects.exclude(iati_identifier=""),
    )  # fmt: skip
    for content in (made.activities, made.organisations):
        refuse_wrong(parsed(content))
    return made


def export(args: Namespace) -> int:
    """Write both files and say what was left out."""
    with acting_for(*everywhere()):
        made = written(args.address)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "activities.xml").write_bytes(made.activities)
    (args.out / "organisations.xml").write_bytes(made.organisations)
    left = [asdict(one) for one in made.left]
    lines = [
        f"Wrote {made.count} activities and {made.organisation_count} organisations to {args.out}.",
        *(f"Left out: {one.project}, {one.what}. {one.why}" for one in made.left),
    ]
    facts = {"activities": made.count, "organisations": made.organisation_count, "left_out": left}
    show(facts, args.json, lambda: lines)
    return OK


def take(args: Namespace) -> int:
    """Take a file in, or say what would happen, with everything that was not read."""
    with acting_for(*everywhere()):
        found = import_iati(args.file.read_bytes(), by=OPERATOR, dry_run=args.dry_run)
    facts = {**asdict(found), "kept": not args.dry_run}
    begin = "Would enter" if args.dry_run else "Entered"
    lines = [
        f"{begin} {found.entered} projects, {found.changed} changed, {found.same} as they were; "
        f"{found.money} amounts, {found.results} results.",
        *(f"Line {one.line}, {one.activity}: {one.what} was not read. {one.why}" for one in found.unread),
    ]
    show(facts, args.json, lambda: lines)
    return OK
