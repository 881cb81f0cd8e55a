"""What the API answers with: exact numbers, starred names, the footnotes that an answer owes."""

from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from pydantic import BaseModel, Field

from opensalw.core.designations import Footnotes

MEDIA_TYPE = "application/json"


class Note(BaseModel):
    """A footnote that the answer owes."""

    mark: str
    text: str


class Answer(BaseModel):
    """What every answer has besides its content."""

    footnotes: list[Note] = Field(default=[], description="Owed by names in this answer; show them with the names.")


def number(value: Decimal | None) -> str | None:
    """An exact number as text, as many places as were reported and none added: ``23.4``."""
    if value is None:
        return None
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def designated(content: Any, notes: Footnotes) -> Any:
    """The content with the asterisk after each name that owes it; ``notes`` collects the footnotes."""
    if isinstance(content, str):
        return notes.text(content)
    if isinstance(content, dict):
        return {name: designated(part, notes) for name, part in content.items()}
    if isinstance(content, list | tuple):
        return [designated(part, notes) for part in content]
    return content


def body(content: dict[str, Any], notes: Footnotes) -> bytes:
    """An answer as JSON, its footnotes with it."""
    shown = designated({name: part for name, part in content.items() if name != "footnotes"}, notes)
    shown["footnotes"] = [{"mark": note.mark, "text": note.text} for note in notes.owed()]
    return orjson.dumps(shown, default=str)


class Designating(BaseRenderer):
    """Renders every answer of the API."""

    media_type = MEDIA_TYPE

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """JSON with its footnotes."""
        return body(data, Footnotes())
