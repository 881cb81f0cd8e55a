"""Values with the codes of another system become figures; all that is wrong with one is told, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.roadmap.incoming import Incoming, Trouble

from .figure import Placed, Reading
from .mapping import Codes
from .value_and_comment import cell_of


@dataclass(frozen=True)
class Coded:
    """One value as another system gives it. ``kept`` is what it says besides: who stored it, its follow-up mark."""

    place: str
    org_unit: str
    period: str
    element: str
    value: str
    comment: str
    combo: str = ""
    attribute_combo: str = ""
    attributes: Mapping[str, str] | None = None
    deleted: bool = False
    kept: Mapping[str, Any] | None = None


class CodedValues:
    """Takes values one by one and remembers what their codes mean."""

    def __init__(self, codes: Codes) -> None:
        self.codes, self.reading = codes, Reading()
        self._known: dict[tuple[str, str], Any] = {}

    def take(self, one: Coded) -> None:
        """Read a value, or note every field of it that is wrong."""
        wrong: list[Refused] = []
        jurisdiction = self._tried(wrong, "org_unit", one.org_unit, self.codes.jurisdiction)
        period = self._tried(wrong, "period", one.period, _period)
        found = self._tried(wrong, "element", one.element, self.codes.line)
        if found is not None:
            dims = self._tried_once(wrong, partial(self._split, one))
            cell, comment = None, None
            if not one.deleted:
                content = self._tried_once(
                    wrong, partial(cell_of, found[1], one.value, one.comment, self.codes.reason(one.comment))
                )
                cell, comment = content or (None, None)
        if wrong:
            self._troubles(one, wrong)
            return
        measure, _dot, line = found[0].line.partition(".")
        figure = Incoming(
            measure, line, cell, dims or {}, comment, origin="file", source=dict(one.kept or {}), place=one.place
        )  # fmt: skip
        self.reading.figures.append(Placed(jurisdiction, period, figure))

    def _split(self, one: Coded) -> dict[str, str]:
        if one.attributes is not None:
            return self.codes.split_of(one.element, one.attributes)
        return self.codes.split(one.element, one.combo, one.attribute_combo)

    def _troubles(self, one: Coded, wrong: list[Refused]) -> None:
        stands = {
            "orgUnit": one.org_unit, "period": one.period, "dataElement": one.element,
            "categoryOptionCombo": one.combo, "attributeOptionCombo": one.attribute_combo, "comment": one.comment,
            "value": one.value, **(one.attributes or {}),
        }  # fmt: skip
        for refused in wrong:
            field = refused.field or "value"
            self.reading.troubles.append(
                Trouble(one.place, refused.reason, "", stands.get(field, one.value)[:80], one.element, field)
            )

    def _tried(self, wrong: list[Refused], kind: str, word: str, read: Callable[[str], Any]) -> Any:
        """What a code means, looked up once; None, with the refusal noted, where it means nothing."""
        key = (kind, word)
        if key not in self._known:
            try:
                self._known[key] = read(word)
            except Refused as refused:
                self._known[key] = refused
        found = self._known[key]
        if isinstance(found, Refused):
            wrong.append(found)
            return None
        return found

    @staticmethod
    def _tried_once(wrong: list[Refused], read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Refused as refused:
            wrong.append(refused)
            return None


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except Refused as refused:
        raise Refused(refused.reason, "period") from None
