"""A passage: a run of visible text, and the line and column of each of its signs."""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A run of text that is read in one go; ``starts`` holds (offset, line, column) of its pieces."""

    text: str
    starts: tuple[tuple[int, int, int], ...] = ((0, 1, 1),)
    place: str = ""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the sign at ``offset``, both counted from 1."""
        piece = max(0, bisect_right([start[0] for start in self.starts], offset) - 1)
        begin, line, column = self.starts[piece]
        before = self.text[begin:offset]
        newlines = before.count("\n")
        return line + newlines, (len(before) - before.rfind("\n") if newlines else column + len(before))


def text_passages(text: str) -> Iterator[Passage]:
    """Plain text as one passage."""
    yield Passage(text)


def json_passages(text: str) -> Iterator[Passage]:
    """Every value of a JSON text that is words, with the path to it."""
    waiting = [("$", json.loads(text))]
    while waiting:
        path, value = waiting.pop(0)
        if isinstance(value, str):
            yield Passage(value, place=path)
        elif isinstance(value, dict):
            waiting.extend((f"{path}.{key}", part) for key, part in value.items())
        elif isinstance(value, list):
            waiting.extend((f"{path}[{number}]", part) for number, part in enumerate(value))
