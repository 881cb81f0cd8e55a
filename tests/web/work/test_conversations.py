"""Conversations on the pages: beside the field, in a list, on the desk; and nothing that is typed becomes markup."""

import pytest
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import review
from opensalw.roadmap.commands.drafting import save_cell, save_text
from opensalw.roadmap.commands.sections import hand_out
from opensalw.roadmap.models import TextItem, Thread
from opensalw.roadmap.places import Place
from tests.web.work.conftest import user_of

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
ATTACK = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>'


@pytest.fixture
def item(part, person):
    """A text of the part, handed to the police."""
    user_of("contributor", "J-BEG", "police")
    hand_out(part, [("J-BEG/police", "goal-6")], due_on=None, by=person("officer", "J-BEG"))
    return save_text(part, goal=6, kind="progress", text="Firearms were melted.", by=person("officer", "J-BEG"))


def test_a_contributor_comments_on_a_paragraph_and_the_officer_answers(as_, part, item, person):
    police, officer = as_("contributor", "J-BEG", "police"), as_("officer", "J-BEG")
    new = reverse("conversation_new", args=PART)
    form = police.get(new, {"about": f"text-{item.pk}"}).content.decode()
    assert "Firearms were melted." in form
    to = person("officer", "J-BEG").id
    facts = {"about": f"text-{item.pk}", "text": "All of them?", "mention": [to]}
    answer = police.post(new, facts, follow=True)
    assert "All of them?" in answer.content.decode()
    thread = Thread.objects.get()
    desk = officer.get(reverse("work")).content.decode()
    assert "Conversations for me" in desk
    assert "All of them?" in desk
    assert f"thread-{thread.pk}" in officer.get(reverse("part_goal", args=(*PART, 6))).content.decode()
    facts = {"do": "answer", "answer": "All.", "back": "place"}
    back = officer.post(reverse("conversation", args=(*PART, thread.pk)), facts)
    assert back.url == reverse("part_goal", args=(*PART, 6)) + f"#thread-{thread.pk}"
    assert "Conversations for me" not in officer.get(reverse("work")).content.decode()


def test_a_changed_paragraph_stands_beside_the_words_the_conversation_was_about(as_, part, item, person):
    by = person("officer", "J-BEG")
    thread = review.comment(part, text="Where?", by=by, about=Place(item=item.pk))
    save_text(part, goal=6, kind="progress", text="They were melted in March.", by=by, item=item.pk)
    browser = as_("officer", "J-BEG")
    for name, args in (("part_goal", (6,)), ("conversation", (thread.pk,)), ("part_review", ()), ("conversations", ())):
        page = browser.get(reverse(name, args=(*PART, *args))).content.decode()
        assert "was changed since" in page, name
        assert "Firearms were melted." in page, name
    browser.post(reverse("part_text", args=(*PART, 6, "progress")), {"remove": str(item.pk)})
    page = browser.get(reverse("part_goal", args=(*PART, 6))).content.decode()
    assert "was removed since" in page
    assert "Firearms were melted." in page


def test_one_assigns_filters_resolves_and_opens_again(as_, part, item, person):
    police = person("contributor", "J-BEG", "police")
    thread = review.comment(part, text="Who counts?", by=person("officer", "J-BEG"), about=Place(goal=6))
    browser, page = as_("officer", "J-BEG"), reverse("conversation", args=(*PART, thread.pk))
    browser.post(page, {"do": "assign", "assigned": f"person:{police.id}"})
    assert "assigned to" in browser.get(reverse("conversations", args=PART)).content.decode()
    theirs = as_("contributor", "J-BEG", "police")
    listed = theirs.get(reverse("conversations", args=PART), {"show": "assigned"}).content.decode()
    assert "Who counts?" in listed
    theirs.post(page, {"do": "resolve"})
    assert "Who counts?" not in theirs.get(reverse("conversations", args=PART)).content.decode()
    resolved = theirs.get(reverse("conversations", args=PART), {"show": "resolved"}).content.decode()
    assert "Who counts?" in resolved
    theirs.post(page, {"do": "unresolve"})
    assert Thread.objects.get().resolved_at is None
    assert theirs.post(page, {"do": "fly"}).status_code == 404


