"""The life of a part, walked at random: two editors, locks, releases and restatements, against a small model.

A step that is refused changes nothing. Of the steps that are taken the model knows what they must lead to:
no way loses an accepted figure, shows one that was not released, or lets people accept what they wrote or sent.
"""

from collections import Counter
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from opensalw.core.periods import Period
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.ledger.queries import verify
from opensalw.roadmap import locks
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import exceptions, restating, review, rounds, submissions
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, fill_missing, save_cell, save_text
from opensalw.roadmap.models import LockException, Observation, Restatement, Submission
from opensalw.roadmap.queries.changes import broken_change
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.rounds import visible_texts
from opensalw.roadmap.queries.threads import open_queries
from opensalw.roadmap.snapshots import digest
from opensalw.roadmap.states import EDITABLE
from tests.cast import REVIEWER, SECRETARIAT, chair, officer, person

ONE, OTHER = officer("J-BEG"), person("officer-beg-2", "officer", "J-BEG")
CHAIR = chair("J-BEG")
EDITORS, REVIEWERS = (ONE, OTHER, SECRETARIAT), (SECRETARIAT, REVIEWER, ONE)
EVERYBODY = (ONE, OTHER, CHAIR, SECRETARIAT, REVIEWER)
PLACES = (("destroyed", "firearm"), ("destroyed", "component"))
WHOLE = {"origin": "surplus"}
VALUES = st.integers(min_value=1, max_value=6)
MUST = ("accepted", "accepted while public", "released", "fell back", "restated", "overtaken")
who = st.sampled_from


