"""Meetings follow each other, conclusions are made, closed and opened again at random: none is ever lost.

After each carrying every conclusion is closed, refused, waits to be confirmed, was made at the latest meeting, or is on
its agenda.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from opensalw.coordination.commands import conclusions as commands
from opensalw.coordination.commands.carrying import carry, say
from opensalw.coordination.commands.progress import Shown, close, propose_closing, report_progress
from opensalw.coordination.models import Carried, Conclusion, Meeting
from opensalw.core.refusal import Refused
from tests.cast import DONOR, SECRETARIAT, officer
from tests.coordination.gatherings import meeting

LINK = Shown(link="https://example.org/")
PLACE = st.integers(min_value=0, max_value=30)
PEOPLE = st.sampled_from([SECRETARIAT, officer("J-SAR"), DONOR])
OUTCOMES = st.sampled_from(["done", "partly_done", "dropped", "open"])


class Series(RuleBasedStateMachine):
    """Meetings of the region and of two seats."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()

    @initialize()
    def begin(self) -> None:
        self.latest = meeting(1)
        self.locals = dict.fromkeys(("J-SAR", "J-BEG"), 0)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def tried(self, act) -> None:
        """A step that is refused changes nothing."""
        before = list(Conclusion.objects.order_by("number").values_list("number", "status", "closed_on"))
        try:
            with transaction.atomic():
                act()
        except Refused:
            assert list(Conclusion.objects.order_by("number").values_list("number", "status", "closed_on")) == before

    def chosen(self, place: int) -> Conclusion | None:
        found = list(Conclusion.objects.order_by("number"))
        return found[place % len(found)] if found else None

    @rule(local=st.sampled_from(["", "J-SAR", "J-BEG"]), proposed=st.booleans(), homeless=st.booleans(), by=PEOPLE)
    def conclude(self, local, proposed, homeless, by) -> None:
        held = self.latest
        if local:
            self.locals[local] += 1
            held = meeting(self.locals[local], "local", local, feeds=self.latest)
        facts = {"origin": "assessment", "source": None} if homeless else {}
        self.tried(lambda: commands.record(
            what="Do it", owner="Somebody", meeting=held, by=by, proposed=proposed, undated_because="standing", **facts
        ))  # fmt: skip

    @rule(place=PLACE, by=PEOPLE, confirmed=st.booleans())
    def decide(self, place, by, confirmed) -> None:
        if held := self.chosen(place):
            act = commands.confirm if confirmed else commands.refuse_proposal
            self.tried(lambda: act(held, by=by, **({} if confirmed else {"reason": "x"})))

    @rule(place=PLACE, by=PEOPLE, outcome=OUTCOMES)
    def end(self, place, by, outcome) -> None:
        if held := self.chosen(place):
            self.tried(lambda: close(held, outcome=outcome, reason="x", by=by, shown=LINK))

    @rule(place=PLACE, by=PEOPLE, outcome=OUTCOMES, asks=st.booleans())
    def report(self, place, by, outcome, asks) -> None:
        if held := self.chosen(place):
            if asks:
                self.tried(lambda: propose_closing(held, outcome=outcome, said="x", by=by))
            else:
                self.tried(lambda: report_progress(held, said="x", by=by))

    @rule(place=PLACE, by=PEOPLE)
    def again(self, place, by) -> None:
        if held := self.chosen(place):
            self.tried(lambda: commands.reopen(held, reason="x", by=by))

    @precondition(lambda self: self.latest.number < 5)
    @rule(carries=st.booleans())
    def meet_again(self, carries) -> None:
        """The next meeting; a carrying may be forgotten once and is caught up by the next one."""
        Meeting.objects.filter(pk=self.latest.pk).update(state="recorded")
        self.latest = meeting(self.latest.number + 1)
        if carries:
            self.carry()

    @rule()
    def carry(self) -> None:
        carry(self.latest, by=SECRETARIAT)
        agenda = set(Carried.objects.filter(meeting=self.latest).values_list("conclusion", flat=True))
        for one in Conclusion.objects.select_related("meeting"):
            settled = one.is_closed or one.status in ("proposed", "refused")
            here = one.meeting_id == self.latest.pk
            assert settled or here or one.pk in agenda, one
        assert all(row.item.session.meeting_id == self.latest.pk
                   for row in Carried.objects.filter(meeting=self.latest).select_related("item__session"))  # fmt: skip

    @rule(place=PLACE)
    def speak(self, place) -> None:
        rows = list(Carried.objects.filter(meeting=self.latest).order_by("conclusion__number"))
        if rows:
            say(rows[place % len(rows)], said="It was spoken of.", by=SECRETARIAT)


@pytest.mark.django_db
def test_nothing_is_lost_across_meetings(everywhere_db):
    how = settings(
        max_examples=15,
        stateful_step_count=14,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Series, settings=how)
