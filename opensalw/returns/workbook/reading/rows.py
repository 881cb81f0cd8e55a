"""The rows of the sheets, each found by its id wherever it stands."""

from collections import defaultdict

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.incoming import Trouble

from ..form import BESIDE, NEW, SPLITS, FormMark, Written, checksum_of, row_id
from .answers import Reading, answer_in, read_answer, where
from .columns import Found
from .labels import Aim, Labels


class Rows:
    """Reads the rows of one sheet after the other and remembers which ids were seen where."""

    def __init__(self, reading: Reading, mark: FormMark, labels: Labels, spec: FrameworkSpec) -> None:
        """Begin with no id seen; ``spec`` is the framework as it is now, ``labels`` those of the workbook."""
        self.reading, self.mark, self.labels, self.spec = reading, mark, labels, spec
        self.now = labels if labels.spec is spec else Labels(spec)
        self.places: defaultdict[str, list[str]] = defaultdict(list)
        self.seals: set[str] = set()

    def read(self, form: Found) -> None:
        """Read a sheet."""
        if not form.has_ids or "was" not in form.columns:
            words = _("Hidden columns of this sheet are gone. Rows were found by their labels; look at each change.")
            self.reading.note(form.sheet.name, words, "labels")
        merged = _merged(form)
        band = ""
        for row in range(form.first, len(form.sheet.rows)):
            id = form.text(row, "id")
            if id in BESIDE or (not id and form.is_head(row)):
                continue
            self.seals.add(form.text(row, "was").rpartition("|")[2])
            if not id and not form.has_ids and form.text(row, "line") and not form.text(row, "unit"):
                band = form.text(row, "line")
            if row in merged and not answer_in(form, merged[row]).is_blank:
                self.refuse(
                    form, row, _("The cell is merged with others, so it is not certain whose figure this is."),
                    _("Unmerge the cells and write each figure in its own."), "merged",
                )  # fmt: skip
            elif id.startswith(f"{NEW}:"):
                self._new(form, row, id)
            elif id:
                self._by_id(form, row, id)
            else:
                self._by_label(form, row, band)

    def count(self) -> None:
        """Note when rows of the form are missing; nothing is concluded from it."""
        present = self.seals - {""}
        if self.mark.rows and len(present) < self.mark.rows and checksum_of(present) != self.mark.checksum:
            words = _("%(count)d rows of the form are not in this workbook any more; their lines stay as they are.")
            self.reading.note("", words % {"count": self.mark.rows - len(present)}, "rows")

    def refuse(self, form: Found, row: int, reason: str, mend: str = "", code: str = "", key: str = "figure") -> None:
        """Note that a row is not taken."""
        answer = answer_in(form, row)
        stands = answer.figure or answer.reason or answer.explanation
        self.reading.troubles.append(Trouble(where(form, row, key), reason, mend, stands, code=code))

    def _by_id(self, form: Found, row: int, id: str) -> None:
        written = Written()
        if "was" in form.columns:
            kept = Written.read(form.text(row, "was"), self.mark, id)
            if kept is None:
                self._broken(form, row, id)
                return
            written = kept
        try:
            aim = self.labels.aim_of(id)
        except KeyError:
            self._broken(form, row, id)
            return
        self.places[id].append(where(form, row))
        if reason := self.labels.refuse_label(aim, form.text(row, "line"), form.text(row, "split")):
            if not answer_in(form, row).is_blank:
                self.refuse(form, row, reason, code="moved")
            return
        current = aim if self.now is self.labels else self._still_asked(form, row, id, written)
        if current:
            read_answer(self.reading, form, row, current, written)

    def _broken(self, form: Found, row: int, id: str) -> None:
        """A row whose hidden cells are not as they were written; blank ones do no harm."""
        if answer_in(form, row).is_blank:
            return
        words = _("The hidden cells of this row (%(id)s) were changed, so it is not certain which line it is.")
        mend = _("Take a new workbook and copy the figure into it.")
        self.refuse(form, row, words % {"id": id[:60]}, mend, "broken")

    def _still_asked(self, form: Found, row: int, id: str, written: Written) -> Aim | None:
        """The line as the framework has it now; None where it is gone or counts something else."""
        answer = answer_in(form, row)
        untouched = answer.is_blank or (answer.figure == written.figure and not answer.reason)
        try:
            aim = self.now.aim_of(id)
        except KeyError:
            if not untouched:
                words = _("This line is no longer asked for since the workbook was written.")
                self.refuse(form, row, words, _("Leave it, or say it in the narrative."), "vanished")
            return None
        if written.unit and written.unit != aim.line.unit.value:
            if not untouched:
                units = {"old": written.unit, "new": aim.line.unit.value, "line": aim.line.title}
                reason = _("%(line)s was counted in %(old)s in this workbook and is counted in %(new)s now.") % units
                self.refuse(form, row, reason, _("Take a new workbook and write the figure in the new unit."), "unit")
            return None
        return aim

    def _new(self, form: Found, row: int, id: str) -> None:
        """A row of the sheet for splits that no row is offered for."""
        line = form.text(row, "line")
        members = [words for number in range(1, SPLITS + 1) if (words := form.text(row, f"split{number}"))]
        if not line and not members and answer_in(form, row).is_blank:
            return
        try:
            if not line:
                raise Refused(_("Choose the line that this figure is for."), "line")
            aim = self.now.line_of_choice(line)
            dims = self.now.split_of(aim.line, members)
            if not dims:
                raise Refused(_("Choose what this row stands for, such as its origin."), "split1")
        except Refused as refused:
            key = refused.field if refused.field in form.columns else "line"
            self.refuse(form, row, refused.reason, code="split", key=str(key))
            return
        if answer_in(form, row).is_blank:
            self.refuse(form, row, _("Write the figure of this split, or why there is none."), code="split")
            return
        read_answer(self.reading, form, row, Aim(aim.measure, aim.line, dims), Written())

    def _by_label(self, form: Found, row: int, band: str) -> None:
        """A row without an id: of a sheet that lost them, or typed by hand."""
        if answer_in(form, row).is_blank or (row, form.columns["figure"]) in form.sheet.marks.formulas:
            return
        try:
            aim = self.now.aim_of_label(band, form.text(row, "line"), form.text(row, "split"))
        except Refused as refused:
            self.refuse(form, row, refused.reason, code="no id")
            return
        id = row_id(aim.measure.key, aim.line.key, aim.dims)
        self.places[id].append(where(form, row))
        read_answer(self.reading, form, row, aim, Written())


