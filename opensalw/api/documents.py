"""Documents: the library of published reports, and their files."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.documents.models import Report
from opensalw.documents.queries import MEDIA_TYPES, library, stored_at

from .answers import Answer
from .authentication import OPEN
from .declarations import known_round
from .problems import documented, missing
from .strictness import Sent, Text

router = Router(tags=["documents"])


class DocumentShown(BaseModel):
    """A built document: exactly these bytes were printed from exactly this round."""

    id: str
    round: str
    kind: str
    jurisdiction: str | None
    format: str
    number: int = Field(description="A later number is a later building of the same document.")
    title: str
    file_name: str
    size: int
    sha256: str
    built_at: datetime
    published_at: datetime | None
    file: str = Field(description="Address of the file.")


class Documents(Answer):
    """The library, the latest round first."""

    documents: list[DocumentShown]


class Which(Sent):
    """Of which round."""

    round: Annotated[Text, Field(max_length=40)] = ""


def shown(row: Report) -> dict:
    """A document in the form of the API."""
    kept = ("kind", "format", "number", "title", "file_name", "size", "sha256", "built_at")
    return {
        **{name: getattr(row, name) for name in kept},
        "id": str(row.pk),
        "round": row.round_id,
        "jurisdiction": row.jurisdiction or None,
        "published_at": row.public_from,
        "file": reverse("api:document_file", kwargs={"id": row.pk}),
    }


def published(id: UUID) -> Report:
    """A published document; one that is not published yet is not found."""
    found = library().filter(pk=id).first()
    if found is None:
        raise missing(_("There is no published document with this id."))
    return found


@router.get("", auth=OPEN, response={200: Documents, **documented(401, 422)}, summary="Published documents")
def documents(request: HttpRequest, which: Query[Which]) -> dict:
    """The published reports."""
    if which.round:
        known_round(which.round, "round")
    found = library().filter(round_id=which.round) if which.round else library()
    return {"documents": [shown(row) for row in found]}


class OneDocument(Answer):
    """One document."""

    document: DocumentShown


@router.get("/{id}", auth=OPEN, response={200: OneDocument, **documented(401, 404, 422)}, summary="One document")
def one(request: HttpRequest, id: UUID) -> dict:
    """What a document is; its bytes are under `file`."""
    return {"document": shown(published(id))}


@router.get(
    "/{id}/file",
    auth=OPEN,
    response={200: None, **documented(401, 404, 422)},
    summary="Its file",
    openapi_extra={"responses": {200: {"content": {type.partition(";")[0]: {} for type in MEDIA_TYPES.values()}}}},
)
def document_file(request: HttpRequest, id: UUID) -> FileResponse:
    """The file, always as a download."""
    found = published(id)
    place = stored_at(found.sha256)
    if not place.exists():
        raise missing(_("The file of this document is not on this server. Ask the secretariat to build it again."))
    response = FileResponse(
        place.open("rb"), as_attachment=True, filename=found.file_name, content_type=MEDIA_TYPES[found.format]
    )  # fmt: skip
    response["ETag"] = f'"{found.sha256}"'
    return response
