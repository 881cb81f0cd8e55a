"""Figures are read from tallies and the entries after them; a recount from the entries is the oracle."""

import time
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.cli.__main__ import main
from opensalw.core.session import acting_for
from opensalw.incidents.commands.border import correct_border_work, report_border_work, withdraw_border_work
from opensalw.incidents.commands.correcting import correct_incident
from opensalw.incidents.commands.recording import record_incident
from opensalw.ledger.event import catalogue
from opensalw.ledger.models import Entry, Tally
from opensalw.ledger.queries import differing_tallies, entries_behind, figures, standing
from opensalw.ledger.readers import follow, rebuild
from opensalw.ledger.tallies import TallyReader
from opensalw.ledger.tallying import NOT_STATED
from tests.cast import officer

from .conftest import DAY, HOME, PISTOL, ROUNDS

ME = officer(HOME)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def recounted(first=FIRST, last=LAST):
    """The oracle: what the entries that no other corrected add up to, counted one by one."""
    sums = defaultdict(Decimal)
    for entry in standing(Entry.objects.filter(jurisdiction=HOME)):
        if first <= entry.happened_on <= last:
            for one in entry.event().counted():
                sums[one.line] += one.amount
    return dict(sums)


def recounted_by(line, *names, first=FIRST, last=LAST):
    """The oracle of a split: the members of every standing entry, added one by one."""
    sums = defaultdict(Decimal)
    for entry in standing(Entry.objects.filter(jurisdiction=HOME)):
        if first <= entry.happened_on <= last:
            for one in entry.event().counted():
                if one.line == line:
                    sums[tuple(one.dims.get(name, NOT_STATED) for name in names)] += one.amount
    return dict(sums)


def read(first=FIRST, last=LAST):
    return {line: figure.amount for line, figure in figures(HOME, first, last).lines.items()}


def test_a_figure_knows_what_was_entered_a_moment_ago(record):
    record(items=[PISTOL, ROUNDS], place="land_border")
    record(items=[PISTOL], place="inland", happened_on=date(2026, 4, 1))
    found = figures(HOME, FIRST, LAST)
    assert found.lines["seized.firearm"].amount == 2
    assert found.lines["seized.firearm"].by("place") == {("land_border",): 1, ("inland",): 1}
    assert found.lines["seized.ammunition"].unit == "round"
    assert found.last_entry == Entry.objects.order_by("-id")[0].pk
    assert "seized.device" not in found.lines  # nothing recorded is not zero
    assert figures(HOME, date(2026, 4, 1), LAST).lines["seized.firearm"].amount == 1


def test_a_line_is_split_by_each_dimension_alone_and_by_those_declared_together(record):
    record(items=[{**PISTOL, "condition": "converted"}, PISTOL], place="port", context="illicit_trafficking")
    record(items=[PISTOL], place="inland")
    found = figures(HOME, FIRST, LAST).lines["seized.firearm"]
    for name in ("place", "context", "type", "condition", "marking", "identified", "trace_outcome"):
        assert found.by(name) == recounted_by("seized.firearm", name), name
    assert found.by("trace_outcome") == {(NOT_STATED,): 3}
    assert found.by("place", "type") == {}, "nobody asked for them together"
    together = {names for events in catalogue().values() for event in events.values() for names in event.together}
    assert ("origin", "owner") in together


def test_nobody_reads_the_tallies_of_a_neighbour(record):
    record()
    with acting_for("J-BEG"):
        assert figures(HOME, FIRST, LAST).lines == {}
        assert entries_behind(HOME, "seized.firearm", FIRST, LAST) == []


def test_the_entries_behind_a_figure_are_listed_with_what_they_add(record):
    first, second = record(), record(items=[PISTOL, ROUNDS], happened_on=date(2026, 1, 5))
    correct_incident(first, by=ME, reason="Two.", happened_on=DAY, items=[PISTOL, {**PISTOL, "marks": "B 2"}])
    behind = entries_behind(HOME, "seized.firearm", FIRST, LAST)
    assert [(one.amount, one.corrected_by is not None) for one in behind] == [(1, False), (1, True), (2, False)]
    assert behind[0].entry.subject == second.pk
    assert sum(one.amount for one in behind if not one.corrected_by) == read()["seized.firearm"]


