"""``opensalw registers``: load the file of a register, invent one, ask the register."""

import csv
import sys
from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.models import User
from opensalw.core.permissions import Person, Post
from opensalw.core.queries import person_of
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.registers.commands import expire_permits
from opensalw.registers.commands.imports import load_kept
from opensalw.registers.commands.loading import Stages, ask_pause, begin, go_on
from opensalw.registers.files.columns import read_mapping, suggested
from opensalw.registers.files.reading import layout_of
from opensalw.registers.generating import generate
from opensalw.registers.models import Run
from opensalw.registers.queries import border_answer
from opensalw.registers.queries.files import refusals_as_rows, run_of

from .command import OK, REFUSED, console, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw registers``."""
    parser = nouns.add_parser("registers", help="load the file of a register, invent one, ask it")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    loading = verb(verbs, "import", load, "load a CSV, XLSX or fixed-width file; goes on where it was left", json=True)
    loading.add_argument("file", type=Path, metavar="FILE")
    loading.add_argument("--jurisdiction", required=True, metavar="J", help="whose register it is")
    loading.add_argument("--mapping", type=Path, metavar="M", help="which column is which, as JSON")
    loading.add_argument("--size", type=_count, default=20_000, metavar="N", help="rows of a batch (20,000)")
    going = verb(verbs, "go-on", proceed, "load what is left of a file that was sent in the browser", json=True)
    going.add_argument("which", metavar="RUN")
    going.add_argument("--jurisdiction", required=True, metavar="J")
    going.add_argument("--by", metavar="ID", help="the person who asks; the operator if it is left out")
    looking = verb(
        verbs, "columns", columns, "say how a file would be read: letters, columns, what they are", json=True
    )
    looking.add_argument("file", type=Path, metavar="FILE")
    pausing = verb(verbs, "pause", pause, "ask a loading to stop after the batch in hand")
    pausing.add_argument("which", metavar="RUN")
    pausing.add_argument("--jurisdiction", required=True, metavar="J")
    wrong = verb(
        verbs, "refusals", refusals, "print the rows that were not loaded, as CSV, to be mended and sent again"
    )
    wrong.add_argument("which", metavar="RUN")
    wrong.add_argument("--jurisdiction", required=True, metavar="J")
    making = verb(verbs, "generate", invent, "write an invented register, and its truth apart", json=True)
    making.add_argument("--jurisdiction", required=True, metavar="J")
    making.add_argument("--size", type=_count, required=True, metavar="N")
    making.add_argument("--seed", type=int, default=1, metavar="S")
    making.add_argument("--out", type=Path, required=True, metavar="FILE")
    asking = verb(verbs, "check", check, "is this weapon registered, lost or stolen?", json=True)
    asking.add_argument("mark", metavar="MARK")
    asking.add_argument("--jurisdiction", required=True, metavar="J")
    ending = verb(verbs, "expire", expire, "mark the permits whose day has passed; for a timer", json=True)
    ending.add_argument("--jurisdiction", required=True, metavar="J")


def operator_of(code: str) -> Person:
    """The operator at the command line, as somebody of this jurisdiction's registry."""
    post = Post("contributor", f"{code}/police", "police", jurisdiction(code).id)
    return Person(id="operator", shown_as="Operator at the command line", posts=frozenset({post}))


