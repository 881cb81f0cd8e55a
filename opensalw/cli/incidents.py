"""``opensalw incidents``: the template of a file of incidents, and its loading."""

import csv
from argparse import Namespace
from pathlib import Path

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for
from opensalw.core.spreadsheet_text import neutral
from opensalw.incidents.commands.importing import Imported, import_incidents, look_at_incidents
from opensalw.incidents.files.columns import COLUMNS
from opensalw.incidents.files.template import template

from .command import OK, REFUSED, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw incidents``."""
    parser = nouns.add_parser("incidents", help="load incidents from a workbook or CSV file")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    loading = verb(verbs, "import", load, "record the incidents of a file; says every mistake at once", json=True)
    loading.add_argument("file", type=Path, metavar="FILE")
    loading.add_argument("--jurisdiction", required=True, metavar="J", help="whose incidents they are")
    loading.add_argument("--look", action="store_true", help="say what would happen, and keep nothing")
    loading.add_argument("--refused", type=Path, metavar="OUT", help="write the refused rows here, to be mended")
    making = verb(verbs, "template", write_template, "write the workbook to fill")
    making.add_argument("--out", type=Path, required=True, metavar="FILE")


def load(args: Namespace) -> int:
    """Load a file; the exit code is 1 when rows were refused."""
    code = jurisdiction(args.jurisdiction).id
    post = Post("contributor", f"{code}/police", "police", code)
    by = Person(id="operator", shown_as="Operator at the command line", posts=frozenset({post}))
    act = look_at_incidents if args.look else import_incidents
    with acting_for(code):
        found = act(args.file, name=args.file.name, jurisdiction=code, by=by)
    if args.refused and found.refused:
        write_refused(args.refused, found)
    facts = {
        "recorded": [] if args.look else [one.number for one in found.made], "good": len(found.made),
        "known": [one.number for one in found.known],
        "mistakes": [
            {"row": one.row, "field": one.field, "value": one.value, "reason": one.reason, "mend": one.mend}
            for one in found.mistakes
        ],
    }  # fmt: skip
    show(facts, args.json, lambda: _lines(found, args.look))
    return REFUSED if found.refused else OK


def _lines(found: Imported, look: bool) -> list[str]:
    word = "would be recorded" if look else "recorded"
    made, known, refused = (len(some) for some in (found.made, found.known, found.refused))
    lines = [f"{made} incidents {word}, {known} were there already, {refused} refused."]
    for one in found.mistakes:
        value = f" “{one.value}”" if one.value else ""
        lines.append(f"row {one.row}, {one.field}{value}: {one.reason} {one.mend}".rstrip())
    return lines


def write_refused(path: Path, found: Imported) -> None:
    """Write the rows of refused incidents with what is wrong in each."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        for row in found.refused_rows([column.name for column in COLUMNS]):
            out.writerow([neutral(cell) for cell in row])


def write_template(args: Namespace) -> int:
    """Write the template."""
    args.out.write_bytes(template())
    say(f"Wrote {args.out}. Fill the sheet “incidents”.")
    return OK
