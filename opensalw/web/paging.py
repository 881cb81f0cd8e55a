"""Keyset pages: the next page begins after the last row of this one, however many rows come in between."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page and the addresses of its neighbours; empty where there is none."""

    rows: list[Any]
    previous_url: str = ""
    next_url: str = ""


def address(request: HttpRequest, **changes: object) -> str:
    """The address of the same list with other parameters; None takes one out."""
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


def keyset(request: HttpRequest, found: QuerySet, *order: str, size: int = SIZE) -> Page:
    """The page of ``found`` that the address asks for; ``order`` names unique fields, "-" for falling."""
    after, before = _row(found, request.GET.get("after")), _row(found, request.GET.get("before"))
    backwards = before is not None and after is None
    place, way = (before, _reversed(order)) if backwards else (after, order)
    if place is not None:
        found = found.filter(_beyond(place, way))
    rows = list(found.order_by(*way)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous, has_next = (more, bool(rows)) if backwards else (place is not None and bool(rows), more)
    return Page(
        rows,
        address(request, before=rows[0].pk) if has_previous else "",
        address(request, after=rows[-1].pk) if has_next else "",
    )


def _row(found: QuerySet, key: str | None) -> Model | None:
    if not key:
        return None
    try:
        return found.model._default_manager.filter(pk=found.model._meta.pk.to_python(key)).first()
    except ValidationError:
        return None


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(place: Model, order: tuple[str, ...]) -> Q:
    """Rows that stand after ``place`` in ``order``."""
    beyond, same = Q(pk__in=[]), Q()
    for name in order:
        field, side = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        value = getattr(place, field)
        beyond |= same & Q(**{f"{field}__{side}": value})
        same &= Q(**{field: value})
    return beyond
