"""Nothing unknown passes: query parameters and body fields are taken by name or refused by name."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from ninja.operation import Operation
from ninja.parser import Parser
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema

from opensalw.core.jurisdictions import ids, jurisdiction
from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.core.units import exact

from .problems import FieldError, Problem


class Sent(BaseModel):
    """Base of what a client sends: a field that is not declared is refused by name."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def _printable(text: str) -> str:
    if "\x00" in text or not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError(_("The text holds a sign that cannot be stored (NUL, or half of a unicode pair)."))
    return text


def _moment(text: object) -> datetime:
    words = _("Write a moment with its zone, such as 2020-07-03T12:00:00Z, or a day, such as 2020-07-03.")
    try:
        read = parse_datetime(str(text)) if len(str(text)) > 10 else None
        if read is None:
            read = datetime.combine(date.fromisoformat(str(text)), time.max, UTC)
    except ValueError:
        raise ValueError(words) from None
    if read.tzinfo is None or not 1900 <= read.year <= 2200:
        raise ValueError(words)
    return read


def _jurisdiction(text: str) -> str:
    try:
        return jurisdiction(text).id
    except Refused as refused:
        raise ValueError(refused.reason) from None


def _number(value: object) -> object:
    return None if value is None else exact(value)  # type: ignore[arg-type]


Text = Annotated[str, AfterValidator(_printable)]
Number = Annotated[
    Decimal, BeforeValidator(_number), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})
]  # fmt: skip
PeriodText = Annotated[
    Period,
    PlainValidator(Period.parse),
    WithJsonSchema({"type": "string", "examples": ["2019-H2", "2019S2", "2019", "2019-07-01/P6M"]}),
]
Moment = Annotated[
    datetime,
    PlainValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2020-07-03", "2020-07-03T12:00:00Z"]}),
]
Jurisdiction = Annotated[str, AfterValidator(_jurisdiction), WithJsonSchema({"type": "string", "enum": list(ids())})]


class StrictParser(Parser):
    """Reads a body as JSON with exact numbers; a field given twice is refused, not overwritten."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's content."""
        if request.content_type != "application/json":
            raise Problem(415, _("Send the body as application/json."))
        try:
            return json.loads(
                request.body, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
            )  # fmt: skip
        except (ValueError, RecursionError):
            raise Problem(400, _("The body is not JSON. Check quotes, commas and brackets.")) from None


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            message = _("This field is given twice.")
            raise Problem(422, message, [FieldError(field=name, message=message, mend=_("Send it once."))])
        found[name] = value
    return found


def known_parameters_only(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse query parameters that the endpoint does not declare, and one given twice that is taken once."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    known = [name for model in models for name in model.__ninja_flatten_map__]  # type: ignore[attr-defined]
    many = {name for model in models for name in getattr(model, "__ninja_collection_fields__", [])}

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        errors = [
            FieldError(
                field=name,
                message=_("This parameter is not known."),
                mend=_("Known here: %(names)s.") % {"names": ", ".join(known) or _("none")},
            )
            for name in request.GET
            if name not in known
        ] + [
            FieldError(field=name, message=_("This parameter is given twice."), mend=_("Give it once."))
            for name, values in request.GET.lists()
            if name in known and name not in many and len(values) > 1
        ]
        if errors:
            problem = Problem(422, f"{errors[0].field}: {errors[0].message}", errors)
            return operation.api.on_exception(request, problem)
        return run(request, **kwargs)

    return checked
