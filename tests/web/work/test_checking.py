"""What the checks found, on the pages: beside the field, in the list, for the chair and for the reviewer."""

import csv

import pytest
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.checks import CHECKS
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.models import DraftCell

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")


@pytest.fixture
def filled(part, person):
    """A part with a warning, an error, and a reason everywhere else."""
    by = person("officer", "J-BEG")
    facts = {"destroyed.firearm": 990, "incidents.killed": 2, "incidents.incidents": 0}
    for name, value in facts.items():
        measure, line = name.split(".")
        unit = part.round.framework.spec.line(name).unit
        save_cell(part, measure=measure, line=line, cell=amount(value, unit), by=by)
    fill_missing(part, measure=None, reason="not_reported", by=by)
    return part


def text_of(answer):
    return answer.content.decode()


def test_the_list_names_every_finding_with_its_mend_and_a_way_to_its_field(as_, filled):
    page = text_of(as_("officer", "J-BEG").get(reverse("part_check", args=PART)))
    assert "Firearms destroyed: 990 pieces, and no file is evidence of it." in page
    assert "Persons killed is 2 while Incidents is 0." in page
    assert 'href="/work/rounds/wb-2020-h1/J-BEG/figures/destroyed/#line-firearm"' in page
    assert "2 findings stop the part" in page


@pytest.mark.parametrize(
    ("query", "killed", "destroyed"),
    [("?severity=error", True, False), ("?goal=6", False, True), ("?measure=incidents", True, False),
     ("?open=1", True, True), ("?severity=blocker", False, False), ("?goal=x&severity=%3Cb%3E", False, False)],
)  # fmt: skip
def test_the_list_is_filtered(query, killed, destroyed, as_, filled):
    page = text_of(as_("officer", "J-BEG").get(reverse("part_check", args=PART) + query))
    assert ("Persons killed is 2" in page, "no file is evidence" in page) == (killed, destroyed)


def test_a_figure_is_explained_in_place_and_several_at_once(as_, filled):
    browser, address = as_("officer", "J-BEG"), reverse("part_check", args=PART)
    empty = browser.post(address, {"cells": "destroyed.firearm|", "place": "at-destroyed-firearm-", "text": " "})
    assert empty.status_code == 422
    assert "Write the explanation." in text_of(empty)
    done = browser.post(address, {"cells": "destroyed.firearm|", "place": "at-destroyed-firearm-", "text": "In court."})
    assert done.status_code == 302
    assert DraftCell.objects.get(measure="destroyed", line="firearm").explanation == "In court."
    cells = ["destroyed.firearm|", "incidents.killed|"]
    browser.post(address, {"cells": cells, "place": "several", "text": "The register was moved."})
    held = DraftCell.objects.filter(explanation="The register was moved.").values_list("line", flat=True)
    assert set(held) == {"firearm", "killed"}
    assert "0 findings stop the part" in text_of(browser.get(address))


def test_all_that_the_filter_shows_are_explained_alike(as_, filled):
    browser, address = as_("officer", "J-BEG"), reverse("part_check", args=PART)
    assert "Explain all 2 alike" in text_of(browser.get(address))
    browser.post(address + "?goal=6", {"all": "1", "place": "several", "text": "Lot 6."})
    assert list(DraftCell.objects.filter(explanation="Lot 6.").values_list("line", flat=True)) == ["firearm"]
    browser.post(address, {"all": "1", "place": "several", "text": "The register was moved."})
    assert "0 findings stop the part" in text_of(browser.get(address))


def test_a_forged_figure_is_refused_and_the_words_stay(as_, filled):
    facts = {"cells": "no.such|thing", "place": "several", "text": "My words."}
    answer = as_("officer", "J-BEG").post(reverse("part_check", args=PART), facts)
    assert answer.status_code == 422
    assert "My words." in text_of(answer)


def test_what_was_explained_for_another_figure_is_said_so(as_, filled):
    browser, address = as_("officer", "J-BEG"), reverse("part_check", args=PART)
    browser.post(address, {"cells": "destroyed.firearm|", "text": "In court."})
    DraftCell.objects.filter(measure="destroyed", line="firearm").update(value=880)
    page = text_of(browser.get(address))
    assert "Explained for another figure; it no longer counts:" in page
    assert "It still explains the figure" in page
    browser.post(address, {"cells": "destroyed.firearm|", "text": "In court."})
    assert "no longer counts" not in text_of(browser.get(address))


