"""Sections in the hands of institutions: who may see and fill what, who is late, and what coverage follows."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opensalw.core.commands import add_institution
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount
from opensalw.roadmap.combining import combine
from opensalw.roadmap.commands import review, submissions
from opensalw.roadmap.commands.drafting import clear_cell, fill_missing, remove_text, save_cell, save_text, take_in
from opensalw.roadmap.commands.evidence import add_evidence
from opensalw.roadmap.commands.sections import deliver, give_back, hand_out, take_back, take_over, withdraw
from opensalw.roadmap.incoming import Incoming
from opensalw.roadmap.models import Assignment, DraftCell, Observation, Submission, Thread
from opensalw.roadmap.places import Place
from opensalw.roadmap.queries.changes import changes_of, within_reach
from opensalw.roadmap.queries.observations import figure_of
from opensalw.roadmap.queries.sections import coverage_of, pairs_of_last_round, proposed_pairs, waited_for
from opensalw.roadmap.queries.threads import open_threads, readable
from opensalw.roadmap.reach import reach_of, refuse_seeing, refuse_seeing_whole
from tests.cast import CONTRIBUTOR, REVIEWER, SECRETARIAT, chair, officer, person

BEG = officer("J-BEG")
CUSTOMS = person("customs-beg", "contributor", "J-BEG", "customs")
DUE = date(2020, 9, 1)


@pytest.fixture
def part(round) -> Submission:
    """Belgrade's part, with the institutions of the jurisdiction."""
    for kind in ("commission", "police", "border_police", "customs", "court"):
        add_institution(key=f"J-BEG/{kind}", jurisdiction="J-BEG", type=kind, name=kind, parent=None, by="test")
    return fresh(Submission.objects.get(round=round, jurisdiction="J-BEG"))


def fresh(part: Submission) -> Submission:
    return Submission.objects.select_related("round__framework").get(pk=part.pk)


def hand(part: Submission, *pairs: str, due_on: date | None = DUE) -> Submission:
    """Hand out sections written as ``police|seized``."""
    split = [pair.split("|") for pair in pairs]
    hand_out(part, [(f"J-BEG/{kind}", section) for kind, section in split], due_on=due_on, by=BEG)
    return fresh(part)


def save(part, value, *, by, measure="seized", line="firearm"):
    return save_cell(part, measure=measure, line=line, cell=amount(value, Unit.piece), by=by)


def test_until_sections_are_handed_out_an_institution_fills_what_the_framework_expects_of_it(part):
    save(part, 3, by=CONTRIBUTOR)
    with pytest.raises(Refused, match="does not supply this section"):
        save(part, 3, by=CONTRIBUTOR, measure="destroyed")


def test_an_institution_fills_only_what_was_handed_to_it(part):
    part = hand(part, "police|seized", "customs|seized", "customs|goal-3")
    save(part, 3, by=CONTRIBUTOR)
    with pytest.raises(Refused, match="handed to customs, not to your institution"):
        save_text(part, goal=3, kind="progress", text="Seen.", by=CONTRIBUTOR)
    with pytest.raises(Refused, match="handed to no institution"):
        save(part, 3, by=CONTRIBUTOR, measure="surrendered")
    assert save_text(part, goal=3, kind="progress", text="Seen.", by=CUSTOMS).text == "Seen."
    assert save(part, 3, by=BEG, measure="surrendered")


def test_no_way_of_writing_goes_around_the_section(part):
    save(part, 7, by=BEG, measure="surrendered")
    text = save_text(part, goal=6, kind="progress", text="Seen.", by=BEG)
    part = hand(part, "police|seized")
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7 and more")
    ways = [
        lambda: clear_cell(part, measure="surrendered", line="firearm", by=CONTRIBUTOR),
        lambda: save_text(part, goal=6, kind="progress", text="Mine.", by=CONTRIBUTOR, item=text.pk),
        lambda: remove_text(part, text.pk, by=CONTRIBUTOR),
        lambda: add_evidence(part, file=pdf, by=CONTRIBUTOR, measure="surrendered"),
        lambda: add_evidence(part, file=pdf, by=CONTRIBUTOR, goal=6),
        lambda: add_evidence(part, file=pdf, by=CONTRIBUTOR),
    ]
    for way in ways:
        with pytest.raises(Refused, match="your institution|Commission"):
            way()
    figures = [
        Incoming("seized", "firearm", amount(1, Unit.piece), place="row 1"),
        Incoming("surrendered", "firearm", amount(1, Unit.piece), place="row 2"),
    ]
    outcome = take_in(part, figures, by=CONTRIBUTOR, via="file")
    assert [one.place for one in outcome.refused] == ["row 2"]
    assert outcome.counts["added"] == 1
    assert fill_missing(part, measure=None, reason="not_reported", by=CONTRIBUTOR) > 0
    assert set(DraftCell.objects.values_list("measure", flat=True)) == {"seized", "surrendered"}


