"""What changed in a part: value by value, and the text as a redline."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.permissions import refuse_seeing_part
from opensalw.roadmap.queries.differences import compare
from opensalw.roadmap.reach import refuse_seeing_whole

from .answers import Answer
from .authentication import READING
from .problems import documented, permit
from .strictness import Jurisdiction, Sent, Text
from .submissions import PART, asking, part_of

router = Router(tags=["submissions"])


class FigureChanged(BaseModel):
    """A figure that differs."""

    kind: str = Field(description="added, changed, removed, or explained: only the explanation differs.")
    line: str
    dimensions: dict[str, str]
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class TextChanged(BaseModel):
    """A text item that differs."""

    kind: str = Field(description="added, changed, removed, moved, or moved and changed.")
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    redline: list[tuple[str, str]] = Field(description="Pieces in reading order: same, added or removed.")


class OtherChanged(BaseModel):
    """A file or an activity that differs."""

    kind: str
    name: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class Differs(Answer):
    """What differs between two contents of a part."""

    old: str = Field(description="A receipt by its number.")
    new: str = Field(description="A receipt by its number, draft, or unsent.")
    counts: dict[str, int]
    unchanged: dict[str, int]
    figures: list[FigureChanged]
    texts: list[TextChanged]
    evidence: list[OtherChanged]
    activities: list[OtherChanged]


class Between(Sent):
    """Which two contents: receipts by their number, `draft`, or `unsent`."""

    old: Annotated[Text, Field(max_length=10)] = Field("", alias="from", description="Left out: the accepted one.")
    new: Annotated[Text, Field(max_length=10)] = Field("", alias="to", description="Left out: the newest there is.")


@router.get(
    PART + "/difference", auth=READING, response={200: Differs, **documented(401, 403, 404, 409, 422)},
    summary="What changed",
)  # fmt: skip
def difference(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, between: Query[Between]) -> dict:
    """The difference since the last acceptance, or between any two receipts, for those who may see the part."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    permit(refuse_seeing_whole(part, asking(request)))
    found = compare(part, between.old, between.new)
    return {"old": found.old.key, "new": found.new.key, **found.found.as_facts()}
