"""The entry form of one line: its figure or the reason why there is none, and the rows that split it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import MISSING, Cell, missing, shown
from opensalw.roadmap.checks import Finding
from opensalw.roadmap.figure_text import as_typed, read_figure
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from opensalw.roadmap.models import DraftCell
from opensalw.roadmap.queries.forms import LineState
from opensalw.roadmap.queries.prefill import taken_over
from opensalw.roadmap.rules import dims_key

NO_REASON = gettext_lazy("why there is none")


class CellForm(forms.Form):
    """A figure or a grade, or why there is none. ``was`` and ``revision`` say what the page showed."""

    explanation = forms.CharField(
        label=gettext_lazy("Explanation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, line: Line, held: DraftCell | None, prefix: str, data: Mapping | None = None) -> None:
        self.line, self.held = line, held
        super().__init__(data, prefix=prefix, initial=_shown(held), use_required_attribute=False)
        reasons = [("", NO_REASON), *((key, one.shown) for key, one in MISSING.items())]
        self.fields["reason"] = forms.ChoiceField(label=_("Or why there is none"), required=False, choices=reasons)
        self.fields["value"] = self._value_field()
        self.order_fields(["value", "reason", "explanation", "was", "revision"])
        for name in ("value", "reason", "explanation"):
            self.fields[name].widget.attrs["aria-describedby"] = f"status-{line.key}"

    def _value_field(self) -> forms.Field:
        if self.line.kind == "grade":
            grades = [("", pgettext("a choice", "choose")), *((one.key, one.title) for one in self.line.grades)]
            return forms.ChoiceField(label=_("Grade"), required=False, choices=grades)
        attrs = {"inputmode": "text", "autocomplete": "off", "class": "figure-input"}
        return forms.CharField(label=_("Figure"), required=False, max_length=60, widget=forms.TextInput(attrs=attrs))

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields that a person fills."""
        return {
            name: (self.data.get(self.add_prefix(name)) or "").strip() for name in ("value", "reason", "explanation")
        }

    @property
    def is_touched(self) -> bool:
        """Whether something was typed since the page was made; a page that did not show the fields typed nothing."""
        sent = any(self.add_prefix(name) in self.data for name in ("value", "reason", "explanation"))
        return sent and _joined(self.typed) != self.data.get(self.add_prefix("was"))

    @property
    def seen(self) -> int:
        """The revision that the page showed; 0 where there was none or what was sent is no number."""
        return number_of(self.data.get(self.add_prefix("revision")))

    @property
    def is_empty(self) -> bool:
        """Whether neither a figure nor a reason is given."""
        return not self.typed["value"] and not self.typed["reason"]

    def read(self) -> Cell:
        """The cell that was typed; Refused names the mend."""
        value, reason = self.typed["value"], self.typed["reason"]
        if value and reason:
            raise Refused(_("Give a figure, or the reason why there is none; not both."), "reason")
        if reason:
            if reason not in MISSING:
                raise Refused(_("Choose one of the reasons."), "reason")
            return missing(reason, self.line.unit)
        if self.line.kind == "grade":
            return Cell("grade", self.line.unit, grade=value)
        return read_figure(value, self.line.unit)

    def kept(self, held: DraftCell | None) -> "CellForm":
        """The same form after ``held`` was saved; it remembers what the page still shows."""
        fresh = type(self)(self.line, held, self.prefix or "")
        fresh.initial["was"] = _joined(self.typed)
        return fresh


def number_of(text: str | None) -> int:
    """The revision that a hidden field holds."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _shown(held: DraftCell | None) -> dict[str, object]:
    facts = {"value": "", "reason": "", "explanation": ""}
    if held is not None:
        facts = {"value": as_typed(held.cell), "reason": held.reason, "explanation": held.explanation}
    return {**facts, "was": _joined(facts), "revision": held.revision if held else 0}


def _joined(facts: Mapping[str, str]) -> str:
    return json.dumps([facts[name].replace("\r\n", "\n") for name in ("value", "reason", "explanation")])


class SplitForm(forms.Form):
    """Which members of the line's dimensions a row of a breakdown stands for."""

    def __init__(self, spec: FrameworkSpec, line: Line, data: Mapping | None = None) -> None:
        super().__init__(data, prefix=f"{line.key}-new", use_required_attribute=False)
        self.line = line
        first = [*line.required_dimensions, *(key for key in line.dimensions if key not in line.required_dimensions)]
        for key in first:
            declared = spec.dimensions[key]
            if declared.open:
                self.fields[key] = forms.CharField(label=declared.title, required=False, max_length=60)
                continue
            members = [("", _("all")), *((one.key, one.title) for one in declared.members)]
            self.fields[key] = forms.ChoiceField(label=declared.title, required=False, choices=members)

    def main(self) -> list[forms.BoundField]:
        """The dimensions that the figure is wanted by, or the first ones."""
        return [self[key] for key in (self.line.required_dimensions or tuple(self.fields)[:2])]

    def others(self) -> list[forms.BoundField]:
        """The other dimensions that are offered."""
        shown = {one.name for one in self.main()}
        return [self[key] for key in self.fields if key not in shown]

    @property
    def dims(self) -> dict[str, str]:
        """The chosen members."""
        return {key: text for key in self.fields if (text := (self.data.get(self.add_prefix(key)) or "").strip())}


