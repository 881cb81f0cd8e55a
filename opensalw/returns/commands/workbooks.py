"""Taking a workbook in: what would change first, then all that is good, in one transaction."""

import re
from dataclasses import replace

from django.db import transaction

from opensalw.core.collector import collector_resting
from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.roadmap import rules
from opensalw.roadmap.commands.drafting import take_in
from opensalw.roadmap.incoming import Incoming, Outcome
from opensalw.roadmap.models import DraftCell, Submission

from ..workbook.reading import read_workbook


@transaction.atomic
def submit_workbook(
    part: Submission,
    content: bytes,
    *,
    by: Person,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    why: str = "",
) -> Outcome:
    """Take the figures of a workbook into its part and say what became of each.

    Refused is raised only when the whole workbook is not taken, or ``by`` may not fill the part.
    """
    require(rules.refuse_entering(part, by))
    with collector_resting():
        reading = read_workbook(part, content)
    with collector_resting(), transaction.atomic():
        outcome = take_in(
            part, _known_as_own(part, reading.figures, by), by=by, via="workbook", why=why, troubles=reading.troubles,
            dry_run=dry_run, all_or_nothing=all_or_nothing,
        )  # fmt: skip
        transaction.set_rollback(not outcome.kept)
    outcome.unchanged.extend(reading.untouched)
    outcome.notes.extend(reading.notes)
    outcome.refused.sort(key=lambda trouble: _in_order(trouble.place))
    return outcome


def _in_order(place: str) -> list[tuple[int, str]]:
    """A key that puts ``Goal 6!F9`` before ``Goal 6!F10``."""
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", place)]


def _known_as_own(part: Submission, figures: list[Incoming], by: Person) -> list[Incoming]:
    """What the same person brought by an earlier copy of the workbook is no conflict: the person goes on with it."""
    own = {
        (cell.measure, cell.line, cell.dims_key): cell.revision
        for cell in part.cells.filter(origin=DraftCell.Origin.WORKBOOK, touched_by=by.id)
    }
    if not own:
        return figures
    return [replace(one, seen=own.get((one.measure, one.line, rules.dims_key(one.dims)), one.seen)) for one in figures]
