"""A correlation table as a workbook or CSV with the headings Old, New and Kind."""

from opensalw.legislation.correlating import Line

from .headed import headed_rows

WORDS = {"": "", "-": "", "–": "", "—": ""}


def read_correlation(content: bytes, name: str) -> list[Line]:
    """The lines of the file; where the kind is left out it follows from what is empty, else it is changed."""
    found = []
    for number, row in headed_rows(content, name, ("old", "new"), ("kind",)):
        old, new = (WORDS.get(row[side], " ".join(row[side].split())) for side in ("old", "new"))
        if not (old or new):
            continue
        kind = row.get("kind", "").lower() or ("new" if not old else "deleted" if not new else "changed")
        found.append(Line(old, new, kind, number))  # type: ignore[arg-type]
    return found