@dataclass
class Row:
    """One figure of a line: the whole, or a member of its breakdown."""

    dims: Mapping[str, str]
    words: str
    form: CellForm
    conflict: DraftCell | None = None

    @property
    def taken_over(self) -> str:
        """Where the figure was taken over from, if it was."""
        return taken_over(self.form.held) if self.form.held else ""

    @property
    def dims_key(self) -> str:
        """The canonical spelling of the split."""
        return dims_key(self.dims)

    @property
    def theirs_in_words(self) -> str:
        """What somebody else kept meanwhile."""
        return cell_in_words(self.conflict, self.form.line) if self.conflict else ""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong in this row: the field's id and the reason."""
        if not self.form.is_bound:
            return []
        return [
            (self.form[name].auto_id if name in self.form.fields else "", str(reason))
            for name, reasons in self.form.errors.items()
            for reason in reasons
        ]


@dataclass
class LineEntry:
    """A line as the page shows it: its rows, the row to add, and what stood before."""

    measure: Measure
    state: LineState
    whole: Row
    rows: list[Row] = field(default_factory=list)
    split: SplitForm | None = None
    new: Row | None = None
    previous: list = field(default_factory=list)
    computed: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def line(self) -> Line:
        """The line of the framework."""
        return self.state.line

    @property
    def every(self) -> list[Row]:
        """The whole and the rows, without the row to add."""
        return [self.whole, *self.rows]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is to be mended in this line."""
        held = [*self.every, *([self.new] if self.new else [])]
        return [problem for row in held for problem in row.problems]

    @property
    def conflicts(self) -> list[Row]:
        """The rows that somebody else changed meanwhile."""
        return [row for row in self.every if row.conflict]


def entry_of(spec: FrameworkSpec, state: LineState, data: Mapping | None = None) -> LineEntry:
    """The forms of a line; bound to ``data`` where something was sent."""
    line = state.line
    rows = [
        Row(cell.dims, dims_in_words(spec, cell.dims), CellForm(line, cell, row_prefix(line, cell.dims_key), data))
        for cell in state.split
    ]
    entry = LineEntry(state.measure, state, Row({}, "", CellForm(line, state.whole, line.key, data)), rows)
    if line.dimensions:
        entry.split = SplitForm(spec, line, data)
        entry.new = Row({}, "", CellForm(line, None, f"{line.key}-new", data))
    if state.computed is not None:
        entry.computed = as_typed(Cell("amount", line.unit, value=state.computed))
    return entry


def row_prefix(line: Line, key: str) -> str:
    """The name of a row's fields: the same however many rows stand before it."""
    return f"{line.key}-{crc32(key.encode()):x}"


def cell_in_words(cell: DraftCell, line: Line) -> str:
    """A figure in work, as it is read."""
    grade = line.grade(cell.grade) if cell.grade else None
    return shown(cell.cell, grade_title=grade.title if grade else "", with_unit=False)


def line_title(spec: FrameworkSpec, reference: str) -> str:
    """The title of a line with that of its measure; its name where the framework does not know it."""
    try:
        return f"{spec.measure(reference.partition('.')[0]).title}: {spec.line(reference).title}"
    except KeyError:
        return reference


def dims_in_words(spec: FrameworkSpec, dims: Mapping[str, str]) -> str:
    """A disaggregation as it is read: ``surplus, defence``; what is not stated is left out beside what is."""
    words = []
    stated = {key: member for key, member in dims.items() if member != NOT_STATED}
    for key, member in (stated or dims).items():
        declared = spec.dimensions.get(key)
        known = next((one.title for one in declared.members if one.key == member), None) if declared else None
        words.append(known or (_("not stated") if member == NOT_STATED else member))
    return ", ".join(words)
