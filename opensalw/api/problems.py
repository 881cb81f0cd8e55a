"""How the API says no: problem details (RFC 9457) that name the field and the mend."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.main import NinjaAPI
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from opensalw.core.designations import Footnotes
from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import BadCell

from .answers import body

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request cannot be read"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not permitted"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This method is not offered here"),
    409: gettext_lazy("Refused as things stand"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Not JSON"),
    422: gettext_lazy("Something in the request is wrong"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("The server failed"),
}
KINDS = {
    400: "unreadable", 401: "not-signed-in", 403: "not-permitted", 404: "not-found", 405: "method",
    409: "refused", 413: "too-large", 415: "media-type", 422: "validation", 429: "too-many",
    500: "server",
}  # fmt: skip


def legible(name: object) -> str:
    """A name that a client made up, as far as it can be written down."""
    return str(name).encode(errors="replace").decode()[:200]


class FieldError(BaseModel):
    """One thing that is wrong: where, what, and how to mend it."""

    model_config = ConfigDict(extra="forbid")
    field: Annotated[str, BeforeValidator(legible)] = Field(description="Its path, such as `figures.3.value`.")
    message: str
    mend: str | None = Field(default=None, description="What to do; null where the message says it.")


class ProblemDetails(BaseModel):
    """A refusal in the form of RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = Field(default=[], description="Every field that is wrong, all at once.")
    current: Any = Field(default=None, description="What stands now, where someone else changed it meanwhile.")
    footnotes: list[dict[str, str]] = []


@dataclass
class Problem(Exception):
    """Raised by an endpoint; becomes problem details."""

    status: int
    detail: str
    errors: list[FieldError] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    current: object = None


def documented(*statuses: int) -> dict[int, type[ProblemDetails]]:
    """The refusals that an endpoint may give, for the description of the API."""
    return dict.fromkeys(sorted(statuses), ProblemDetails)


def permit(reason: str | None) -> None:
    """Raise a 403 when a permission gave a reason for refusing."""
    if reason:
        raise Problem(403, reason)


def missing(detail: str) -> Problem:
    """A 404 with its sentence."""
    return Problem(404, detail)


def wrong(name: str, message: object, mend: str | None = None) -> Problem:
    """A 422 for one field."""
    return Problem(422, str(message), [FieldError(field=name, message=str(message), mend=mend)])


def answer(problem: Problem) -> HttpResponse:
    """The response that tells a problem."""
    facts: dict[str, object] = {
        "type": f"urn:opensalw:problem:{KINDS.get(problem.status, 'other')}",
        "title": str(TITLES.get(problem.status, "")),
        "status": problem.status,
        "detail": str(problem.detail),
        "errors": [error.model_dump() for error in problem.errors],
    }
    if problem.current is not None:
        facts["current"] = problem.current
    return HttpResponse(
        body(facts, Footnotes()), status=problem.status, content_type=MEDIA_TYPE, headers=problem.headers
    )  # fmt: skip


def from_refusal(refused: Refused) -> Problem:
    """A refusal of a command: of what was sent where it names a field, else of the moment."""
    theirs = getattr(refused, "theirs", None)
    if theirs is not None:
        return Problem(409, refused.reason, current={"revision": theirs.revision})
    return wrong(refused.field, refused.reason) if refused.field else Problem(409, refused.reason)


def from_validation(errors: Iterable[dict[str, Any]]) -> Problem:
    """Everything that does not fit the declared fields, each by name."""
    found = [field_error(error) for error in errors]
    first = found[0]
    detail = f"{first.field}: {first.message}"
    if len(found) > 1:
        detail += " " + _("(and %(count)d more)") % {"count": len(found) - 1}
    return Problem(422, detail, found)


def field_error(error: dict[str, Any]) -> FieldError:
    """One finding of pydantic in our words where we have them."""
    place = list(error["loc"])
    if place and place[0] == "body":
        place = place[2:] or place[1:2]
    elif place and place[0] in ("query", "path"):
        place = place[-1:]
    name = ".".join(str(part) for part in place) or "body"
    if error["type"] == "extra_forbidden":
        return FieldError(
            field=name, message=_("This field is not known."), mend=_("Take it out, or correct its name.")
        )
    if error["type"] == "missing":
        return FieldError(field=name, message=_("This field is missing."), mend=_("Add it."))
    return FieldError(field=name, message=error["msg"].removeprefix("Value error, ").rstrip(".") + ".")


def from_http(error: HttpError) -> Problem:
    """What the framework refuses: no sign-in, a body that is not JSON."""
    cause = error.__cause__
    if isinstance(cause, Problem):
        return cause
    if isinstance(error, AuthenticationError):
        return not_signed_in()
    return Problem(error.status_code, error.message)


def not_signed_in(error: str = "") -> Problem:
    """A 401 that says how to sign in."""
    challenge = 'Bearer realm="opensalw"' + (f', error="{error}"' if error else "")
    if error:
        detail = _("The token is not valid: it is unknown, revoked or expired. Ask the secretariat for another.")
    else:
        detail = _("Send a token in the header “Authorization: Bearer osw_...”, or sign in on the pages.")
    return Problem(401, detail, headers={"WWW-Authenticate": challenge})


def from_crash(request: HttpRequest, error: Any) -> HttpResponse:
    """An error of ours: kept in the log, told without details."""
    logger.error("API: %s %s", request.method, request.path, exc_info=error)
    return answer(Problem(500, _("The error is in the log of this server. Nothing of this request was stored.")))


def handle(api: NinjaAPI) -> None:
    """Answer every kind of error of ``api`` as problem details."""
    told: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda error: error,
        Refused: from_refusal,
        BadCell: lambda error: wrong("value", error),
        ValidationError: lambda error: from_validation(error.errors),
        HttpError: from_http,
        Http404: lambda error: missing(_("There is nothing at this address.")),
        RequestDataTooBig: lambda error: Problem(413, _("What you sent is too large. Nothing was stored.")),
    }
    for kind, read in told.items():
        api.add_exception_handler(kind, _teller(read))
    api.add_exception_handler(Exception, from_crash)


def _teller(read: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: answer(read(error))
