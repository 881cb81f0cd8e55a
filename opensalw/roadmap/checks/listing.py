"""The declared checks as rows: for the page, the download and the command line."""

import csv
import io

from . import CHECKS, Check

COLUMNS = ("key", "severity", "title", "when", "names", "mend")


def row(check: Check) -> dict[str, str]:
    """A check in words."""
    words = (check.title, check.says, check.names, check.mend)
    return dict(zip(COLUMNS, (check.key, check.severity.value, *map(str, words)), strict=True))


def rows() -> list[dict[str, str]]:
    """The declared checks, the gravest first."""
    return [row(check) for check in CHECKS]


def as_csv() -> str:
    """The declared checks as a CSV file with a heading."""
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows())
    return held.getvalue()
