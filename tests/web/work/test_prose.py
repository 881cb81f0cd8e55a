"""Figures from a text in the workspace: given, found beside their sentences, accepted, mended, dropped."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.models import DraftCell, DraftChange, NoteDocument, ProposedFigure

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
TEXT = """- Destroyed by the Ministry of Interior: 15,430 firearms and 54,111 rounds of ammunition.
- In 2018, 400 firearms were seized.
- Ten depots will be upgraded.
- In Tirana, 361 firearms were seized.
- Seizures of firearms increased: 12 firearms more than before were seized.
"""


@pytest.fixture
def officer(as_, part):
    return as_("officer", "J-BEG")


def give(browser, **facts):
    return browser.post(reverse("part_prose", args=PART), facts, follow=True)


@pytest.fixture
def notes(officer):
    give(officer, text=TEXT, name="Minutes")
    return NoteDocument.objects.get()


def figure(notes, written) -> ProposedFigure:
    return notes.figures.get(found__written=written)


def decide(browser, notes, do, row):
    return browser.post(reverse("part_notes", args=[*PART, notes.pk]), {do: str(row.pk)}, follow=True)


def mend(browser, notes, row, **facts):
    address = reverse("note_figure", args=[*PART, notes.pk, row.pk])
    return browser.post(address, {"take": "1", **facts}, follow=True)


def test_a_part_without_texts_says_what_would_be_here(officer):
    page = officer.get(reverse("part_prose", args=PART)).content.decode()
    assert "No text was given yet" in page


def test_each_figure_stands_beside_its_sentence_with_the_number_marked(officer, notes):
    page = officer.get(reverse("part_notes", args=[*PART, notes.pk])).content.decode()
    assert "<mark>15,430</mark>" in page
    assert "15,430 pieces" in page
    assert "0 of 5 figures are decided" in page


def test_a_figure_of_another_jurisdiction_is_shown_with_the_reason_and_cannot_be_taken(officer, notes):
    page = officer.get(reverse("part_notes", args=[*PART, notes.pk])).content.decode()
    assert "1 figure that is not of this part" in page
    assert "It speaks of Tirana." in page
    row = figure(notes, "361")
    assert "It speaks of Tirana." in decide(officer, notes, "accept", row).content.decode()
    assert not DraftCell.objects.exists()


def test_an_accepted_figure_is_in_the_draft_with_its_sentence(officer, notes):
    page = decide(officer, notes, "accept", figure(notes, "15,430")).content.decode()
    assert "15,430 pieces is in the draft." in page
    cell = DraftCell.objects.get()
    assert (cell.measure, cell.line, cell.dims) == (
        "destroyed",
        "firearm",
        {"origin": "not_stated", "owner": "interior"},
    )
    assert (cell.value, cell.origin) == (15430, "prose")
    assert cell.source["sentence"].startswith("Destroyed by the Ministry of Interior")
    assert notes.text[slice(*cell.source["span"])] == "15,430"
    assert DraftChange.objects.get().via == "prose"
    assert "1 of 5 figures are decided, 1 accepted" in page


def test_a_decision_can_be_taken_back_and_the_draft_is_emptied_with_it(officer, notes):
    row = figure(notes, "15,430")
    decide(officer, notes, "accept", row)
    decide(officer, notes, "again", row)
    assert not DraftCell.objects.exists()
    decide(officer, notes, "drop", row)
    assert figure(notes, "15,430").state == "dropped"


def test_taking_back_leaves_a_figure_that_was_typed_over_meanwhile(officer, notes, part, person):
    row = figure(notes, "15,430")
    decide(officer, notes, "accept", row)
    by = person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(7, Unit.piece), by=by, dims=row.dims)
    decide(officer, notes, "again", row)
    assert DraftCell.objects.get().value == 7


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("400", "The text speaks of 2018, not of the period of the round."),
        ("Ten", "The text says that it is planned."),
        ("12", "The number is the size of a change, not a level."),
    ],
)
def test_a_doubtful_figure_is_looked_at_before_it_is_taken(officer, notes, written, doubt):
    row = figure(notes, written)
    page = decide(officer, notes, "accept", row).content.decode()
    assert doubt in page
    assert "Look at this figure first" in page
    assert not DraftCell.objects.exists()


def test_a_person_mends_line_split_and_value(officer, notes):
    facts = {
        "line": "seized.firearm",
        "value": "about 390",
        "firearm-new-place": "inland",
        "explanation": "Counted again.",
    }
    mend(officer, notes, figure(notes, "400"), **facts)
    cell = DraftCell.objects.get()
    assert (cell.measure, cell.value, cell.qualifier, cell.dims) == ("seized", 390, "about", {"place": "inland"})
    assert (cell.explanation, cell.source["value"]) == ("Counted again.", "400")


def test_a_change_is_taken_as_a_direction(officer, notes):
    mend(officer, notes, figure(notes, "12"), line="seized.firearm", way="direction", value="12")
    cell = DraftCell.objects.get()
    assert (cell.kind, cell.direction, cell.value) == ("direction", "up", 12)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"line": "seized.firearm", "value": ""}, "Give the figure, in digits."),
        ({"line": "seized.firearm", "value": "many"}, "is not a figure"),
        ({"line": "seized.firearm", "value": "1.5"}, "is not a whole number"),
        ({"line": "seized.ammunition", "value": "400 pieces"}, "Put it on the line of its own unit"),
    ],
)
def test_a_wrong_mend_is_refused_at_its_field_and_nothing_is_taken(officer, notes, facts, reason):
    answer = mend(officer, notes, figure(notes, "400"), **facts)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not DraftCell.objects.exists()


def test_a_figure_that_stands_already_is_not_replaced_unasked(officer, notes, part, person):
    row = figure(notes, "15,430")
    by = person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(7, Unit.piece), by=by, dims=row.dims)
    page = officer.get(reverse("part_notes", args=[*PART, notes.pk])).content.decode()
    assert "stands there now:" in page
    facts = {"line": "destroyed.firearm", "value": "15430", "firearm-new-owner": "interior"}
    facts["firearm-new-origin"] = "not_stated"
    answer = mend(officer, notes, row, **facts)
    assert "holds another figure already" in answer.content.decode()
    mend(officer, notes, row, **facts, replace="on")
    assert DraftCell.objects.get().value == 15430


def test_the_same_text_is_given_once(officer, notes):
    answer = give(officer, text=TEXT)
    assert answer.status_code == 422
    assert "This text is already here" in answer.content.decode()
    assert NoteDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"text": ""}, "There is no text."),
        ({"file": SimpleUploadedFile("a.docx", b"%PDF-1.7")}, "is PDF by its content"),
        ({"file": SimpleUploadedFile("a.md", b"caf\xe9")}, "is not UTF-8 text"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "Send DOCX, Markdown or plain text"),
        ({"file": SimpleUploadedFile("a.md", b"")}, "There is no text."),
        ({"text": "x", "file": SimpleUploadedFile("a.md", b"45 guns")}, "not both"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(officer, facts, reason):
    answer = give(officer, **facts)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not NoteDocument.objects.exists()


def test_a_file_is_read_and_bears_its_name(officer):
    give(officer, file=SimpleUploadedFile("minutes.md", b"45 firearms were seized."))
    assert NoteDocument.objects.get().name == "minutes.md"


def test_a_text_with_script_in_it_is_shown_as_text(officer):
    answer = give(officer, text="<script>alert(1)</script> 45 firearms & 3 rifles were seized.", name="<b>x</b>")
    page = answer.content.decode()
    assert "alert(1)</script>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_a_text_is_taken_away_and_accepted_figures_stay(officer, notes):
    decide(officer, notes, "accept", figure(notes, "15,430"))
    officer.post(reverse("notes_remove", args=[*PART, notes.pk]))
    assert not NoteDocument.objects.exists()
    assert DraftCell.objects.get().source["document"] == "Minutes"


def test_the_regional_part_takes_what_speaks_of_no_jurisdiction(as_, part):
    browser = as_("secretariat", kind="secretariat")
    regional = ("wb-2020-h1", "J-REG")
    browser.post(reverse("part_prose", args=regional), {"text": "In the region 45 firearms; in Tirana 7 firearms."})
    page = browser.get(reverse("part_notes", args=[*regional, NoteDocument.objects.get().pk])).content.decode()
    assert "0 of 1 figure is decided" in page
    assert "It speaks of Tirana." in page


def test_nobody_else_reads_or_changes_the_texts_of_a_seat(as_, notes):
    other = as_("officer", "J-TIR")
    for name, args in (("part_prose", PART), ("part_notes", (*PART, notes.pk))):
        assert other.get(reverse(name, args=args)).status_code == 403
    assert decide(other, notes, "drop", figure(notes, "400")).status_code == 403
    secretariat = as_("secretariat", kind="secretariat")
    assert "Take the part over" in decide(secretariat, notes, "drop", figure(notes, "400")).content.decode()
    assert figure(notes, "400").is_open


@pytest.mark.parametrize(("name", "most"), [("part_prose", 22), ("part_notes", 24), ("note_figure", 24)])
def test_the_pages_open_in_few_queries(name, most, officer, django_assert_max_num_queries):
    give(officer, text=" ".join(f"Firearms seized: {n} firearms." for n in range(1, 40)))
    notes = NoteDocument.objects.get()
    args = [
        *PART,
        *([notes.pk] if name != "part_prose" else []),
        *([notes.figures.first().pk] if name == "note_figure" else []),
    ]
    with django_assert_max_num_queries(most):
        assert officer.get(reverse(name, args=args)).status_code == 200
