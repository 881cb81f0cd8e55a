"""Names of sheets: allowed signs, at most 31 of them, none twice."""

import re
from itertools import count

from opensalw.documents.blocks import Chart, Table
from opensalw.documents.layout import caption
from opensalw.documents.wording import TABLE, say

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LIMIT = 31


class SheetNames:
    """Hands out names that the workbook does not have yet."""

    def __init__(self) -> None:
        """None is taken but the one that the program keeps for itself."""
        self.taken = {"history"}

    def take(self, wanted: str) -> str:
        """A name as near to ``wanted`` as is allowed."""
        plain = _FORBIDDEN.sub(" ", wanted).strip().strip("'").strip()[:LIMIT].strip().strip("'") or "-"
        for number in count(1):
            ending = f" ({number})" if number > 1 else ""
            name = plain[: LIMIT - len(ending)] + ending
            if name.lower() not in self.taken:
                self.taken.add(name.lower())
                return name
        raise AssertionError("count never ends")

    def numbered(self, block: Table | Chart, language: str) -> str:
        """The name of a table's or chart's sheet: its number."""
        number, _ = caption(block, language)
        return self.take(number or say(language, TABLE, number=len(self.taken)))
