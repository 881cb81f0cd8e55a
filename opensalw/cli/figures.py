"""``opensalw figures``: figures of a part out to a file and in from one."""

import sys
from argparse import Namespace
from pathlib import Path

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import Delivery, deliver
from opensalw.returns.formats import FORMATS, Frame, format_named, format_of
from opensalw.returns.long_form.reading import Default
from opensalw.returns.names import jurisdiction_named
from opensalw.returns.queries import figures_of_part, figures_of_receipt, framework_in_use, part_of, public_figures
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
    out.add_argument("--receipt", type=int, help="number of a receipt; what was sent instead of what stands now")
    out.add_argument("--blank", action="store_true", help="also the lines that wait for an answer")
    out.add_argument("--format", default="csv", choices=FORMATS)
    out.add_argument("--out", type=Path, help="file to write; standard output if left out")
    taking = verb(verbs, "import", take, "take the figures of a file into parts of open rounds", json=True)
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--format", choices=FORMATS, help="found by what the file holds if left out")
    taking.add_argument("--round", help="key of the round; found by the period if left out")
    taking.add_argument("--jurisdiction", help="the only part that the file may fill, by id or seat")
    taking.add_argument("--dry-run", action="store_true", help="say what would happen; keep nothing")
    taking.add_argument("--all-or-nothing", action="store_true", help="keep nothing while anything is refused")


def export(args: Namespace) -> int:
    """Write figures to a file."""
    with acting_for(*everywhere()):
        format = format_named(args.format)
        if args.round:
            part = part_of(args.round, jurisdiction_named(args.jurisdiction or ""))
            spec, figures = part.round.framework.spec, _figures(part, args)
        else:
            spec, figures = framework_in_use(None).spec, list(public_figures(public_observations()))
        content = format.write(figures, Frame(spec))
    if args.out:
        args.out.write_bytes(content)
        say(f"{args.out}: {len(figures)} figures.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return OK


def _figures(part: Submission, args: Namespace) -> list:
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
        round = round_of(args.round) if args.round else None
        jurisdiction = jurisdiction_named(args.jurisdiction) if args.jurisdiction else ""
        format = format_named(args.format) if args.format else format_of(content)
        default = Default(jurisdiction, round.figures_period if round else None)
        frame = Frame(framework_in_use(round).spec, default)
        delivery = deliver(
            format.read(content, frame), by=OPERATOR, round=round, jurisdiction=jurisdiction,
            dry_run=args.dry_run, all_or_nothing=args.all_or_nothing,
        )  # fmt: skip
    show(facts_of(delivery, format.key), args.json, lambda: lines_of(delivery))
    return REFUSED if delivery.outcome.refused else OK


def facts_of(delivery: Delivery, format: str) -> dict:
    """What became of a file, for a machine."""
    outcome = delivery.outcome
    return {
        "format": format,
        "kept": outcome.kept,
        **outcome.counts,
        "parts": [
            {"round": part.round_id, "jurisdiction": part.jurisdiction, **each.counts} for part, each in delivery.parts
        ],
        "refusals": [trouble.as_facts() for trouble in outcome.refused],
        "notes": [trouble.as_facts() for trouble in outcome.notes],
    }


def lines_of(delivery: Delivery) -> list[str]:
    """What became of a file, for a person."""
    outcome = delivery.outcome
    counts = ", ".join(f"{count} {name}" for name, count in outcome.counts.items())
    end = "Kept." if outcome.kept else "Nothing was kept."
    return [*map(_line, outcome.notes), *map(_line, outcome.refused), f"{counts}. {end}"]


def _line(trouble: Trouble) -> str:
    stands = f" (“{trouble.stands}”)" if trouble.stands else ""
    return " ".join(filter(None, (f"{trouble.place}{stands}:", trouble.reason, trouble.mend)))
