"""Random lives, played through the commands, against a slow and obvious reading of the ledger."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.ledger import queries as ledger
from opensalw.registers import commands
from opensalw.registers.events import weapons as events
from opensalw.registers.models import Firearm

from .conftest import DAY, OFFICER, SECOND

STEPS = [
    "transfer",
    "lost",
    "stolen",
    "recovered",
    "taken_in",
    "given_back",
    "exported",
    "imported",
    "destroyed",
    "deactivate",
]
MOVES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40)), min_size=1, max_size=8)
PLAIN = {
    "lost": events.Lost(), "stolen": events.Stolen(), "recovered": events.Recovered(), "taken_in": events.TakenIn(),
    "given_back": events.GivenBack(), "exported": events.Exported(), "imported": events.Imported(),
    "destroyed": events.Destroyed(),
}  # fmt: skip
LEADS = {
    "held": {"transferred": "held", "lost": "lost", "stolen": "stolen", "taken_in": "taken", "exported": "exported",
             "destroyed": "destroyed", "deactivated": "deactivated"},
    "lost": {"recovered": "held", "taken_in": "taken"},
    "stolen": {"recovered": "held", "taken_in": "taken"},
    "taken": {"taken_in": "taken", "given_back": "held", "destroyed": "destroyed", "deactivated": "deactivated"},
    "exported": {"imported": "held", "taken_in": "taken"},
    "deactivated": {"taken_in": "taken", "destroyed": "destroyed"},
    "destroyed": {"taken_in": "taken"},
}  # fmt: skip


def oracle(entries):
    """State, holder and whether something did not fit, read entry by entry."""
    state, holder, odd = None, None, False
    for entry in sorted(entries, key=lambda one: (one.happened_on, one.id)):
        if entry.name == "registered":
            state, holder = "held", entry.payload["holder"]
        elif entry.name in LEADS[state]:
            state = LEADS[state][entry.name]
            holder = entry.payload.get("holder") or holder
        else:
            odd = True
    return state, holder, odd


def play(register, step, on):
    if step == "transfer":
        one = Firearm.objects.get(pk=register.weapon.pk)
        to, under = (register.two, register.second) if one.holder == register.one.pk else (register.one, register.first)
        commands.transfer(one, to=to, permit=under, on=on, by=OFFICER)
    elif step == "deactivate":
        check = commands.propose_deactivation(register.weapon, certificate="C", on=on, by=OFFICER, reason="Old")
        commands.confirm(check, by=SECOND)
    else:
        commands.happened(register.weapon, PLAIN[step], on=on, by=OFFICER)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_a_row_is_always_what_its_entries_say(register, moves):
    with transaction.atomic():
        for step, day in moves:
            with suppress(Refused), transaction.atomic():
                play(register, step, DAY + timedelta(days=day))
        row = Firearm.objects.get(pk=register.weapon.pk)
        state, holder, odd = oracle(ledger.history(row.pk))
        assert (row.state, str(row.holder), "entries_conflict" in row.flags) == (state, holder, odd)
        transaction.set_rollback(True)
