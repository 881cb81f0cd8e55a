"""What was sent is taken in as what it is: a workbook, or a file of figures."""

from opensalw.core.permissions import Person
from opensalw.roadmap.incoming import Outcome

from ..models import Upload
from ..queries import content_of
from .sending import send_file
from .workbooks import submit_workbook


def submit_upload(
    upload: Upload, *, by: Person, dry_run: bool = False, all_or_nothing: bool = False, why: str = ""
) -> Outcome:
    """Take in what was sent and say what became of each figure; Refused when it is not taken at all."""
    part, content = upload.submission, content_of(upload)
    if not upload.format:
        return submit_workbook(part, content, by=by, why=why, dry_run=dry_run, all_or_nothing=all_or_nothing)
    return send_file(
        content, by=by, format=upload.format, mapping=upload.mapping, round=part.round, jurisdiction=part.jurisdiction,
        why=why, dry_run=dry_run, all_or_nothing=all_or_nothing,
    ).outcome  # fmt: skip