def test_a_finding_stands_beside_its_field_also_after_saving_as_one_goes(as_, filled):
    browser = as_("officer", "J-BEG")
    address = reverse("part_measure", args=(*PART, "destroyed"))
    assert "no file is evidence of it" in text_of(browser.get(address))
    sent = {"only": "firearm", "firearm-value": "1000", "firearm-was": "", "firearm-revision": "1"}
    state = text_of(browser.post(address, sent, headers={"HX-Request": "true"}))
    assert "1,000 looks rounded" in state
    assert "1,000 pieces, and no file" in state


def test_a_page_that_was_made_before_a_row_was_added_does_not_remove_it(as_, part, person):
    by, browser = person("officer", "J-BEG"), as_("officer", "J-BEG")
    split = {"origin": "surplus", "owner": "defence"}
    save_cell(part, measure="destroyed", line="firearm", cell=amount(9, Unit.piece), by=by, dims=split)
    older = {
        "only": "firearm",
        "firearm-value": "12",
        "firearm-reason": "",
        "firearm-explanation": "",
        "firearm-was": "",
    }
    browser.post(reverse("part_measure", args=(*PART, "destroyed")), older, headers={"HX-Request": "true"})
    held = DraftCell.objects.filter(measure="destroyed", line="firearm").values_list("dims_key", "value")
    assert dict(held) == {"": 12, "origin=surplus|owner=defence": 9}


def test_the_chair_reads_what_was_explained_and_says_why(as_, filled, person):
    officer, chair = as_("officer", "J-BEG"), as_("chair", "J-BEG")
    step = reverse("part_step", args=(*PART, "clear"))
    assert "2 findings wait for an explanation" in text_of(chair.get(step))
    for name in ("destroyed.firearm|", "incidents.killed|"):
        officer.post(reverse("part_check", args=PART), {"cells": name, "text": f"Because of {name}"})
    page = text_of(chair.get(step))
    assert "Because of incidents.killed" in page
    assert 'name="reason"' in page
    assert chair.post(step, {"reason": ""}).status_code == 422
    assert chair.post(step, {"reason": "The police confirmed it."}).status_code == 302


def test_the_reviewer_sees_check_and_explanation_together(as_, filled):
    browser = as_("officer", "J-BEG")
    browser.post(reverse("part_check", args=PART), {"cells": "destroyed.firearm|", "text": "In court."})
    page = text_of(as_("secretariat", kind="secretariat").get(reverse("part_review", args=PART)))
    assert "no file is evidence of it" in page
    assert "In court." in page


def test_the_matrix_counts_what_stops_each_part(as_, filled):
    page = text_of(as_("secretariat", kind="secretariat").get(reverse("round_matrix", args=PART[:1])))
    assert 'href="/work/rounds/wb-2020-h1/J-BEG/check/">2<' in page
    other = text_of(as_("officer", "J-TIR").get(reverse("round_matrix", args=PART[:1])))
    assert "/J-BEG/check/" not in other


def test_the_checks_are_listed_and_fetched_as_csv(as_):
    browser = as_("officer", "J-BEG")
    page = text_of(browser.get(reverse("check_rules")))
    assert all(check.key in page for check in CHECKS)
    file = browser.get(reverse("check_rules_file"))
    rows = list(csv.DictReader(text_of(file).splitlines()))
    assert [row["key"] for row in rows] == [check.key for check in CHECKS]
    assert "attachment" in file["Content-Disposition"]


def test_another_seat_sees_no_findings(as_, filled):
    assert as_("officer", "J-TIR").get(reverse("part_check", args=PART)).status_code == 403


def test_a_split_that_is_partial_is_only_noted(as_, part, person):
    by = person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(12, Unit.piece), by=by)
    split = {"origin": "surplus", "owner": "defence"}
    save_cell(part, measure="destroyed", line="firearm", cell=amount(9, Unit.piece), by=by, dims=split)
    page = text_of(as_("officer", "J-BEG").get(reverse("part_measure", args=(*PART, "destroyed"))))
    assert "the rows add up to 3 pieces less than the whole" in page


@pytest.mark.parametrize(("name", "args", "most"), [("part_check", PART, 27), ("check_rules", (), 10)])
def test_the_pages_of_checks_are_made_in_few_queries(name, args, most, as_, filled, django_assert_max_num_queries):
    browser = as_("officer", "J-BEG")
    with django_assert_max_num_queries(most):
        assert browser.get(reverse(name, args=args)).status_code == 200
