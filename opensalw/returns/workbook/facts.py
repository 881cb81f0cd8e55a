"""What became of a workbook, for a machine: counts, changes, errors, notes."""

from typing import Any

from opensalw.roadmap.cells import Cell, shown
from opensalw.roadmap.incoming import Outcome, Taken
from opensalw.roadmap.models import Submission


def facts_of(outcome: Outcome, part: Submission) -> dict[str, Any]:
    """What became of a workbook, for a machine."""
    return {
        "round": part.round_id,
        "jurisdiction": part.jurisdiction,
        "kept": outcome.kept,
        **outcome.counts,
        "changes": [
            {
                "place": one.place, "line": one.reference, "dimensions": dict(one.dims),
                "before": said(one.before), "after": said(one.after),
            }
            for one in moved(outcome)
        ],
        "errors": [trouble.as_facts() for trouble in outcome.refused],
        "notes": [trouble.as_facts() for trouble in outcome.notes],
    }  # fmt: skip


def moved(outcome: Outcome) -> list[Taken]:
    """The figures that are, or would be, different afterwards."""
    return [*outcome.added, *outcome.changed, *outcome.emptied]


def said(cell: Cell | None) -> str | None:
    """A figure in words; None for none."""
    return shown(cell) if cell else None
