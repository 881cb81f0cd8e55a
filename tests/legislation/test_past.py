"""A table of concordance as it stood at the end of any day, against copies that were taken on each of those days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from opensalw.core.refusal import Refused
from opensalw.legislation.commands.concordance import grade_row, open_table, reopen_row, review_row
from opensalw.legislation.commands.correlations import apply_correlation, load_correlation
from opensalw.legislation.models import Row, Stand
from opensalw.legislation.queries.acts import matrix
from opensalw.legislation.queries.past import changed_on, rows_on
from opensalw.legislation.rules import STANDING
from tests.cast import SECRETARIAT, chair

from .conftest import BEG
from .test_correlating import LINES

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 1)


@pytest.fixture
def at(monkeypatch):
    """Set the day on which everything happens."""

    def set_day(day):
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_day


def copied(version):
    """What a table holds now, read from the rows themselves: the slow and obvious way."""
    rows = list(Row.objects.filter(provision__version=version, jurisdiction="J-BEG").order_by("provision__position"))
    ended = [row for row in rows if row.state in ("replaced", "closed")]
    held = [row for row in rows if row.state in STANDING] or ended
    return [
        (row.provision.number, row.state, row.grade, row.was_grade, row.evidence, row.deadline, row.because,
         [(one.act_id, one.number) for one in row.own.all()])
        for row in held
    ]  # fmt: skip


def asked(version, day):
    return [
        (row.provision.number, row.state, row.grade, row.was_grade, row.evidence, row.deadline, row.because,
         [(act.key, number) for act, number in row.named])
        for row in rows_on(version, "J-BEG", day)
    ]  # fmt: skip


STEPS = some.lists(
    some.tuples(
        some.integers(0, 3), some.sampled_from(["open", "grade", "none", "review", "reopen", "amend"]),
        some.integers(0, 5),
    ), min_size=3, max_size=14,
)  # fmt: skip


def played(do, place, versions, law):
    """Do one thing to a row of either version; what the rules refuse is not done."""
    old, new = versions
    rows = list(Row.objects.filter(state__in=STANDING).order_by("provision__version", "provision__position"))
    try:
        with transaction.atomic():
            if do == "open":
                open_table(versions[place % 2], jurisdiction="J-BEG", by=BEG)
            elif do == "amend":
                apply_correlation(load_correlation(old, new, LINES, by=SECRETARIAT), by=SECRETARIAT)
            elif not rows:
                return
            elif do == "review":
                review_row(rows[place % len(rows)], by=chair("J-BEG"))
            elif do == "reopen":
                reopen_row(rows[place % len(rows)], by=BEG, reason="asked")
            else:
                own = [(law, f"čl. {place}")] if do == "grade" else []
                grade_row(rows[place % len(rows)], grade="full" if do == "grade" else "none", own=own,
                          evidence=f"Gazette {place}", by=BEG)  # fmt: skip
    except Refused:
        return


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_each_past_day_reads_as_it_was_copied_on_that_day(old, new, law, at, steps):
    with transaction.atomic():
        day, copies = FIRST, {}
        at(day)
        open_table(old, jurisdiction="J-BEG", by=BEG)
        for later, do, place in steps:
            for _day in range(later):
                copies[day] = [copied(version) for version in (old, new)]
                day += timedelta(days=1)
            at(day)
            played(do, place, (old, new), law)
        copies[day] = [copied(version) for version in (old, new)]
        for past, held in copies.items():
            assert [asked(version, past) for version in (old, new)] == held
        assert asked(old, FIRST - timedelta(days=1)) == []
        transaction.set_rollback(True)


def test_the_matrix_of_a_past_day_counts_what_waited_on_that_day(old, new, law, table, at, monkeypatch):
    first = timezone.localdate()
    grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 1")], by=BEG)
    at(first + timedelta(days=10))
    reopen_row(table["Art. 1"], by=BEG, reason="The law was changed.")
    at(first + timedelta(days=20))
    grade_row(table["Art. 1"], grade="none", by=BEG)
    open_table(new, jurisdiction="J-BEG", by=BEG)
    monkeypatch.setattr("opensalw.legislation.queries.acts.required_acts", lambda on: [old.act])
    waited = [
        matrix(("J-BEG",), on=first + timedelta(days=days))[old.act]["J-BEG"].waiting for days in (9, 10, 19, 20)
    ]
    assert waited == [0, 1, 1, 0]
    assert matrix(("J-BEG",), on=first)[old.act]["J-BEG"].table == old.pk
    days = [first + timedelta(days=days) for days in (20, 10, 0)]
    assert changed_on(old, "J-BEG") == days


def test_a_past_table_makes_a_fixed_number_of_queries(old, law, table, django_assert_num_queries):
    for row in table.values():
        grade_row(row, grade="full", own=[(law, "čl. 1")], by=BEG)
    with django_assert_num_queries(2):
        assert len(rows_on(old, "J-BEG", timezone.localdate())) == 5
    assert Stand.objects.count() == 10


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_answered(old, table, day):
    assert len(rows_on(old, "J-BEG", day)) == (5 if day.year > 2000 else 0)
