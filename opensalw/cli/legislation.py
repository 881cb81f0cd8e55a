"""``opensalw legislation``: acts, how far they are carried out, and correlation tables."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from django.utils import timezone

from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.legislation.commands.correlations import LinesRefused, apply_correlation, load_correlation
from opensalw.legislation.models import ActVersion
from opensalw.legislation.queries.acts import acts, latest_version, matrix
from opensalw.returns.akoma_ntoso import as_akoma_ntoso
from opensalw.returns.commands.acts import take_act_in
from opensalw.returns.correlation import read_correlation

from .command import OK, OPERATOR, REFUSED, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw legislation``."""
    parser = nouns.add_parser("legislation", help="acts, tables of concordance, correlation tables")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb(verbs, "acts", list_acts, "list the acts with their status", json=True)
    asked = verb(verbs, "matrix", show_matrix, "how far each jurisdiction carries out each act on a day", json=True)
    asked.add_argument("--on", type=date.fromisoformat, default=None, help="the day; today if left out")
    given = verb(verbs, "correlate", correlate, "load the correlation table of an amending or codifying act", json=True)
    given.add_argument("file", type=Path, metavar="FILE", help="workbook or CSV with the headings Old, New and Kind")
    given.add_argument("--old", required=True, help="key of the old act; its last version is meant")
    given.add_argument("--new", required=True, help="key of the new act")
    given.add_argument("--apply", action="store_true", help="re-key the tables of all jurisdictions at once")
    out = verb(verbs, "export", export_act, "write the provisions of an act as Akoma Ntoso 3.0, without text")
    out.add_argument("act", metavar="ACT", help="key of the act; its last version is meant")
    out.add_argument("--out", required=True, type=Path, metavar="FILE")
    taken = verb(verbs, "import", import_act, "enter a version of an act from Akoma Ntoso", json=True)
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--act", required=True, help="key of the act")
    taken.add_argument("--label", required=True, help="how the version is called")
    taken.add_argument("--look", action="store_true", help="say what would be read, and keep nothing")


def list_acts(args: Namespace) -> int:
    """Print the acts."""
    with acting_for(*everywhere()):
        rows = [
            {"key": act.key, "celex": act.celex, "title": act.title, "jurisdiction": act.jurisdiction,
             "status": [one.step for one in act.statuses.all()][-1:]}
            for act in acts()
        ]  # fmt: skip
    show(rows, args.json, lambda: [f"{row['key']:24} {row['celex'] or row['jurisdiction']:12} {row['title']}"
                                   for row in rows])  # fmt: skip
    return OK


def show_matrix(args: Namespace) -> int:
    """Print act by jurisdiction."""
    ids = [seat.id for seat in seats()]
    with acting_for(*everywhere()):
        places = matrix(ids, on=args.on or timezone.localdate())
    rows = [
        {"act": act.key, "jurisdiction": jid, "grade": place.grade or None, "on": place.on and place.on.isoformat(),
         "reopened": place.waiting}
        for act, by_seat in places.items() for jid, place in by_seat.items()
    ]  # fmt: skip
    lines = [
        f"{act.key:24} {label(jid):12} {place.words}"
        for act, by_seat in places.items() for jid, place in by_seat.items()
    ]  # fmt: skip
    show(rows, args.json, lambda: lines)
    return OK


def correlate(args: Namespace) -> int:
    """Load a correlation table, and apply it if asked."""
    with acting_for(*everywhere()):
        old, new = (_version(key) for key in (args.old, args.new))
        try:
            lines = read_correlation(args.file.read_bytes(), args.file.name)
            loaded = load_correlation(old, new, lines, by=OPERATOR, file_name=args.file.name)
        except LinesRefused as refused:
            wrong = [{"row": one.line, "words": one.words, "mend": one.mend} for one in refused.troubles]
            told = [f"row {one['row']}: {one['words']} {one['mend']}" for one in wrong]
            show({"errors": wrong}, args.json, lambda: told)
            return REFUSED
        done = vars(apply_correlation(loaded, by=OPERATOR)) if args.apply else {}
    facts = {"lines": len(lines), "applied": args.apply, **done}
    show(facts, args.json, lambda: [", ".join(f"{name} {value}" for name, value in facts.items())])
    return OK


def export_act(args: Namespace) -> int:
    """Write the skeleton of an act."""
    with acting_for(*everywhere()):
        args.out.write_bytes(as_akoma_ntoso(_version(args.act)))
    return OK


def import_act(args: Namespace) -> int:
    """Enter a version of an act from a file, and print what was not read."""
    with acting_for(*everywhere()):
        act = acts().filter(pk=args.act).first()
        if act is None:
            raise Refused(f"There is no act {args.act}. See opensalw legislation acts.")
        read = take_act_in(args.file.read_bytes(), act=act, label=args.label, by=OPERATOR, look_only=args.look)
    facts = {"provisions": len(read.parts), "kept": not args.look, "not_read": dict(read.not_read)}
    lines = [f"{len(read.parts)} provisions", *(f"not read: {what} ({count})" for what, count in read.not_read)]
    show(facts, args.json, lambda: lines)
    return OK


def _version(key: str) -> ActVersion:
    act = acts().filter(pk=key).first()
    version = latest_version(act) if act else None
    if version is None:
        raise Refused(f"There is no act {key} with a version. See opensalw legislation acts.")
    return version
