"""The page of the API, from its own description, which is read by its address as anyone reads it."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import resolve

from .markdown import code, formatted, page, said, table

DESCRIPTION = "/api/v1/openapi.json"
METHODS = ("get", "put", "patch", "post", "delete")


def api_page() -> str:
    """Every address with its parameters."""
    described = _description()
    lines: list[str] = []
    for address, operations in described["paths"].items():
        for method in METHODS:
            if method in operations:
                lines += _operation(method, address, operations[method])
    return page(
        "API",
        "Every address of the API. A running installation describes it in full at `/api/v1/docs`.",
        "",
        "*Open* means that no token is needed for what is public. See [use the API](../how-to/use-the-api.md).",
        *lines,
    )


def _description() -> dict[str, Any]:
    request = HttpRequest()
    request.method, request.path = "GET", DESCRIPTION
    view = resolve(DESCRIPTION)
    return json.loads(view.func(request, *view.args, **view.kwargs).content)


def _operation(method: str, address: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"## {code(f'{method.upper()} {address}')}", "")
    is_open = not operation.get("security") or {} in operation["security"]
    yield f"**{said(operation['summary'])}**, {'open' if is_open else 'needs a token or a session'}."
    yield formatted(operation.get("description", ""))
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    if asked:
        yield from table(("Parameter", "Meaning"), ((code(one["name"]), _meaning(one)) for one in asked))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if body:
        yield f"\nBody: {code(body.get('$ref', body.get('title', 'object')).rpartition('/')[2])}."


def _meaning(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    choices = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    parts = [formatted(parameter["description"])] if parameter.get("description") else []
    if choices:
        parts.append("one of " + ", ".join(code(choice) for choice in choices if choice))
    if schema.get("default") not in (None, "", []):
        parts.append(f"default {code(schema['default'])}")
    return "; ".join(part.rstrip(".") for part in parts)
