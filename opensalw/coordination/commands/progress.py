"""What owners report on a conclusion, with its evidence, and closing it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.roadmap.commands.evidence import keep_file, media_type, refuse_file
from opensalw.roadmap.narrative import refuse_link

from ..events import conclusions as events
from ..models import Conclusion, Progress
from ..rules import conclusions as rules
from .conclusions import locked, note

Status = Conclusion.Status


@dataclass(frozen=True)
class Shown:
    """The evidence that comes with a report: an address of the web, a file, both or none."""

    link: str = ""
    file: UploadedFile | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is any."""
        return bool(self.link.strip() or self.file)


NOTHING = Shown()


@transaction.atomic
def report_progress(conclusion: Conclusion, *, said: str, by: Person, shown: Shown = NOTHING) -> Progress:
    """Say how it stands; from the first report on it is under way."""
    held = locked(conclusion)
    require(rules.refuse_reporting(by, held))
    require(rules.refuse_progress(held, said), field="said")
    made = _kept(held, said, Status.UNDER_WAY, "", shown, by)
    held.status = Status.UNDER_WAY
    held.save()
    note(held, events.ProgressReported(said=made.said, status=held.status, **_evidence(made)), by)
    return made


@transaction.atomic
def propose_closing(conclusion: Conclusion, *, outcome: str, said: str, by: Person, shown: Shown = NOTHING) -> Progress:
    """Say that nothing is left to do; the secretariat decides."""
    held = locked(conclusion)
    require(rules.refuse_reporting(by, held))
    require(rules.refuse_outcome(outcome), field="outcome")
    require(rules.refuse_progress(held, said), field="said")
    made = _kept(held, said, Status.UNDER_WAY, outcome, shown, by)
    held.status = Status.UNDER_WAY
    held.save()
    words = str(Status(outcome).label)
    note(held, events.ClosingProposed(outcome=words, said=made.said, **_evidence(made)), by)
    return made


@transaction.atomic
def close(conclusion: Conclusion, *, outcome: str, reason: str, by: Person, shown: Shown = NOTHING) -> Conclusion:
    """Close it as done, done in part or dropped; evidence of an earlier report counts."""
    held = locked(conclusion)
    require(rules.refuse_deciding(by))
    evidence = shown.is_there or any(one.has_evidence for one in held.progress.all())
    require(rules.refuse_closing(held, outcome, reason, evidence=evidence), field=_field(outcome, reason))
    facts = _evidence(_kept(held, reason, outcome, "", shown, by)) if shown.is_there else {}
    held.status, held.closed_on = outcome, timezone.localdate()
    held.save()
    note(held, events.ConclusionClosed(outcome=str(Status(outcome).label), **facts), by, reason)
    return held


def _field(outcome: str, reason: str) -> str:
    """At which field a refusal of closing belongs."""
    if outcome not in rules.CLOSED:
        return "outcome"
    return "link" if reason.strip() else "reason"


def _kept(held: Conclusion, said: str, status: str, asks: str, shown: Shown, by: Person) -> Progress:
    """The report as it is kept; a file goes to the store by its hash."""
    made = Progress(
        id=uuid4(), conclusion=held, said=said.strip(), status=status, asks_closing=asks, link=shown.link.strip(),
        reported_at=timezone.now(), reported_by=by.id,
    )  # fmt: skip
    require(refuse_link(made.link) if made.link else None, field="link")
    if shown.file is not None:
        made.file_name = Path(shown.file.name or "file").name[:200]
        beginning = shown.file.read(8192)
        require(refuse_file(made.file_name, shown.file.size or 0, beginning), field="file")
        made.media_type, made.size = media_type(beginning) or "", shown.file.size or 0
        made.sha256 = keep_file(shown.file, beginning)
    made.save(force_insert=True)
    return made


def _evidence(made: Progress) -> dict[str, str]:
    """The evidence as an entry holds it."""
    return {"link": made.link, "file": made.file_name, "sha256": made.sha256}
