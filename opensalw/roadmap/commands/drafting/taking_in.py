"""Taking many figures into a part at once: first what would become of each, then all that is good."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused

from ... import rules
from ...cells import Cell
from ...history import cell_facts, cell_key
from ...incoming import Incoming, Outcome, Taken, Trouble
from ...models import DraftCell, Submission
from . import copying
from .cells import checked_line, held_cells, keep
from .changes import Change, note
from .opening import ChangedMeanwhile, open_for

Key = tuple[str, str, str]


@dataclass
class _Work:
    """What is to be written when all figures were looked at."""

    outcome: Outcome = field(default_factory=Outcome)
    new: list[DraftCell] = field(default_factory=list)
    old: list[DraftCell] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@transaction.atomic
def take_in(
    submission: Submission,
    figures: Sequence[Incoming],
    *,
    by: Person,
    via: str,
    why: str = "",
    troubles: Iterable[Trouble] = (),
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> Outcome:
    """Keep every figure that may stand and say what became of each; the rest is refused with its place.

    ``troubles`` are what the reader of the file refused already. With ``dry_run`` nothing is written;
    with ``all_or_nothing`` nothing is written while anything is refused. Refused is raised only when
    ``by`` may not fill the part at all.
    """
    part = open_for(submission, by)
    work = _Work()
    work.outcome.refuse(troubles)
    held = held_cells(part, figures)
    keys = [(one.measure, one.line, rules.dims_key(one.dims)) for one in figures]
    twice = _twice(figures, keys)
    for incoming, key in zip(figures, keys, strict=True):
        if key in twice:
            words = _("This line stands more than once in the file: at %(places)s.") % {"places": twice[key]}
            _refuse(work, incoming, Refused(words + " " + _("Keep one of them.")), "twice")
            continue
        try:
            _look(work, part, incoming, held.get(key), by)
        except ChangedMeanwhile:
            words = _("Somebody changed this figure since the file was made.")
            mend = _("Look at what stands now, then send the file again or change it in the form.")
            _refuse(work, incoming, Refused(f"{words} {mend}"), "conflict")
        except Refused as refused:
            _refuse(work, incoming, refused, refused.field or "")
    if not dry_run and not (all_or_nothing and work.outcome.refused):
        _write(work, part, by, via, why)
        work.outcome.kept = True
    return work.outcome


def _look(work: _Work, part: Submission, incoming: Incoming, held: DraftCell | None, by: Person) -> None:
    """Find out what one figure would change."""
    before = held.cell if held else None
    taken = Taken(incoming.place, incoming.reference, incoming.dims, before, incoming.cell)
    if _is_same(held, incoming):
        checked_line(part, incoming, by)
        work.outcome.unchanged.append(taken)
    elif incoming.cell is None:
        checked_line(part, incoming, by)
        assert held is not None
        if incoming.seen is not None and held.revision != incoming.seen:
            raise ChangedMeanwhile(held)
        work.gone.append(held.pk)
        work.changes.append(Change("figure", cell_key(held), cell_facts(held), None))
        work.outcome.emptied.append(taken)
    else:
        row, change = keep(part, incoming, held, by)
        work.changes.append(change)
        if held is None:
            work.new.append(row)
            work.outcome.added.append(taken)
        else:
            work.old.append(row)
            work.outcome.changed.append(taken)


def _is_same(held: DraftCell | None, incoming: Incoming) -> bool:
    if held is None or incoming.cell is None:
        return held is None and incoming.cell is None
    explained = incoming.explanation is None or incoming.explanation.strip() == held.explanation
    return explained and _content(held.cell) == _content(incoming.cell)


def _content(cell: Cell) -> tuple:
    return (
        cell.kind, cell.unit, cell.value, cell.low, cell.high, cell.grade, cell.direction, cell.reason, cell.qualifier,
    )  # fmt: skip


def _twice(figures: Sequence[Incoming], keys: Sequence[Key]) -> dict[Key, str]:
    """The lines that stand more than once, each with its places."""
    doubled = {key for key, count in Counter(keys).items() if count > 1}
    places: dict[Key, list[str]] = {key: [] for key in doubled}
    for key, one in zip(keys, figures, strict=True):
        if key in doubled:
            places[key].append(one.place)
    return {key: ", ".join(found) for key, found in places.items()}


def _refuse(work: _Work, incoming: Incoming, refused: Refused, code: str) -> None:
    stands = incoming.cell.value if incoming.cell and incoming.cell.value is not None else ""
    work.outcome.refused.append(
        Trouble(incoming.place, str(refused.reason), stands=str(stands), reference=incoming.reference, code=code)
    )


def _write(work: _Work, part: Submission, by: Person, via: str, why: str) -> None:
    """Write everything that is good, in a fixed number of statements however many figures there are."""
    DraftCell.objects.filter(pk__in=work.gone).delete()
    copying.insert(work.new)
    copying.update(work.old, fixed=frozenset({"submission"}))
    note(part, work.changes, by=by, via=via, why=why)
