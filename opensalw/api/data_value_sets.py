"""``dataValueSets`` as DHIS2 has it, so that an instance, or a script for one, can push and fetch."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.designations import Footnotes
from opensalw.core.permissions import refuse_seeing_part, refuse_working
from opensalw.core.refusal import Refused
from opensalw.returns.commands import send_file
from opensalw.returns.dhis2.summary import summary, wrapped
from opensalw.returns.formats import FORMATS, Frame, format_of
from opensalw.returns.queries import figures_of_part, framework_in_use, mapping_named, open_parts
from opensalw.roadmap.reach import reach_of

from .answers import Answer, body
from .authentication import READING, WRITING
from .figure_files import KEY, bodies, file_of
from .problems import Problem, documented, missing, permit, wrong
from .strictness import PeriodText, Sent
from .submissions import asking

router = Router(tags=["DHIS2 and ADX"])
CODED = {key: one for key, one in FORMATS.items() if one.is_coded}
STRATEGY = {
    "CREATE_AND_UPDATE": "create_and_update", "NEW_AND_UPDATES": "create_and_update", "CREATE": "create",
    "NEW": "create", "UPDATE": "update", "UPDATES": "update", "DELETE": "delete", "DELETES": "delete",
}  # fmt: skip
SCHEME = Literal["", "UID", "uid", "CODE", "code", "ID", "id"]


class Manner(Sent):
    """How values are taken in; the names are those of DHIS2."""

    dryRun: bool = Field(default=False, description="Say what would happen; keep nothing.")
    importStrategy: Literal[*STRATEGY] = "CREATE_AND_UPDATE"  # type: ignore[valid-type]
    atomic: bool = Field(default=False, description="Keep nothing while anything conflicts. Ours, not DHIS2's.")
    mapping: KEY = Field(default="", description="Key of a mapping; our own codes if left out. Ours, not DHIS2's.")
    idScheme: SCHEME = Field(default="", description="Taken and not needed: a mapping names ids or codes.")
    dataElementIdScheme: SCHEME = ""
    orgUnitIdScheme: SCHEME = ""
    categoryOptionComboIdScheme: SCHEME = ""


class Wanted(Sent):
    """Which values are fetched."""

    orgUnit: KEY = Field(description="Organisation unit of the mapping, such as `J-BEG`.")
    period: PeriodText
    dataSet: KEY = ""
    mapping: KEY = ""
    format: Literal[*CODED] = "dhis2-json"  # type: ignore[valid-type]


class Counts(BaseModel):
    """How many values each thing happened to."""

    imported: int
    updated: int
    ignored: int
    deleted: int


class Summary(BaseModel):
    """An import summary."""

    responseType: str
    status: Literal["SUCCESS", "WARNING", "ERROR"]
    description: str
    importCount: Counts
    unchanged: int = Field(description="How many of the updated ones said what stood there already.")
    conflicts: list[dict[str, Any]]
    rejectedIndexes: list[int]
    notes: list[dict[str, str]]
    dataSetComplete: str


class Imported(Answer):
    """The answer to an import, as DHIS2 gives it."""

    httpStatus: str
    httpStatusCode: int
    status: str
    message: str
    response: Summary


@router.post(
    "",
    auth=WRITING,
    response={200: Imported, 409: Imported, **documented(400, 401, 403, 413, 422)},
    summary="Push data values",
    openapi_extra=bodies(*CODED.values()),
)
def push(request: HttpRequest, manner: Query[Manner]) -> HttpResponse:
    """Take a dataValueSet (JSON or CSV) or an ADX file into the parts of open rounds that its values are for.

    200 when all were taken; 409 with a conflict for each thing that was not. The good values are kept also then,
    unless `atomic` is true. What was there already counts as updated.
    """
    by = asking(request)
    permit(refuse_working(by))
    content = request.read()
    format = format_of(content).key
    if format not in CODED:
        raise wrong("body", _("This is no dataValueSet and no ADX file."), _("See the file formats in the manual."))
    try:
        delivery = send_file(
            content, by=by, format=format, mapping=manner.mapping, via="api", dry_run=manner.dryRun,
            strategy=STRATEGY[manner.importStrategy], all_or_nothing=manner.atomic,
        )  # fmt: skip
    except Refused as refused:
        raise wrong(refused.field or "body", refused.reason) from None
    status, answer = wrapped(summary(delivery, dry_run=manner.dryRun))
    return HttpResponse(body(answer, Footnotes()), status=status, content_type="application/json")


@router.get(
    "",
    auth=READING,
    response={200: None, **documented(401, 403, 404, 422)},
    summary="Fetch data values",
    openapi_extra={
        "responses": {200: {"content": {one.media_type: {"schema": {}} for one in CODED.values()}}}
    },
)  # fmt: skip
def fetch(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """The figures of a part of an open round, as a dataValueSet or ADX file with the codes of a mapping."""
    codes = mapping_named(wanted.mapping)
    version = framework_in_use(None, codes.framework if codes else "")
    frame = Frame(version.spec, mapping=codes.spec if codes else None)
    jurisdiction = frame.codes.jurisdiction(wanted.orgUnit)
    frame.codes.data_set(wanted.dataSet)
    permit(refuse_seeing_part(asking(request), jurisdiction))
    parts = open_parts(framework=version.key).get((jurisdiction, wanted.period), [])
    if not parts:
        raise missing(_("No open round speaks of %(period)s.") % {"period": wanted.period.code})
    if len(parts) > 1:
        rounds = ", ".join(part.round_id for part in parts)
        raise Problem(422, _("Several rounds speak of this period: %(rounds)s.") % {"rounds": rounds})
    return file_of(
        parts[0],
        CODED[wanted.format],
        figures_of_part(parts[0], reach=reach_of(parts[0], asking(request))),
        wanted.mapping,
    )
