"""Workbooks of another form: older versions, other rounds and seats, and what other programs save."""

import pytest

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import Round, Submission
from tests.cast import SECRETARIAT

from . import files
from .book import Book, changed
from .conftest import OFFICER


def newer(part: Submission) -> Submission:
    """The part when its round has a later version of the framework."""
    text = (FILES / "wb_2018.yaml").read_text()
    cut = "      - {<<: *surrendered, key: device,"
    start = text.index(cut)
    text = text[:start] + text[text.index("\n", start) + 1 :]
    text = text.replace(
        "{key: refused, title: Applications refused,",
        "{key: withdrawn, title: Applications withdrawn, unit: case, across_jurisdictions: sum, across_periods: sum}\n"
        "      - {key: refused, title: Applications refused,",
    ).replace("title: Cases prevented, unit: case", "title: Cases prevented, unit: check")
    version = load_framework(text, by=SECRETARIAT)
    assert version.number == 2
    Round.objects.filter(pk=part.round_id).update(framework=version)
    return Submission.objects.select_related("round__framework").get(pk=part.pk)


def test_an_older_form_gives_what_still_fits_and_says_the_rest(part):
    def fill(book):
        book.put("surrendered.firearm", 11)
        book.put("surrendered.device", 5)
        book.put("border_work.prevented", 4)

    content = changed(part, fill)
    outcome = submit_workbook(newer(part), content, by=OFFICER)
    assert outcome.counts == {"added": 1, "changed": 0, "emptied": 0, "unchanged": 8, "refused": 2}
    gone, counted = sorted(outcome.refused, key=lambda one: one.code != "vanished")
    assert "no longer asked for" in gone.reason
    assert "was counted in case in this workbook and is counted in check now" in counted.reason
    notes = " ".join(one.reason for one in outcome.notes)
    assert "older form (version 1, now 2)" in notes
    assert "1 lines are new since and not in this workbook: Applications withdrawn" in notes


def test_an_untouched_older_form_refuses_nothing(part):
    content = write_workbook(part)
    outcome = submit_workbook(newer(part), content, by=OFFICER)
    assert (outcome.refused, outcome.moves) == ([], False)


def test_a_form_that_nobody_knows_is_refused(part):
    book = Book.of(part)
    for sheet in book.book.worksheets:
        if "digest=" in str(sheet["A1"].value):
            sheet["A1"].value = sheet["A1"].value.replace("digest=", "digest=f")
    with pytest.raises(Refused, match="a form that is not known here"):
        submit_workbook(part, book.content, by=OFFICER)


def test_the_workbook_of_another_seat_is_refused_naming_both(part):
    other = part.round.submissions.select_related("round__framework").get(jurisdiction="J-SAR")
    with pytest.raises(Refused, match="of Sarajevo in round wb-2020-h1.*for Belgrade in round wb-2020-h1"):
        submit_workbook(part, write_workbook(other), by=OFFICER)


def test_the_workbook_of_another_round_is_refused_naming_both(part):
    half = Period.parse("2020-H2")
    later = open_round(
        key="wb-2020-h2", framework=part.round.framework, narrative=half, figures=half, by=SECRETARIAT
    ).submissions.select_related("round__framework").get(jurisdiction="J-BEG")  # fmt: skip
    with pytest.raises(Refused, match="in round wb-2020-h1.*in round wb-2020-h2"):
        submit_workbook(later, write_workbook(part), by=OFFICER)


def test_the_figures_of_the_round_before_stand_beside_with_their_period(loaded_round):
    half = Period.parse("2020-H1")
    opened = open_round(
        key="wb-2020-h1", framework=loaded_round.framework, narrative=half, figures=half, by=SECRETARIAT
    )
    part = opened.submissions.select_related("round__framework").get(jurisdiction="J-BEG")
    book = Book.of(part)
    beside = [
        (sheet.cell(row, columns["before"]).value, sheet.cell(row, columns["period"]).value)
        for sheet in book.book.worksheets if "before" in (columns := book.columns(sheet))
        for row in range(6, sheet.max_row + 1) if sheet.cell(row, columns["period"]).value
    ]  # fmt: skip
    assert (15430, "2019-H2") in beside
    assert ("up, no figure given", "2019-H2") in beside


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_what_libreoffice_saves_is_read(part, ending, tmp_path):
    save_cell(part, measure="seized", line="firearm", cell=amount(7, Unit.piece), by=OFFICER, explanation="two\nlines")
    content = changed(part, lambda book: book.put("destroyed.ammunition", 56000))
    saved = files.saved_by_libreoffice(content, ending, tmp_path)
    outcome = submit_workbook(part, saved, by=OFFICER)
    assert (outcome.counts["added"], outcome.counts["unchanged"], outcome.refused) == (1, 9, [])
