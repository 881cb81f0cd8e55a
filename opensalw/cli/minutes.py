"""``opensalw notes minutes``: sessions, speakers and promises of meeting notes, and how well they are read."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.documents import read_document
from opensalw.roadmap.prose.dues import read_due
from opensalw.roadmap.prose.measuring import Score
from opensalw.roadmap.prose.meeting_notes.measuring import measure_notes, read_gold
from opensalw.roadmap.prose.meeting_notes.reading import read_notes
from opensalw.roadmap.prose.meeting_notes.shape import Notes

from .command import OK, show, verb


def declare(verbs) -> None:
    """Declare the verb among those of ``opensalw notes``."""
    one = verb(
        verbs, "minutes", print_minutes,
        "print the sessions, speakers, jurisdictions and dated promises of meeting notes; needs no database", json=True,
    )  # fmt: skip
    one.add_argument("file", type=Path, metavar="FILE", help="Markdown, plain text or DOCX")
    one.add_argument(
        "--held-on", metavar="DAY", help="the day of the meeting where the notes do not say it, as 2020-07-03"
    )
    one.add_argument(
        "--gold", type=Path, metavar="YAML", help="compare with what a person marked, and print the scores"
    )


def print_minutes(args: Namespace) -> int:
    """Print what the notes hold, or how well it is found."""
    document = read_document(args.file)
    notes = read_notes(document, held_on=_day(args.held_on))
    if args.gold:
        scores = measure_notes(notes, document, read_gold(args.gold))
        facts = [{"field": one.name, "found": one.proposed, "right": one.right, "there": one.there} for one in scores]
        show(facts, args.json, lambda: [f"{'':12} {'right':>6} {'found':>6} {'there':>6}", *map(_score, scores)])
        return OK
    show(notes.as_json(), args.json, lambda: _lines(notes))
    return OK


def _day(text: str | None) -> date | None:
    due = read_due(text, written=date(2000, 1, 1)) if text else None
    if due and not due.is_a_day:
        raise Refused("--held-on is one day, such as 2020-07-03.", "held_on")
    return due.last if due else None


def _score(one: Score) -> str:
    return f"{one.name:12} {one.right:>6} {one.proposed:>6} {one.there:>6}"


def _lines(notes: Notes) -> list[str]:
    lines = [f"{notes.title} ({notes.held_on or 'the day is not said: give --held-on'})"]
    for session in notes.sessions:
        chair = f", chaired by: {session.chair.words}" if session.chair.words else ""
        lines += ["", f"{session.title or session.kind}{chair}"]
        for block in session.blocks:
            lines.append(f"  {block.kind:13} {block.jurisdiction:6} {block.title[:60]}")
            lines += [f"    {said.voice.words or 'not said who'}: {len(said.points)} points" for said in block.said]
    lines += ["", f"{len(notes.promises)} dated promises, to be confirmed by a person:"]
    for one in notes.promises:
        span = f"{one.due_from or ''!s:10} {one.due_on}"
        lines.append(f"  {span}  {one.jurisdiction:6} {one.owner[:40]:40} {one.sentence[:100]}")
    return lines
