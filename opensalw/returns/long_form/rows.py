"""A delimited text becomes rows of fields: its separator found, its quotes read, its bombs refused."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import plain

from ..text_files import LONGEST_LINE

SEPARATORS = ",;\t|"
QUOTED = re.compile(r'"[^"]*"')
NAMED_SEPARATOR = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
MOST_COLUMNS = 200


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number as a spreadsheet counts it, from the heading on; blank rows are left out."""
    lines = _short_lines(text)
    first = next((line for line in text.splitlines() if line.strip()), "")
    named = NAMED_SEPARATOR.fullmatch(first)
    if named:
        first = next(iter(line for line in text.splitlines()[1:] if line.strip()), "")
    separator = named[1] if named else _separator(first[:LONGEST_LINE])
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=False)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            words = _("Row %(row)d cannot be read (%(why)s). Check its quotes.") % {"row": number, "why": error}
            raise Refused(words, "file") from None
        if row is None:
            return
        if len(row) > MOST_COLUMNS:
            words = _("Row %(row)d has %(count)d columns. Check the separator and the quotes.")
            raise Refused(words % {"row": number, "count": len(row)}, "file")
        if named and number == 1:
            continue
        if any(map(str.strip, row)):
            yield number, [plain(field.strip(" \t\u00a0\u202f")) for field in row]


def _short_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            words = _("Line %(line)d of the file has %(length)d characters; no row is that long. Check the file.")
            raise Refused(words % {"line": number, "length": len(line)}, "file")
        yield line


def _separator(line: str) -> str:
    """The sign that separates the headings: the most frequent one outside quotes."""
    bare = QUOTED.sub("", line)
    return max(SEPARATORS, key=bare.count)