class Life(RuleBasedStateMachine):
    """One part of one round; every example is rolled back."""

    framework = None
    taken: ClassVar[Counter] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.draft: dict = {}
        self.words, self.writers, self.seen = "", {}, {}
        self.sent: tuple[dict, str, set[str], str] | None = None
        self.accepted: tuple[dict, str] | None = None
        self.public: tuple[dict, str] | None = None
        self.then: list = []

    @initialize(far=st.sampled_from(["draft", "accepted", "released", "released", "amending"]))
    def begin(self, far: str) -> None:
        """A part that is filled, and so far on its way; the walk goes on from there."""
        period = Period.parse("2020-H1")
        self.round = rounds.open_round(
            key="wb-2020-h1", framework=type(self).framework, narrative=period, figures=period, by=SECRETARIAT
        )
        self.part = self.round.submissions.get(jurisdiction="J-BEG")
        for place in PLACES:
            self.keep(place, 3, ONE, None)
        self.item = save_text(self.part, goal=6, kind="progress", text="Melted.", by=ONE)
        self.words, self.writers["text"] = "Melted.", ONE.id
        fill_missing(self.part, measure=None, reason="not_reported", by=ONE)
        way = ["draft", "sent", "accepted", "released", "amending"].index(far)
        steps = (
            lambda: (self.clear(CHAIR), self.submit(OTHER)),
            lambda: self.accept(REVIEWER),
            lambda: self.release(REVIEWER),
            lambda: self.unlock(SECRETARIAT, False),
        )
        for step in steps[:way]:
            step()

    def teardown(self) -> None:
        if hasattr(self, "part"):
            assert verify(["J-BEG", "J-REG"]).is_sound
            assert broken_change(self.part) is None
            assert all(digest(bytes(held.content)) == held.sha256 for held in self.part.snapshots.all())
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def now(self) -> Submission:
        return Submission.objects.select_related("round__framework").get(pk=self.part.pk)

    def tried(self, act) -> bool:
        """Whether a step was taken; one that is refused leaves everything as it was."""
        try:
            with transaction.atomic():
                act()
        except Refused:
            return False
        return True

    def keep(self, place: tuple[str, str], value: int, by: Person, revision: int | None) -> None:
        save_cell(
            self.now(), measure=place[0], line=place[1], cell=amount(value, Unit.piece), by=by, dims=WHOLE,
            explanation="Counted by hand.", revision=revision,
        )  # fmt: skip
        self.draft[place], self.writers[place] = value, by.id

    def fall_back(self) -> None:
        """An accepted part is again what was accepted; another stays as it is."""
        if self.accepted is not None:
            Life.taken["fell back"] += 1
            figures, self.words = self.accepted
            self.draft = dict(figures)
            self.writers = {}

    # Editing -------------------------------------------------------------------------

    @rule(by=who(EDITORS), place=who(PLACES))
    def look(self, by, place):
        self.seen[by.id, place] = self.part.cells.get(measure=place[0], line=place[1]).revision

    @rule(by=who(EDITORS), place=who(PLACES), value=VALUES)
    def edit(self, by, place, value):
        held = self.part.cells.get(measure=place[0], line=place[1])
        revision = self.seen.get((by.id, place))
        stale = revision is not None and revision != held.revision
        may = self.now().state in EDITABLE
        theirs = None
        try:
            with transaction.atomic():
                self.keep(place, value, by, revision)
                taken = True
        except ChangedMeanwhile as meanwhile:
            theirs, taken = meanwhile.theirs, False
        except Refused:
            taken = False
        assert not taken or (may and not stale)
        Life.taken["overtaken"] += theirs is not None
        assert theirs is None or (stale and theirs.value == self.draft[place])
        self.seen.pop((by.id, place), None)

    @rule(by=who(EDITORS), words=who(["Melted.", "Cut up.", "Nothing was done."]))
    def write(self, by, words):
        item = self.part.texts.get()
        if self.tried(lambda: save_text(self.now(), goal=6, kind="progress", text=words, item=item.pk, by=by)):
            if words != self.words:
                self.writers["text"] = by.id
            self.words = words

    # The way of a part -----------------------------------------------------------------

    @rule(by=who((CHAIR, CHAIR, ONE, REVIEWER)))
    def clear(self, by):
        self.tried(lambda: submissions.clear(self.now(), by=by, reason="As explained."))

    @rule(by=who(EVERYBODY))
    def reopen(self, by):
        self.tried(lambda: submissions.reopen(self.now(), by=by))

    @rule(by=who(EVERYBODY))
    def submit(self, by):
        if self.tried(lambda: submissions.submit(self.now(), by=by)):
            self.sent = dict(self.draft), self.words, set(self.writers.values()), by.id

    @rule(by=who(REVIEWERS))
    def give_back(self, by):
        def act():
            query = review.ask(self.now(), question="Sure?", measure="destroyed", line="firearm", by=by)
            submissions.return_submission(self.now(), by=by)
            review.resolve(query, by=SECRETARIAT)

        self.tried(act)

    @rule(by=who(EVERYBODY))
    def accept(self, by):
        if not self.tried(lambda: submissions.accept(self.now(), by=by)):
            return
        assert self.sent is not None
        figures, words, writers, sender = self.sent
        assert by.id != sender, "somebody accepted what they sent"
        assert by.id not in writers, "somebody accepted what they wrote"
        assert by.is_secretariat
        assert open_queries(self.part) == 0
        Life.taken["accepted" if self.public is None else "accepted while public"] += 1
        self.accepted = dict(figures), words
        if self.public is not None:
            self.public = self.accepted
        self.remember()

    @rule(by=who((REVIEWER, SECRETARIAT, ONE)))
    def release(self, by):
        if self.tried(lambda: submissions.release(self.now(), by=by)):
            Life.taken["released"] += 1
            self.public = self.accepted
            self.remember()

    # Locks -------------------------------------------------------------------------------

    @rule(by=who((SECRETARIAT, REVIEWER, ONE)), only=st.booleans())
    def unlock(self, by, only):
        until = timezone.now() + timedelta(hours=1)
        covers = ["destroyed"] if only else []
        terms = {"until": until, "reason": "A station was late.", "cause": "late_data", "covers": covers}
        self.tried(lambda: exceptions.unlock(self.now(), by=by, **terms))

    @precondition(lambda self: locks.running(self.part) is not None)
    @rule()
    def run_out(self):
        past = timezone.now() - timedelta(seconds=1)
        LockException.objects.filter(pk=locks.running(self.part).pk).update(
            granted_at=past - timedelta(hours=1), until=past
        )
        before = self.now()
        if before.state in EDITABLE:
            assert not self.tried(lambda: self.keep(PLACES[0], 6, ONE, None))
        if exceptions.end_when_over(before, by=ONE).state != before.state:
            self.fall_back()

    @rule(by=who(EVERYBODY))
    def let_stand(self, by):
        if self.tried(lambda: exceptions.let_stand(self.now(), by=by)):
            self.fall_back()

    # Restating -----------------------------------------------------------------------------

    @precondition(lambda self: self.public is not None)
    @rule(place=who(PLACES), value=VALUES)
    def restate(self, place, value):
        """Both steps at once, so that the walk gets there; who may not take them is tried by the single ones."""
        self.propose(ONE, place, value)
        self.decide(REVIEWER, False)

    @precondition(lambda self: self.public is not None)
    @rule(place=who(PLACES), value=VALUES)
    def amend(self, place, value):
        """The whole way of a late edit, with two who want to make it."""
        self.unlock(SECRETARIAT, False)
        self.overtake(place, value)
        self.clear(CHAIR)
        self.submit(OTHER)
        self.accept(REVIEWER)

    @rule(place=who(PLACES), value=VALUES)
    def overtake(self, place, value):
        """One looks, the other saves, the first one saves."""
        self.look(ONE, place)
        self.edit(OTHER, place, value)
        self.edit(ONE, place, value + 1)

    @rule(by=who(EVERYBODY), place=who(PLACES), value=VALUES)
    def propose(self, by, place, value):
        row = Observation.objects.filter(
            submission=self.part, measure=place[0], line=place[1], known_until__isnull=True
        ).first()
        if row is not None:
            ground = {"cause": "seat_error", "reason": "Turned round.", "evidence": "Letter"}
            self.tried(lambda: restating.propose(row, becomes=amount(value, Unit.piece), by=by, **ground))

    @rule(by=who((SECRETARIAT, REVIEWER, ONE)), refuse=st.booleans())
    def decide(self, by, refuse):
        made = Restatement.objects.filter(state=Restatement.State.PROPOSED).order_by("proposed_at").first()
        if made is None:
            return
        if refuse:
            self.tried(lambda: restating.refuse_restatement(made, by=by, why="No."))
            return
        if self.tried(lambda: restating.accept_restatement(made, by=by)):
            assert by.id != made.proposed_by, "somebody accepted their own restatement"
            assert self.accepted is not None
            Life.taken["restated"] += 1
            place = made.measure, made.line
            value = int(made.becomes["value"])
            self.accepted = {**self.accepted[0], place: value}, self.accepted[1]
            self.public = self.accepted
            self.draft[place], self.writers[place] = value, made.proposed_by
            self.remember()

    # What must hold after each step ------------------------------------------------------------

    def remember(self) -> None:
        """Keep what was accepted and what was public at this moment."""
        self.then.append((timezone.now(), self.accepted[0] if self.accepted else {}, self.public))

    @invariant()
    def the_public_sees_what_was_released_and_nothing_else(self):
        if not hasattr(self, "part"):
            return
        figures, words = self.public or ({}, None)
        assert found(public_observations()) == figures
        assert [one.text for one in visible_texts().filter(submission=self.part)] == ([words] if words else [])

    @invariant()
    def every_accepted_figure_is_found_at_its_time(self):
        for moment, accepted, public in self.then[-4:]:
            then = Observation.objects.filter(known_from__lte=moment).exclude(known_until__lte=moment)
            assert found(then) == accepted
            assert found(public_observations(as_known_at=moment)) == (public[0] if public else {})

    @invariant()
    def the_draft_is_what_was_typed(self):
        if hasattr(self, "part"):
            rows = self.part.cells.filter(measure="destroyed", line__in=["firearm", "component"], dims=WHOLE)
            assert {(row.measure, row.line): int(row.value) for row in rows} == self.draft
            assert [item.text for item in self.part.texts.all()] == [self.words]


def found(rows) -> dict:
    """The two figures among observations."""
    kept = rows.filter(measure="destroyed", line__in=["firearm", "component"], kind="amount")
    return {(row.measure, row.line): int(row.value) for row in kept}


@pytest.mark.django_db
def test_no_way_of_a_part_loses_shows_too_early_or_lets_people_accept_their_own(framework):
    Life.framework = framework
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20, stateful_step_count=16, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), derandomize=True,
        ),
    )  # fmt: skip
    assert all(Life.taken[name] for name in MUST), f"the walk came nowhere near: {Life.taken}"