def test_entries_of_other_lines_do_not_end_the_list(record):
    days = [date(2026, 2, day) for day in range(1, 8)]
    for day in days:
        record(items=[PISTOL if day.day in (1, 6, 7) else ROUNDS], happened_on=day)
    page = entries_behind(HOME, "seized.firearm", FIRST, LAST, limit=2)
    assert [one.entry.happened_on.day for one in page] == [1, 6]
    rest = entries_behind(HOME, "seized.firearm", FIRST, LAST, limit=2, after=page[-1].place)
    assert [one.entry.happened_on.day for one in rest] == [7]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select * from ledger_entry where jurisdiction = %s and stream = 'incident' and "
            "name = 'seized' and happened_on between %s and %s order by happened_on, id limit 9",
            [HOME, FIRST, LAST],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "stream_name_happened_on_id_idx" in plan, plan


steps = st.lists(
    st.tuples(
        st.sampled_from(["seize", "check", "correct", "withdraw", "correct_seizure", "follow"]),
        st.integers(0, 400), st.integers(1, 12), st.integers(0, 30),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@pytest.fixture
def lives(own_database):
    """Reports and seizures that the examples of one test have made so far."""
    return [], []


def without_zeros(split):
    """A split as far as something is counted: whether a zero is kept depends on the place of the reader."""
    return {member: count for member, count in split.items() if count}


@given(steps=steps)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_tallies_are_what_the_entries_add_up_to_whatever_happens(lives, steps):
    reports, seizures = lives
    for what, number, month, which in steps:
        with acting_for(HOME):
            day = date(2025 + month % 2, month, 3)
            if what == "seize":
                items = [{"thing": "ammunition", "quantity": number + 1}, PISTOL]
                seizures.append(record_incident(jurisdiction=HOME, kind="seizure", items=items, happened_on=day, by=ME))
            elif what == "check":
                reports.append(
                    report_border_work(jurisdiction=HOME, kind="checks", count=number, happened_on=day, by=ME)
                )
            elif what == "correct" and reports:
                correct_border_work(reports[which % len(reports)], count=number, happened_on=day, by=ME, reason="x")
            elif what == "withdraw" and reports:
                withdraw_border_work(reports.pop(which % len(reports)), by=ME, reason="x")
            elif what == "correct_seizure" and seizures:
                items = [{"thing": "explosive", "quantity": f"{number}.5"}]
                one = seizures[which % len(seizures)]
                correct_incident(one, by=ME, reason="x", happened_on=day, items=items)
        if what == "follow":
            follow(TallyReader(), size=7)
        with acting_for(HOME):
            assert read() == recounted()
            for line, figure in figures(HOME, FIRST, LAST).lines.items():
                assert without_zeros(figure.by("place")) == without_zeros(recounted_by(line, "place"))
    with acting_for(HOME):
        assert list(differing_tallies(HOME)) == []


def follow_until(amount):
    """Follow until the seizure was taken in; other databases of the server may hold a reader back for a while."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        follow(TallyReader())
        with acting_for(HOME):
            if Tally.objects.filter(amount=amount).exists():
                return
        time.sleep(0.02)


def test_the_nightly_check_names_a_tally_that_is_wrong_and_a_rebuild_mends_it(own_database, capsys):
    with acting_for(HOME):
        record_incident(jurisdiction=HOME, kind="seizure", items=[PISTOL], happened_on=DAY, by=ME)
    follow_until(1)
    assert main(["verify", "--tallies"]) == 0
    with acting_for(HOME):
        assert {one.amount for one in Tally.objects.all()} == {1}
        with connection.cursor() as cursor:
            cursor.execute("update ledger_tally set amount = 7")
        assert read() == {"seized.firearm": 7}
    assert main(["verify", "--tallies"]) == 1
    assert "J-PRN seized.firearm 2026-03" in capsys.readouterr().out
    rebuild(TallyReader())
    follow_until(1)
    assert main(["verify", "--tallies"]) == 0
