"""The columns of the long form and the headings that stand for them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import fold
from opensalw.core.quick_yaml import read_yaml
from opensalw.core.refusal import Refused
from opensalw.roadmap.incoming import Trouble


@cache
def columns() -> dict[str, str]:
    """The columns in the order in which they are written, with what each says."""
    return {one["key"]: one["says"] for one in _declared()}


@cache
def _declared() -> list[dict]:
    return read_yaml((Path(__file__).parent / "columns.yaml").read_text(encoding="utf-8"))


@cache
def _headings() -> dict[str, str]:
    return {plain(word): one["key"] for one in _declared() for word in (one["key"], *one.get("also", ()))}


def also(column: str) -> tuple[str, ...]:
    """The headings that are read as well as the column's own name."""
    return tuple(next(one for one in _declared() if one["key"] == column)["also"])


def plain(heading: str) -> str:
    """A heading without capitals, accents, underscores and brackets."""
    return " ".join(fold(heading).replace("_", " ").replace("-", " ").strip("*:()[] ").split())


def column_of(heading: str) -> str | None:
    """The column that a heading stands for; None for a heading that we do not know."""
    return _headings().get(plain(heading))


def placed(headings: Sequence[str]) -> tuple[dict[str, int], list[Trouble]]:
    """Where each column stands, and the headings that are passed over; Refused when the figures cannot be told."""
    places: dict[str, int] = {}
    notes = []
    for number, heading in enumerate(headings):
        column = column_of(heading)
        if column in places:
            words = _("Two columns are the %(column)s: “%(first)s” and “%(second)s”. Take one of them out.")
            found = {"column": column, "first": headings[places[column]][:40], "second": heading[:40]}
            raise Refused(words % found, "header")
        if column:
            places[column] = number
        elif heading.strip():
            words = _("The column “%(heading)s” is not known; it was passed over.") % {"heading": heading[:60]}
            mend = _("Known: %(known)s.") % {"known": ", ".join(columns())}
            notes.append(Trouble("row 1", words, mend, heading[:60], code="header"))
    lines = {"line", "indicator"} & places.keys()
    content = {"value", "low", "grade", "missing_reason", "direction"} & places.keys()
    if not lines or not content:
        words = _(
            "The first row does not name the columns. It needs at least indicator, line and value; known: %(known)s."
        )
        raise Refused(words % {"known": ", ".join(columns())}, "header")
    return places, notes
