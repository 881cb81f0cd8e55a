"""What a row says of its figure becomes a cell; Refused names the field and the mend. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import fold
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit, exact, read_amount, read_unit
from opensalw.roadmap.cells import DIRECTIONS, MISSING, QUALIFIERS, BadCell, Cell
from opensalw.roadmap.figure_text import TONNE_WORDS, read_figure
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.rules import TEXT_LIMIT

PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?")
UNCLEAR = frozenset({"-", "–", "—", "n/a", "na", "n.a.", "nd", "n.d.", "null", "none", "?", "x", ".", ".."})


@dataclass(frozen=True)
class Said:
    """The fields of one figure as they stand in a file. ``is_exact``: a point always marks decimals."""

    value: str = ""
    low: str = ""
    high: str = ""
    grade: str = ""
    direction: str = ""
    qualifier: str = ""
    missing_reason: str = ""
    unit: str = ""
    is_exact: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of the figure: neither a figure nor a reason."""
        return not any((self.value, self.low, self.high, self.grade, self.direction, self.missing_reason))

    def cell(self, line: Line) -> Cell:
        """The content as a cell of ``line``."""
        try:
            return self._cell(line)
        except BadCell as bad:
            raise Refused(str(bad), "value") from None

    def _cell(self, line: Line) -> Cell:
        reason = self._reason(line)
        if reason:
            return self._alone("missing", line, reason=reason)
        if self.direction:
            return self._direction(line)
        if line.kind == "grade" or self.grade:
            return self._grade(line)
        if self.low or self.high:
            return self._range(line)
        return self._amount(line)

    def _reason(self, line: Line) -> str:
        if self.missing_reason:
            found = reason_named(self.missing_reason)
            if found is None:
                words = _("“%(text)s” is not a reason. Known: %(known)s.")
                known = {"text": self.missing_reason[:60], "known": ", ".join(MISSING)}
                raise Refused(words % known, "missing_reason")
            if self.value:
                words = _("A figure (%(value)s) and a reason why there is none. Keep one of them; missing is not zero.")
                raise Refused(words % {"value": self.value[:40]}, "missing_reason")
            return found
        if not self.value or self.value[0].isdigit() or line.grade(self.value):
            return ""
        if fold(self.value) in UNCLEAR:
            words = _("“%(text)s” does not say why there is no figure. Leave it blank and give a reason: %(known)s.")
            raise Refused(words % {"text": self.value, "known": ", ".join(MISSING)}, "value")
        return reason_named(self.value) or ""

    def _unit(self, line: Line) -> Unit:
        """The unit given; the line's own where none is. Tonnes become kilograms in ``_number``."""
        if not self.unit:
            return line.unit
        return Unit.kilogram if self._is_tonnes else read_unit(self.unit)

    @property
    def _is_tonnes(self) -> bool:
        return self.unit.strip().lower() in TONNE_WORDS

    def _number(self, text: str, unit: Unit, field: str) -> Decimal:
        cell = self._read(text, unit, field)
        if cell.value is None or cell.qualifier != "exact":
            raise Refused(_("“%(text)s” is not a single figure. Write digits.") % {"text": text[:60]}, field)
        return cell.value

    def _read(self, text: str, unit: Unit, field: str) -> Cell:
        try:
            if self.is_exact and PLAIN.fullmatch(text):
                cell = Cell("amount", unit, value=exact(text))
            else:
                cell = read_figure(text[:200], unit)
        except Refused as refused:
            raise Refused(refused.reason, field) from None
        if not self._is_tonnes:
            return cell
        large: dict[str, Any] = {
            name: read_amount(number, "tonne").value if number is not None else None
            for name, number in (("value", cell.value), ("low", cell.low), ("high", cell.high))
        }
        return Cell(cell.kind, unit, qualifier=cell.qualifier, **large)

    def _amount(self, line: Line) -> Cell:
        unit = self._unit(line)
        if not self.value:
            raise Refused(_("There is neither a figure nor a reason why there is none. Give one of them."), "value")
        cell = self._read(self.value, unit, "value")
        qualifier = self._qualifier(cell)
        return Cell(cell.kind, unit, cell.value, cell.low, cell.high, qualifier=qualifier)

    def _qualifier(self, cell: Cell) -> str:
        word = self.qualifier.strip().lower().replace(" ", "_")
        if not word or word == cell.qualifier:
            return cell.qualifier
        if word not in QUALIFIERS:
            known = {"word": self.qualifier[:40], "known": ", ".join(QUALIFIERS)}
            raise Refused(_("“%(word)s” is no qualifier. Known: %(known)s.") % known, "qualifier")
        if cell.qualifier != "exact" and word != cell.qualifier:
            raise Refused(_("The value and the qualifier say different things. Keep one of them."), "qualifier")
        return word

    def _range(self, line: Line) -> Cell:
        if self.value:
            raise Refused(_("A value and a range. Keep the value, or low and high."), "value")
        unit = self._unit(line)
        if not (self.low and self.high):
            raise Refused(_("A range needs a low and a high figure."), "high" if self.low else "low")
        low, high = self._number(self.low, unit, "low"), self._number(self.high, unit, "high")
        return self._alone("range", line, low=low, high=high, unit=unit)

    def _grade(self, line: Line) -> Cell:
        if self.grade and self.value and fold(self.grade) != fold(self.value):
            raise Refused(_("The value and the grade say different things. Keep one of them."), "grade")
        if self.low or self.high:
            raise Refused(_("A grade and a range. Keep one of them."), "grade")
        word = self.grade or self.value
        if not word:
            raise Refused(_("There is neither a grade nor a reason why there is none. Give one of them."), "grade")
        found = next((one.key for one in line.grades if fold(word) in (fold(one.key), fold(one.title))), None)
        if found is None and line.grades:
            known = {"word": word[:60], "known": ", ".join(one.key for one in line.grades)}
            raise Refused(_("“%(word)s” is not a grade of this line. Known: %(known)s.") % known, "grade")
        return self._alone("grade", line, grade=found or word[:30])

    def _direction(self, line: Line) -> Cell:
        word = fold(self.direction)
        if word not in DIRECTIONS:
            known = {"word": self.direction[:40], "known": ", ".join(DIRECTIONS)}
            raise Refused(_("“%(word)s” is no direction. Known: %(known)s.") % known, "direction")
        if self.low or self.high or self.grade:
            raise Refused(_("A direction has at most the size of the change as its value."), "direction")
        unit = self._unit(line)
        size = self._number(self.value, unit, "value") if self.value else None
        return self._alone("direction", line, direction=word, value=size, unit=unit)

    def _alone(self, kind: str, line: Line, *, unit: Unit | None = None, **facts: Any) -> Cell:
        """A cell of a kind that no qualifier goes with, except a range's or a direction's own."""
        qualifier = self.qualifier.strip().lower().replace(" ", "_") or "exact"
        if qualifier not in QUALIFIERS:
            known = {"word": self.qualifier[:40], "known": ", ".join(QUALIFIERS)}
            raise Refused(_("“%(word)s” is no qualifier. Known: %(known)s.") % known, "qualifier")
        return Cell(cast(Any, kind), unit or self._unit(line), qualifier=qualifier, **facts)


def reason_named(text: str) -> str | None:
    """The missing reason that ``text`` names by key or in words."""
    if text in MISSING:
        return text
    return _reasons(get_language()).get(fold(text).replace("_", " "))


@cache
def _reasons(language: str | None) -> Mapping[str, str]:
    """The missing reasons by their key and by their words in ``language``."""
    return {word: key for key, one in MISSING.items() for word in (key.replace("_", " "), fold(str(one.shown)))}


def comment_of(text: str) -> str:
    """A comment that can be kept: of reasonable length, of signs that can be stored."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(clean) > TEXT_LIMIT:
        words = _("The comment has %(length)d characters; the limit is %(limit)d. Shorten it.")
        raise Refused(words % {"length": len(clean), "limit": TEXT_LIMIT}, "comment")
    if "\x00" in clean or not clean.isascii() and any("\ud800" <= sign <= "\udfff" for sign in clean):
        raise Refused(_("The comment holds a sign that cannot be stored (NUL, or half of a unicode pair)."), "comment")
    return clean
