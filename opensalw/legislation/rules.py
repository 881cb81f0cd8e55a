"""What must hold of acts and concordance; each function returns the reason for refusing, or None."""

import re
from datetime import date

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work

from .models import Act, Correlation, Row

CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}\d{4}(\(\d{2}\))?")
ELI = re.compile(r"https?://data\.europa\.eu/eli/[a-z_]+/\d{4}/\d+(/[a-z0-9_-]+)*")
State = Row.State
STANDING = (State.OPEN, State.GRADED, State.REVIEWED, State.CARRIED, State.REOPENED)
GRADED = (State.GRADED, State.REVIEWED, State.CARRIED)
GRADES = tuple(grade for grade in Row.Grade.values if grade)


def refuse_table(by: Person, jurisdiction: str) -> str | None:
    """The table of a jurisdiction is worked on by its officer, chair and contributors, and by the secretariat."""
    if by.is_secretariat or any(by.holds(role, jurisdiction) for role in ("officer", "chair", "contributor")):
        return None
    return _("Only people of this jurisdiction, or the secretariat, work on its law.")


def refuse_act(by: Person, act: Act) -> str | None:
    """Acts of the EU and the UN are entered by the secretariat; a jurisdiction enters its own."""
    return refuse_table(by, act.jurisdiction) if act.jurisdiction else refuse_secretariat_work(by)


def refuse_identifiers(celex: str, eli: str) -> str | None:
    """A CELEX number and an ELI have their known forms."""
    if celex and not CELEX.fullmatch(celex):
        return _("%(celex)s is not a CELEX number; one looks like 32021L0555.") % {"celex": celex}
    if eli and not ELI.fullmatch(eli):
        return _("%(eli)s is not an ELI; one looks like http://data.europa.eu/eli/dir/2021/555/oj.") % {"eli": eli}
    return None


def refuse_status_date(on: date | None, as_of: date, today: date) -> str | None:
    """A status is of today or earlier."""
    return _("A status cannot lie in the future.") if as_of > today or (on and on > today) else None


def refuse_grading(by: Person, row: Row) -> str | None:
    """A jurisdiction grades its own rows, while they stand."""
    if reason := refuse_table(by, row.jurisdiction):
        return reason
    if row.state not in STANDING:
        return _("This row stands no longer; grade the one that follows it.")
    return None


def refuse_grade(grade: str, has_own: bool, evidence: str) -> tuple[str, str] | None:
    """A grade of full or partial names the own provisions that carry it out; the others say why."""
    if grade not in GRADES:
        return "grade", _("Choose a grade: full, partial, none, conflict or not applicable.")
    if grade in (Row.Grade.FULL, Row.Grade.PARTIAL) and not has_own:
        return "own", _("Name the provisions of your own law that carry it out.")
    if grade in (Row.Grade.CONFLICT, Row.Grade.NOT_APPLICABLE) and not evidence.strip():
        return "evidence", _("Say why.")
    return None


def refuse_reviewing(by: Person, row: Row) -> str | None:
    """A grade is confirmed by another person of the jurisdiction, or by the secretariat."""
    if row.state not in (State.GRADED, State.CARRIED):
        return _("There is no grade to confirm.")
    if row.graded_by == by.id:
        return _("You graded it; somebody else confirms it.")
    leads = by.is_secretariat or by.holds("officer", row.jurisdiction) or by.holds("chair", row.jurisdiction)
    return None if leads else _("Only an officer or the chair of this jurisdiction, or the secretariat, confirms it.")


def refuse_reopening(by: Person, row: Row, reason: str) -> str | None:
    """A graded row is opened again with a reason."""
    if row.state not in GRADED:
        return _("Only a graded row is opened again.")
    if refused := refuse_table(by, row.jurisdiction):
        return refused
    return None if reason.strip() else _("Say why it is opened again.")


def refuse_asking_undo(by: Person, correlation: Correlation) -> str | None:
    """The secretariat asks that a correlation that was applied by mistake be taken back."""
    if reason := refuse_secretariat_work(by):
        return reason
    if correlation.undone_at:
        return _("It was taken back already.")
    if not correlation.applied_at:
        return _("It was not applied, so there is nothing to take back.")
    return _("It has been asked for already; somebody else decides.") if correlation.undo_asked_at else None


def refuse_undo(by: Person, correlation: Correlation) -> str | None:
    """Another person of the secretariat than who asked for it takes a correlation back."""
    if reason := refuse_secretariat_work(by):
        return reason
    if correlation.undone_at:
        return _("It was taken back already.")
    if not correlation.undo_asked_at:
        return _("Nobody has asked for it, with the reason why.")
    return _("You asked for it; somebody else decides.") if correlation.undo_asked_by == by.id else None
