"""What a row answers: a figure, a reason, an emptied cell, or nothing; against what was written into it."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import plain
from opensalw.roadmap.cells import Cell, missing
from opensalw.roadmap.figure_text import read_figure
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.incoming import Incoming, Taken, Trouble

from ...said import comment_of
from ..form import EMPTIED, Written, explained, reason_words
from .columns import Found
from .figures import as_text, member_of, read_cell, read_reason
from .labels import Aim
from .marks import place


@dataclass
class Reading:
    """What was read: figures to be taken in, those that nobody touched, what is refused, what is to be known."""

    figures: list[Incoming] = field(default_factory=list)
    untouched: list[Taken] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)
    kind: str = "xlsx"

    def note(self, where: str, words: str, code: str, reference: str = "") -> None:
        """Something to be known that keeps nothing out."""
        self.notes.append(Trouble(where, words, reference=reference, code=code))


@dataclass(frozen=True)
class Answer:
    """What stands in the cells of a row that people fill."""

    figure: str
    reason: str
    explanation: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not (self.figure or self.reason or self.explanation)


def answer_in(form: Found, row: int) -> Answer:
    """The answer in a row; a cell that shows an error counts as filled."""
    column = form.columns.get("figure", 0)
    error = form.sheet.marks.errors.get((row, column), "")
    formula = (row, column) in form.sheet.marks.formulas
    figure = error or as_text(form.sheet.value(row, column)) or ("=" if formula else "")
    said = form.sheet.value(row, form.columns.get("explanation"))
    return Answer(figure, plain(form.text(row, "reason")), plain(str(said).strip()))


def where(form: Found, row: int, key: str = "figure") -> str:
    """The place of a cell as people find it: ``Goal 6!G14``."""
    return f"{form.sheet.name}!{place(row, form.columns.get(key, 0))}"


def read_answer(reading: Reading, form: Found, row: int, aim: Aim, written: Written) -> None:
    """Add what a row says to ``reading``; nothing when it says what was written, or nothing at all."""
    answer, reference = answer_in(form, row), f"{aim.measure.key}.{aim.line.key}"
    try:
        said = _changes(reading, form, row, aim, written, answer)
    except Refused as refused:
        key = refused.field if refused.field in ("reason", "explanation") else "figure"
        stands = getattr(answer, key)
        trouble = Trouble(where(form, row, key), refused.reason, stands=stands, reference=reference, code="unreadable")
        reading.troubles.append(trouble)
        return
    if said is not None:
        reading.figures.append(said)


def _changes(
    reading: Reading, form: Found, row: int, aim: Aim, written: Written, answer: Answer
) -> Incoming | None:  # fmt: skip
    """The figure that the row brings; None when it brings none."""
    reason = read_reason(answer.reason) if answer.reason else ""
    new_figure = answer.figure != written.figure
    new_reason = reason != written.reason
    new_words = explained(answer.explanation) != written.explained
    if not (new_figure or new_reason or new_words):
        _untouched(reading, form, row, aim, written)
        return None
    incoming = Incoming(
        aim.measure.key, aim.line.key, None, aim.dims, None, written.revision, "workbook", place=where(form, row)
    )
    if not answer.figure and not reason:
        _emptied_without_a_word(reading, incoming, written, answer)
        return None
    if reason == EMPTIED:
        if answer.figure:
            words = _("“empty” takes the figure out, yet one stands here. Delete the figure, or the word.")
            raise Refused(words, "reason")
        return incoming
    takes_reason = bool(reason) and (not answer.figure or _reason_is_meant(reading, incoming, new_figure, new_reason))
    if takes_reason:
        cell = missing(reason, aim.line.unit)
    else:
        cell, note = read_cell(form.sheet, row, form.columns["figure"], aim.line)
        if note:
            reading.note(incoming.place, note, "formula", incoming.reference)
    if not new_words and not takes_reason and not new_reason and _same(cell, written, aim.line):
        _untouched(reading, form, row, aim, written)
        return None
    only_words = not new_figure and not new_reason
    if only_words and not answer.explanation:
        reading.note(incoming.place, _("The explanation was deleted; the one in the system stays."), "left")
        return None
    return replace(incoming, cell=cell, explanation=_words(answer.explanation) if new_words else None)


def _words(text: str) -> str:
    """An explanation that can be kept."""
    try:
        return comment_of(text)
    except Refused as refused:
        raise Refused(refused.reason, "explanation") from None


def _reason_is_meant(reading: Reading, incoming: Incoming, new_figure: bool, new_reason: bool) -> bool:
    """Where both stand, the one that was not there when the workbook was written."""
    if new_figure and new_reason:
        raise Refused(_("There are a figure and a reason why there is none. Delete one of them."), "reason")
    words = (
        _("The reason was new, so the figure beside it gives way.") if new_reason
        else _("The figure was new, so the reason beside it gives way.")
    )  # fmt: skip
    reading.note(incoming.place, words, "both", incoming.reference)
    return new_reason


def _emptied_without_a_word(reading: Reading, incoming: Incoming, written: Written, answer: Answer) -> None:
    if written.figure or written.reason:
        stood = written.figure or reason_words().get(written.reason, "")
        words = _("“%(stood)s” was here and is blank now; the system keeps it. To take it out, choose “empty”.")
        reading.note(incoming.place, words % {"stood": stood}, "left", incoming.reference)
    elif answer.explanation:
        words = _("There is an explanation, yet no figure. Write the figure, or why there is none.")
        raise Refused(words, "explanation")


def _same(cell: Cell, written: Written, line: Line) -> bool:
    """Whether the figure is what was written, in another spelling."""
    return written.figure != "" and cell == written_cell(written, line)


def written_cell(written: Written, line: Line) -> Cell | None:
    """The cell that was written into a row; None for none, or for one that cannot be typed."""
    if written.reason:
        return missing(written.reason, line.unit)
    if not written.figure:
        return None
    if line.kind == "grade":
        grade = member_of(written.figure, line.grades)
        return Cell("grade", line.unit, grade=grade) if grade else None
    try:
        return read_figure(written.figure, line.unit)
    except Refused:
        return None


def _untouched(reading: Reading, form: Found, row: int, aim: Aim, written: Written) -> None:
    if written.figure or written.reason:
        cell = written_cell(written, aim.line)
        reference = f"{aim.measure.key}.{aim.line.key}"
        reading.untouched.append(Taken(where(form, row), reference, aim.dims, cell, cell))
