"""dataValueSets as DHIS2 writes them, and as others write for it."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.incoming import Trouble

from ..coded import Coded, CodedValues
from ..figure import Reading
from ..long_form.rows import rows_of
from ..mapping import Codes
from ..text_files import refuse_size, text_of

COLUMNS = (
    "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value", "storedby",
    "lastupdated", "comment", "followup", "deleted",
)  # fmt: skip
TRUE = frozenset({"true", "1", "yes"})
FIELDS = {
    "dataElement": "dataelement", "period": "period", "orgUnit": "orgunit",
    "categoryOptionCombo": "categoryoptioncombo", "attributeOptionCombo": "attributeoptioncombo", "value": "value",
    "storedBy": "storedby", "lastUpdated": "lastupdated", "comment": "comment", "followup": "followup",
    "followUp": "followup", "deleted": "deleted",
}  # fmt: skip


def read_json(content: bytes, codes: Codes) -> Reading:
    """The values of a JSON dataValueSet; what the set says for all of them holds where a value says nothing."""
    refuse_size(content)
    held = _loaded(content)
    codes.data_set(_text(held.get("dataSet")))
    common = {FIELDS[name]: _text(held.get(name)) for name in ("period", "orgUnit", "attributeOptionCombo")}
    work = CodedValues(codes)
    words = _("value %(number)d")
    for number, given in enumerate(held["dataValues"], start=1):
        place = words % {"number": number}
        if not isinstance(given, Mapping):
            work.reading.troubles.append(_not_a_value(place))
            continue
        values = {FIELDS[name]: _text(each) for name, each in given.items() if name in FIELDS}
        work.take(_coded(place, {**common, **{name: each for name, each in values.items() if each}}))
    return work.reading


def read_csv(content: bytes, codes: Codes) -> Reading:
    """The values of a CSV dataValueSet; columns by their headings, or in the order of DHIS2 where none is known."""
    text, notes = text_of(content)
    work = CodedValues(codes)
    work.reading.notes += notes
    rows = rows_of(text)
    _number, head = next(rows, (0, []))
    headings = ["".join(filter(str.isalnum, heading)).lower() for heading in head]
    names = headings if "dataelement" in headings else list(COLUMNS)
    words = _("value %(number)d")
    for number, row in enumerate((row for _row, row in _with_first(rows, head, names is not headings)), start=1):
        work.take(_coded(words % {"number": number}, dict(zip(names, row, strict=False))))
    return work.reading


def _with_first(rows: Iterable[tuple[int, list[str]]], head: list[str], has_no_heading: bool) -> Iterable:
    """All rows; the first is one of values where it is no heading."""
    if has_no_heading and head and not {heading.lower() for heading in head} & set(COLUMNS):
        yield 1, head
    yield from rows


def _loaded(content: bytes) -> Mapping[str, Any]:
    try:
        text, _notes = text_of(content)
        held = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError, ArithmeticError) as error:
        words = _("The file is not JSON: %(why)s.") % {"why": str(error)[:120]}
        raise Refused(words + " " + _("Check quotes, commas and brackets."), "file") from None
    if isinstance(held, list):
        held = {"dataValues": held}
    if not isinstance(held, Mapping) or not isinstance(held.get("dataValues"), list):
        raise Refused(_('The file needs a list of values, such as {"dataValues": [...]}.'), "file")
    return held


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _not_a_value(place: str):
    return Trouble(place, _("A value is an object with dataElement, period, orgUnit and value."), code="value")


def _text(held: object) -> str:
    if isinstance(held, bool):
        return "true" if held else "false"
    return str(held).strip() if isinstance(held, str | int | Decimal) else ""


def _coded(place: str, row: Mapping[str, str]) -> Coded:
    kept: dict[str, Any] = {}
    if row.get("storedby"):
        kept["stored_by"] = row["storedby"][:80]
    if row.get("followup", "").lower() in TRUE:
        kept["followup"] = True
    return Coded(
        place, row.get("orgunit", ""), row.get("period", ""), row.get("dataelement", ""), row.get("value", ""),
        row.get("comment", ""), row.get("categoryoptioncombo", ""), row.get("attributeoptioncombo", ""),
        deleted=row.get("deleted", "").lower() in TRUE, kept=kept,
    )  # fmt: skip
