"""The life of a part: who may do what, when, and what remains of it."""

from datetime import date, timedelta

import orjson
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands import review, rounds, submissions
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, fill_missing, save_cell, save_text
from opensalw.roadmap.models import Observation, Snapshot
from opensalw.roadmap.queries.forms import form_of, unanswered_lines
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.rounds import matrix
from opensalw.roadmap.snapshots import digest
from opensalw.roadmap.states import State
from tests.cast import CONTRIBUTOR, DONOR, REVIEWER, SECOND, SECRETARIAT, chair, officer


def part_of(round, jurisdiction="J-BEG"):
    return round.submissions.get(jurisdiction=jurisdiction)


def fill(part, by, destroyed=12):
    save_text(part, goal=6, kind="progress", text="Firearms were melted in the steelworks.", by=by)
    cell = amount(destroyed, Unit.piece)
    save_cell(
        part, measure="destroyed", line="firearm", cell=cell, by=by, dims={"origin": "surplus", "owner": "defence"}
    )
    fill_missing(part, measure=None, reason="not_reported", by=by)


def send(part, jurisdiction="J-BEG"):
    submissions.clear(part, by=chair(jurisdiction))
    return submissions.submit(part, by=officer(jurisdiction))


def test_a_round_has_seven_parts(round):
    assert [row.submission.jurisdiction for row in matrix(round)] == [
        "J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR", "J-REG",
    ]  # fmt: skip


def test_a_part_goes_from_draft_to_release_and_its_figures_become_public(round):
    part = part_of(round)
    fill(part, officer("J-BEG"))
    receipt = send(part)
    assert digest(bytes(receipt.content)) == receipt.sha256
    submissions.accept(part, by=REVIEWER)
    assert not public_observations().filter(submission=part).exists()
    submissions.release(part, by=REVIEWER)
    row = public_observations().get(submission=part, line="firearm", measure="destroyed")
    assert (row.value, row.unit, row.origin, row.fit) == (12, "piece", "submitted", "exact")
    assert [entry.name for entry in history(part.pk)] == ["cleared", "submitted", "accepted", "released"]


def test_every_line_needs_a_figure_or_a_reason_before_clearing(round):
    part = part_of(round)
    assert len(unanswered_lines(part)) == 66
    with pytest.raises(Refused, match="66 lines"):
        submissions.clear(part, by=chair("J-BEG"))


def test_an_officer_cannot_clear_and_another_seat_cannot_fill(round):
    part = part_of(round)
    with pytest.raises(Refused, match="chair"):
        submissions.clear(part, by=officer("J-BEG"))
    with pytest.raises(Refused, match="Only an officer or contributor"):
        save_text(part, goal=1, kind="need", text="x", by=officer("J-TIR"))
    with pytest.raises(Refused, match="Only an officer or contributor"):
        save_text(part, goal=1, kind="need", text="x", by=DONOR)


def test_a_contributor_is_named_in_the_coverage_of_a_figure(round):
    part = part_of(round)
    kept = save_cell(
        part, measure="seized", line="firearm", cell=amount(3, Unit.piece), by=CONTRIBUTOR, dims={"place": "inland"}
    )
    assert kept.institutions == ["J-BEG/police"]


def test_the_sender_never_accepts(round):
    part = part_of(round, "J-REG")
    for measure, line in unanswered_lines(part):
        save_cell(part, measure=measure.key, line=line.key, cell=missing("not_yet", line.unit), by=SECRETARIAT)
    submissions.clear(part, by=SECRETARIAT)
    submissions.submit(part, by=SECRETARIAT)
    with pytest.raises(Refused, match="yourself"):
        submissions.accept(part, by=SECRETARIAT)
    submissions.accept(part, by=REVIEWER)


def test_a_part_is_returned_only_with_a_query_and_mended(round):
    part = part_of(round)
    fill(part, officer("J-BEG"), destroyed=12)
    send(part)
    part.refresh_from_db()
    with pytest.raises(Refused, match="at least one query"):
        submissions.return_submission(part, by=REVIEWER)
    query = review.ask(part, question="Is the owner really defence?", measure="destroyed", line="firearm", by=REVIEWER)
    with pytest.raises(Refused, match="query is open"):
        submissions.accept(part, by=REVIEWER)
    submissions.return_submission(part, by=REVIEWER)
    part.refresh_from_db()
    review.answer(query, text="Yes; the count was wrong and is mended.", by=officer("J-BEG"))
    cell = amount(13, Unit.piece)
    save_cell(
        part,
        measure="destroyed",
        line="firearm",
        cell=cell,
        by=officer("J-BEG"),
        dims={"origin": "surplus", "owner": "defence"},
    )
    second = send(part)
    review.resolve(query, by=REVIEWER)
    submissions.accept(part, by=REVIEWER)
    figures = orjson.loads(bytes(second.content))["figures"]
    assert next(f["value"] for f in figures if f["line"] == "destroyed.firearm") == "13"
    assert [snapshot.number for snapshot in part.snapshots.all()] == [1, 2]
    assert Observation.objects.get(submission=part, measure="destroyed", line="firearm").value == 13


