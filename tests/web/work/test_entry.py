"""Entering figures and text: nothing typed is lost, what is wrong is named with its mend."""

import re

import pytest
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.models import DraftCell, TextItem, Thread

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
DESTROYED = (*PART, "destroyed")
HTMX = {"HTTP_HX_REQUEST": "true"}


def shown(browser, measure="destroyed"):
    """What the fields of a measure's form hold."""
    page = browser.get(reverse("part_measure", args=(*PART, measure))).content.decode()
    fields = re.findall(r'<input type="(?:text|hidden)" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: value.replace("&quot;", '"') for name, value in fields}


def cell(line="firearm", dims_key=""):
    return DraftCell.objects.get(submission__jurisdiction="J-BEG", line=line, dims_key=dims_key, measure="destroyed")


def test_a_whole_form_is_saved_without_scripts(as_, part):
    browser = as_("officer", "J-BEG")
    facts = {
        **shown(browser),
        "firearm-value": "15,430",
        "explosive-value": "1,234.5",
        "device-reason": "not_collected",
    }
    answer = browser.post(reverse("part_measure", args=DESTROYED), facts)
    assert answer.status_code == 302
    assert cell().value == 15430
    assert str(cell("explosive").value) == "1234.500"
    assert cell("device").reason == "not_collected"


def test_a_wrong_figure_stays_typed_and_the_others_are_saved(as_, part):
    browser = as_("officer", "J-BEG")
    facts = {
        **shown(browser),
        "firearm-value": "1.234",
        "ammunition-value": "77",
        "device-value": "3",
        "device-reason": "withheld",
    }
    answer = browser.post(reverse("part_measure", args=DESTROYED), facts)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1.234"' in page
    assert "Firearms destroyed: “1.234” has a point for thousands. Write 1234." in page
    assert 'href="#id_firearm-value"' in page
    assert "not both" in page
    assert cell("ammunition").value == 77
    assert not DraftCell.objects.filter(line__in=["firearm", "device"]).exists()


def test_a_figure_is_a_whole_number_of_its_unit(as_, part):
    browser = as_("officer", "J-BEG")
    answer = browser.post(reverse("part_measure", args=DESTROYED), {**shown(browser), "firearm-value": "1.5"})
    assert "1.5 is not a whole number of the unit piece" in answer.content.decode()


def test_a_line_is_saved_as_one_goes_and_answers_with_its_revision(as_, part):
    browser = as_("officer", "J-BEG")
    first = {**shown(browser), "firearm-value": "15 430", "only": "firearm"}
    answer = browser.post(reverse("part_measure", args=DESTROYED), first, **HTMX)
    assert answer.status_code == 200
    assert 'name="firearm-revision" value="1"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert cell().value == 15430
    wrong = browser.post(reverse("part_measure", args=DESTROYED), {**first, "firearm-value": "many"}, **HTMX)
    assert wrong.status_code == 422
    assert "is not a figure" in wrong.content.decode()
    assert cell().value == 15430


def test_two_people_on_one_line_lose_nothing(as_, part, person):
    officer, second = as_("officer", "J-BEG"), as_("officer", "J-BEG", name="second")
    seen = shown(officer)
    second.post(reverse("part_measure", args=DESTROYED), {**shown(second), "firearm-value": "10"})
    answer = officer.post(reverse("part_measure", args=DESTROYED), {**seen, "firearm-value": "12"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Someone else changed this" in page
    assert "<b>10</b>" in page
    assert 'value="12"' in page
    again = {**seen, "firearm-value": "12", "override": "firearm"}
    assert officer.post(reverse("part_measure", args=DESTROYED), again).status_code == 302
    assert cell().value == 12


def test_what_somebody_else_saved_is_not_overwritten_by_an_untouched_field(as_, part):
    officer, second = as_("officer", "J-BEG"), as_("officer", "J-BEG", name="second")
    seen = shown(officer)
    second.post(reverse("part_measure", args=DESTROYED), {**shown(second), "firearm-value": "10"})
    officer.post(reverse("part_measure", args=DESTROYED), {**seen, "device-value": "4"})
    assert (cell().value, cell("device").value) == (10, 4)


def test_a_row_of_a_breakdown_is_added_changed_and_removed(as_, part):
    browser, address = as_("officer", "J-BEG"), reverse("part_measure", args=DESTROYED)
    row = {"firearm-new-origin": "surplus", "firearm-new-owner": "defence", "firearm-new-value": "9", "add": "firearm"}
    assert browser.post(address, {**shown(browser), "firearm-value": "12", **row}).status_code == 302
    key = "origin=surplus|owner=defence"
    assert cell(dims_key=key).value == 9
    page = browser.get(address).content.decode()
    assert "the rows add up to 3 pieces less than the whole." in page
    prefix = next(name[:-9] for name in shown(browser) if re.fullmatch(r"firearm-[0-9a-f]+-revision", name))
    browser.post(address, {**shown(browser), f"{prefix}-value": "12"})
    assert cell(dims_key=key).value == 12
    browser.post(address, {**shown(browser), "remove": prefix})
    assert not DraftCell.objects.filter(dims_key=key).exists()


def test_a_row_says_what_it_stands_for(as_, part):
    browser = as_("officer", "J-BEG")
    facts = {**shown(browser), "firearm-new-value": "9", "add": "firearm"}
    answer = browser.post(reverse("part_measure", args=DESTROYED), facts)
    assert "Choose what this row stands for" in answer.content.decode()
    assert 'name="firearm-new-value" value="9"' in answer.content.decode()


def test_an_emptied_field_is_empty_again(as_, part, person):
    save_cell(part, measure="destroyed", line="firearm", cell=amount(3, Unit.piece), by=person("officer", "J-BEG"))
    browser = as_("officer", "J-BEG")
    browser.post(reverse("part_measure", args=DESTROYED), {**shown(browser), "firearm-value": ""})
    assert not DraftCell.objects.filter(line="firearm").exists()


def test_one_reason_fills_the_empty_lines_of_a_measure(as_, part):
    browser = as_("officer", "J-BEG")
    answer = browser.post(reverse("part_fill", args=PART), {"measure": "destroyed", "reason": "not_yet"}, follow=True)
    assert "8 empty lines now say: not yet available." in answer.content.decode()
    answer = browser.post(reverse("part_fill", args=PART), {"measure": "destroyed", "reason": ""}, follow=True)
    assert "Choose the reason first" in answer.content.decode()


def test_a_contributor_sees_what_the_framework_expects_of_the_institution(as_, part):
    browser = as_("contributor", "J-BEG", "customs")
    own = browser.get(reverse("part_figures", args=PART)).content.decode()
    assert reverse("part_measure", args=(*PART, "seized")) in own
    assert reverse("part_measure", args=DESTROYED) not in own
    assert browser.get(reverse("part_measure", args=DESTROYED)).status_code == 403


def test_a_text_is_kept_changed_translated_and_removed(as_, part):
    browser, address = as_("officer", "J-BEG"), reverse("part_text", args=(*PART, 6, "progress"))
    new = {"key": "new-progress", "new-progress-text": "Уништено је 9 пушака.", "new-progress-language": "sr-Cyrl"}
    new["new-progress-translation"] = "Nine rifles were destroyed."
    assert browser.post(address, new).status_code == 302
    item = TextItem.objects.get()
    assert (item.language, item.translation) == ("sr-Cyrl", "Nine rifles were destroyed.")
    changed = {
        "key": str(item.pk),
        "item": str(item.pk),
        "revision": "1",
        f"{item.pk}-text": "Nine.",
        f"{item.pk}-language": "en",
    }
    answer = browser.post(address, changed, **HTMX)
    assert 'name="revision" value="2"' in answer.content.decode()
    assert browser.post(address, {"remove": str(item.pk)}).status_code == 302
    assert not TextItem.objects.exists()


def test_a_text_typed_by_two_shows_both(as_, part):
    officer, second = as_("officer", "J-BEG"), as_("officer", "J-BEG", name="second")
    address = reverse("part_text", args=(*PART, 6, "progress"))
    officer.post(address, {"key": "new-progress", "new-progress-text": "First."})
    item = TextItem.objects.get()
    facts = {"key": str(item.pk), "item": str(item.pk), "revision": "1"}
    second.post(address, {**facts, f"{item.pk}-text": "Theirs."})
    answer = officer.post(address, {**facts, f"{item.pk}-text": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs." in page
    assert "Mine." in page
    assert officer.post(address, {**facts, f"{item.pk}-text": "Mine.", "override": "yes"}).status_code == 302
    item.refresh_from_db()
    assert item.text == "Mine."


def test_a_text_too_long_stays_on_the_page(as_, part):
    address = reverse("part_text", args=(*PART, 6, "need"))
    answer = as_("officer", "J-BEG").post(address, {"key": "new-need", "new-need-text": "Long. " * 1000})
    assert answer.status_code == 422
    assert "the limit is 5000" in answer.content.decode()
    assert "Long. Long." in answer.content.decode()


def test_a_sent_part_refuses_and_keeps_what_was_typed(as_, part, person):
    fill_missing(part, measure=None, reason="not_yet", by=person("officer", "J-BEG"))
    browser = as_("officer", "J-BEG")
    facts = {**shown(browser), "firearm-value": "3", "firearm-reason": ""}
    submissions.clear(part, by=person("chair", "J-BEG"))
    answer = browser.post(reverse("part_measure", args=DESTROYED), facts)
    assert answer.status_code == 422
    assert "cannot be changed" in answer.content.decode()
    assert 'value="3"' in answer.content.decode()


def test_a_step_says_what_it_does_and_gives_a_receipt(as_, part, person):
    fill_missing(part, measure=None, reason="not_yet", by=person("officer", "J-BEG"))
    officer, chair = as_("officer", "J-BEG"), as_("chair", "J-BEG")
    assert "Only the chair" in officer.post(reverse("part_step", args=(*PART, "clear"))).content.decode()
    assert chair.post(reverse("part_step", args=(*PART, "clear"))).status_code == 302
    receipt = officer.post(reverse("part_step", args=(*PART, "submit")), follow=True).content.decode()
    assert part.snapshots.get().sha256 in receipt
    kept = officer.get(reverse("receipt_file", args=(*PART, 1)))
    assert kept.content == bytes(part.snapshots.get().content)
    assert "attachment" in kept["Content-Disposition"]


def test_a_query_is_asked_answered_and_resolved(as_, part, person):
    fill_missing(part, measure=None, reason="not_yet", by=person("officer", "J-BEG"))
    submissions.clear(part, by=person("chair", "J-BEG"))
    submissions.submit(part, by=person("officer", "J-BEG"))
    reviewer = as_("secretariat", kind="secretariat")
    assert "Only the secretariat" in as_("officer", "J-BEG").post(reverse("query_ask", args=PART)).content.decode()
    empty = reviewer.post(reverse("query_ask", args=PART), {"about": "destroyed.firearm", "question": " "})
    assert empty.status_code == 422
    reviewer.post(reverse("query_ask", args=PART), {"about": "destroyed.firearm", "question": "None at all?"})
    reviewer.post(reverse("part_step", args=(*PART, "return")))
    query = part.threads.get()
    officer = as_("officer", "J-BEG")
    assert "None at all?" in officer.get(reverse("part_measure", args=DESTROYED)).content.decode()
    assert "None at all?" in officer.get(reverse("work")).content.decode()
    officer.post(reverse("conversation", args=(*PART, query.pk)), {"do": "answer", "answer": "None."})
    reviewer.post(reverse("conversation", args=(*PART, query.pk)), {"do": "resolve", "back": "review"})
    query.refresh_from_db()
    assert [one.text for one in query.messages.all()] == ["None at all?", "None."]
    assert query.resolved_at is not None


def test_a_seat_that_is_late_is_entered_for_and_confirms(as_, part, person):
    reviewer = as_("secretariat", kind="secretariat")
    address = reverse("part_step", args=(*PART, "take-over"))
    assert "Say why" in reviewer.post(address, {"reason": ""}).content.decode()
    assert reviewer.post(address, {"reason": "Sent by e-mail."}).status_code == 302
    by = person("secretariat", kind="secretariat")
    part.refresh_from_db()
    fill_missing(part, measure=None, reason="not_yet", by=by)
    submissions.clear(part, by=by)
    submissions.submit(part, by=by)
    officer = as_("officer", "J-BEG")
    assert "Confirm what was entered" in officer.get(reverse("part", args=PART)).content.decode()
    officer.post(reverse("part_step", args=(*PART, "confirm")))
    part.refresh_from_db()
    assert part.confirmed_at


def test_a_query_on_a_text_and_on_a_goal(as_, part, person):
    by = person("officer", "J-BEG")
    as_("officer", "J-BEG").post(
        reverse("part_text", args=(*PART, 6, "need")), {"key": "new-need", "new-need-text": "A furnace."}
    )
    fill_missing(part, measure=None, reason="not_yet", by=by)
    submissions.clear(part, by=person("chair", "J-BEG"))
    submissions.submit(part, by=by)
    reviewer, item = as_("secretariat", kind="secretariat"), TextItem.objects.get()
    reviewer.post(reverse("query_ask", args=PART), {"about": f"text-{item.pk}", "question": "What size?"})
    reviewer.post(reverse("query_ask", args=PART), {"about": "goal-2", "question": "Nothing at all?"})
    page = reviewer.get(reverse("part_review", args=PART)).content.decode()
    assert "What size?" in page
    assert "Nothing at all?" in page
    assert Thread.objects.get(item=item.pk).goal == 6


def test_a_text_removed_meanwhile_is_not_lost(as_, part):
    browser, address = as_("officer", "J-BEG"), reverse("part_text", args=(*PART, 6, "progress"))
    browser.post(address, {"key": "new-progress", "new-progress-text": "First."})
    item = TextItem.objects.get()
    browser.post(address, {"remove": str(item.pk)})
    answer = browser.post(
        address, {"key": str(item.pk), "item": str(item.pk), "revision": "x", f"{item.pk}-text": "Longer."}
    )
    assert answer.status_code == 422
    assert "was removed meanwhile" in answer.content.decode()
    assert "Longer." in answer.content.decode()


def test_a_forged_revision_is_no_error(as_, part):
    browser = as_("officer", "J-BEG")
    facts = {**shown(browser), "firearm-value": "3", "firearm-revision": "many"}
    assert browser.post(reverse("part_measure", args=DESTROYED), facts).status_code == 422


def test_two_editors_see_both_texts_and_what_was_typed_survives_the_closed_page(as_, part):
    officer, police = as_("officer", "J-BEG"), as_("officer", "J-BEG", name="second")
    address, goal = reverse("part_text", args=(*PART, 6, "progress")), reverse("part_goal", args=(*PART, 6))
    officer.post(address, {"key": "new-progress", "new-progress-text": "First."})
    item = TextItem.objects.get()
    facts = {"key": str(item.pk), "item": str(item.pk), "revision": "1"}
    police.post(address, {**facts, f"{item.pk}-text": "Theirs."})
    assert officer.post(address, {**facts, f"{item.pk}-text": "Mine."}, **HTMX).status_code == 422
    page = officer.get(goal).content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    assert "<del>Theirs</del><ins>Mine</ins>" in page
    assert "Mine." not in police.get(goal).content.decode()
    both = {**facts, f"{item.pk}-text": "Mine.", "override": "both", "against": "2"}
    assert officer.post(address, both).status_code == 302
    item.refresh_from_db()
    assert item.text == "Theirs.\n\nMine."
    assert "set aside" not in officer.get(goal).content.decode()


def test_an_override_never_covers_what_its_page_did_not_show(as_, part):
    officer, police = as_("officer", "J-BEG"), as_("officer", "J-BEG", name="second")
    address = reverse("part_text", args=(*PART, 6, "progress"))
    officer.post(address, {"key": "new-progress", "new-progress-text": "First."})
    item = TextItem.objects.get()
    facts = {"key": str(item.pk), "item": str(item.pk)}
    police.post(address, {**facts, "revision": "1", f"{item.pk}-text": "Second."})
    police.post(address, {**facts, "revision": "2", f"{item.pk}-text": "Third."})
    mine = {**facts, "revision": "1", f"{item.pk}-text": "Mine.", "override": "mine", "against": "2"}
    answer = officer.post(address, mine)
    assert answer.status_code == 422
    assert "Third." in answer.content.decode()
    officer.post(address, {**mine, "override": "theirs"})
    item.refresh_from_db()
    assert item.text == "Third."


def test_a_text_is_previewed_moved_removed_and_put_back(as_, part):
    browser, address = as_("officer", "J-BEG"), reverse("part_text", args=(*PART, 6, "progress"))
    text = "**Melted** in:\n\n- March\n- May [x](javascript:alert(1)) <script>alert(1)</script>"
    shown = browser.post(address, {"key": "new-progress", "new-progress-text": text, "preview": "yes"})
    page = shown.content.decode()
    assert "<strong>Melted</strong>" in page
    assert "<li>March</li>" in page
    assert "<script>alert" not in page
    assert '<a href="javascript' not in page
    assert not TextItem.objects.exists()
    piece = browser.post(address, {"key": "new-progress", "new-progress-text": "*x*", "preview": "yes"}, **HTMX)
    assert "<em>x</em>" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    for word in ("One.", "Two."):
        browser.post(address, {"key": "new-progress", "new-progress-text": word, "new-progress-status": "done"})
    two = TextItem.objects.get(text="Two.")
    assert two.status == "done"
    browser.post(address, {"up": str(two.pk)})
    assert [one.text for one in TextItem.objects.all()] == ["Two.", "One."]
    browser.post(address, {"remove": str(two.pk)})
    page = browser.get(reverse("part_goal", args=(*PART, 6))).content.decode()
    assert "1 text was removed" in page
    browser.post(address, {"put_back": str(two.pk)})
    assert TextItem.objects.get(pk=two.pk).text == "Two."


def test_a_link_is_evidence_of_a_text_and_never_a_script(as_, part):
    browser = as_("officer", "J-BEG")
    browser.post(reverse("part_text", args=(*PART, 6, "need")), {"key": "new-need", "new-need-text": "A furnace."})
    item = TextItem.objects.get()
    address = reverse("evidence_add", args=PART)
    about = {"goal": "6", "item": str(item.pk)}
    refused = browser.post(address, {**about, "url": "javascript:alert(1)"}, follow=True).content.decode()
    assert "begins with http:// or https://" in refused
    kept = browser.post(address, {**about, "url": "https://works.example/a", "note": "<b>Report</b>"}, follow=True)
    page = kept.content.decode()
    assert 'href="https://works.example/a"' in page
    assert "&lt;b&gt;Report&lt;/b&gt;" in page
    link = part.evidence.get()
    assert browser.get(reverse("evidence_file", args=(*PART, link.pk))).status_code == 404
