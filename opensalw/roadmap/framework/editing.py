"""Changing a framework's text in one place: the rest of the file, its comments and layout, stays as it is.

Pure: text in, text out. Where a change cannot be fitted into the layout, the whole text is written anew;
either way the new text says the same as the old one but for the change.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from opensalw.core.quick_yaml import read_yaml

WIDTH = 110


class _Plain(yaml.SafeDumper):
    """Writes what an editor of the file would write: no anchors, short lists in one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer to another place of the file."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand two spaces inside their key, as in the files that come with the product."""
        return super().increase_indent(flow, False)


def with_goal(text: str, number: int, changes: Mapping[str, Any]) -> str:
    """The text with some fields of the goal ``number`` changed; KeyError when there is none."""
    return _with_member(text, "goals", "number", number, changes)


def with_measure(text: str, key: str, changes: Mapping[str, Any]) -> str:
    """The text with some fields of the measure ``key`` changed; KeyError when there is none."""
    return _with_member(text, "measures", "key", key, changes)


def with_new_goal(text: str, goal: Mapping[str, Any]) -> str:
    """The text with one more goal at the end, numbered after the last."""
    content = read_yaml(text)
    goals = content.get("goals") or []
    number = max((one["number"] for one in goals), default=0) + 1
    new = {"number": number, **_kept(goal)}
    wanted = {**content, "goals": [*goals, new]}
    return _first_that_says(
        wanted, lambda: _appended(text, "goals", new), lambda: _rewritten(text, "goals", wanted["goals"])
    )


def _with_member(text: str, section: str, name: str, value: Any, changes: Mapping[str, Any]) -> str:
    content = read_yaml(text)
    members = content.get(section) or []
    place = next((place for place, one in enumerate(members) if one[name] == value), None)
    if place is None:
        raise KeyError(value)
    new = _kept({**members[place], **changes})
    if new == members[place]:
        return text
    wanted = {**content, section: [*members[:place], new, *members[place + 1 :]]}
    return _first_that_says(
        wanted, lambda: _replaced(text, section, place, new), lambda: _rewritten(text, section, wanted[section])
    )


def _kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something: an empty list is left out, as absent means empty."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
        if value not in ([], ())
    }


def _first_that_says(wanted: dict[str, Any], *ways: Any) -> str:
    """The outcome of the first way whose content is what is wanted; at last, the content written anew."""
    for way in ways:
        try:
            text = way()
            if read_yaml(text) == wanted:
                return text
        except yaml.YAMLError:
            continue
    return _dumped(wanted)


def _dumped(content: Any, *, flow: bool | None = None) -> str:
    return yaml.dump(
        content, Dumper=_Plain, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=WIDTH
    )  # fmt: skip


def _section(text: str, name: str) -> tuple[yaml.Node, yaml.Node]:
    """The nodes of a section's key and value."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value if root else ():
        if key.value == name:
            return key, value
    raise yaml.YAMLError(f"no {name}")


def _end(text: str, node: yaml.Node) -> int:
    """Where a node's own text ends: before the empty lines and comments that follow it."""
    end = len(text[: node.end_mark.index].rstrip())
    while True:
        start = text.rfind("\n", 0, end) + 1
        if start <= node.start_mark.index or not text[start:end].lstrip().startswith("#"):
            return end
        end = len(text[:start].rstrip())


def _block(content: Any, column: int) -> str:
    """A value in block layout that begins at ``column``."""
    lines = _dumped(content).rstrip("\n").split("\n")
    return "\n".join([lines[0], *(f"{' ' * column}{line}" if line else line for line in lines[1:])])


def _replaced(text: str, section: str, place: int, new: dict[str, Any]) -> str:
    node = _section(text, section)[1].value[place]
    return text[: node.start_mark.index] + _block(new, node.start_mark.column) + text[_end(text, node) :]


def _appended(text: str, section: str, new: dict[str, Any]) -> str:
    last = _section(text, section)[1].value[-1:]
    if not last:
        raise yaml.YAMLError(f"{section} is empty")
    end, column = _end(text, last[0]), last[0].start_mark.column
    return f"{text[:end]}\n{' ' * (column - 2)}- {_block(new, column)}{text[end:]}"


def _rewritten(text: str, section: str, members: list[dict[str, Any]]) -> str:
    """The section written anew, or added at the end of the text; everything else stays."""
    try:
        key, value = _section(text, section)
    except yaml.YAMLError:
        return f"{text.rstrip()}\n{_dumped({section: members})}"
    rest = text[_end(text, value) :]
    return text[: key.start_mark.index] + _dumped({section: members}).rstrip("\n") + rest
