"""The rules of meetings as a table: who, in which state, and the words of each refusal; ends of minutes at random."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.coordination.models import Material, Meeting, Minutes, Series
from opensalw.coordination.queries.minutes import ends_of
from opensalw.coordination.rules import meetings as rules
from opensalw.core.permissions import PUBLIC
from tests.cast import DONOR, SECRETARIAT, officer

DAY = date(2020, 11, 25)
REGIONAL = Series(key="r", kind="regional", jurisdiction="J-REG", framework_key="wb")
LOCAL = Series(key="l", kind="local", jurisdiction="J-BEG", framework_key="wb")
OWN, OTHER = officer("J-BEG"), officer("J-POD")


def meeting(state="planned", series=REGIONAL, **facts) -> Meeting:
    return Meeting(series=series, number=1, title="M", state=state, starts_on=DAY, ends_on=DAY, **facts)


def material(readers: str, state="announced", **facts) -> Material:
    return Material(meeting=meeting(state), readers=readers, **facts)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (rules.refuse_preparing(SECRETARIAT, meeting()), None),
        (rules.refuse_preparing(OWN, meeting(series=LOCAL)), None),
        (rules.refuse_preparing(OWN, meeting()), "Only the secretariat prepares"),
        (rules.refuse_preparing(OTHER, meeting(series=LOCAL)), "Only the secretariat prepares"),
        (rules.refuse_preparing(DONOR, meeting()), "Only the secretariat prepares"),
        (rules.refuse_preparing(SECRETARIAT, meeting("cancelled")), "cancelled"),
        (rules.refuse_seeing_inside(DONOR, meeting("announced")), None),
        (rules.refuse_seeing_inside(DONOR, meeting("planned")), "not announced"),
        (rules.refuse_seeing_inside(PUBLIC, meeting("announced")), "take part"),
        (rules.refuse_seeing_inside(OWN, meeting("planned", LOCAL)), None),
        (rules.refuse_seeing_inside(OTHER, meeting("announced", LOCAL)), "take part"),
        (rules.refuse_seeing_inside(DONOR, meeting("announced", LOCAL)), None),
        (rules.refuse_seeing_inside(OTHER, meeting("announced")), None),
        (rules.refuse_days(DAY, DAY), None),
        (rules.refuse_days(DAY, DAY - timedelta(days=1)), "ends before it begins"),
        (rules.refuse_days(DAY, DAY + timedelta(days=20)), "two weeks"),
        (rules.refuse_link(""), None),
        (rules.refuse_link("https://meet.example/x"), None),
        (rules.refuse_link("http://meet.example/x"), "https://"),
        (rules.refuse_link("https://me:secret@meet.example/"), "https://"),
        (rules.refuse_link("javascript:alert(1)"), "https://"),
        (rules.refuse_person("Head of Unit", "European Commission"), None),
        (rules.refuse_person("Ms. Somebody", ""), "not a person"),
        (rules.refuse_person("Head", "head@example.org"), "not a person"),
        (rules.refuse_feeding(meeting(), None), None),
        (rules.refuse_feeding(meeting(series=LOCAL), meeting()), None),
        (rules.refuse_feeding(meeting(), meeting()), "Only a local meeting"),
        (rules.refuse_announcing(meeting(), 3), None),
        (rules.refuse_announcing(meeting(), 0), "on the agenda first"),
        (rules.refuse_announcing(meeting("held"), 3), "announced already"),
        (rules.refuse_holding(meeting("announced"), DAY), None),
        (rules.refuse_holding(meeting("announced"), DAY - timedelta(days=1)), "not begun"),
        (rules.refuse_holding(meeting("planned"), DAY), "Only an announced"),
        (rules.refuse_cancelling(meeting("announced"), "Storm."), None),
        (rules.refuse_cancelling(meeting("announced"), " "), "Say why"),
        (rules.refuse_cancelling(meeting("held"), "Storm."), "has taken place"),
        (rules.refuse_minutes(SECRETARIAT, meeting("announced")), None),
        (rules.refuse_minutes(SECRETARIAT, meeting("planned")), "Announce the meeting first"),
        (rules.refuse_minutes(DONOR, meeting("held")), "Only the secretariat prepares"),
        (rules.refuse_registering(OWN, meeting("announced"), "J-BEG", DAY), None),
        (rules.refuse_registering(OTHER, meeting("announced"), "J-BEG", DAY), "your own institution"),
        (rules.refuse_registering(OWN, meeting("planned"), "J-BEG", DAY), "while a meeting is announced"),
        (rules.refuse_registering(OWN, meeting("announced", register_until=DAY - timedelta(days=9)), "J-BEG", DAY),
         "Registration closed"),
        (rules.refuse_brief(SECRETARIAT, meeting(), "J-BEG"), None),
        (rules.refuse_brief(OWN, meeting("announced"), "J-BEG"), None),
        (rules.refuse_brief(OWN, meeting("announced"), "J-POD"), "Briefs are for"),
        (rules.refuse_brief(OTHER, meeting("announced", LOCAL), "J-POD"), "Briefs are for"),
        (rules.refuse_brief(DONOR, meeting("announced"), "J-BEG"), "Briefs are for"),
        (rules.refuse_material(PUBLIC, material("public")), None),
        (rules.refuse_material(PUBLIC, material("public", "planned")), "not for you"),
        (rules.refuse_material(PUBLIC, material("participants")), "take part"),
        (rules.refuse_material(DONOR, material("participants")), None),
        (rules.refuse_material(DONOR, material("secretariat")), "not for you"),
        (rules.refuse_material(DONOR, material("public", withdrawn_at=DAY)), "withdrawn"),
        (rules.refuse_material(SECRETARIAT, material("secretariat")), None),
    ],
)  # fmt: skip
def test_each_rule_says_why_not(found, words):
    assert (found is None) if words is None else words in str(found)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=25))
def test_whatever_writers_do_every_text_leads_to_one_that_stands(acts):
    """Each act goes on from some version, or settles two that stand; nothing falls out of sight."""
    held: list[Minutes] = []
    for place, settles in acts:
        number = len(held) + 1
        ends = ends_of(held)
        if settles and len(ends) > 1:
            held.append(Minutes(version=number, follows=ends[0].version, settles=ends[1].version))
            assert len(ends_of(held)) == len(ends) - 1
        else:
            held.append(Minutes(version=number, follows=place % number))
            assert ends_of(held)[-1].version == number
    seen, waiting = set(), [end.version for end in ends_of(held)]
    known = {one.version: one for one in held}
    while waiting:
        one = known.get(waiting.pop())
        if one is not None and one.version not in seen:
            seen.add(one.version)
            waiting += [one.follows, one.settles or 0]
    assert seen == set(known)
