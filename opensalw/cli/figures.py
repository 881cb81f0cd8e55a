"""``opensalw figures``: figures of a part out to a file and in from one."""

import sys
from argparse import Namespace
from pathlib import Path

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import STRATEGIES, send_file
from opensalw.returns.delivery import Delivery
from opensalw.returns.figure import Figure
from opensalw.returns.formats import FORMATS, Frame, format_named, written
from opensalw.returns.names import jurisdiction_named
from opensalw.returns.queries import (
    figures_of_part,
    figures_of_receipt,
    framework_in_use,
    mapping_named,
    part_of,
    public_figures,
)
from opensalw.roadmap.incoming import Trouble
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.observations import public_observations

from .command import OK, OPERATOR, REFUSED, say, show, verb
from .report import round_of


def register(nouns) -> None:
    """Declare the verbs of ``opensalw figures``."""
    parser = nouns.add_parser("figures", help="figures of a part out to a file and in from one")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    out = verb(verbs, "export", export, "write the figures of a part, or all public ones, to a file")
    out.add_argument("--round", help="key of the round; without it all public figures are written")
    out.add_argument("--jurisdiction", help="id or seat of the part")
    out.add_argument("--framework", default="", help="of the public figures, where rounds of several are open")
    out.add_argument("--receipt", type=int, help="number of a receipt; what was sent instead of what stands now")
    out.add_argument("--blank", action="store_true", help="also the lines that wait for an answer")
    out.add_argument("--mapping", default="", metavar="KEY", help="mapping of the codes; our own if left out")
    out.add_argument("--format", default="csv", choices=FORMATS)
    out.add_argument("--out", type=Path, help="file to write; standard output if left out")
    taking = verb(verbs, "import", take, "take the figures of a file into parts of open rounds", json=True)
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--format", choices=FORMATS, help="found by what the file holds if left out")
    taking.add_argument("--round", help="key of the round; found by the period if left out")
    taking.add_argument("--jurisdiction", help="the only part that the file may fill, by id or seat")
    taking.add_argument("--mapping", default="", metavar="KEY", help="mapping of the codes; our own if left out")
    taking.add_argument("--strategy", default=STRATEGIES[0], choices=STRATEGIES, help="what may be touched")
    taking.add_argument("--dry-run", action="store_true", help="say what would happen; keep nothing")
    taking.add_argument("--all-or-nothing", action="store_true", help="keep nothing while anything is refused")


def export(args: Namespace) -> int:
    """Write figures to a file; what the format has no code for is said."""
    with acting_for(*everywhere()):
        if args.round:
            part = part_of(args.round, jurisdiction_named(args.jurisdiction or ""))
            spec, figures = part.round.framework.spec, _figures(part, args)
        else:
            spec = framework_in_use(None, args.framework).spec
            figures = list(public_figures(public_observations().filter(framework__key=spec.key)))
        mapping = mapping_named(args.mapping)
        frame = Frame(spec, mapping=mapping.spec if mapping else None)
        content, left_out = written(format_named(args.format), figures, frame)
    for trouble in left_out:
        say(f"Left out: {trouble.stands} of {trouble.place}: {trouble.reason}")
    if args.out:
        args.out.write_bytes(content)
        say(f"{args.out}: {len(figures) - len(left_out)} figures.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return REFUSED if left_out else OK


def _figures(part: Submission, args: Namespace) -> list[Figure]:
    if args.receipt is None:
        return figures_of_part(part, blank=args.blank)
    receipt = part.snapshots.filter(number=args.receipt).first()
    if receipt is None:
        raise Refused(f"This part has no receipt {args.receipt}.")
    return figures_of_receipt(receipt)


def take(args: Namespace) -> int:
    """Take a file in; what is refused is printed and makes the exit code 1."""
    content = args.file.read_bytes()
    with acting_for(*everywhere()):
        delivery = send_file(
            content, by=OPERATOR, format=args.format or "", mapping=args.mapping,
            round=round_of(args.round) if args.round else None,
            jurisdiction=jurisdiction_named(args.jurisdiction) if args.jurisdiction else "",
            strategy=args.strategy, dry_run=args.dry_run, all_or_nothing=args.all_or_nothing,
        )  # fmt: skip
    show(delivery.as_facts(), args.json, lambda: lines_of(delivery))
    return REFUSED if delivery.outcome.refused else OK


def lines_of(delivery: Delivery) -> list[str]:
    """What became of a file, for a person."""
    outcome = delivery.outcome
    counts = ", ".join(f"{count} {name}" for name, count in outcome.counts.items())
    end = "Kept." if outcome.kept else "Nothing was kept."
    return [*map(_line, outcome.notes), *map(_line, outcome.refused), f"{counts}. {end}"]


def _line(trouble: Trouble) -> str:
    stands = f" (“{trouble.stands}”)" if trouble.stands else ""
    return " ".join(filter(None, (f"{trouble.place}{stands}:", trouble.reason, trouble.mend)))
