"""``opensalw report``: print the documents of a round."""

from argparse import Namespace
from pathlib import Path

from rich.progress import track

from opensalw.core.hours import hour_of
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands import build_reports, publish_reports
from opensalw.documents.commands.drafts import circulate_draft
from opensalw.documents.models import Draft
from opensalw.documents.queries import FILE_FORMATS, document_set, file_name, printed
from opensalw.documents.queries.drafts import drafts_of
from opensalw.roadmap.models import Round

from .command import OK, OPERATOR, console, say, show, verb


def register(nouns) -> None:
    """Declare the verbs of ``opensalw report``."""
    parser = nouns.add_parser("report", help="print the regional reports of a round")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    building = verb(verbs, "build", build, "write the narrative and indicator reports to a folder", json=True)
    building.add_argument("--round", required=True, help="key of the round, such as wb-2019-H2")
    building.add_argument("--out", required=True, type=Path, help="folder to write to")
    building.add_argument("--briefs", action="store_true", help="the briefs of the jurisdictions too")
    keeping = verb(verbs, "publish", publish, "build the whole set, keep it in the library and publish it")
    keeping.add_argument("--round", required=True, help="key of the round")
    sending = verb(verbs, "circulate", circulate, "freeze a draft and send it round for comments", json=True)
    sending.add_argument("--round", required=True, help="key of the round")
    sending.add_argument("--until", required=True, help="until when comments are taken, such as 2020-07-03T10:00")
    sending.add_argument("--number", type=int, help="number of the draft; the next one if left out")
    sending.add_argument("--readers", choices=Draft.Readers.values, default=Draft.Readers.SEATS, help="who reads it")


def round_of(key: str) -> Round:
    """The round of this key, however it is capitalised; refused with the known ones."""
    found = Round.objects.select_related("framework").filter(pk__iexact=key).first()
    if found is None:
        known = ", ".join(Round.objects.values_list("key", flat=True)) or "none"
        raise Refused(f"There is no round {key}. Rounds: {known}.")
    return found


def build(args: Namespace) -> int:
    """Write the documents of a round as files."""
    args.out.mkdir(parents=True, exist_ok=True)
    written = []
    with acting_for(*everywhere()):
        round = round_of(args.round)
        jobs = [
            (kind, jid, doc, format)
            for kind, jid, doc in document_set(round, briefs=args.briefs)
            for format in FILE_FORMATS
        ]
        for kind, jid, doc, format in track(jobs, description="Printing", console=console, transient=True):
            path = args.out / file_name(round, kind, jid, format)
            partial = path.with_name(f".{path.name}")
            partial.write_bytes(printed(doc, format))
            partial.replace(path)
            written.append(str(path))
    show(written, args.json, lambda: written)
    return OK


def publish(args: Namespace) -> int:
    """Build, keep and publish the whole set of a round."""
    with acting_for(*everywhere()):
        round = round_of(args.round)
        built = build_reports(round, by=OPERATOR)
        published = publish_reports(round, by=OPERATOR)
    say(f"{len(built)} documents built, {published} newly published.")
    return OK


def circulate(args: Namespace) -> int:
    """Freeze the documents of a round as a draft and send them round."""
    with acting_for(*everywhere()):
        round = round_of(args.round)
        until = hour_of(args.until)
        if until is None:
            raise Refused("Say until when comments are taken, such as --until 2020-07-03T10:00.")
        number = args.number or len(drafts_of(round)) + 1
        draft = circulate_draft(round, number=number, comment_until=until, readers=args.readers, by=OPERATOR)
    facts = {"round": round.key, "number": draft.number, "comment_until": draft.comment_until, "sha256": draft.sha256}
    show(facts, args.json, lambda: [f"Draft {draft.number} of {round.key}: comments until {draft.comment_until}."])
    return OK
