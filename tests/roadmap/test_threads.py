"""Conversations: they keep the words they were about, hold a part up or not, and reach the right desk."""

import pytest
from django.db import DatabaseError, transaction

from opensalw.core.commands import add_institution
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import review, submissions
from opensalw.roadmap.commands.drafting import fill_missing, remove_text, save_cell, save_text
from opensalw.roadmap.commands.sections import hand_out
from opensalw.roadmap.models import Message
from opensalw.roadmap.places import Place, read_place
from opensalw.roadmap.queries.threads import chosen, conversation, conversations, waiting_for
from opensalw.roadmap.rules import named_in
from tests.cast import CONTRIBUTOR, DONOR, REVIEWER, SECRETARIAT, chair, officer
from tests.web.work.conftest import person  # noqa: F401 - fixture

FIREARM = Place(measure="destroyed", line="firearm")


@pytest.fixture
def part(round):
    """Belgrade's part with a figure and a text, which the police may see too."""
    held = round.submissions.get(jurisdiction="J-BEG")
    add_institution(key="J-BEG/police", jurisdiction="J-BEG", type="police", name="Police", parent=None, by="test")
    pairs = [("J-BEG/police", "destroyed"), ("J-BEG/police", "goal-6")]
    hand_out(held, pairs, due_on=None, by=officer("J-BEG"))
    save_text(held, goal=6, kind="progress", text="Firearms were melted.", by=officer("J-BEG"))
    save_cell(held, measure="destroyed", line="firearm", cell=amount(12, Unit.piece), by=officer("J-BEG"))
    return held


@pytest.fixture
def sent(part):
    """The same part, under review."""
    fill_missing(part, measure=None, reason="not_reported", by=officer("J-BEG"))
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=officer("J-BEG"))
    part.refresh_from_db()
    return part


def said(thread):
    return [(one.side, one.text) for one in thread.messages.all()]


def test_a_conversation_goes_on_as_long_as_there_is_something_to_say(part):
    thread = review.comment(part, text="Is March in it?", by=CONTRIBUTOR, about=FIREARM)
    review.answer(thread, text="It is.", by=officer("J-BEG"))
    review.answer(thread, text="And April?", by=SECRETARIAT)
    review.answer(thread, text="April too.", by=chair("J-BEG"))
    assert said(thread) == [
        ("seat", "Is March in it?"), ("seat", "It is."), ("secretariat", "And April?"), ("seat", "April too."),
    ]  # fmt: skip


@pytest.mark.parametrize("stranger", [DONOR, officer("J-TIR")])
def test_who_does_not_see_a_part_does_not_speak_of_it(part, stranger):
    with pytest.raises(Refused, match="has not been released"):
        review.comment(part, text="Well?", by=stranger, about=Place())
    thread = review.comment(part, text="Well?", by=CONTRIBUTOR, about=Place())
    for act in (review.resolve, review.assign, review.unresolve):
        with pytest.raises(Refused, match="has not been released"):
            act(thread, by=stranger)
    with pytest.raises(Refused, match="has not been released"):
        review.answer(thread, text="Well!", by=stranger)


def test_a_comment_holds_nothing_up_and_a_query_does(sent):
    review.comment(sent, text="A thought.", by=CONTRIBUTOR, about=FIREARM)
    with pytest.raises(Refused, match="at least one query"):
        submissions.return_submission(sent, by=REVIEWER)
    query = review.ask(sent, question="Sure?", about=FIREARM, by=REVIEWER)
    with pytest.raises(Refused, match="1 query is open"):
        submissions.accept(sent, by=REVIEWER)
    with pytest.raises(Refused, match="Only the secretariat"):
        review.resolve(query, by=officer("J-BEG"))
    review.resolve(query, by=REVIEWER)
    submissions.accept(sent, by=REVIEWER)
    query.refresh_from_db()
    with pytest.raises(Refused, match="stay resolved"):
        review.unresolve(query, by=REVIEWER)
    names = [entry.name for entry in history(sent.pk)][1:]
    assert names == ["cleared", "submitted", "query_asked", "query_resolved", "accepted"]


def test_a_resolved_conversation_is_opened_again_before_it_goes_on(part):
    thread = review.comment(part, text="Well?", by=CONTRIBUTOR, about=Place(goal=6))
    review.resolve(thread, by=officer("J-BEG"))
    with pytest.raises(Refused, match="Open it again first"):
        review.answer(thread, text="One more thing.", by=CONTRIBUTOR)
    review.unresolve(thread, by=CONTRIBUTOR)
    review.answer(thread, text="One more thing.", by=CONTRIBUTOR)
    assert thread.messages.count() == 2


def test_a_conversation_keeps_the_words_it_was_about(part):
    item = part.texts.get()
    thread = review.comment(part, text="In which works?", by=SECRETARIAT, about=Place(item=item.pk))
    assert (thread.goal, thread.quote, thread.quote_revision) == (6, "Firearms were melted.", 1)
    assert not conversation(thread).is_changed
    save_text(part, goal=6, kind="progress", text="They were melted in the steelworks.", by=CONTRIBUTOR, item=item.pk)
    one = conversation(thread)
    assert (one.is_changed, one.thread.quote, one.now) == (
        True, "Firearms were melted.", "They were melted in the steelworks.",
    )  # fmt: skip
    remove_text(part, item.pk, by=CONTRIBUTOR)
    one = conversation(thread)
    assert (one.is_gone, one.thread.quote, said(thread)) == (
        True, "Firearms were melted.", [("secretariat", "In which works?")],
    )  # fmt: skip


