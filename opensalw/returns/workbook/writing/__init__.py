"""Writing the workbook of a part: the same bytes for the same state."""

import datetime
import io

import xlsxwriter
from django.utils.translation import gettext as _

from opensalw.core.collector import collector_resting
from opensalw.core.designations import Footnotes
from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person
from opensalw.roadmap.models import Submission

from ..form import FormMark, checksum_of
from ..rows import FormGoal, form_goals
from .lists import Lists
from .looks import Looks
from .readme import write_readme
from .sheet import Sheet, write_goal
from .splits import write_more

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(part: Submission, by: Person | None = None) -> bytes:
    """The part as a workbook, with what stands now; lines that ``by`` may not fill are locked."""
    with collector_resting():
        return write_goals(part, form_goals(part, by))


def write_goals(part: Submission, goals: list[FormGoal]) -> bytes:
    """The workbook of these rows."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    spec, mark = part.round.framework.spec, form_mark(part)
    notes = Footnotes(spec.audience)
    title = part_title(part, notes)
    _describe(book, part, title)
    looks, lists, seals = Looks(book), Lists(spec), []
    readme = book.add_worksheet(str(_("Read me")))
    sheets = []
    word = spec.goal_word.singular
    for goal in goals:
        sheet = Sheet(book.add_worksheet(f"{word} {goal.number}"[:31]), mark, looks, notes, lists)
        seals += write_goal(sheet, goal, spec, f"{word} {goal.number}: {goal.title}", title)
        sheets.append((sheet.name, goal.title))
    more = Sheet(book.add_worksheet(str(_("More splits"))), mark, looks, notes, lists)
    seals += write_more(more, goals, title)
    sheets.append((more.name, _("For a split that no row is offered for")))
    summed = FormMark(
        mark.round, mark.jurisdiction, mark.framework, mark.number, mark.digest, checksum_of(seals), len(seals)
    )
    lists.write(book, summed)
    write_readme(readme, part, summed, looks, title, sheets, notes)
    book.close()
    return buffer.getvalue()


def form_mark(part: Submission) -> FormMark:
    """The mark of the form that a part has now."""
    framework = part.round.framework
    return FormMark(part.round_id, part.jurisdiction, framework.key, framework.number, framework.digest)


def part_title(part: Submission, notes: Footnotes) -> str:
    """Whose part it is, of which period."""
    who = part.round.framework.spec.region if part.jurisdiction == REGIONAL else notes.label(part.jurisdiction)
    words = {"who": who, "round": part.round_id, "period": part.round.figures_period.label}
    return notes.text(str(_("%(who)s, figures of %(period)s") % words))


def file_name(part: Submission) -> str:
    """What the file is called."""
    return f"{part.round_id}-{part.jurisdiction}.xlsx"


def _describe(book: xlsxwriter.Workbook, part: Submission, title: str) -> None:
    day = part.round.opens_on or part.round.figures_end
    book.set_properties(
        {"title": title, "subject": part.round_id, "created": datetime.datetime.combine(day, datetime.time())}
    )
    book.set_calc_mode("auto")