def test_what_is_refused_stays_typed(as_, part, person):
    thread = review.comment(part, text="Well?", by=person("officer", "J-BEG"), about=Place())
    review.resolve(thread, by=person("officer", "J-BEG"))
    browser = as_("officer", "J-BEG")
    answer = browser.post(reverse("conversation", args=(*PART, thread.pk)), {"do": "answer", "answer": "Late."})
    assert answer.status_code == 422
    assert "Open it again first" in answer.content.decode()
    answer = browser.post(reverse("conversation_new", args=PART), {"about": "goal-6", "text": " "})
    assert answer.status_code == 422
    assert "Write what you want to say" in answer.content.decode()


def test_another_seat_and_a_donor_read_no_conversation(as_, part, person):
    thread = review.comment(part, text="Well?", by=person("officer", "J-BEG"), about=Place())
    for browser in (as_("officer", "J-TIR"), as_("donor", "J-REG", "donor")):
        assert browser.get(reverse("conversations", args=PART)).status_code == 403
        assert browser.get(reverse("conversation", args=(*PART, thread.pk))).status_code == 403
        assert browser.post(reverse("conversation_new", args=PART), {"about": "part", "text": "x"}).status_code == 403
    other = (PART[0], "J-TIR")
    assert as_("officer", "J-TIR").get(reverse("conversation", args=(*other, thread.pk))).status_code == 404


@pytest.mark.parametrize("about", ["goal-99", "text-1", "nothing", "destroyed.firearm:colour=red", ATTACK])
def test_a_place_that_is_not_there_has_no_page(as_, part, about):
    assert as_("officer", "J-BEG").get(reverse("conversation_new", args=PART), {"about": about}).status_code == 404


def test_nothing_that_is_said_becomes_markup(as_, part, person):
    by = person("officer", "J-BEG")
    item = save_text(part, goal=6, kind="progress", text=ATTACK, by=by)
    cell = amount(3, Unit.piece)
    save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, explanation=ATTACK)
    about = Place(measure="destroyed", line="firearm")
    talks = [review.comment(part, text=ATTACK, by=by, about=one) for one in (Place(item=item.pk), about, Place())]
    save_text(part, goal=6, kind="progress", text="Now " + ATTACK, by=by, item=item.pk)
    browser = as_("secretariat", kind="secretariat")
    review.assign(talks[0], by=by, person=person("secretariat", kind="secretariat").id)
    pages = [("conversations", ()), ("part_goal", (6,)), ("part_measure", ("destroyed",)), ("part_review", ())]
    pages += [("conversation", (one.pk,)) for one in talks]
    read = [browser.get(reverse(name, args=(*PART, *args))) for name, args in pages]
    read.append(browser.get(reverse("work")))
    read.append(browser.get(reverse("conversation_new", args=PART), {"about": f"text-{item.pk}"}))
    for answer in read:
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert '<a href="javascript:' not in page


def test_the_two_texts_of_a_conflict_become_no_markup(as_, part, item):
    officer, address = as_("officer", "J-BEG"), reverse("part_text", args=(*PART, 6, "progress"))
    facts = {"key": str(item.pk), "item": str(item.pk), "revision": "1"}
    as_("contributor", "J-BEG", "police").post(address, {**facts, f"{item.pk}-text": "Theirs " + ATTACK})
    for extra in ({}, {"HTTP_HX_REQUEST": "true"}):
        answer = officer.post(address, {**facts, f"{item.pk}-text": "Mine " + ATTACK}, **extra)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Theirs &lt;script&gt;" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert TextItem.objects.get().text.startswith("Theirs")


@pytest.mark.parametrize(("name", "most"), [("conversations", 26), ("part_review", 36), ("work", 18)])
def test_the_number_of_queries_does_not_grow_with_what_is_said(
    name, most, as_, part, item, person, django_assert_max_num_queries
):
    police, by = person("contributor", "J-BEG", "police"), person("officer", "J-BEG")
    for number in range(8):
        thread = review.comment(part, text=f"No. {number}", by=police, about=Place(item=item.pk), mentions=[by.id])
        review.assign(thread, by=police, institution="J-BEG/police")
    browser = as_("officer", "J-BEG")
    with django_assert_max_num_queries(most):
        assert browser.get(reverse(name, args=() if name == "work" else PART)).status_code == 200