def test_a_conversation_on_a_value_keeps_the_figure_and_its_explanation(part):
    split = {"origin": "surplus"}
    cell = amount(9, Unit.piece)
    by = officer("J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, dims=split, explanation="In March.")
    about = Place(measure="destroyed", line="firearm", dims=split)
    thread = review.comment(part, text="Why so few?", by=SECRETARIAT, about=about)
    assert (thread.goal, thread.quote) == (6, "9 pieces. In March.")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(19, Unit.piece), by=by, dims=split)
    (one,) = conversations(part, part.texts.all(), part.cells.all())
    assert (one.is_changed, one.now) == (True, "19 pieces")


def test_a_conversation_can_be_on_what_is_still_empty(part):
    about = Place(measure="destroyed", line="ammunition")
    thread = review.comment(part, text="Who has it?", by=officer("J-BEG"), about=about)
    assert (thread.quote, conversation(thread).is_changed) == ("", False)
    by = CONTRIBUTOR
    save_cell(part, measure="destroyed", line="ammunition", cell=amount(5, Unit.round), by=by)
    assert conversation(thread).is_changed


@pytest.mark.parametrize(
    ("spelled", "why"),
    [
        ("goal-99", "not a goal"),
        ("nothing.firearm", "no measure"),
        ("destroyed.nothing", "no line"),
        ("destroyed.firearm:colour=red", "not split by colour"),
        ("text-5f4d1f1e-0000-4000-8000-000000000000", "no such text item"),
        ("text-5", "no such text item"),
        ("", "Choose what it is about"),
    ],
)
def test_a_place_that_is_not_there_is_refused_by_name(part, spelled, why):
    with pytest.raises(Refused, match=why):
        review.comment(part, text="Well?", by=CONTRIBUTOR, about=read_place(spelled))


@pytest.mark.parametrize("spelled", ["part", "goal-3", "destroyed", "destroyed.firearm", "destroyed.firearm:a=b|c=d"])
def test_a_place_is_read_as_it_is_spelled(spelled):
    assert str(read_place(spelled)) == spelled


def test_a_mention_is_kept_as_a_reference_and_reaches_the_desk(part, person):  # noqa: F811
    sender, police = person("officer", "J-BEG"), person("contributor", "J-BEG", "police")
    thread = review.comment(part, text="@Contributor, J-BEG, how many?", by=sender, about=FIREARM)
    assert thread.messages.get().mentions == [police.id]
    assert [one.thread for one in waiting_for(police)] == [thread]
    assert waiting_for(sender) == []
    review.answer(thread, text="Twelve.", by=police)
    assert waiting_for(police) == []
    assert [one.last.text for one in waiting_for(sender)] == ["Twelve."]
    review.resolve(thread, by=sender)
    assert waiting_for(sender) == []


def test_only_people_of_the_part_are_mentioned_or_given_something_to_do(part, person):  # noqa: F811
    stranger, police = person("officer", "J-TIR"), person("contributor", "J-BEG", "police")
    with pytest.raises(Refused, match="Only people of this part"):
        review.comment(part, text="Well?", by=police, about=Place(), mentions=[stranger.id])
    thread = review.comment(part, text="Well? @officer, J-TIR", by=police, about=Place())
    assert thread.messages.get().mentions == []
    with pytest.raises(Refused, match="people and institutions of this part"):
        review.assign(thread, by=police, person=stranger.id)
    with pytest.raises(Refused, match="not to both"):
        review.assign(thread, by=police, person=police.id, institution="J-BEG/police")


def test_what_is_assigned_to_an_institution_waits_for_its_people(part, person):  # noqa: F811
    police, customs = person("contributor", "J-BEG", "police"), person("contributor", "J-BEG", "customs")
    by = person("officer", "J-BEG")
    thread = review.comment(part, text="Who counts these?", by=by, about=FIREARM)
    assigned = review.assign(thread, by=by, institution="J-BEG/police")
    assert assigned.assigned_institution == "J-BEG/police"
    assert len(waiting_for(police)) == 1
    assert waiting_for(customs) == []
    found = conversations(part, part.texts.all(), part.cells.all())
    counts = {show: len(chosen(found, police, show)) for show in ("open", "mine", "assigned", "resolved")}
    assert counts == {"open": 1, "mine": 0, "assigned": 1, "resolved": 0}


def test_the_longest_name_is_the_one_that_is_mentioned():
    names = {"1": "Officer, Belgrade", "2": "Officer, Belgrade 2"}
    assert named_in("@officer, belgrade 2: see this", names) == {"2"}
    assert named_in("@Officer, Belgrade and @Officer, Belgrade 2", names) == {"1", "2"}


def test_nothing_that_was_said_is_changed_or_taken_back(part):
    thread = review.comment(part, text="Well?", by=CONTRIBUTOR, about=Place())
    for act in (lambda: thread.messages.update(text="Never said."), lambda: thread.messages.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert Message.objects.get(thread=thread).text == "Well?"


def test_an_empty_or_endless_message_is_refused(part):
    for text, why in ((" ", "Write what"), ("x" * 5001, "the limit is 5000")):
        with pytest.raises(Refused, match=why):
            review.comment(part, text=text, by=CONTRIBUTOR, about=Place())
