"""A locked part is unlocked for a time and a reason; what was accepted stands until it is accepted again."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap import locks
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import exceptions, rounds, submissions
from opensalw.roadmap.commands.drafting import fill_missing, remove_text, save_cell, save_text
from opensalw.roadmap.models import LockException, Observation, Restatement, Submission, TextItem
from opensalw.roadmap.queries.differences import changes_since_acceptance, compare
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.rounds import latest_public_round, visible_texts
from opensalw.roadmap.states import State
from tests.cast import REVIEWER, SECRETARIAT, chair, officer
from tests.roadmap.test_submission_life import part_of, send

BEG = officer("J-BEG")
WHOLE = {"origin": "surplus"}


def again(part):
    return Submission.objects.select_related("round__framework").get(pk=part.pk)


def put(part, value, by=BEG, line="firearm", **dims):
    return save_cell(
        part, measure="destroyed", line=line, cell=amount(value, Unit.piece), by=by, dims=dims or WHOLE,
        explanation="Counted in the yard." if dims else "",
    )  # fmt: skip


@pytest.fixture
def accepted(round):
    part = part_of(round)
    save_text(part, goal=6, kind="progress", text="Firearms were melted in the steelworks.", by=BEG)
    put(part, 12)
    put(part, 5, line="component")
    fill_missing(part, measure=None, reason="not_reported", by=BEG)
    send(part)
    submissions.accept(part, by=REVIEWER)
    return again(part)


@pytest.fixture
def released(accepted):
    submissions.release(accepted, by=REVIEWER)
    return again(accepted)


def unlock(part, hours=24, covers=(), by=SECRETARIAT):
    until = timezone.now() + timedelta(hours=hours)
    return exceptions.unlock(
        part, until=until, reason="A police station reported late.", cause="late_data", covers=covers, by=by
    )


def run_out(part):
    """As if the time had passed."""
    found = locks.running(part)
    LockException.objects.filter(pk=found.pk).update(
        granted_at=timezone.now() - timedelta(days=2), until=timezone.now() - timedelta(days=1)
    )


def test_an_accepted_part_is_locked_until_the_secretariat_unlocks_it(accepted):
    with pytest.raises(Refused, match="secretariat can unlock"):
        put(accepted, 13)
    with pytest.raises(Refused, match="Only the secretariat"):
        unlock(accepted, by=BEG)
    unlock(accepted)
    part = again(accepted)
    assert part.state == State.AMENDING
    assert put(part, 13).value == 13
    assert [entry.name for entry in history(part.pk)][-1] == "lock_exception_granted"
    assert history(part.pk)[-1].reason == "A police station reported late."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"cause": "whim"}, "Choose what"),
        ({"until": timedelta(hours=-1)}, "in the future"),
        ({"until": timedelta(days=90)}, "at most 62 days"),
        ({"covers": ["unicorns"]}, "no unicorns"),
    ],
)
def test_an_exception_has_a_reason_an_end_and_known_places(accepted, facts, words):
    terms = {"reason": "x", "cause": "late_data", "until": timedelta(hours=1), "covers": (), **facts}
    terms["until"] = timezone.now() + terms["until"]
    with pytest.raises(Refused, match=words):
        exceptions.unlock(accepted, by=SECRETARIAT, **terms)


def test_one_exception_at_a_time_and_it_can_be_prolonged(accepted):
    unlock(accepted)
    with pytest.raises(Refused, match="unlocked already"):
        unlock(again(accepted))
    longer = timezone.now() + timedelta(days=10)
    exceptions.prolong(accepted, until=longer, reason="The archive is slow.", by=SECRETARIAT)
    assert locks.running(accepted).until == longer


def test_a_draft_needs_no_exception_unless_the_round_is_locked(round):
    part = part_of(round)
    with pytest.raises(Refused, match="not locked"):
        unlock(part)
    rounds.change_dates(round, by=SECRETARIAT, reason="No more waiting.", locks_on=date(2020, 10, 31))
    part = again(part)
    with pytest.raises(Refused, match="Ask the secretariat for more time"):
        put(part, 1)
    unlock(part)
    part = again(part)
    assert part.state == State.DRAFT
    put(part, 1)
    run_out(part)
    with pytest.raises(Refused, match="ran out"):
        put(again(part), 2)
    exceptions.end_when_over(part, by=BEG)
    part = again(part)
    assert (part.state, part.cells.get(line="firearm").value) == (State.DRAFT, 1)


def test_only_what_the_exception_names_may_be_changed(accepted):
    unlock(accepted, covers=["destroyed", "goal-1"])
    part = again(accepted)
    put(part, 13)
    save_text(part, goal=1, kind="need", text="A melting furnace.", by=BEG)
    with pytest.raises(Refused, match="Only .* may be changed"):
        save_text(part, goal=6, kind="need", text="x", by=BEG)
    with pytest.raises(Refused, match="Only .* may be changed"):
        save_cell(part, measure="seized", line="firearm", cell=amount(1, Unit.piece), by=BEG, dims={"place": "inland"})
    with pytest.raises(Refused, match="Only .* may be changed"):
        remove_text(part, part.texts.get(goal=6).pk, by=BEG)


def test_what_was_accepted_stays_public_until_it_is_accepted_again(released):
    unlock(released)
    part = again(released)
    item = part.texts.get()
    save_text(part, goal=6, kind="progress", text="Nothing of the kind was done.", item=item.pk, by=BEG)
    put(part, 13)

    def public():
        row = public_observations().get(submission=part, measure="destroyed", line="firearm")
        return row.value, [one.text for one in visible_texts().filter(submission=part)]

    before = (12, ["Firearms were melted in the steelworks."])
    assert public() == before
    assert latest_public_round() == part.round
    send(part)
    assert public() == before
    submissions.accept(part, by=REVIEWER)
    assert public() == (13, ["Nothing of the kind was done."])
    assert again(part).state == State.RELEASED
    assert not TextItem.everything.filter(submission=part, stands_for__isnull=False).exists()


def test_a_late_edit_is_cleared_sent_and_accepted_by_somebody_else(released):
    unlock(released)
    part = again(released)
    put(part, 13)
    with pytest.raises(Refused, match="must be cleared"):
        submissions.submit(part, by=BEG)
    send(part)
    submissions.accept(part, by=REVIEWER)
    names = [entry.name for entry in history(part.pk)]
    assert names[4:] == ["lock_exception_granted", "cleared", "submitted", "accepted", "lock_exception_ended"]


def test_accepting_again_replaces_what_changed_and_leaves_the_rest(released):
    kept = Observation.objects.get(submission=released, measure="destroyed", line="component")
    old = Observation.objects.get(submission=released, measure="destroyed", line="firearm")
    unlock(released)
    part = again(released)
    put(part, 13)
    send(part)
    submissions.accept(part, by=REVIEWER)
    kept.refresh_from_db()
    old.refresh_from_db()
    new = Observation.objects.get(replaces=old)
    assert (kept.known_until, old.known_until, new.value, new.restated) == (None, new.known_from, 13, True)
    made = Restatement.objects.get()
    assert (made.old, made.new, made.cause, made.reason) == (old, new, "late_data", "A police station reported late.")
    assert (made.proposed_by, made.decided_by) == (BEG.id, REVIEWER.id)
    assert [entry.name for entry in history(old.pk)] == ["restated"]
    before = public_observations(as_known_at=old.public_from).get(measure="destroyed", line="firearm")
    assert before == old


def test_before_the_release_a_new_acceptance_is_a_revision_and_no_restatement(accepted):
    unlock(accepted)
    part = again(accepted)
    put(part, 13)
    send(part)
    submissions.accept(part, by=REVIEWER)
    assert again(part).state == State.ACCEPTED
    assert not Restatement.objects.exists()
    submissions.release(part, by=REVIEWER)
    old, new = Observation.objects.filter(submission=part, measure="destroyed", line="firearm").order_by("known_from")
    assert (old.value, old.public_from) == (12, None)
    assert (new.value, new.restated, new.replaces) == (13, False, old)
    assert public_observations().filter(pk=new.pk).exists()


def test_a_figure_added_or_taken_out_after_the_release_is_on_record(released):
    unlock(released)
    part = again(released)
    put(part, 3, origin="confiscated")
    part.cells.get(measure="destroyed", line="component").delete()
    fill_missing(part, measure="destroyed", reason="not_reported", by=BEG)
    send(part)
    submissions.accept(part, by=REVIEWER)
    found = {(made.line, made.old is None, made.new is None) for made in Restatement.objects.all()}
    assert ("firearm", True, False) in found
    assert ("component", False, True) in found
    gone = Observation.objects.get(submission=part, line="component", kind="amount")
    assert gone.known_until


def test_time_that_ran_out_falls_back_to_what_was_accepted_and_keeps_what_was_typed(released):
    unlock(released)
    part = again(released)
    item = part.texts.get()
    save_text(part, goal=6, kind="progress", text="Firearms were melted in a foundry.", item=item.pk, by=BEG)
    save_text(part, goal=1, kind="need", text="A new need.", by=BEG)
    put(part, 13)
    put(part, 4, origin="confiscated")
    run_out(part)
    with pytest.raises(Refused, match="ran out"):
        put(again(part), 14)
    with pytest.raises(Refused, match="ran out"):
        submissions.clear(part, by=chair("J-BEG"))
    exceptions.end_when_over(part, by=BEG)
    part = again(part)
    assert part.state == State.RELEASED
    assert [(one.pk, one.text) for one in part.texts.all()] == [(item.pk, "Firearms were melted in the steelworks.")]
    assert [cell.value for cell in part.cells.filter(measure="destroyed", line="firearm")] == [12]
    assert visible_texts().filter(submission=part).count() == 1
    ended = part.lock_exceptions.get()
    assert (ended.ended_how, history(part.pk)[-1].payload["unsent"]) == ("expired", True)
    left = compare(part, "1", "unsent").found
    assert {change.kind for change in left.figures} == {"added", "changed"}
    assert {change.kind for change in left.texts} == {"added", "changed"}
    assert part.changes.filter(why="The time ran out").exists()


def test_an_exception_without_a_change_can_be_left_as_it_stood(accepted):
    unlock(accepted)
    exceptions.let_stand(accepted, by=BEG)
    part = again(accepted)
    assert (part.state, part.lock_exceptions.get().unsent) == (State.ACCEPTED, None)


def test_what_was_sent_in_time_does_not_fall_back(released):
    unlock(released)
    part = again(released)
    put(part, 13)
    send(part)
    run_out(part)
    assert exceptions.end_when_over(part, by=BEG).state == State.SUBMITTED
    assert exceptions.end_all_over(by=SECRETARIAT) == []
    submissions.accept(part, by=REVIEWER)
    assert again(part).state == State.RELEASED


def test_a_part_of_a_closed_round_can_be_unlocked(released):
    Submission.objects.filter(round=released.round).update(state=State.RELEASED, released_at=timezone.now())
    rounds.close_round(released.round, by=SECRETARIAT)
    unlock(again(released))
    part = again(released)
    put(part, 13)
    send(part)
    submissions.accept(part, by=REVIEWER)
    assert again(part).state == State.RELEASED


def test_who_wrote_some_of_a_part_does_not_accept_it(released):
    unlock(released)
    part = again(released)
    Submission.objects.filter(pk=part.pk).update(on_behalf=True)
    put(again(part), 13, by=REVIEWER)
    submissions.clear(part, by=SECRETARIAT)
    submissions.submit(part, by=SECRETARIAT)
    with pytest.raises(Refused, match="wrote some"):
        submissions.accept(part, by=REVIEWER)


def test_the_reviewer_reads_what_changed_since_the_acceptance(released):
    assert changes_since_acceptance(released) is None
    unlock(released)
    part = again(released)
    put(part, 13)
    send(part)
    found = changes_since_acceptance(again(part))
    assert [(c.line, c.old["value"], c.new["value"]) for c in found.figures] == [("destroyed.firearm", "12", "13")]


def test_the_database_keeps_an_ended_exception(accepted):
    unlock(accepted)
    exceptions.let_stand(accepted, by=BEG)
    found = LockException.objects.filter(submission=accepted)
    for act in (lambda: found.update(reason="another"), found.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
