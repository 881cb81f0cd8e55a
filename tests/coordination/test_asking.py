"""What minutes ask for: found by words, proposed once, entered only when a person confirms it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from opensalw.coordination.asking import asked, known
from opensalw.coordination.commands.minuted import Confirmed, confirm_asked
from opensalw.coordination.commands.minutes import write
from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.models import Item, Need, Session
from opensalw.coordination.queries.minuted import proposals
from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from tests.cast import SECRETARIAT, officer

from .gatherings import item

TEXT = """The Commission met twice. The police need two microscopes for the ballistic laboratory.
- **Training** of border officers is still required; the law was adopted.
- There is no need to change the strategy.
- A needs assessment was made.
- The units lack vehicles.
- The units lack vehicles.
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, [("The police need two microscopes for the ballistic laboratory.", "equipment"),
                ("Training of border officers is still required; the law was adopted.", "training"),
                ("The units lack vehicles.", "equipment")]),
        ("Additional funding would be welcome.", [("Additional funding would be welcome.", "other")]),
        ("Support for a new database is needed", [("Support for a new database is needed", "software")]),
        ("The law entered into force. Storage was built.", []),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_that_ask_for_something_are_found_each_once(text, found):
    assert [(one.sentence, one.kind) for one in asked(text)] == found


def test_the_goal_that_a_sentence_stands_under_comes_along_and_its_label_does_not():
    text = "**Goal 2. Policy**\n- Need: A database is needed; those who keep it are there.\n- Goal 5\n- Dogs are there."
    found = [(one.sentence, one.goal, one.kind) for one in asked(text + " They verify it and need help.")]
    assert found == [
        ("A database is needed; those who keep it are there.", 2, "software"),
        ("They verify it and need help.", 5, "other"),
    ]


@given(some.text(max_size=300))
def test_a_wild_text_gives_sentences_of_it_or_none(text):
    for one in asked(text):
        assert one.sentence
        assert one.kind in Need.Kind.values


def test_words_are_compared_without_their_marks():
    assert known("The units lack vehicles.", ["the units  LACK vehicles"])


@pytest.fixture
def minuted(third, framework):
    """Sarajevo's item of the third meeting, with minutes."""
    held = item(third, jurisdiction="J-SAR", goals=[2])
    write(held, text=TEXT, follows=0, by=SECRETARIAT)
    return held


def test_what_a_person_confirms_is_a_need_with_its_sentence_and_item(minuted, third):
    first, second, third_one = proposals(third)
    assert Need.objects.count() == 0
    old = state_need(jurisdiction="J-SAR", goal=2, kind="equipment", text="Vehicles for patrols", by=SECRETARIAT)
    made = confirm_asked(
        third, [Confirmed(first.key, goal=2, kind="equipment"), Confirmed(third_one.key, same_as=old.number)],
        by=SECRETARIAT,
    )  # fmt: skip
    need = made[0]
    assert (need.jurisdiction, need.origin, need.item, need.stated_on) == ("J-SAR", "meeting", minuted, third.starts_on)
    assert need.text == first.asked.sentence
    assert need.status == "stated"
    assert made[1] == old
    assert old.mentions.get().text == "The units lack vehicles."
    assert [one.key for one in proposals(third)] == [second.key]
    assert Entry.objects.filter(subject=need.pk).get().name == "need_stated"


def test_nothing_is_entered_by_who_may_not_or_without_goal_or_from_older_minutes(minuted, third):
    first = proposals(third)[0]
    for confirmed, by, words in (
        ([], SECRETARIAT, "Choose what is a need"),
        ([Confirmed(first.key)], SECRETARIAT, "Choose the goal"),
        ([Confirmed(first.key, goal=2)], officer("J-TIR"), "Only the secretariat"),
        ([Confirmed(first.key, same_as="N-TIR-01")], SECRETARIAT, "not a need that stands here"),
        ([Confirmed("0" * 16, goal=2)], SECRETARIAT, "minutes have changed"),
    ):
        with pytest.raises(Refused, match=words):
            confirm_asked(third, confirmed, by=by)
    assert Need.objects.count() == 0


def test_under_an_item_of_nobody_the_person_says_whose_need_it_is(third, framework):
    session = Session.objects.create(meeting=third, position=2, kind="funding", title="Funding")
    held = Item.objects.create(session=session, position=1, kind="discussion", title="Gaps")
    write(held, text="Scanners are needed at two crossings.", follows=0, by=SECRETARIAT)
    (one,) = proposals(third)
    with pytest.raises(Refused, match="whose need"):
        confirm_asked(third, [Confirmed(one.key, goal=4)], by=SECRETARIAT)
    (need,) = confirm_asked(third, [Confirmed(one.key, "J-TIR", 4, "equipment")], by=SECRETARIAT)
    assert need.jurisdiction == "J-TIR"


def test_what_minutes_ask_for_is_read_in_a_fixed_number_of_queries(minuted, third, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        proposals(third)
