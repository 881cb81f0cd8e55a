"""Rows of the long form become figures; everything that is wrong is told at once, by row and field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.incoming import Incoming, Trouble

from ..figure import Placed, Reading
from ..names import Names, jurisdiction_named
from ..said import Said, comment_of
from ..text_files import refuse_size, text_of
from .columns import column_of, columns, placed
from .rows import rows_of

SAID = ("value", "low", "high", "grade", "direction", "qualifier", "missing_reason", "unit")
LISTS = ("figures", "rows", "data", "observations")


@dataclass(frozen=True)
class Default:
    """What a row means that does not say whose figure it is or of which period."""

    jurisdiction: str = ""
    period: Period | None = None


def read_csv(content: bytes, spec: FrameworkSpec, default: Default = Default()) -> Reading:
    """The figures of a delimited file; Refused when it is no such file at all."""
    text, notes = text_of(content)
    rows = rows_of(text)
    number, headings = next(rows, (0, []))
    if not number:
        raise Refused(_("The file is empty."), "file")
    places, passed = placed(headings)
    work = _Rows(spec, default)
    work.reading.notes += [*notes, *passed]
    place = _("row %(number)d")
    for number, row in rows:
        if row[0].startswith("# ") and not any(row[1:]):
            continue
        fields = {name: row[at] for name, at in places.items() if at < len(row)}
        work.take(place % {"number": number}, fields, is_exact=False)
    return work.done()


def read_json(content: bytes, spec: FrameworkSpec, default: Default = Default()) -> Reading:
    """The figures of a JSON file: a list of rows, or an object that holds one as ``figures``."""
    refuse_size(content)
    work = _Rows(spec, default)
    text, notes = text_of(content)
    work.reading.notes += notes
    words = _("figure %(number)d")
    for number, row in enumerate(_listed(text), start=1):
        place = words % {"number": number}
        if not isinstance(row, Mapping):
            work.trouble(place, Refused(_("A figure is an object with fields such as line and value."), "file"), "")
            continue
        try:
            fields, is_exact = _fields(row)
        except Refused as refused:
            work.trouble(place, refused, "")
            continue
        work.take(place, fields, is_exact=is_exact)
    return work.done()


def _listed(text: str) -> list:
    try:
        held = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError, ArithmeticError) as error:
        words = _("The file is not JSON: %(why)s.") % {"why": str(error)[:120]}
        raise Refused(words + " " + _("Check quotes, commas and brackets."), "file") from None
    if isinstance(held, Mapping):
        held = next((held[name] for name in LISTS if isinstance(held.get(name), list)), None)
    if not isinstance(held, list):
        raise Refused(_('The file needs a list of figures, such as {"figures": [...]}.'), "file")
    return held


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _fields(row: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """The fields of a JSON row as text; a point in a JSON number, or in text of plain digits, marks decimals."""
    fields: dict[str, str] = {}
    for name, held in row.items():
        column = column_of(str(name))
        if column is None or held is None:
            continue
        if column in fields:
            raise Refused(_("The %(column)s is given twice. Keep one of them.") % {"column": column}, column)
        if isinstance(held, Mapping) and column == "disaggregation":
            fields[column] = "|".join(f"{key}={member}" for key, member in held.items())
        elif isinstance(held, str | int | Decimal) and not isinstance(held, bool):
            fields[column] = str(held).strip()
        else:
            words = _("The field cannot be read. Give a text or a number.")
            raise Refused(words, column)
    return fields, True


class _Rows:
    """Takes rows one by one."""

    def __init__(self, spec: FrameworkSpec, default: Default) -> None:
        self.names, self.default, self.reading = Names(spec), default, Reading()
        self.blank: list[str] = []
        self._periods: dict[str, Period] = {}

    def take(self, place: str, fields: Mapping[str, str], *, is_exact: bool) -> None:
        """Read a row, or note every field of it that is wrong."""
        said = Said(**{name: fields.get(name, "") for name in SAID}, is_exact=is_exact)
        if said.is_blank and not fields.get("comment"):
            self.blank.append(place)
            return
        wrong: list[Refused] = []
        jurisdiction = self._tried(wrong, self._jurisdiction, fields.get("jurisdiction", ""))
        period = self._tried(wrong, self._period, fields.get("period", ""))
        found = self._tried(wrong, self.names.line, fields.get("indicator", ""), fields.get("line", ""))
        comment = self._tried(wrong, comment_of, fields.get("comment", ""))
        source = self._tried(wrong, comment_of, fields.get("source", ""))
        dims: dict[str, str] = {}
        cell = None
        if found:
            dims = self._tried(wrong, self.names.split, found[1], fields.get("disaggregation", ""))
            cell = self._tried(wrong, said.cell, found[1])
        for refused in wrong:
            self.trouble(place, refused, fields.get(refused.field or "", ""), found)
        if not wrong:
            measure = self.names.spec.source_measure(found[0]).key
            figure = Incoming(
                measure, found[1].key, cell, dims, comment if "comment" in fields else None, origin="file",
                source={"named": source} if source else {}, place=place,
            )  # fmt: skip
            self.reading.figures.append(Placed(jurisdiction, period, figure))

    def trouble(self, place: str, refused: Refused, stands: str, found: Any = None) -> None:
        """Note what is wrong with a field."""
        reference = f"{found[0].key}.{found[1].key}" if found else ""
        field = refused.field or ""
        where = f"{place}, {field}" if field in columns() else place
        self.reading.troubles.append(Trouble(where, refused.reason, "", stands[:80], reference, field))

    def done(self) -> Reading:
        """Everything that was read; blank rows are told once."""
        if self.blank:
            count = len(self.blank)
            words = ngettext(
                "%(count)d row has neither a figure nor a reason; it was left as it stands. A blank is not zero.",
                "%(count)d rows have neither a figure nor a reason; they were left as they stand. A blank is not zero.",
                count,
            )
            shown = ", ".join(self.blank[:5]) + (" …" if count > 5 else "")
            self.reading.notes.append(Trouble(shown, words % {"count": count}, code="blank"))
        return self.reading

    def _jurisdiction(self, text: str) -> str:
        if not text.strip():
            if not self.default.jurisdiction:
                raise Refused(_("The jurisdiction is missing. Write an id or a seat."), "jurisdiction")
            return self.default.jurisdiction
        return jurisdiction_named(text)

    def _period(self, text: str) -> Period:
        if not text.strip():
            if self.default.period is None:
                raise Refused(_("The period is missing. Write it as 2019-H2."), "period")
            return self.default.period
        if text not in self._periods:
            try:
                self._periods[text] = Period.parse(text)
            except Refused as refused:
                raise Refused(refused.reason, "period") from None
        return self._periods[text]

    @staticmethod
    def _tried(wrong: list[Refused], read: Any, *words: Any) -> Any:
        try:
            return read(*words)
        except Refused as refused:
            wrong.append(refused)
            return None
