"""Observations: filtered in pages that never skip or repeat one, as JSON or CSV, each with its provenance."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from opensalw.core.designations import Footnotes
from opensalw.returns.long_form import as_csv as long_csv
from opensalw.returns.long_form import as_json as long_json
from opensalw.returns.queries import public_figures
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import earlier_values, matching, page_after
from opensalw.roadmap.queries.restatements import of_figure

from .answers import Answer, body
from .authentication import OPEN
from .cursors import Cursor
from .declarations import known_line, known_measure, known_round, known_source, published
from .observation_table import Row, as_csv, rows_of
from .problems import documented, missing
from .restatements import RestatementShown
from .restatements import shown as restatements_shown
from .strictness import Jurisdiction, Moment, PeriodText, Sent, Text

router = Router(tags=["observations"])
KEY = Annotated[Text, Field(max_length=80)]
CSV, JSON = "text/csv; charset=utf-8; header=present", "application/json"


class Asked(Sent):
    """The filters; all are optional and all must hold."""

    framework: KEY = Field(default="", description="Key of a framework, such as `wb_2018`.")
    measure: KEY = Field(default="", description="Key of a measure, such as `destroyed`.")
    line: KEY = Field(default="", description="Key of a line of the measure, such as `firearm`.")
    jurisdiction: list[Jurisdiction] = Field(default=[], description="May be given several times.")
    period: PeriodText | None = Field(
        default=None, description="Figures whose period ends within it; any spelling of a period."
    )
    origin: Literal["", *Observation.Origin.values] = Field(default="", description="Who it comes from.")  # type: ignore[valid-type]
    kind: Literal["", "amount", "range", "grade", "direction", "missing"] = ""
    round: KEY = ""
    source: KEY = Field(default="", description="Key of a source.")
    as_known_at: Moment | None = Field(default=None, description="What was known and public then; now if left out.")
    format: Literal["json", "csv", "long-csv", "long-json"] = Field(
        default="json", description="The long forms are those in which files of figures go out and come in."
    )
    limit: int = Field(default=500, ge=1, le=10_000, description="How many observations a page holds at most.")
    cursor: str = Field(default="", max_length=400, description="From `next`; opaque, and good for these filters only.")

    def filters(self) -> dict[str, str]:
        """What a cursor is bound to."""
        beside = {"format", "limit", "cursor", "as_known_at"}
        return {name: str(getattr(self, name)) for name in sorted(type(self).model_fields.keys() - beside)}


class Page(Answer):
    """A page of observations."""

    observations: list[Row]
    next: str | None = Field(description="Address of the next page; null on the last one.")
    as_known_at: str = Field(description="The moment that all pages of this reading speak of.")


class LongForm(Answer):
    """A page in the long form, as files of figures have it."""

    format: str
    version: int
    figures: list[dict[str, Any]]


class SourceShown(Sent):
    """The publication or record that a figure was taken from."""

    key: str
    kind: str
    title: str
    publisher: str
    published_on: str
    url: str
    licence: str
    note: str


class Answered(Sent):
    """A finding of a check that the explanation of a figure answers."""

    key: str
    severity: str
    words: str


class OneObservation(Answer):
    """One observation with everything needed to judge it."""

    observation: Row
    unit_as_reported: str
    explanation: str
    checks: list[Answered] = Field(description="What the checks found, which the explanation answers.")
    institutions: list[str] = Field(description="Which institutions the figure covers.")
    source: SourceShown | None
    replaces: str | None
    stands: bool = Field(description="Whether it stands today; false when a later one replaced it.")
    earlier_values: list[Row] = Field(description="What was held before, latest first.")
    restatements: list[RestatementShown] = Field(description="What restated it, and what it restated, latest first.")


@router.get(
    "",
    auth=OPEN,
    response={200: Page | LongForm, **documented(401, 422)},
    summary="Observations, filtered",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def observations(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """A page of released figures, in the order of their ids.

    Follow `next` until it is null: all pages speak of the same moment, so what is released or replaced
    meanwhile neither shifts nor repeats a figure.
    """
    check(asked)
    cursor = Cursor.read(asked.cursor, asked.filters(), asked.as_known_at)
    at = cursor.at if cursor else asked.as_known_at or timezone.now()
    found = matching(
        framework=asked.framework, measure=asked.measure, line=asked.line, jurisdictions=asked.jurisdiction,
        start=asked.period.start if asked.period else None, end=asked.period.end if asked.period else None,
        origin=asked.origin, kind=asked.kind, round=asked.round, source=asked.source, as_known_at=at,
    )  # fmt: skip
    shown = page_after(found, cursor.after if cursor else "", asked.limit + 1)
    rows = rows_of(shown)
    more = len(rows) > asked.limit
    rows = rows[: asked.limit]
    following = Cursor(at, rows[-1]["id"]).written(asked.filters()) if more else None
    if asked.format.startswith("long-"):
        return long_page(asked, list(shown[: asked.limit]), address(request, following))
    return page(request, asked, rows, address(request, following), at.isoformat())


def check(asked: Asked) -> None:
    """Refuse a key that nothing has, instead of finding nothing."""
    versions = published(asked.framework) if asked.framework or asked.measure or asked.line else []
    if asked.measure:
        known_measure(versions, asked.measure)
    if asked.line:
        known_line(versions, asked.measure, asked.line)
    if asked.round:
        known_round(asked.round, "round")
    if asked.source:
        known_source(asked.source)


def address(request: HttpRequest, cursor: str | None) -> str | None:
    """The address of the next page."""
    if cursor is None:
        return None
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")


def page(request: HttpRequest, asked: Asked, rows: list[dict], following: str | None, at: str) -> HttpResponse:
    """The page in the format that was asked for; the next page also stands in the header Link."""
    if asked.format == "csv":
        response = HttpResponse(as_csv(rows), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="observations.csv"'
    else:
        content = {"observations": rows, "next": following, "as_known_at": at}
        response = HttpResponse(body(content, Footnotes()), content_type="application/json")
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def long_page(asked: Asked, found: list[Observation], following: str | None) -> HttpResponse:
    """The page as a file of figures; the next page stands in the header Link."""
    write, kind = (long_csv, CSV) if asked.format == "long-csv" else (long_json, JSON)
    response = HttpResponse(write(public_figures(found)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="figures.{asked.format.removeprefix("long-")}"'
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@router.get("/{id}", auth=OPEN, response={200: OneObservation, **documented(401, 404, 422)}, summary="One observation")
def observation(request: HttpRequest, id: UUID) -> dict:
    """One released figure with its source and what was held before it."""
    released = Observation.published.filter(public_from__lte=Now())
    found = released.select_related("source").filter(pk=id).first()
    if found is None:
        raise missing(_("There is no released observation with this id."))
    chain = [str(row.pk) for row in earlier_values(found)]
    rows = {row["id"]: row for row in rows_of(released.filter(pk__in=[found.pk, *chain]))}
    before = [rows[key] for key in chain if key in rows]
    return {
        "observation": rows[str(found.pk)],
        "unit_as_reported": found.unit_as_reported,
        "explanation": found.explanation,
        "checks": found.checks,
        "institutions": found.institutions,
        "source": {name: getattr(found.source, name) for name in SourceShown.model_fields} if found.source else None,
        "replaces": before[0]["id"] if before else None,
        "stands": found.known_until is None,
        "earlier_values": before,
        "restatements": restatements_shown(of_figure(found)),
    }
