"""How a cell travels where there is only a value and a comment, as in DHIS2 and ADX.

A figure is the value. What is no single figure leaves the value out and says so at the beginning of the comment, in
brackets: ``[missing not_collected]``, ``[range 12 to 15]``, ``[direction up 3]``. How exact a figure is stands there
too: ``[about]``. So a missing figure is never a zero, and a range never a level.
"""

import re

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import DIRECTIONS, QUALIFIERS, Cell
from opensalw.roadmap.framework.spec import Line

from .long_form.writing import digits
from .said import Said, comment_of

EXACT = ("about", "at_least", "more_than")
TOKEN = re.compile(
    r"\[(?:missing (?P<missing>\w+)|range (?P<low>\S+) to (?P<high>\S+)|direction (?P<direction>\w+)(?: (?P<size>\S+))?"
    rf"|value)?(?: ?(?P<qualifier>{'|'.join(QUALIFIERS)}))?\] ?",
    re.IGNORECASE,
)


def split_of(cell: Cell, comment: str) -> tuple[str, str]:
    """The value and the comment that carry a cell and its explanation."""
    word = ""
    if cell.kind == "missing":
        word = f"missing {cell.reason}"
    elif cell.kind == "range":
        word = f"range {digits(cell.low)} to {digits(cell.high)}"
    elif cell.kind == "direction":
        word = f"direction {cell.direction}" + (f" {digits(cell.value)}" if cell.value is not None else "")
    value = cell.grade or digits(cell.value) if cell.kind in ("amount", "grade") else ""
    if cell.qualifier != "exact":
        word = f"{word} {cell.qualifier}".strip()
    if not word and TOKEN.match(comment):
        word = "value"
    return value, f"[{word}] {comment}".strip() if word else comment


def cell_of(line: Line, value: str, comment: str, reason: str) -> tuple[Cell, str]:
    """The cell and the explanation that a value and its comment carry; ``reason`` is what the comment stands for."""
    token = TOKEN.match(comment)
    found = {name: part or "" for name, part in (token.groupdict() if token else {}).items()}
    rest = comment[token.end() :] if token else comment
    if found.get("direction") and found["direction"].lower() not in DIRECTIONS:
        found, rest = {}, comment
    said = Said(
        value=value or found.get("size", ""), low=found.get("low", ""), high=found.get("high", ""),
        direction=found.get("direction", ""), qualifier=found.get("qualifier", ""),
        missing_reason=found.get("missing", "") or (reason if not value else ""), is_exact=True,
    )  # fmt: skip
    if said.is_blank:
        words = _("There is neither a value nor a reason. Begin the comment with [missing not_collected], for example.")
        raise Refused(words, "empty")
    return said.cell(line), comment_of(rest)
