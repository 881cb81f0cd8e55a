"""What changed between two versions of a framework, place by place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from opensalw.roadmap.framework.spec import FrameworkSpec

Kind = Literal["added", "removed", "changed"]
LISTED = {"goals": "number", "measures": "key", "lines": "key", "members": "key", "grades": "key"}


@dataclass(frozen=True)
class Change:
    """One place that differs: its path in words, the field, and both contents as text (empty when absent)."""

    place: str
    field: str
    kind: Kind
    before: str
    after: str


def differences(before: FrameworkSpec, after: FrameworkSpec) -> list[Change]:
    """Every place that differs, in the order of the file; empty when both say the same."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return list(_in_fields("", old, new))


def _in_fields(place: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for field in [*old, *(name for name in new if name not in old)]:
        was, becomes = old.get(field), new.get(field)
        if was == becomes:
            continue
        if field in LISTED:
            yield from _in_members(place, field, was or [], becomes or [])
        elif field == "dimensions" and isinstance(was, dict) and isinstance(becomes, dict):
            yield from _in_named(f"{field}", was, becomes)
        else:
            yield Change(place, field, _kind(was, becomes), as_text(was), as_text(becomes))


def _in_members(place: str, field: str, old: list[dict], new: list[dict]) -> Iterator[Change]:
    """A list whose members are told apart by a key; only the order of keys may differ besides."""
    name = LISTED[field]
    was, becomes = {str(one[name]): one for one in old}, {str(one[name]): one for one in new}
    yield from _in_named(f"{place}.{field}".lstrip("."), was, becomes)
    common = [key for key in was if key in becomes]
    if common != [key for key in becomes if key in was]:
        yield Change(
            place, f"order of {field}", "changed", ", ".join(common), ", ".join(key for key in becomes if key in was)
        )


def _in_named(place: str, was: dict[str, dict], becomes: dict[str, dict]) -> Iterator[Change]:
    for key in [*was, *(key for key in becomes if key not in was)]:
        here = f"{place}.{key}"
        if key not in becomes:
            yield Change(here, "", "removed", str(was[key].get("title", key)), "")
        elif key not in was:
            yield Change(here, "", "added", "", str(becomes[key].get("title", key)))
        elif was[key] != becomes[key]:
            yield from _in_fields(here, was[key], becomes[key])


def _kind(was: Any, becomes: Any) -> Kind:
    if was in (None, "", [], {}):
        return "added"
    return "removed" if becomes in (None, "", [], {}) else "changed"


def as_text(value: Any) -> str:
    """A value of a declaration as one line of text."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(as_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {as_text(one)}" for name, one in value.items() if one not in (None, "", [], {}))
    return str(value)
