"""What waits for a person, and which steps a part offers."""

from datetime import date

from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing
from opensalw.roadmap.queries.rounds import matrix
from opensalw.roadmap.queries.work import (
    offered_steps,
    refuse_confirmation,
    refuse_offering,
    refuse_taking_over,
    standings,
    work_rows,
)
from tests.cast import REVIEWER, SECRETARIAT, chair, officer


def test_a_part_in_draft_offers_clearing_and_says_why_not(round):
    part = round.submissions.get(jurisdiction="J-BEG")
    (offered,) = offered_steps(part, officer("J-BEG"))
    assert offered.step.name == "clear"
    assert "chair" in offered.refused
    (offered,) = offered_steps(part, chair("J-BEG"))
    assert "66 lines" in offered.refused


def test_what_is_offered_without_a_reason_is_taken(round):
    part = round.submissions.get(jurisdiction="J-BEG")
    fill_missing(part, measure=None, reason="not_yet", by=officer("J-BEG"))
    assert refuse_offering(part, "clear", chair("J-BEG")) is None
    submissions.clear(part, by=chair("J-BEG"))
    part.refresh_from_db()
    assert {one.step.name: one.refused for one in offered_steps(part, officer("J-BEG"))} == {
        "reopen": None, "submit": None,
    }  # fmt: skip
    submissions.submit(part, by=officer("J-BEG"))
    part.refresh_from_db()
    refused = {one.step.name: one.refused for one in offered_steps(part, REVIEWER)}
    assert refused["accept"] is None
    assert "at least one query" in refused["return"]


def test_rows_of_the_desk_count_required_lines_in_two_queries(round, django_assert_num_queries):
    parts = list(round.submissions.select_related("round__framework"))
    fill_missing(parts[0], measure="destroyed", reason="not_yet", by=officer(parts[0].jurisdiction))
    with django_assert_num_queries(2):
        rows = work_rows(parts, date(2020, 10, 1))
    first = rows[0]
    assert (first.asked, first.answered, first.open_queries, first.overdue) == (66, 8, 0, True)


def test_the_matrix_counts_required_lines(round):
    part = round.submissions.get(jurisdiction="J-BEG")
    fill_missing(part, measure=None, reason="not_yet", by=officer("J-BEG"))
    row = matrix(round)[0]
    assert (row.answered, row.asked) == (66, 66)


def test_taking_over_and_confirming_say_why_not(round):
    part = round.submissions.get(jurisdiction="J-TIR")
    assert refuse_taking_over(part, SECRETARIAT) is None
    assert "not overdue" in refuse_taking_over(part, SECRETARIAT, date(2020, 9, 1))
    assert "Only the secretariat" in refuse_taking_over(part, officer("J-TIR"))
    assert "nothing to confirm" in refuse_confirmation(part, officer("J-TIR"))


def test_rounds_are_counted_in_one_query(round, django_assert_num_queries):
    with django_assert_num_queries(1):
        counted = standings([round], date(2020, 10, 1))
    assert counted == {"wb-2020-h1": [("overdue", 7)]}
    assert standings([round], date(2020, 9, 1)) == {"wb-2020-h1": [("draft", 7)]}
