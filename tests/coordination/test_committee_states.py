"""Whatever a committee does, in any order: no overdraft, no vote of one who may not, no changed record."""

from contextlib import suppress
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from opensalw.coordination.commands import closing
from opensalw.coordination.commands import decisions as commands
from opensalw.coordination.deciding import Motion
from opensalw.coordination.models import Decision, Project, SignedRecord, Vote
from opensalw.coordination.queries.funds import awards_in_force, balance
from opensalw.coordination.queries.proving import prove_decision
from opensalw.core.refusal import Refused
from tests.cast import SECRETARIAT
from tests.coordination.committee import TABLE, of, seated

PAID = Decimal(100_000)
KEYS = st.sampled_from(sorted(TABLE))
CHOICES = st.sampled_from(["for", "for", "for", "against", "abstain"])
MAY = {"agency", "north", "south", "union"}


def machine(fund, held, closings):
    """The machine over a fund and its proposals; one run a transaction that is undone."""

    class Committee(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.open, self.signed = [], {}

        def attempt(self, act):
            with suppress(Refused):
                return act()
            return None

        @rule(which=st.integers(0, 2), present=st.sets(KEYS, min_size=3), amount=st.integers(1, 60_000))
        def prepare(self, which, present, amount):
            made = self.attempt(lambda: commands.prepare_decision(
                fund, [held[which]], mode="meeting", title="x", by=SECRETARIAT))  # fmt: skip
            if made is None:
                return
            self.move(made, amount)
            self.attempt(lambda: commands.open_decision(made, by=SECRETARIAT))
            for seat in made.attendance.all():
                commands.note_attendance(seat, present=seat.organisation_id in present, by=SECRETARIAT)
            self.open.append(made)

        def move(self, made, amount):
            point = made.points.get()
            asked = Decimal(min(amount, int(point.proposal.asked)))
            outcome = "award" if asked == point.proposal.asked else "award_part"
            self.attempt(lambda: commands.put_motion(point, Motion(outcome, amount=asked, currency="USD"),
                                                     by=SECRETARIAT))  # fmt: skip

        @rule(place=st.integers(0, 5), amount=st.integers(1, 60_000))
        def move_again(self, place, amount):
            if self.open:
                self.move(self.open[place % len(self.open)], amount)

        @rule(place=st.integers(0, 5), key=KEYS, choice=CHOICES, conflict=st.booleans(), entered=st.booleans())
        def vote(self, place, key, choice, conflict, entered):
            if not self.open:
                return
            point = self.open[place % len(self.open)].points.get()
            by = SECRETARIAT if entered else of(key)
            self.attempt(lambda: commands.declare_conflict(
                point, seated(key), conflict=conflict, words="Ours." if conflict else "", by=by))  # fmt: skip
            self.attempt(lambda: commands.cast_vote(point, seated(key), choice, by=by))

        @rule(place=st.integers(0, 5))
        def all_vote_for(self, place):
            for key in sorted(MAY):
                self.vote(place, key, "for", False, True)

        @rule(which=st.integers(0, 2), amount=st.integers(1, 60_000))
        def whole_session(self, which, amount):
            before = len(self.open)
            self.prepare(which, set(TABLE), amount)
            if len(self.open) > before:
                self.all_vote_for(before)
                self.close(before, "agency")

        @rule(place=st.integers(0, 5), by=st.sampled_from(["agency", "agency", "agency", "north", "watcher"]))
        def close(self, place, by):
            if not self.open:
                return
            made = self.open[place % len(self.open)]
            record = self.attempt(lambda: closing.close_decision(made, by=of(by)))
            if record:
                assert by == "agency"
                self.signed[record.pk] = (record.text, record.signature)
                closings.append(made.number)

        @rule(place=st.integers(0, 5))
        def correct(self, place):
            closed = [one for one in self.open if one.pk in self.signed]
            if not closed:
                return
            earlier = Decision.objects.get(pk=closed[place % len(closed)].pk)
            point = earlier.points.get()
            made = self.attempt(lambda: commands.prepare_decision(
                fund, [point.proposal], mode="meeting", title="x", corrects=earlier, reason="y", by=SECRETARIAT,
            ))  # fmt: skip
            if made is None:
                return
            self.move(made, 100)
            commands.open_decision(made, by=SECRETARIAT)
            for seat in made.attendance.all():
                commands.note_attendance(seat, present=True, by=SECRETARIAT)
            self.open.append(made)

        @invariant()
        def the_fund_is_never_overdrawn(self):
            left = balance(fund)["USD"]
            given = sum((point.amount for point in awards_in_force(fund)), Decimal(0))
            assert left >= 0
            assert left + given == PAID

        @invariant()
        def projects_hold_what_was_awarded(self):
            standing = {point.proposal_id: point.amount for point in awards_in_force(fund)}
            for project in Project.objects.filter(fund=fund):
                rows = project.money.filter(kind="commitment", withdrawn_at__isnull=True)
                assert [row.amount for row in rows] == [standing[project.proposal.pk]]

        @invariant()
        def nobody_votes_who_may_not(self):
            assert set(Vote.objects.values_list("organisation", flat=True)) <= MAY

        @invariant()
        def records_stay(self):
            for record in SignedRecord.objects.all():
                assert self.signed[record.pk] == (record.text, record.signature)
                assert prove_decision(record.decision).is_sound

    return Committee


def test_no_path_overdraws_counts_a_wrong_vote_or_changes_a_record(fund, propose):
    held = [propose(60_000), propose(50_000), propose(30_000)]
    closings: list[str] = []
    base = machine(fund, held, closings)

    class Undone(base):
        def __init__(self):
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    run_state_machine_as_test(
        Undone,
        settings=settings(max_examples=12, stateful_step_count=18, deadline=None,
                          suppress_health_check=list(HealthCheck)),
    )  # fmt: skip
    assert closings
