"""Taking back a correlation that was applied by mistake: asked for by one person, made by another; nothing is lost."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.ledger.event import Event

from .. import events, rules
from ..models import Correlation, OwnProvision, Row, Stand
from ..queries.undoing import Undoing, built_upon, undoing
from .acts import note, regain_grade
from .concordance import name_of, record
from .stands import keep

State = Row.State


@dataclass
class Undone:
    """What taking back a correlation did to the rows of all jurisdictions."""

    restored: int
    reopened: int
    kept: int
    ended: int


@transaction.atomic
def ask_undo(correlation: Correlation, *, reason: str, by: Person) -> Correlation:
    """Ask that a correlation be taken back, and say why; nothing happens to any row yet."""
    held = _locked(correlation)
    require(rules.refuse_asking_undo(by, held))
    require(None if reason.strip() else _("Say why it is to be taken back."), field="reason")
    _require_possible(held)
    held.undo_asked_at, held.undo_asked_by, held.undo_reason = timezone.now(), by.id, reason.strip()[:300]
    held.save()
    event = events.CorrelationUndoAsked(old=held.old.label, new=held.new.label)
    note(event, held.new.act, by, reason=held.undo_reason)
    return held


@transaction.atomic
def drop_undo(correlation: Correlation, *, by: Person) -> Correlation:
    """Let a correlation stay that somebody asked to take back."""
    held = _locked(correlation)
    require(refuse_secretariat_work(by))
    require(_("Nobody has asked for it, with the reason why.") if not held.undo_asked_at or held.undone_at else None)
    held.undo_asked_at, held.undo_asked_by, held.undo_reason = None, "", ""
    held.save()
    note(events.CorrelationUndoDropped(old=held.old.label, new=held.new.label), held.new.act, by)
    return held


@transaction.atomic
def undo_correlation(correlation: Correlation, *, by: Person) -> Undone:
    """Let every row stand again as it did, except where somebody has graded since: such a row is opened again."""
    held = _locked(correlation)
    require(rules.refuse_undo(by, held))
    _require_possible(held)
    list(Row.objects.filter(provision__version__in=[held.old, held.new]).select_for_update().values_list("pk"))
    done = undoing(held)
    _new_rows(done, held, by)
    _old_rows(done, held, by)
    _acts(done, held, by)
    held.undone_at, held.undone_by = timezone.now(), by.id
    held.save()
    counts = Undone(len(done.restored), len(done.reopened), len(done.kept), len(done.ended) + len(done.emptied))
    event = events.CorrelationUndone(old=held.old.label, new=held.new.label, sha256=held.sha256, **asdict(counts))
    note(event, held.new.act, by, reason=held.undo_reason)
    return counts


def _locked(correlation: Correlation) -> Correlation:
    found = Correlation.objects.select_for_update(of=("self",)).select_related("old__act", "new__act")
    return found.get(pk=correlation.pk)


def _require_possible(held: Correlation) -> None:
    words = _("Another correlation builds on it. Take that one back first.")
    require(words if built_upon(held) else None)
    moved = held.old.provisions.filter(rows__isnull=False)
    kept = Stand.objects.filter(correlation=held).exists() or not moved.exists()
    words = _("It was applied before the system kept how each row stood, so it cannot be taken back.")
    require(None if kept else words)


def _new_rows(done: Undoing, held: Correlation, by: Person) -> None:
    for row in done.kept:
        words = _("The correlation of %(old)s was taken back; see whether this still holds.")
        because = words % {"old": held.old.label}
        row.follows.remove(*row.follows.filter(provision__version=held.old))
        grade = str(row.get_grade_display()) if row.grade else ""
        _write(row, row.state, because, events.RowKept(provision=name_of(row), grade=grade), held, by)
    for row in done.ended:
        _write(row, State.UNDONE, held.undo_reason, _gone(row), held, by)
    for row in done.emptied:
        gone = _gone(row)
        row.grade, row.was_grade, row.evidence, row.deadline, row.graded_by, row.graded_at = "", "", "", None, "", None
        OwnProvision.objects.filter(row=row).delete()
        row.follows.remove(*row.follows.filter(provision__version=held.old))
        _write(row, State.OPEN, "", gone, held, by)


def _gone(row: Row) -> Event:
    return events.RowTakenBack(provision=name_of(row), was=str(row.get_state_display()))


def _old_rows(done: Undoing, held: Correlation, by: Person) -> None:
    for row in done.fresh:
        _write(row, State.UNDONE, _("The row that stood before stands again."), _gone(row), held, by)
    for row, anew in done.left:
        anew.follows.add(row)
        because = _("It was graded anew while it was replaced; that row stands.")
        grade = str(anew.get_grade_display()) if anew.grade else ""
        _write(row, row.state, because, events.RowKept(provision=name_of(row), grade=grade), held, by)
    for row, before in done.restored:
        state, grade = str(before.get_state_display()), str(before.get_grade_display()) if before.grade else ""
        again = events.RowRestored(provision=name_of(row), state=state, grade=grade)
        _write(row, before.state, before.because, again, held, by)
    for row, before, since in done.reopened:
        row.grade, row.was_grade, row.reviewed_by, row.reviewed_at = "", before.grade, "", None
        because = _("The correlation was taken back after %(news)s had been graded.") % {"news": ", ".join(since)}
        opened = events.RowReopened(provision=name_of(row), was=str(before.get_grade_display()))
        _write(row, State.REOPENED, because, opened, held, by)


def _acts(done: Undoing, held: Correlation, by: Person) -> None:
    """Where every row of a jurisdiction stands again as it did, its act has its grade again, too."""
    changed = {one[0].jurisdiction for one in done.reopened} | {one[0].jurisdiction for one in done.left}
    for withdrawn in held.grades.filter(grade="").select_related("act", "correlation"):
        if withdrawn.jurisdiction not in changed:
            regain_grade(withdrawn, by=by, said=_("The correlation was taken back."))


def _write(row: Row, state: str, because: str, event: Event, held: Correlation, by: Person) -> None:
    row.state, row.because, row.revision = state, because[:300], row.revision + 1
    row.save()
    keep(row, by, held)
    record(event, row, by, reason=held.undo_reason)