def test_a_sent_part_is_not_changed(round):
    part = part_of(round)
    fill(part, officer("J-BEG"))
    send(part)
    with pytest.raises(Refused, match="cannot be changed"):
        save_text(part, goal=1, kind="need", text="More.", by=officer("J-BEG"))


def test_the_secretariat_enters_for_a_late_seat_marked_and_confirmed(round):
    part = part_of(round, "J-TIR")
    with pytest.raises(Refused, match="on behalf"):
        save_text(part, goal=1, kind="need", text="x", by=SECRETARIAT)
    submissions.take_on_behalf(part, by=SECRETARIAT, reason="Sent by e-mail.")
    fill(part, SECRETARIAT)
    submissions.clear(part, by=SECRETARIAT)
    submissions.submit(part, by=SECRETARIAT)
    submissions.accept(part, by=REVIEWER)
    with pytest.raises(Refused, match="has not confirmed"):
        submissions.release(part, by=REVIEWER)
    submissions.confirm(part, by=chair("J-TIR"))
    submissions.release(part, by=REVIEWER)
    part.refresh_from_db()
    assert (part.on_behalf, part.state) == (True, State.RELEASED)


def test_a_part_that_is_not_late_is_left_to_its_seat(round):
    rounds.change_dates(round, by=SECRETARIAT, reason="Holidays.", deadline=timezone.localdate() + timedelta(days=5))
    with pytest.raises(Refused, match="not overdue"):
        submissions.take_on_behalf(part_of(round), by=SECRETARIAT, reason="x")


def test_two_editors_of_one_text_lose_nothing(round):
    part = part_of(round)
    item = save_text(part, goal=1, kind="plan", text="First.", by=officer("J-BEG"))
    save_text(part, goal=1, kind="plan", text="Second.", by=SECOND, item=item.pk, revision=1)
    with pytest.raises(ChangedMeanwhile) as caught:
        save_text(part, goal=1, kind="plan", text="Third.", by=officer("J-BEG"), item=item.pk, revision=1)
    assert caught.value.theirs.text == "Second."


@pytest.mark.parametrize(
    ("measure", "line", "cell", "dims", "words"),
    [
        ("destroyed", "firearm", amount(1, Unit.round), {}, "the unit is piece"),
        ("destroyed", "firearm", amount("-1", Unit.piece), {}, "below zero"),
        ("destroyed", "firearm", amount("1.5", Unit.piece), {}, "whole number"),
        ("destroyed", "explosive", amount("1.2345", Unit.kilogram), {}, "more than three decimals"),
        ("destroyed", "firearm", amount(1, Unit.piece), {"colour": "red"}, "not split by colour"),
        ("destroyed", "firearm", amount(1, Unit.piece), {"origin": "lost"}, "not a member of origin"),
        ("destroyed", "tanks", amount(1, Unit.piece), {}, "no line destroyed.tanks"),
        ("destroyed_surplus", "firearm", amount(1, Unit.piece), {}, "fill destroyed"),
        ("feels_safe", "share", amount(1, Unit.percent), {}, "belongs to another part"),
    ],
)
def test_a_wrong_figure_names_its_line_and_the_mend(round, measure, line, cell, dims, words):
    with pytest.raises(Refused, match=words):
        save_cell(part_of(round), measure=measure, line=line, cell=cell, dims=dims, by=officer("J-BEG"))


def test_a_snapshot_is_never_changed(round):
    part = part_of(round)
    fill(part, officer("J-BEG"))
    receipt = send(part)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=receipt.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=receipt.pk).delete()


def test_an_observation_is_never_edited(round):
    part = part_of(round)
    fill(part, officer("J-BEG"))
    send(part)
    submissions.accept(part, by=REVIEWER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(submission=part, kind="amount").update(value=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(submission=part).delete()


def test_if_the_entry_fails_nothing_is_saved(round, monkeypatch):
    part = part_of(round)
    fill(part, officer("J-BEG"))

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(submissions, "append", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        submissions.clear(part, by=chair("J-BEG"))
    part.refresh_from_db()
    assert part.state == State.DRAFT


def test_a_round_closes_when_all_is_released(round):
    with pytest.raises(Refused, match="7 parts are not released"):
        rounds.close_round(round, by=SECRETARIAT)


def test_the_form_asks_in_a_fixed_number_of_queries(round, django_assert_max_num_queries):
    part = part_of(round)
    fill(part, officer("J-BEG"))
    with django_assert_max_num_queries(12):
        goals = form_of(part)
    assert [goal.number for goal in goals] == [1, 2, 3, 4, 5, 6, 7]
    assert next(m for g in goals for m in g.measures if m.measure.key == "destroyed").state == "done"


def test_a_deadline_before_the_opening_is_refused(round):
    with pytest.raises(Exception, match="before the opening"):
        rounds.change_dates(round, by=SECRETARIAT, reason="x", opens_on=date(2021, 1, 1))
