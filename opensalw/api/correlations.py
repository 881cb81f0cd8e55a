"""Correlation tables of amending acts: loaded, looked at, applied, taken back by two people. For the secretariat."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from opensalw.core.permissions import refuse_secretariat_work
from opensalw.legislation.commands.correlations import LinesRefused, apply_correlation, load_correlation
from opensalw.legislation.commands.undoing import ask_undo, drop_undo, undo_correlation
from opensalw.legislation.correlating import KINDS, Line, plan
from opensalw.legislation.models import ActVersion, Correlation

from .answers import Answer
from .authentication import PEOPLE, READING, WRITING
from .problems import FieldError, Problem, documented, missing, permit, wrong
from .strictness import Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["legislation"])
Provision = Annotated[Text, Field(max_length=60)]


class VersionShown(BaseModel):
    """A version of an act whose provisions are entered."""

    version: int
    act: str
    label: str
    valid_from: date | None


class CorrelationShown(BaseModel):
    """A table that was loaded, and what became of it."""

    id: str
    old: VersionShown
    new: VersionShown
    file_name: str
    sha256: str
    loaded_at: datetime
    applied_at: datetime | None
    undo_asked_at: datetime | None
    undo_reason: str
    undone_at: datetime | None


class StepShown(BaseModel):
    """What becomes of provisions."""

    old: list[str]
    new: str = Field(description="Empty where the provision is gone.")
    carried: bool
    because: str


class Correlations(Answer):
    """The tables that were loaded, the latest first."""

    correlations: list[CorrelationShown]


class OneCorrelation(Answer):
    """A table with what it does."""

    correlation: CorrelationShown
    steps: list[StepShown]


class Moved(Answer):
    """A table, and what was done to how many rows."""

    correlation: CorrelationShown
    rows: dict[str, int]


class LineSent(Sent):
    """One line; a split or merger has several."""

    old: Provision = ""
    new: Provision = ""
    kind: Literal[*KINDS]  # type: ignore[valid-type]


class CorrelationSent(Sent):
    """A table to load."""

    old: int = Field(description="The old version, as `version` of a table of concordance or of an act.")
    new: int
    lines: Annotated[list[LineSent], Field(min_length=1, max_length=2000)]
    file_name: Annotated[Text, Field(max_length=160)] = ""


class AskSent(Sent):
    """Why a table is to be taken back."""

    reason: Annotated[Text, Field(max_length=300)]


class UndoDecisionSent(Sent):
    """Whether it is taken back."""

    outcome: Literal["undo", "stay"]


@router.get("", auth=READING, response={200: Correlations, **documented(401, 403, 422)}, summary="Correlation tables")
def every(request: HttpRequest) -> dict:
    """Every table that was loaded, with what became of it."""
    permit(refuse_secretariat_work(asking(request)))
    return {"correlations": [_shown(one) for one in _found()]}


@router.post("", auth=WRITING, response={201: OneCorrelation, **WRITES}, summary="Load a correlation table")
def load(request: HttpRequest, sent: CorrelationSent) -> Status:
    """Keep a table that has no errors; all errors are told at once, and nothing happens to any row yet."""
    permit(refuse_secretariat_work(asking(request)))
    old, new = _version(sent.old, "old"), _version(sent.new, "new")
    lines = [Line(one.old, one.new, one.kind, place) for place, one in enumerate(sent.lines)]
    try:
        made = load_correlation(old, new, lines, by=asking(request), file_name=sent.file_name)
    except LinesRefused as refused:
        errors = [
            FieldError(field=f"lines.{one.line}", message=one.words, mend=one.mend) for one in refused.troubles
        ]  # fmt: skip
        raise Problem(422, refused.reason, errors) from None
    return Status(201, _one(made))


@router.get("/{id}", auth=READING, response={200: OneCorrelation, **documented(401, 403, 404, 422)},
            summary="One correlation table")  # fmt: skip
def one(request: HttpRequest, id: UUID) -> dict:
    """A table, with what becomes of each provision."""
    return _one(_find(request, id))


@router.post("/{id}/application", auth=WRITING, response={200: Moved, **WRITES}, summary="Apply a correlation table")
def apply(request: HttpRequest, id: UUID) -> dict:
    """Re-key the tables of all jurisdictions; once."""
    return _moved(_find(request, id), vars(apply_correlation(_find(request, id), by=asking(request))))


@router.post("/{id}/undo", auth=WRITING, response={201: OneCorrelation, **WRITES}, summary="Ask to take it back")
def ask(request: HttpRequest, id: UUID, sent: AskSent) -> Status:
    """Ask that a table that was applied by mistake be taken back; another person decides."""
    return Status(201, _one(ask_undo(_find(request, id), reason=sent.reason, by=asking(request))))


@router.post("/{id}/undo/decision", auth=PEOPLE, response={200: Moved, **WRITES}, summary="Take it back, or not")
def decide(request: HttpRequest, id: UUID, sent: UndoDecisionSent) -> dict:
    """Take a table back that somebody else asked for, or let it stay. A person decides, not a token."""
    held, by = _find(request, id), asking(request)
    return _moved(held, vars(undo_correlation(held, by=by)) if sent.outcome == "undo" else _stay(held, request))


def _stay(held: Correlation, request: HttpRequest) -> dict[str, int]:
    drop_undo(held, by=asking(request))
    return {}


def _found():
    return Correlation.objects.select_related("old__act", "new__act")


def _find(request: HttpRequest, id: UUID) -> Correlation:
    permit(refuse_secretariat_work(asking(request)))
    found = _found().filter(pk=id).first()
    if found is None:
        raise missing(_("There is no such correlation table."))
    return found


def _version(number: int, field: str) -> ActVersion:
    found = ActVersion.objects.filter(pk=number).first() if 0 < number < 2**31 else None
    if found is None:
        raise wrong(field, _("There is no version %(number)d of an act.") % {"number": number})
    return found


def _named(version: ActVersion) -> dict:
    return {"version": version.pk, "act": version.act_id, "label": version.label, "valid_from": version.valid_from}


def _shown(one: Correlation) -> dict:
    names = ("file_name", "sha256", "loaded_at", "applied_at", "undo_asked_at", "undo_reason", "undone_at")
    return {**{name: getattr(one, name) for name in names}, "id": str(one.pk), "old": _named(one.old),
            "new": _named(one.new)}  # fmt: skip


def _one(held: Correlation) -> dict:
    steps = plan([Line(**line) for line in held.lines])
    return {
        "correlation": _shown(held),
        "steps": [{"old": list(one.old), "new": one.new, "carried": one.carried, "because": one.because}
                  for one in steps],
    }  # fmt: skip


def _moved(held: Correlation, rows: dict[str, int]) -> dict:
    held.refresh_from_db()
    return {"correlation": _shown(held), "rows": rows}
