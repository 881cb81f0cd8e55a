"""What must hold when a figure that is public is corrected: each function gives the reason, or None."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.units import Unit

from .cells import Cell
from .models import Cause, Observation, Restatement, Submission
from .states import LOCKED, State

NUMBERS = ("value", "low", "high")
WORDS = ("grade", "direction", "reason")
FIGURE = ("unit", "kind", *NUMBERS, *WORDS, "qualifier")


def same_figure(one: Observation, other: Observation) -> bool:
    """Whether two observations say the same figure, or the same reason for its absence."""
    return all(getattr(one, name) == getattr(other, name) for name in FIGURE)


def stored(cell: Cell) -> dict[str, str | None]:
    """A cell as a proposal keeps it."""
    numbers = {name: None if (held := getattr(cell, name)) is None else f"{held:f}" for name in NUMBERS}
    return {"kind": cell.kind, "unit": str(cell.unit), "qualifier": cell.qualifier, **numbers,
            **{name: getattr(cell, name) for name in WORDS}}  # fmt: skip


def read_back(facts: dict) -> Cell:
    """The cell that a proposal keeps."""
    value, low, high = (None if facts.get(name) is None else Decimal(facts[name]) for name in NUMBERS)
    grade, direction, reason = (facts.get(name) or None for name in WORDS)
    return Cell(
        facts["kind"], Unit(facts["unit"]), value, low, high, grade, direction, reason, qualifier=facts["qualifier"]
    )  # fmt: skip


def is_public(row: Observation) -> bool:
    """Whether the figure stands and is public now."""
    return row.known_until is None and row.public_from is not None and row.public_from <= timezone.now()


def refuse_restating(row: Observation, by: Person) -> str | None:
    """Who proposes to correct which figure: its seat's officer or the secretariat, a public figure that stands."""
    if not by.is_secretariat and not by.holds("officer", row.jurisdiction):
        return _("Only an officer of this jurisdiction or the secretariat proposes a restatement.")
    if row.known_until is not None:
        return _("This figure was replaced already. Restate the one that stands now.")
    if not is_public(row):
        return _("This figure is not public. Change it in its part.")
    if row.origin == Observation.Origin.COMPUTED:
        return _("This figure is computed from entries. Correct the entries.")
    return refuse_amended(row.submission)


def refuse_amended(part: Submission | None) -> str | None:
    """A part that is just being changed is corrected there and nowhere else."""
    if part is None or part.state in LOCKED or part.state == State.RECONSTRUCTED:
        return None
    return _("The part of this figure is being amended. Correct the figure there.")


def refuse_proposal(row: Observation, becomes: Cell, cause: str, reason: str, evidence: str) -> tuple[str, str] | None:
    """What is wrong with a proposal, and at which field."""
    if becomes == row.cell:
        return _("This is the figure that stands already."), "value"
    if cause not in Cause.values:
        return _("Choose what makes the restatement necessary."), "cause"
    if not reason.strip():
        return _("Say why the figure is restated. The reason is printed in the erratum."), "reason"
    if not evidence.strip():
        return _("Name what shows the new figure: a letter, a register, a file."), "evidence"
    if row.restatements.filter(state=Restatement.State.PROPOSED).exists():
        return _("A restatement of this figure is proposed already. Decide on that one first."), "value"
    return None


def refuse_deciding(restatement: Restatement, by: Person) -> str | None:
    """The secretariat decides, and never the person who proposed."""
    if reason := refuse_secretariat_work(by):
        return reason
    if restatement.state != Restatement.State.PROPOSED:
        return _("This restatement is decided already.")
    if restatement.proposed_by == by.id:
        return _("You proposed this restatement yourself. Someone else must decide.")
    return None


def refuse_carrying_out(restatement: Restatement) -> str | None:
    """The figure must still stand when the restatement is accepted."""
    row = restatement.old
    if row is None or not is_public(row):
        return _("This figure was replaced meanwhile. Propose the restatement of the one that stands now.")
    return refuse_amended(row.submission)
