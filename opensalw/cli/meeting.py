"""``opensalw meeting``: the meetings, the speaking briefs of one, its record."""

from argparse import Namespace
from pathlib import Path

from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.carrying import find_meeting
from opensalw.core.jurisdictions import jurisdiction, seats
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands.papers import FORMATS, publish_record
from opensalw.documents.content import meeting_record
from opensalw.documents.models import Report
from opensalw.documents.queries.documents import printed
from opensalw.documents.queries.speaking import fitted

from .command import OK, OPERATOR, show, verb

BRIEFS = (Report.Format.DOCX, Report.Format.PDF)


def register(nouns) -> None:
    """Declare the verbs of ``opensalw meeting``."""
    parser = nouns.add_parser("meeting", help="list meetings, print their briefs and records")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb(verbs, "list", print_list, "print the meetings, the latest first", json=True)
    brief = verb(verbs, "brief", write_briefs, "write the speaking briefs of a meeting to a folder", json=True)
    record = verb(verbs, "record", write_record, "write the record as it stands now to a folder", json=True)
    for one in (brief, record):
        one.add_argument("series", metavar="SERIES", help="the key of the series of meetings")
        one.add_argument("number", type=int, metavar="NUMBER", help="the number of the meeting in it")
        one.add_argument("--out", required=True, type=Path, help="folder to write to")
    brief.add_argument("--jurisdiction", default="", metavar="ID", help="of this jurisdiction only, such as J-SAR")
    record.add_argument("--publish", action="store_true", help="publish it first; then write what was published")


def print_list(args: Namespace) -> int:
    """Print one line for each meeting."""
    with acting_for(*everywhere()):
        found = list(Meeting.objects.select_related("series").order_by("-starts_on", "series"))
    rows = [
        {"series": one.series_id, "number": one.number, "state": one.state, "starts_on": one.starts_on,
         "ends_on": one.ends_on, "place": one.place, "round": one.round_id, "title": one.title}
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one['starts_on']} {one['state']:10} {one['series']:22} {one['number']:3} {one['title']}" for one in rows
    ]
    show(rows, args.json, lambda: lines or ["No meeting is known."])
    return OK


def write_briefs(args: Namespace) -> int:
    """Write the brief of each seat, or of one, as DOCX and PDF."""
    wanted = [jurisdiction(args.jurisdiction)] if args.jurisdiction else list(seats())
    written = []
    with acting_for(*everywhere()):
        meeting = find_meeting(args.series, args.number)
        for one in wanted:
            document = fitted(meeting, one.id)
            stem = f"{meeting.series_id}-{meeting.number}-brief-{one.seat.lower()}"
            written += [_write(args.out, f"{stem}.{format}", printed(document, format)) for format in BRIEFS]
    show(written, args.json, lambda: written)
    return OK


def write_record(args: Namespace) -> int:
    """Write the record in each format; published first if that is asked."""
    with acting_for(*everywhere()):
        meeting = find_meeting(args.series, args.number)
        if args.publish:
            publish_record(meeting, by=OPERATOR)
            meeting.refresh_from_db()
        document = meeting_record.build(meeting)
        stem = f"{meeting.series_id}-{meeting.number}-record"
        written = [_write(args.out, f"{stem}.{format}", printed(document, format)) for format in FORMATS]
    show(written, args.json, lambda: written)
    return OK


def _write(folder: Path, name: str, content: bytes) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    partial = path.with_name(f".{name}")
    partial.write_bytes(content)
    partial.replace(path)
    return str(path)
