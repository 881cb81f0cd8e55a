"""Files of figures: those of a part out and in, in every format that travels."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.designations import Footnotes
from opensalw.core.permissions import Person, refuse_filling, refuse_seeing_part
from opensalw.core.refusal import Refused
from opensalw.returns.commands import STRATEGIES, send_file
from opensalw.returns.figure import Figure
from opensalw.returns.formats import FORMATS, Format, Frame, written
from opensalw.returns.queries import figures_of_part, figures_of_receipt, mapping_named
from opensalw.roadmap.models import Submission
from opensalw.roadmap.reach import reach_of, refuse_seeing_whole

from .answers import Answer, body
from .authentication import READING, WRITING
from .problems import documented, missing, permit, wrong
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking, part_of

router = Router(tags=["files of figures"])
FORMAT = Literal[*FORMATS]  # type: ignore[valid-type]
ADDRESS = "/{round}/{jurisdiction}/files/{format}"
KEY = Annotated[Text, Field(max_length=40)]
LEFT_OUT = "OpenSALW-Left-Out"


def bodies(*formats: Format) -> dict:
    """How the description tells what may be sent."""
    kinds = sorted({one.media_type.partition(";")[0] for one in formats})
    schemas = {
        kind: {"schema": {"type": "object"} if kind == "application/json" else {"type": "string"}} for kind in kinds
    }
    return {"requestBody": {"required": True, "content": schemas}}


class Asked(Sent):
    """What of a part is wanted."""

    mapping: KEY = Field(default="", description="Key of a mapping, for formats with codes; our own codes if left out.")
    receipt: int | None = Field(default=None, ge=1, le=2**31 - 1, description="What was sent with this receipt.")
    blank: bool = Field(default=False, description="Also the lines that wait for an answer. CSV and JSON only.")


class Manner(Sent):
    """How a file is taken in."""

    mapping: KEY = Field(default="", description="Key of a mapping, for formats with codes; our own codes if left out.")
    strategy: Literal[*STRATEGIES] = "create_and_update"  # type: ignore[valid-type]
    dry_run: bool = Field(default=False, description="Say what would happen; keep nothing.")
    all_or_nothing: bool = Field(default=False, description="Keep nothing while anything is refused.")


class TroubleShown(BaseModel):
    """Something that is not taken, or that its sender should know."""

    place: str
    stands: str
    reason: str
    mend: str
    reference: str
    code: str


class PartTouched(BaseModel):
    """The counts of one part."""

    round: str
    jurisdiction: str
    added: int
    changed: int
    emptied: int
    unchanged: int
    refused: int


class Became(Answer):
    """What became of the figures of a file."""

    format: str
    kept: bool = Field(description="Whether anything was kept; false in a dry run.")
    added: int
    changed: int
    emptied: int
    unchanged: int
    refused: int
    passed_over: int = Field(description="Left alone because of the strategy.")
    parts: list[PartTouched]
    refusals: list[TroubleShown]
    notes: list[TroubleShown]


@router.get(
    ADDRESS,
    auth=READING,
    response={200: None, **documented(401, 403, 404, 422)},
    summary="The figures of a part as a file",
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    one.media_type.partition(";")[0]: {"schema": {}} for one in FORMATS.values()
                }
            }
        }
    },
)  # fmt: skip
def figures_out(
    request: HttpRequest, round: Text, jurisdiction: Jurisdiction, format: FORMAT, asked: Query[Asked]
) -> HttpResponse:
    """The figures as they stand, or as a receipt has them. The header OpenSALW-Left-Out counts what has no code."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    return file_of(part, FORMATS[format], wanted(part, asked, asking(request)), asked.mapping)


def wanted(part: Submission, asked: Asked, by: Person) -> list[Figure]:
    """The figures that are asked for and that ``by`` may see; 404 when the part has no such receipt."""
    if asked.receipt is None:
        return figures_of_part(part, blank=asked.blank, reach=reach_of(part, by))
    permit(refuse_seeing_whole(part, by))
    receipt = part.snapshots.filter(number=asked.receipt).first()
    if receipt is None:
        raise missing(_("This part has no such receipt."))
    return figures_of_receipt(receipt)


def file_of(part: Submission, format: Format, figures: list[Figure], mapping: str) -> HttpResponse:
    """The figures as an attachment."""
    codes = mapping_named(mapping)
    frame = Frame(part.round.framework.spec, mapping=codes.spec if codes else None)
    content, left_out = written(format, figures, frame)
    response = HttpResponse(content, content_type=format.media_type)
    name = f"{part.round_id}-{part.jurisdiction}-{format.key}{format.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response[LEFT_OUT] = str(len(left_out))
    return response


@router.post(
    ADDRESS,
    auth=WRITING,
    response={200: Became, 207: Became, **WRITES},
    summary="Send a file of figures for a part",
    openapi_extra=bodies(*FORMATS.values()),
)
def figures_in(
    request: HttpRequest, round: Text, jurisdiction: Jurisdiction, format: FORMAT, manner: Query[Manner]
) -> HttpResponse:
    """Take a file into a part: 200 when nothing is refused, 207 when something is; all refusals are told at once."""
    by = asking(request)
    permit(refuse_filling(by, jurisdiction))
    part = part_of(round, jurisdiction)
    try:
        delivery = send_file(
            request.read(), by=by, format=format, round=part.round, jurisdiction=jurisdiction, via="api",
            **manner.model_dump(),
        )  # fmt: skip
    except Refused as refused:
        raise wrong(refused.field or "file", refused.reason) from None
    content = body(delivery.as_facts(), Footnotes())
    return HttpResponse(content, status=207 if delivery.outcome.refused else 200, content_type="application/json")