def test_a_conversation_is_read_and_answered_by_who_has_the_section_or_is_named_in_it(part):
    part = hand(part, "customs|seized")
    Submission.objects.filter(pk=part.pk).update(state="submitted")
    query = review.ask(fresh(part), question="Sure?", measure="seized", line="firearm", by=SECRETARIAT)
    with pytest.raises(Refused, match="handed to customs"):
        review.answer(query, text="Yes.", by=CONTRIBUTOR)
    assert review.answer(query, text="Yes.", by=CUSTOMS).text == "Yes."
    assert readable(open_threads([part]), CONTRIBUTOR) == []
    Thread.objects.update(assigned_institution="J-BEG/police")
    assert len(readable(open_threads([part]), CONTRIBUTOR)) == 1
    with pytest.raises(Refused, match="handed to no institution"):
        review.comment(fresh(part), text="What of this?", about=Place(measure="surrendered"), by=CUSTOMS)


def test_the_history_of_the_draft_shows_an_institution_its_own_changes(part):
    save(part, 7, by=BEG, measure="surrendered")
    save_text(part, goal=6, kind="progress", text="Seen.", by=BEG)
    save(part, 3, by=BEG)
    part = hand(part, "police|seized", "police|goal-3")
    save_text(part, goal=3, kind="progress", text="Found.", by=CONTRIBUTOR)
    seen = within_reach(changes_of(part), reach_of(part, CONTRIBUTOR))
    assert [(row.thing, (row.after or {}).get("text")) for row in seen] == [("text", "Found."), ("figure", None)]
    assert within_reach(changes_of(part), reach_of(part, BEG)).count() == 4


def test_a_delivered_section_is_not_changed_until_it_is_taken_back(part):
    part = hand(part, "police|seized")
    save(part, 3, by=CONTRIBUTOR)
    assert deliver(part, ["seized"], by=CONTRIBUTOR) == 1
    with pytest.raises(Refused, match="Take it back first"):
        save(part, 4, by=CONTRIBUTOR)
    assert take_back(part, ["seized"], by=CONTRIBUTOR) == 1
    save(part, 4, by=CONTRIBUTOR)
    deliver(part, ["seized"], by=CONTRIBUTOR)
    with pytest.raises(Refused, match="not handed to your institution"):
        take_back(part, ["seized"], by=CUSTOMS)
    fill_missing(part, measure=None, reason="not_reported", by=BEG)
    submissions.clear(part, by=chair("J-BEG"))
    with pytest.raises(Refused, match="cannot be changed"):
        take_back(part, ["seized"], by=CONTRIBUTOR)


def test_the_commission_gives_a_section_back_with_words_and_takes_one_over_with_a_reason(part):
    part = hand(part, "police|seized", "customs|seized")
    deliver(part, ["seized"], by=CONTRIBUTOR)
    pairs = [("J-BEG/police", "seized")]
    with pytest.raises(Refused, match="what the institution is to mend"):
        give_back(part, pairs, words=" ", by=BEG)
    give_back(part, pairs, words="The splits are missing.", by=BEG)
    save(part, 5, by=CONTRIBUTOR)
    with pytest.raises(Refused, match="Say why"):
        take_over(part, [("J-BEG/customs", "seized")], why="", by=BEG)
    take_over(part, [("J-BEG/customs", "seized")], why="Customs sent its figure by letter.", by=BEG)
    with pytest.raises(Refused, match="by letter"):
        save(part, 6, by=CUSTOMS)
    names = [entry.name for entry in history(part.pk)]
    assert names == ["sections_handed"] * 2 + ["sections_delivered", "sections_given_back", "sections_withdrawn"]


@pytest.mark.parametrize("by", [CONTRIBUTOR, officer("J-POD"), SECRETARIAT], ids=lambda one: one.id)
def test_only_the_commission_hands_out(part, by):
    with pytest.raises(Refused, match="Only an officer or the chair"):
        hand_out(part, [("J-BEG/police", "seized")], due_on=DUE, by=by)


def test_the_secretariat_hands_out_where_it_fills_for_the_seat(part):
    submissions.take_on_behalf(part, by=SECRETARIAT, reason="Nobody answers.")
    assert hand_out(part, [("J-BEG/police", "seized")], due_on=None, by=SECRETARIAT)


@pytest.mark.parametrize(
    ("pair", "due", "words"),
    [
        (("J-BEG/commission", "seized"), DUE, "not an institution that supplies"),
        (("J-POD/police", "seized"), DUE, "not an institution that supplies"),
        (("J-BEG/police", "nothing"), DUE, "not a section"),
        (("J-BEG/police", "seized"), date(2020, 12, 1), "The part is due on 2020-09-30"),
    ],
)
def test_what_cannot_be_handed_out_says_why(part, pair, due, words):
    with pytest.raises(Refused, match=words):
        hand_out(part, [pair], due_on=due, by=BEG)
    assert not Assignment.objects.exists()


