"""The workbook of a part: fetched, and sent back as it was saved."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from opensalw.core.permissions import refuse_filling, refuse_seeing_part
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.facts import facts_of
from opensalw.returns.workbook.writing import file_name, write_workbook

from .answers import Answer
from .authentication import READING, WRITING
from .problems import documented, permit
from .strictness import Jurisdiction, Sent, Text
from .submissions import PART, asking, part_of

parts = Router(tags=["submissions"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: dict[str, Any] = {"responses": {200: {"content": {XLSX: {}}}}}
BYTES = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/octet-stream": BYTES}}}


class How(Sent):
    """How a workbook is taken."""

    dry_run: bool = Field(default=False, description="Only say what would change.")
    all_or_nothing: bool = Field(default=False, description="Keep nothing while anything is refused.")


class ChangeShown(Answer):
    """One figure that is, or would be, different."""

    place: str
    line: str
    dimensions: dict[str, str]
    before: str | None
    after: str | None


class Told(Answer):
    """What became of a workbook: counts, each change, every cell that is refused."""

    round: str
    jurisdiction: str
    kept: Annotated[bool, Field(description="False for a dry run, and where all or nothing was asked.")]
    added: int
    changed: int
    emptied: int
    unchanged: int
    refused: int
    changes: list[ChangeShown]
    errors: list[dict[str, str]]
    notes: list[dict[str, str]]


@parts.get(
    PART + "/workbook", auth=READING, response={200: None, **documented(401, 403, 404, 422)},
    summary="The workbook of a part", openapi_extra=FILE,
)  # fmt: skip
def workbook(request: HttpRequest, round: Text, jurisdiction: Jurisdiction) -> HttpResponse:
    """The part as XLSX with what stands now, as far as you see it; what you may not fill is locked."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    response = HttpResponse(write_workbook(part, asking(request)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(part)}"'
    return response


@parts.post(
    PART + "/workbook", auth=WRITING, response={200: Told, **documented(401, 403, 404, 409, 413, 422)},
    summary="Send a workbook back", openapi_extra=BODY,
)  # fmt: skip
def send_workbook(
    request: HttpRequest, round: Text, jurisdiction: Jurisdiction, how: Query[How]
) -> dict[str, Any]:  # fmt: skip
    """Take in what is good of a filled workbook; its bytes are the body. A workbook that is none is a 422."""
    permit(refuse_filling(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    outcome = submit_workbook(
        part, request.body, by=asking(request), dry_run=how.dry_run, all_or_nothing=how.all_or_nothing, why="API"
    )  # fmt: skip
    return facts_of(outcome, part)
