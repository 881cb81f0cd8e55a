"""A public figure is corrected openly: four eyes, both values, the reason, and nothing lost."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import history
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands import restating, submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.models import DraftCell, Observation, Restatement, RestatementNotice
from opensalw.roadmap.queries.observations import earlier_values, public_observations, regional
from opensalw.roadmap.queries.restatements import in_force, proposals, to_be_told
from opensalw.roadmap.restating import read_back, stored
from tests.cast import DONOR, REVIEWER, SECRETARIAT, chair, officer
from tests.roadmap.test_lock_exceptions import BEG, accepted, again, put, released, send, unlock  # noqa: F401
from tests.roadmap.test_submission_life import part_of

GROUND = {"cause": "seat_error", "reason": "A digit was turned round.", "evidence": "Letter 12/2020"}


@pytest.fixture
def figure(released):  # noqa: F811
    return Observation.objects.get(submission=released, measure="destroyed", line="firearm")


def propose(row, value=21, by=BEG, **ground):
    return restating.propose(row, becomes=amount(value, Unit.piece), by=by, **{**GROUND, **ground})


def test_a_proposal_changes_nothing_until_somebody_else_accepts_it(figure):
    made = propose(figure)
    assert public_observations().get(pk=figure.pk).value == 12
    restating.accept_restatement(made, by=REVIEWER)
    figure.refresh_from_db()
    new = public_observations().get(measure="destroyed", line="firearm")
    assert (new.value, new.restated, new.replaces_id, figure.known_until) == (21, True, figure.pk, new.known_from)
    assert [row.value for row in earlier_values(new)] == [12]
    assert [entry.name for entry in history(figure.pk)] == ["restatement_proposed", "restated"]
    assert history(figure.pk)[-1].reason == "A digit was turned round."
    assert public_observations(as_known_at=figure.public_from).get(measure="destroyed", line="firearm").value == 12


def test_who_proposed_never_decides_and_only_the_secretariat_decides(figure):
    made = propose(figure, by=SECRETARIAT)
    with pytest.raises(Refused, match="yourself"):
        restating.accept_restatement(made, by=SECRETARIAT)
    with pytest.raises(Refused, match="Only the secretariat"):
        restating.accept_restatement(made, by=BEG)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restatement.objects.filter(pk=made.pk).update(
            state="accepted", decided_by=SECRETARIAT.id, decided_at=timezone.now()
        )
    restating.accept_restatement(made, by=REVIEWER)
    with pytest.raises(Refused, match="decided already"):
        restating.accept_restatement(made, by=REVIEWER)


def test_only_the_seat_and_the_secretariat_propose(figure):
    for nobody in (DONOR, officer("J-TIR")):
        with pytest.raises(Refused, match="Only an officer of this jurisdiction"):
            propose(figure, by=nobody)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"value": 12}, "stands already"),
        ({"cause": "whim"}, "Choose what"),
        ({"reason": " "}, "Say why"),
        ({"evidence": ""}, "Name what shows"),
        ({"value": "0.5"}, "not a whole number"),
    ],
)
def test_a_proposal_has_a_new_figure_a_cause_a_reason_and_evidence(figure, facts, words):
    with pytest.raises(Refused, match=words):
        propose(figure, **facts)


def test_one_proposal_at_a_time_and_a_refused_one_makes_room(figure):
    made = propose(figure)
    with pytest.raises(Refused, match="proposed already"):
        propose(figure, value=22)
    assert list(proposals(REVIEWER)) == [made]
    with pytest.raises(Refused, match="Say why"):
        restating.refuse_restatement(made, by=REVIEWER, why=" ")
    restating.refuse_restatement(made, by=REVIEWER, why="The letter says 12.")
    propose(figure, value=22)
    assert [entry.name for entry in history(figure.pk)][1] == "restatement_refused"


def test_a_figure_that_is_not_public_is_changed_in_its_part(accepted):  # noqa: F811
    row = Observation.objects.get(submission=accepted, measure="destroyed", line="firearm")
    with pytest.raises(Refused, match="not public"):
        propose(row)


def test_a_figure_can_be_restated_as_missing_and_back(figure):
    gone = restating.propose(figure, becomes=missing("withheld", Unit.piece), by=BEG, **GROUND)
    restating.accept_restatement(gone, by=REVIEWER)
    new = public_observations().get(measure="destroyed", line="firearm")
    assert (new.kind, new.reason, new.obs_status) == ("missing", "withheld", "Q")
    back = propose(new, value=12)
    restating.accept_restatement(back, by=REVIEWER)
    last = public_observations().get(measure="destroyed", line="firearm")
    assert (last.value, last.obs_status) == (12, "A")
    assert [row.kind for row in earlier_values(last)] == ["missing", "amount"]


def test_what_is_sent_later_keeps_the_restated_figure(figure, released):  # noqa: F811
    restating.accept_restatement(propose(figure), by=REVIEWER)
    cell = DraftCell.objects.get(submission=released, measure="destroyed", line="firearm")
    assert (cell.value, cell.touched_by) == (21, BEG.id)
    unlock(again(released))
    part = again(released)
    put(part, 6, line="component")
    send(part)
    submissions.accept(part, by=REVIEWER)
    assert public_observations().get(measure="destroyed", line="firearm").value == 21
    assert in_force().count() == 2


def test_a_part_that_is_being_amended_is_corrected_there(figure, released):  # noqa: F811
    made = propose(figure)
    unlock(again(released))
    with pytest.raises(Refused, match="being amended"):
        propose(figure, value=30)
    with pytest.raises(Refused, match="being amended"):
        restating.accept_restatement(made, by=REVIEWER)


def test_the_region_s_total_is_restated_and_says_so(figure, round):
    period, line = Period.parse("2020-H1"), round.framework.spec.line("destroyed.firearm")
    before = regional(public_observations().filter(measure="destroyed"), line, period, ("J-BEG",))
    restating.accept_restatement(propose(figure), by=REVIEWER)
    after = regional(public_observations().filter(measure="destroyed"), line, period, ("J-BEG",))
    old = regional(
        public_observations(as_known_at=figure.public_from).filter(measure="destroyed"), line, period, ("J-BEG",)
    )
    words = lambda found: str(getattr(found, "caveats", "") or getattr(found, "reasons", ""))  # noqa: E731
    assert before == old
    assert "restated" not in words(before)
    assert "restated" in words(after) or before.__class__ is after.__class__


def test_who_is_told_is_kept_for_good(figure):
    made = propose(figure)
    with pytest.raises(Refused, match="not in force"):
        restating.tell(made, who="A donor", by=SECRETARIAT)
    restating.accept_restatement(made, by=REVIEWER)
    made.refresh_from_db()
    told = restating.tell(made, who="A donor", how="letter", by=SECRETARIAT)
    assert "A donor" not in to_be_told(made)
    with pytest.raises(DatabaseError), transaction.atomic():
        RestatementNotice.objects.filter(pk=told.pk).update(who="Nobody")
    with pytest.raises(DatabaseError), transaction.atomic():
        Restatement.objects.filter(pk=made.pk).update(reason="Another")


@pytest.mark.parametrize("cell", [amount("23.4", Unit.kilogram, "about"), missing("not_yet", Unit.piece)])
def test_a_proposed_cell_is_read_back_as_it_was(cell):
    assert read_back(stored(cell)) == cell


def test_a_withheld_count_is_not_given_away_by_its_correction(round):
    """One woman killed is withheld; that it was two is neither shown nor told as a restatement."""
    part = part_of(round)
    spec = round.framework.spec
    measure, line = next(
        (m.key, one) for m in spec.measures for one in m.lines if one.unit == "person" and "sex" in one.dimensions
    )
    split = {"measure": measure, "line": line.key}
    for sex, count in (("female", 1), ("male", 9)):
        cell = amount(count, Unit.person)
        save_cell(part, **split, dims={"sex": sex}, cell=cell, by=BEG, explanation="From the register.")
    save_cell(part, **split, cell=amount(10, Unit.person), by=BEG, explanation="From the register.")
    fill_missing(part, measure=None, reason="not_reported", by=BEG)
    submissions.clear(part, by=chair("J-BEG"), reason="As explained.")
    submissions.submit(part, by=BEG)
    submissions.accept(part, by=REVIEWER)
    submissions.release(part, by=REVIEWER)
    unlock(again(part))
    cell = amount(2, Unit.person)
    save_cell(again(part), **split, dims={"sex": "female"}, cell=cell, by=BEG, explanation="From the register.")
    submissions.clear(part, by=chair("J-BEG"), reason="As explained.")
    submissions.submit(part, by=BEG)
    submissions.accept(part, by=REVIEWER)
    rows = public_observations().filter(measure=measure, line=line.key, dims__has_key="sex")
    assert {row.reason for row in rows} == {"withheld"}
    assert len(rows) == 2
    assert not in_force().exists()