def load(args: Namespace) -> int:
    """Load a file to its end; the exit code is 1 when rows were refused."""
    by, stages = operator_of(args.jurisdiction), Stages()
    mapping = read_mapping(args.mapping) if args.mapping else None
    run = begin(args.file, jurisdiction=args.jurisdiction, by=by, mapping=mapping)
    if run.position:
        say(f"Goes on after row {run.position:,}: {run.loaded:,} weapons are loaded.")
    shown = TextColumn("{task.completed:,} rows")
    with Progress(shown, BarColumn(), TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        run = go_on(
            run, args.file, by=by, size=args.size, stages=stages,
            progress=lambda run: bar.update(task, completed=run.position),
        )  # fmt: skip
    facts = {**_facts(run), "seconds": {stage: round(spent, 3) for stage, spent in stages.seconds.items()}}
    show(facts, args.json, lambda: _lines(run))
    return REFUSED if run.refused else OK


def proceed(args: Namespace) -> int:
    """Go on with a kept file; the exit code is 1 when rows were refused."""
    with acting_for(jurisdiction(args.jurisdiction).id):
        run = run_of(args.which, jurisdiction=args.jurisdiction)
        by = person_of(User.objects.filter(pk=args.by).first()) if args.by else operator_of(args.jurisdiction)
    run = load_kept(run, by=by)
    show(_facts(run), args.json, lambda: _lines(run))
    return REFUSED if run.refused else OK


def columns(args: Namespace) -> int:
    """Say how a file would be read."""
    layout = layout_of(args.file)
    found = suggested(list(layout.header))
    facts = {"kind": layout.kind, "encoding": layout.encoding, "delimiter": layout.delimiter, "columns": found}
    lines = [f"{layout.kind} {layout.encoding}", *(f"{title:30} {name}" for name, title in found.items())]
    left = [title for title in layout.header if title not in found.values()]
    show({**facts, "not_recognised": left}, args.json, lambda: [*lines, *(f"{title:30} –" for title in left)])
    return OK


def pause(args: Namespace) -> int:
    """Ask for a pause."""
    with acting_for(args.jurisdiction):
        ask_pause(run_of(args.which, jurisdiction=args.jurisdiction), by=operator_of(args.jurisdiction))
    say("The loading stops after the batch in hand. Load the file again to go on.")
    return OK


def refusals(args: Namespace) -> int:
    """Print the refused rows with their cells as they came."""
    with acting_for(args.jurisdiction):
        out = csv.writer(sys.stdout)
        for row in refusals_as_rows(run_of(args.which, jurisdiction=args.jurisdiction)):
            out.writerow(row)
    return OK


def invent(args: Namespace) -> int:
    """Write an invented register."""
    truth = generate(args.out, jurisdiction=args.jurisdiction, size=args.size, seed=args.seed)
    lines = [f"{args.out}: {args.size:,} invented weapons. What is true of them: {truth}"]
    show({"file": str(args.out), "truth": str(truth), "size": args.size}, args.json, lambda: lines)
    return OK


def check(args: Namespace) -> int:
    """Answer on one line; the exit code is 1 when the weapon is wanted."""
    with acting_for(jurisdiction(args.jurisdiction).id):
        found = border_answer(args.mark, jurisdiction=args.jurisdiction)
    facts = {"verdict": found.verdict, "words": found.words, "numbers": [one.number for one in found.weapons]}
    show(facts, args.json, lambda: [found.words])
    return REFUSED if found.verdict in ("stolen", "lost") else OK


def expire(args: Namespace) -> int:
    """Mark permits that have run out."""
    with acting_for(jurisdiction(args.jurisdiction).id):
        count = expire_permits(jurisdiction=args.jurisdiction, by="operator", today=date.today())  # noqa: DTZ011
    show({"expired": count}, args.json, lambda: [f"{count} permits have run out."])
    return OK


def _facts(run: Run) -> dict:
    names = ("state", "position", "loaded", "refused", "holders", "permits", "encoding", "is_synthetic")
    return {"run": str(run.pk), **{name: getattr(run, name) for name in names}}


def _lines(run: Run) -> list[str]:
    lines = [f"{run.loaded:,} weapons, {run.holders:,} holders and {run.permits:,} permits loaded."]
    if run.refused:
        again = f"opensalw registers refusals {run.pk} --jurisdiction {run.jurisdiction}"
        lines.append(f"{run.refused:,} rows were refused. To mend them: {again} > mend.csv")
    if run.state == Run.State.PAUSED:
        lines.append("Paused. Load the file again to go on.")
    return lines


def _count(text: str) -> int:
    try:
        count = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number") from None
    if count < 1:
        raise ArgumentTypeError("must be at least 1")
    return count


__all__ = ["Refused", "register"]
