"""``opensalw workbook``: a part as an Excel workbook, out and in again."""

from argparse import Namespace
from pathlib import Path

from opensalw.core.models import User
from opensalw.core.permissions import Person, Post
from opensalw.core.queries import person_of
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.facts import facts_of, moved, said
from opensalw.returns.workbook.marked import marked_copy
from opensalw.returns.workbook.reading import mark_of
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.incoming import Outcome, Trouble
from opensalw.roadmap.models import Submission

from .command import OK, OPERATOR, REFUSED, say, show, verb
from .report import round_of

LISTED = 40


def register(nouns) -> None:
    """Declare the verbs of ``opensalw workbook``."""
    parser = nouns.add_parser("workbook", help="write a part as an Excel workbook, and take it in again")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    writing = verb(verbs, "write", write, "write the workbook of a part, with what stands now")
    writing.add_argument("--round", required=True, help="key of the round, such as wb-2020-H1")
    writing.add_argument("--jurisdiction", required=True, metavar="ID", help="such as J-BEG; J-REG is the region")
    writing.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to write")
    writing.add_argument("--as", dest="who", metavar="EMAIL", help="lock what this account may not fill")
    sending = verb(verbs, "submit", submit, "take a filled workbook in and say what became of each figure", json=True)
    sending.add_argument("file", type=Path, metavar="FILE")
    sending.add_argument("--dry-run", action="store_true", help="only say what would change")
    sending.add_argument("--all-or-nothing", action="store_true", help="keep nothing while anything is refused")
    sending.add_argument("--out", type=Path, metavar="MARKED.xlsx", help="write a copy with the refused cells marked")
    sending.add_argument("--as", dest="who", metavar="EMAIL", help="act as this account; else as the seat's officer")


def write(args: Namespace) -> int:
    """Write the workbook of a part."""
    with acting_for(*everywhere()):
        part = _part(args.round, args.jurisdiction)
        content = write_workbook(part, _person(args.who, part) if args.who else None)
    partial = args.out.with_name(f".{args.out.name}")
    partial.write_bytes(content)
    partial.replace(args.out)
    say(f"Wrote {args.out}, {len(content)} bytes.")
    return OK


def submit(args: Namespace) -> int:
    """Take a workbook into the part that it is of."""
    content = args.file.read_bytes()
    with acting_for(*everywhere()):
        mark = mark_of(content)
        part = _part(mark.round, mark.jurisdiction)
        by = _person(args.who, part)
        outcome = submit_workbook(
            part, content, by=by, dry_run=args.dry_run, all_or_nothing=args.all_or_nothing, why=args.file.name
        )
    show(facts_of(outcome, part), args.json, lambda: _lines(outcome, args.dry_run))
    if args.out and outcome.refused:
        args.out.write_bytes(marked_copy(content, outcome.refused))
        say(f"Wrote {args.out}: the refused cells are marked and say how to mend them.")
    return REFUSED if outcome.refused else OK


def _part(round: str, jurisdiction: str) -> Submission:
    found = Submission.objects.select_related("round__framework").filter(round=round_of(round))
    part = found.filter(jurisdiction__iexact=jurisdiction).first()
    if part is None:
        known = ", ".join(found.values_list("jurisdiction", flat=True))
        raise Refused(f"There is no part {jurisdiction} in round {round}. Parts: {known}.", "jurisdiction")
    return part


def _person(email: str | None, part: Submission) -> Person:
    """The account that acts; without one, whoever sits at the command line acts for the seat."""
    if email:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise Refused(f"Nobody has an account with the address {email}.", "email")
        return person_of(user)
    seat = part.jurisdiction
    post = Post("officer", f"{seat}/commission", "commission", seat)
    return Person(OPERATOR.id, OPERATOR.shown_as, OPERATOR.posts | {post})


def _lines(outcome: Outcome, dry_run: bool) -> list[str]:
    counts = ", ".join(f"{count} {name}" for name, count in outcome.counts.items())
    end = "Nothing was written: this was a dry run." if dry_run else "" if outcome.kept else "Nothing was kept."
    changes = [
        f"  {one.place:16} {one.reference:32} {said(one.before) or '-'} -> {said(one.after) or '-'}"
        for one in moved(outcome)
    ]
    more = [f"  … and {len(changes) - LISTED} more; --json lists all"] if len(changes) > LISTED else []
    return [
        counts, *changes[:LISTED], *more,
        *(f"refused {_told(one)}" for one in outcome.refused),
        *(f"note    {_told(one)}" for one in outcome.notes),
        *([end] if end else []),
    ]  # fmt: skip


def _told(trouble: Trouble) -> str:
    stands = f" “{trouble.stands}”:" if trouble.stands else ""
    return f"{trouble.place or 'the workbook'}{stands} {trouble.reason} {trouble.mend}".rstrip()