def read_rows(
    reading: Reading, forms: list[Found], mark: FormMark, labels: Labels, spec: FrameworkSpec
) -> None:  # fmt: skip
    """Read the rows of all sheets into ``reading``; a line that stands twice is refused at each place."""
    rows = Rows(reading, mark, labels, spec)
    for form in forms:
        rows.read(form)
    rows.count()
    twice = {place: places for places in rows.places.values() if len(places) > 1 for place in places}
    if twice:
        _refuse_twice(reading, twice)


def _refuse_twice(reading: Reading, twice: dict[str, list[str]]) -> None:
    sent = {one.place for one in reading.figures}
    touched = {place for place, places in twice.items() if sent & set(places)}
    reading.figures = [one for one in reading.figures if one.place not in touched]
    reading.untouched = [one for one in reading.untouched if one.place not in touched]
    for place in sorted(touched):
        words = _("This line stands more than once in the workbook: at %(places)s.")
        reason = words % {"places": ", ".join(twice[place])}
        mend = _("Keep the row that is right, delete the other.")
        reading.troubles.append(Trouble(place, reason, mend, code="twice"))


def _merged(form: Found) -> dict[int, int]:
    """The rows whose cells to fill are merged over several rows, each with the row that holds the value."""
    found: dict[int, int] = {}
    fields = [form.columns[key] for key in ("figure", "reason") if key in form.columns]
    for top, left, bottom, right in form.sheet.marks.merged:
        down = bottom > top and any(left <= column <= right for column in fields)
        over = left < form.columns["figure"] <= right
        if (down or over) and form.text(top, "id") not in BESIDE:
            found |= dict.fromkeys(range(top, bottom + 1), top)
    return found