def test_the_framework_proposes_by_types_and_the_last_round_is_copied(part, round):
    proposed = proposed_pairs(part)
    assert ("J-BEG/customs", "seized") in proposed
    assert not [pair for pair in proposed if pair[0] == "J-BEG/commission"]
    hand_out(part, [("J-BEG/court", "cases_processed"), ("J-BEG/customs", "goal-3")], due_on=DUE, by=BEG)
    later = fresh(part)
    later.round.figures_end = date(2020, 12, 31)
    assert sorted(pairs_of_last_round(later)) == [("J-BEG/court", "cases_processed"), ("J-BEG/customs", "goal-3")]
    assert pairs_of_last_round(fresh(part)) == []


def test_who_is_late_stands_first_and_moving_the_day_is_no_second_section(part):
    part = hand(part, "police|seized", due_on=date(2020, 8, 1))
    part = hand(part, "customs|seized")
    today = date(2020, 8, 15)
    assert [(one.institution_id, late) for one, _title, late in waited_for(part, today)] == [
        ("J-BEG/police", True), ("J-BEG/customs", False)
    ]  # fmt: skip
    part = hand(part, "police|seized")
    assert [late for _one, _title, late in waited_for(part, today)] == [False, False]
    withdraw(part, [("J-BEG/police", "seized")], by=BEG)
    assert Assignment.objects.count() == 1


def test_reading_keeps_to_the_section_until_the_part_is_public(part):
    part = hand(part, "police|seized")
    assert refuse_seeing(part, "seized", CONTRIBUTOR) is None
    assert "not to your institution" in str(refuse_seeing(part, "seized", CUSTOMS))
    assert refuse_seeing_whole(part, CONTRIBUTOR)
    for by in (BEG, chair("J-BEG"), SECRETARIAT):
        assert reach_of(part, by).whole
    part.state = "released"
    assert reach_of(part, CUSTOMS).whole


def test_a_silent_institution_makes_the_figure_partial_in_the_receipt_and_the_observation(part):
    part = hand(part, "police|seized", "border_police|seized", "customs|seized", "court|cases_processed")
    save(part, 3, by=CONTRIBUTOR)
    deliver(part, ["seized"], by=CONTRIBUTOR)
    deliver(part, ["seized"], by=person("border-beg", "contributor", "J-BEG", "border_police"))
    part = fresh(part)
    assert coverage_of(part)["seized"].words == "2 of 3 institutions; customs did not report"
    assert coverage_of(part)["cases_processed"].is_partial
    assert "destroyed" not in coverage_of(part)
    fill_missing(part, measure=None, reason="not_reported", by=BEG)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=BEG)
    submissions.accept(part, by=REVIEWER)
    row = Observation.objects.get(measure="seized", line="firearm")
    assert {one["name"]: one["state"] for one in row.coverage} == {
        "police": "delivered", "border_police": "delivered", "customs": "silent"
    }  # fmt: skip
    assert row.value == Decimal(3)
    assert row.partial == "2 of 3 institutions; customs did not report"
    assert figure_of(row).partial
    pair = [figure_of(row), replace(figure_of(row), jurisdiction="J-POD", partial=False)]
    total = combine(pair, rule="sum", asked=("J-BEG", "J-POD"))
    assert "Not every institution that was asked reported: Belgrade." in total.caveats
    assert Observation.objects.filter(measure="destroyed").first().coverage == []


def test_the_reach_is_what_a_plain_reading_of_the_assignments_gives(part):
    """Oracle: for random hand-outs, filling is allowed exactly where an open row of the own institution stands."""
    chance = random.Random(5)
    sections, kinds = ["seized", "surrendered", "destroyed"], ["police", "customs"]
    people = {"police": CONTRIBUTOR, "customs": CUSTOMS}
    for _turn in range(12):
        Assignment.objects.all().delete()
        pairs = [f"{kind}|{section}" for kind in kinds for section in sections if chance.random() < 0.5]
        if not pairs:
            continue
        part = hand(fresh(part), *pairs)
        done = [pair for pair in pairs if chance.random() < 0.4]
        for kind, section in (pair.split("|") for pair in done):
            deliver(part, [section], by=people[kind])
        for kind in kinds:
            for section in sections:
                name = f"{kind}|{section}"
                outcome = take_in(
                    fresh(part), [Incoming(section, "firearm", amount(1, Unit.piece))], by=people[kind], via="file",
                    dry_run=True,
                )  # fmt: skip
                assert bool(outcome.refused) != (name in pairs and name not in done), (pairs, done, name)
