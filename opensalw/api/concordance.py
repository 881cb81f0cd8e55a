"""Tables of concordance as they stood on a day; rows graded, confirmed and opened again by the jurisdiction."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from opensalw.legislation.commands.concordance import RowChanged, grade_row, open_table, reopen_row, review_row
from opensalw.legislation.models import Act, ActVersion, Row, Stand
from opensalw.legislation.queries.concordance import tables
from opensalw.legislation.queries.past import rows_on
from opensalw.legislation.rules import GRADES, refuse_table

from .answers import Answer
from .authentication import OPEN, PEOPLE, WRITING
from .parts import Long
from .problems import Problem, documented, missing, permit, wrong
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["legislation"])


class TableShown(BaseModel):
    """A table that is kept: how many rows are in which state."""

    version: int
    act: str
    label: str
    jurisdiction: str
    states: dict[str, int]


class Tables(Answer):
    """All tables that stand."""

    tables: list[TableShown]


class OwnShown(BaseModel):
    """A provision of the jurisdiction's own act."""

    act: str
    number: str


class RowShown(BaseModel):
    """What a jurisdiction says of one provision."""

    id: str
    provision: str
    title: str
    state: str = Field(description="open, graded, reviewed, carried, reopened; of a replaced version replaced, closed.")
    grade: str | None = Field(description="Null where it is not graded; that is not `none`.")
    was_grade: str | None = Field(description="What it was before it was opened again; it does not count.")
    because: str
    own: list[OwnShown]
    evidence: str
    deadline: date | None


class Table(Answer):
    """A table as it stood at the end of a day."""

    version: int
    act: str
    jurisdiction: str
    on: date
    rows: list[RowShown]


class OneRow(Answer):
    """A row as it stands, with the number of its revision."""

    row: RowShown
    revision: int


class Opened(Answer):
    """How many rows were opened."""

    opened: int


class Day(Sent):
    """On which day."""

    on: date | None = Field(default=None, description="Today if left out.")


class OwnSent(Sent):
    """A provision of an own act."""

    act: Annotated[Text, Field(max_length=80)]
    number: Annotated[Text, Field(min_length=1, max_length=60)]


class GradeSent(Sent):
    """How far a provision is carried out."""

    grade: Literal[*GRADES]  # type: ignore[valid-type]
    own: list[OwnSent] = []
    evidence: Long = ""
    deadline: date | None = None
    revision: Annotated[int, Field(ge=0, le=1_000_000)] = Field(description="As it was read; another one is refused.")


class ReasonSent(Sent):
    """Why."""

    reason: Annotated[Text, Field(max_length=300)]


@router.get("/tables", auth=OPEN, response={200: Tables, **documented(401, 422)}, summary="Tables of concordance")
def list_of_tables(request: HttpRequest) -> dict:
    """The tables of concordance that stand, with how many rows are in which state."""
    return {
        "tables": [
            {"version": version.pk, "act": version.act_id, "label": version.label, "jurisdiction": seat,
             "states": dict(states)}
            for version, seat, states in tables()
        ]
    }  # fmt: skip


@router.get(
    "/tables/{version}/{jurisdiction}", auth=OPEN, response={200: Table, **documented(401, 404, 422)},
    summary="One table on a day",
)  # fmt: skip
def one_table(request: HttpRequest, version: int, jurisdiction: Jurisdiction, day: Query[Day]) -> dict:
    """The rows of a jurisdiction at a version of an act as they stood at the end of a day."""
    found, on = _version(version), day.on or timezone.localdate()
    rows = [_stood(one) for one in rows_on(found, jurisdiction, on)]
    return {"version": found.pk, "act": found.act_id, "jurisdiction": jurisdiction, "on": on, "rows": rows}


@router.post(
    "/tables/{version}/{jurisdiction}", auth=WRITING, response={201: Opened, **WRITES}, summary="Open a table"
)  # fmt: skip
def open_one(request: HttpRequest, version: int, jurisdiction: Jurisdiction) -> Status:
    """Give a jurisdiction a row for each provision that has none."""
    permit(refuse_table(asking(request), jurisdiction))
    return Status(201, {"opened": open_table(_version(version), jurisdiction=jurisdiction, by=asking(request))})


@router.put("/rows/{id}", auth=WRITING, response={200: OneRow, **WRITES}, summary="Grade a row")
def grade(request: HttpRequest, id: UUID, sent: GradeSent) -> dict:
    """Say how far a provision is carried out; who read an older revision is told what stands now."""
    held, by = _row(request, id), asking(request)
    acts = Act.objects.in_bulk({one.act for one in sent.own})
    for place, one in enumerate(sent.own):
        if one.act not in acts:
            raise wrong(f"own.{place}.act", _("There is no act %(key)s.") % {"key": one.act})
    try:
        own = [(acts[one.act], one.number) for one in sent.own]
        facts = sent.model_dump(include={"grade", "evidence", "deadline", "revision"})
        return _shown(grade_row(held, own=own, by=by, **facts))
    except RowChanged as changed:
        raise Problem(409, changed.reason, current={"revision": changed.row.revision}) from None


@router.post("/rows/{id}/confirmation", auth=PEOPLE, response={200: OneRow, **WRITES}, summary="Confirm a grade")
def confirm(request: HttpRequest, id: UUID) -> dict:
    """Confirm a grade that somebody else gave; a person does, never a machine with a token."""
    return _shown(review_row(_row(request, id), by=asking(request)))


@router.post("/rows/{id}/reopening", auth=WRITING, response={200: OneRow, **WRITES}, summary="Open a row again")
def reopen(request: HttpRequest, id: UUID, sent: ReasonSent) -> dict:
    """Take a grade back, with the reason; it stays beside the row."""
    return _shown(reopen_row(_row(request, id), by=asking(request), reason=sent.reason))


def _version(number: int) -> ActVersion:
    found = ActVersion.objects.filter(pk=number).first() if 0 < number < 2**31 else None
    if found is None:
        raise missing(_("There is no such version of an act. See /api/v1/legislation/tables."))
    return found


def _row(request: HttpRequest, id: UUID) -> Row:
    found = Row.objects.select_related("provision__version").filter(pk=id).first()
    if found is None:
        raise missing(_("There is no such row."))
    permit(refuse_table(asking(request), found.jurisdiction))
    return found


def _stood(one: Stand | Row) -> dict:
    key = one.row_id if isinstance(one, Stand) else one.pk
    names = ("state", "because", "evidence", "deadline")
    return {
        **{name: getattr(one, name) for name in names}, "id": str(key), "provision": one.provision.number,
        "title": one.provision.title, "grade": one.grade or None, "was_grade": one.was_grade or None,
        "own": [{"act": act.key, "number": number} for act, number in one.named],
    }  # fmt: skip


def _shown(row: Row) -> dict:
    return {"row": _stood(row), "revision": row.revision}
