"""The workbook of a part: written, filled, read back; nothing untouched changes, nothing bad gets in."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opensalw.cli.__main__ import parser
from opensalw.core.designation_lint import lint_file
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.marked import marked_copy
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import clear_cell, save_cell
from opensalw.roadmap.queries.changes import broken_change, changes_of
from opensalw.roadmap.queries.forms import asked_lines
from tests.cast import CONTRIBUTOR, DONOR, SECRETARIAT

from .book import Book, changed
from .conftest import OFFICER


def run(*words: str) -> int:
    args = parser().parse_args(["workbook", *words])
    return args.run(args)


def test_the_same_state_is_the_same_bytes(part):
    assert write_workbook(part) == write_workbook(part)
    before = write_workbook(part)
    save_cell(part, measure="destroyed", line="ammunition", cell=amount(5, Unit.round), by=OFFICER)
    assert write_workbook(part) != before


def test_every_asked_line_has_its_row_with_what_stands_and_can_be_filled(part):
    book = Book.of(part)
    for measure, line in asked_lines(part.round.framework.spec, part.jurisdiction):
        assert not book.at(f"{measure.key}.{line.key}").protection.locked
    assert book.at("destroyed.firearm").value == 1234
    assert book.at("destroyed.component").value == "at least 12"
    assert book.at("destroyed.device", "reason").value == "not collected"
    assert book.at("law_aligned.export_regulation").value == "Partly aligned"
    assert book.at("destroyed.firearm|method=melting", "explanation").value == "'=melted in March"
    assert book.at("destroyed.firearm", "line").protection.locked
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book.book.worksheets)


def test_a_workbook_that_comes_back_as_it_went_changes_nothing(part):
    outcome = submit_workbook(part, write_workbook(part), by=OFFICER)
    assert outcome.counts == {"added": 0, "changed": 0, "emptied": 0, "unchanged": 8, "refused": 0}
    assert outcome.notes == []


def test_what_openpyxl_saves_changes_nothing_either(part):
    outcome = submit_workbook(part, changed(part, lambda book: None), by=OFFICER)
    assert (outcome.moves, outcome.counts["unchanged"], outcome.refused, outcome.notes) == (False, 8, [], [])


def test_figures_reasons_grades_and_splits_are_taken_in(part):
    def fill(book):
        book.put("destroyed.ammunition", 56000)
        book.put("destroyed.firearm", 1300)
        book.put("destroyed.device", None, "reason")
        book.put("destroyed.device", "about 40")
        book.put("seized.firearm|place=airport", 3)
        book.put("seized.component", "withheld", "reason")
        book.put("law_aligned.un_firearms_protocol", "Fully aligned")
        book.put("destroyed.explosive", None)
        book.put("destroyed.explosive", "empty", "reason")
        book.put("new:1", "Firearms destroyed [destroyed.firearm]", "line")
        book.put("new:1", "Type of arm: Pistol", "split1")
        book.put("new:1", "Method of destruction: Melting", "split2")
        book.put("new:1", 7)

    outcome = submit_workbook(part, changed(part, fill), by=OFFICER)
    assert [one.reason for one in outcome.refused] == []
    assert outcome.counts == {"added": 5, "changed": 2, "emptied": 1, "unchanged": 5, "refused": 0}
    cells = {f"{cell.measure}.{cell.line}|{cell.dims_key}": cell for cell in part.cells.all()}
    assert cells["destroyed.firearm|"].value == 1300
    assert (cells["destroyed.device|"].qualifier, cells["destroyed.device|"].value) == ("about", 40)
    assert cells["destroyed.firearm|method=melting|type=pistol"].value == 7
    assert cells["seized.component|"].reason == "withheld"
    assert "destroyed.explosive|" not in cells
    assert {change.via for change in changes_of(part)[:8]} == {"workbook"}
    assert broken_change(part) is None


def test_a_dry_run_says_the_same_and_writes_nothing(part):
    content = changed(part, lambda book: book.put("destroyed.ammunition", 56000))
    assert submit_workbook(part, content, by=OFFICER, dry_run=True).counts["added"] == 1
    assert not part.cells.filter(line="ammunition").exists()


def test_all_errors_come_at_once_with_place_content_reason_and_mend(part):
    def spoil(book):
        book.put("destroyed.ammunition", "many")
        book.put("destroyed.salw_unsplit", "maybe", "reason")
        book.put("destroyed.mixed_mass", -4)
        book.put("incidents.killed", 2.5)
        book.put("surrendered.firearm", 11)

    outcome = submit_workbook(part, changed(part, spoil), by=OFFICER)
    assert outcome.counts == {"added": 1, "changed": 0, "emptied": 0, "unchanged": 8, "refused": 4}
    told = {one.stands: one for one in outcome.refused}
    assert set(told) == {"many", "maybe", "-4", "2.5"}
    assert all("!" in one.place and one.place.startswith("Goal ") for one in outcome.refused)
    assert "Write digits" in told["many"].reason
    assert "not collected" in told["maybe"].reason


def test_all_or_nothing_keeps_nothing_while_a_cell_is_refused(part):
    def spoil(book):
        book.put("destroyed.ammunition", "many")
        book.put("surrendered.firearm", 11)

    outcome = submit_workbook(part, changed(part, spoil), by=OFFICER, all_or_nothing=True)
    assert (outcome.kept, part.cells.filter(measure="surrendered").exists()) == (False, False)


def test_an_untouched_cell_never_overwrites_what_was_changed_meanwhile(part):
    content = changed(part, lambda book: book.put("destroyed.ammunition", 5))
    save_cell(part, measure="destroyed", line="firearm", cell=amount(2000, Unit.piece), by=OFFICER)
    assert submit_workbook(part, content, by=OFFICER).counts["changed"] == 0
    assert part.cells.get(measure="destroyed", line="firearm", dims_key="").value == 2000


@pytest.mark.parametrize(("value", "reason"), [(1500, None), (None, "empty")])
def test_a_touched_cell_that_was_changed_meanwhile_is_a_conflict(part, value, reason):
    def touch(book):
        book.put("destroyed.firearm", value)
        book.put("destroyed.firearm", reason, "reason")

    content = changed(part, touch)
    save_cell(part, measure="destroyed", line="firearm", cell=amount(2000, Unit.piece), by=OFFICER)
    outcome = submit_workbook(part, content, by=OFFICER)
    assert [one.code for one in outcome.refused] == ["conflict"]
    assert part.cells.get(measure="destroyed", line="firearm", dims_key="").value == 2000


def test_the_same_workbook_is_filled_further_and_sent_again(part):
    book = Book.of(part)
    book.put("destroyed.firearm", 1500)
    submit_workbook(part, book.content, by=OFFICER)
    book.put("destroyed.firearm", 1600)
    outcome = submit_workbook(part, book.content, by=OFFICER)
    assert (outcome.counts["changed"], outcome.refused) == (1, [])


def test_a_conflict_with_a_figure_that_was_taken_out_meanwhile_is_no_loss(part):
    content = changed(part, lambda book: book.put("destroyed.firearm", 1500))
    clear_cell(part, measure="destroyed", line="firearm", by=OFFICER)
    outcome = submit_workbook(part, content, by=OFFICER)
    assert outcome.counts["added"] == 1
    assert outcome.added[0].before is None


def test_what_somebody_else_fills_is_locked_and_not_taken(part, monkeypatch):
    words = "The police fills this."
    monkeypatch.setattr(
        "opensalw.roadmap.rules.refuse_line", lambda part, measure, by: words if measure == "seized" else None
    )
    book = Book(write_workbook(part, OFFICER))
    assert book.at("seized.firearm").protection.locked
    assert not book.at("destroyed.firearm").protection.locked
    book.put("seized.firearm", 5)
    outcome = submit_workbook(part, book.content, by=OFFICER)
    assert [(one.reason, one.code) for one in outcome.refused] == [(words, "seized.firearm")]


def test_a_contributor_gets_the_own_sections_only(part):
    book = Book(write_workbook(part, CONTRIBUTOR))
    assert "seized.firearm" in book.rows
    assert "destroyed.firearm" not in book.rows
    whole = changed(part, lambda book: (book.put("seized.firearm", 5), book.put("destroyed.firearm", 6)))
    outcome = submit_workbook(part, whole, by=CONTRIBUTOR)
    assert (outcome.counts["added"], outcome.counts["refused"]) == (1, 1)
    assert "does not supply this section" in outcome.refused[0].reason


def test_who_may_not_fill_the_part_is_refused_before_the_file_is_opened(part):
    with pytest.raises(Refused, match="Only an officer"):
        submit_workbook(part, b"nothing", by=DONOR)


def test_the_sums_are_formulas_with_our_result_and_are_never_read(part):
    book = Book.of(part)
    sheet = book.sheet()
    sums = [row for row in sheet.iter_rows() if row[0].value == "sum"]
    assert all(str(row[5].value).startswith("=SUM(F") for row in sums)
    values = openpyxl.load_workbook(io.BytesIO(write_workbook(part)), data_only=True)["Goal 6"]
    assert values[sums[0][5].coordinate].value == 1000
    sums[0][5].value = 999999
    assert not submit_workbook(part, book.content, by=OFFICER).moves


def test_the_regional_part_has_its_workbook(round):
    part = round.submissions.select_related("round__framework").get(jurisdiction="J-REG")
    book = Book.of(part)
    book.put("seized_elsewhere.firearm", 12)
    outcome = submit_workbook(part, book.content, by=SECRETARIAT)
    assert (outcome.counts["added"], outcome.refused) == (1, [])


def test_the_workbook_owes_no_asterisk(part, tmp_path):
    save_cell(
        part, measure="surrendered", line="firearm", cell=amount(3, Unit.piece), by=OFFICER,
        explanation="Two came from Kosovo.",
    )  # fmt: skip
    path = tmp_path / "w.xlsx"
    path.write_bytes(write_workbook(part))
    assert [finding.sentence for finding in lint_file(path) if finding.is_error] == []


def test_writing_and_reading_take_a_fixed_number_of_queries(part):
    with CaptureQueriesContext(connection) as writing:
        content = write_workbook(part)
    with CaptureQueriesContext(connection) as reading:
        submit_workbook(part, content, by=OFFICER, dry_run=True)
    assert len(writing) <= 16
    assert len(reading) <= 12


def test_the_marked_copy_keeps_the_rest_and_says_what_to_mend(part):
    def spoil(book):
        book.put("destroyed.ammunition", "=HYPERLINK(1)")
        book.at("destroyed.ammunition").data_type = "s"
        book.put("surrendered.firearm", 11)

    content = changed(part, spoil)
    outcome = submit_workbook(part, content, by=OFFICER, dry_run=True)
    marked = openpyxl.load_workbook(io.BytesIO(marked_copy(content, outcome.refused)))
    listed = marked["To mend"]
    assert listed["B2"].value == "'=HYPERLINK(1)"
    where = outcome.refused[0].place.partition("!")[2]
    cell = marked["Goal 6"][where]
    assert cell.fill.start_color.rgb.endswith("F8D0CC")
    assert "not a figure" in cell.comment.text
    again = submit_workbook(part, marked_copy(content, outcome.refused), by=OFFICER)
    assert (again.counts["added"], again.counts["refused"]) == (1, 1)


def test_the_command_writes_previews_and_takes_in(part, tmp_path: Path, capsys):
    path, marked = tmp_path / "part.xlsx", tmp_path / "marked.xlsx"
    assert run("write", "--round", part.round_id, "--jurisdiction", "j-beg", "--out", str(path)) == 0
    book = Book(path.read_bytes())
    book.put("destroyed.ammunition", 56000)
    path.write_bytes(book.content)
    capsys.readouterr()
    assert run("submit", str(path), "--dry-run", "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert {name: facts[name] for name in ("added", "changed", "unchanged", "refused", "kept")} == {
        "added": 1, "changed": 0, "unchanged": 8, "refused": 0, "kept": False,
    }  # fmt: skip
    assert facts["changes"][0]["after"] == "56,000 rounds"
    book.put("destroyed.mixed_mass", "heavy")
    path.write_bytes(book.content)
    assert run("submit", str(path), "--out", str(marked)) == 1
    assert "“heavy” is not a figure" in capsys.readouterr().out
    assert marked.exists()
    assert part.cells.get(line="ammunition").value == 56000
