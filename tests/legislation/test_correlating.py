"""An act is amended: no row is lost, none stays full unseen; a table with errors changes nothing."""

from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from opensalw.legislation.commands.acts import Part, enter_version
from opensalw.legislation.commands.concordance import grade_row, open_table, reopen_row, review_row
from opensalw.legislation.commands.correlations import LinesRefused, apply_correlation, load_correlation
from opensalw.legislation.correlating import KINDS, Line, plan, troubles
from opensalw.legislation.models import Row
from opensalw.legislation.queries.acts import grades_on, history_of_grades, last_grade
from opensalw.legislation.queries.concordance import chain_of, rows_of, tables
from opensalw.legislation.queries.past import rows_on
from opensalw.legislation.rules import STANDING
from tests.cast import SECRETARIAT, chair

from .conftest import BEG, NEW

LINES = (
    Line("Art. 1", "Art. 1", "unchanged"),
    Line("Art. 2", "Art. 2", "changed"),
    Line("Art. 3", "Art. 3", "changed"),
    Line("Art. 3", "Art. 3a", "changed"),
    Line("Art. 4", "Art. 6", "unchanged"),
    Line("Art. 5", "", "deleted"),
    Line("", "Art. 7", "new"),
)


@pytest.fixture
def graded(table, law):
    """Everything but Art. 4 is full and confirmed."""
    for number, row in table.items():
        if number != "Art. 4":
            grade_row(row, grade="full", own=[(law, f"čl. {number[-1]}")], evidence=f"Gazette {number}", by=BEG)
            review_row(row, by=chair("J-BEG"))
    return table


@pytest.mark.django_db
def test_an_amendment_rekeys_every_row_and_opens_what_it_touched(old, new, graded, law):
    loaded = load_correlation(old, new, LINES, by=SECRETARIAT)
    done = apply_correlation(loaded, by=SECRETARIAT)
    assert (done.carried, done.reopened, done.opened, done.closed, done.replaced) == (1, 3, 2, 1, 4)
    rows = {row.provision.number: row for row in Row.objects.filter(provision__version=new).select_related("provision")}
    assert list(rows) == list(NEW)
    found = {number: (row.state, row.grade, row.was_grade) for number, row in rows.items()}
    assert found == {
        "Art. 1": ("carried", "full", "full"), "Art. 2": ("reopened", "", "full"), "Art. 3": ("reopened", "", "full"),
        "Art. 3a": ("reopened", "", "full"), "Art. 6": ("open", "", ""), "Art. 7": ("open", "", ""),
    }  # fmt: skip
    assert [(one.act, one.number) for one in rows["Art. 3a"].own.all()] == [(law, "čl. 3")]
    assert "was split into Art. 3, Art. 3a" in rows["Art. 3"].because
    assert [one.provision.number for one in chain_of(rows["Art. 3a"])] == ["Art. 3"]
    assert Row.objects.get(pk=graded["Art. 5"].pk).state == "closed"
    assert Entry.objects.filter(subject=graded["Art. 2"].pk, name="row_followed").count() == 1


@pytest.mark.django_db
def test_what_was_carried_over_is_confirmed_before_it_counts(old, new, graded):
    apply_correlation(load_correlation(old, new, LINES, by=SECRETARIAT), by=SECRETARIAT)
    carried = Row.objects.get(provision__version=new, provision__number="Art. 1")
    with pytest.raises(Refused, match="somebody else confirms"):
        review_row(carried, by=BEG)
    held = review_row(carried, by=chair("J-BEG"))
    assert (held.state, held.graded_by) == ("reviewed", BEG.id)


@pytest.mark.django_db
def test_what_one_person_graded_and_nobody_confirmed_is_not_confirmed_by_an_amendment(old, new, table, law):
    grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 1")], by=BEG)
    apply_correlation(load_correlation(old, new, LINES, by=SECRETARIAT), by=SECRETARIAT)
    carried = Row.objects.get(provision__version=new, provision__number="Art. 1")
    with pytest.raises(Refused, match="somebody else confirms"):
        review_row(carried, by=BEG)


@pytest.mark.django_db
def test_a_table_that_was_opened_too_early_takes_over_what_stood(old, new, graded, law):
    open_table(new, jurisdiction="J-BEG", by=BEG)
    early = Row.objects.get(provision__version=new, provision__number="Art. 6")
    grade_row(early, grade="none", by=BEG)
    apply_correlation(load_correlation(old, new, LINES, by=SECRETARIAT), by=SECRETARIAT)
    rows = {row.provision.number: row for row in rows_of(new, "J-BEG")}
    assert list(rows) == list(NEW)
    assert (rows["Art. 1"].state, rows["Art. 2"].was_grade, rows["Art. 6"].grade) == ("carried", "full", "none")
    assert rows["Art. 2"].evidence == "Gazette Art. 2"
    assert [one.pk for one in chain_of(rows["Art. 6"])] == [graded["Art. 4"].pk]


@pytest.mark.django_db
def test_the_table_of_a_replaced_version_stays_readable_as_it_stood(old, new, graded):
    apply_correlation(load_correlation(old, new, LINES, by=SECRETARIAT), by=SECRETARIAT)
    kept = rows_on(old, "J-BEG", timezone.localdate())
    assert [(row.provision.number, row.grade, row.state) for row in kept] == [
        ("Art. 1", "full", "replaced"), ("Art. 2", "full", "replaced"), ("Art. 3", "full", "replaced"),
        ("Art. 4", "", "replaced"), ("Art. 5", "full", "closed"),
    ]  # fmt: skip
    assert kept[2].because == "Followed by Art. 3, Art. 3a."
    assert [version.label for version, _seat, _states in tables(everything=True)] == ["New directive", "Old directive"]


@pytest.mark.django_db
def test_the_grade_of_an_act_follows_a_confirmed_table_and_falls_with_its_amendment(old, graded, law):
    assert last_grade(old.act, "J-BEG") is None
    row = graded["Art. 4"]
    grade_row(row, grade="full", own=[(law, "čl. 4")], by=BEG)
    review_row(row, by=chair("J-BEG"))
    assert (last_grade(old.act, "J-BEG").grade, last_grade(old.act, "J-BEG").basis) == ("full", "table")
    reopen_row(row, by=BEG, reason="The law was changed.")
    assert grades_on("J-BEG", timezone.localdate()) == [""]
    grade_row(row, grade="full", own=[(law, "čl. 4")], by=BEG)
    review_row(row, by=chair("J-BEG"))
    later = enter_version(old.act, label="As amended", parts=map(Part, NEW), by=SECRETARIAT)
    apply_correlation(load_correlation(old, later, LINES, by=SECRETARIAT), by=SECRETARIAT)
    assert grades_on("J-BEG", timezone.localdate()) == [""]
    assert [one.grade for one in history_of_grades(old.act)] == ["full", "", "full", ""]


@pytest.mark.django_db
def test_a_correlation_is_applied_once(old, new, graded):
    first, second = (load_correlation(old, new, LINES, by=SECRETARIAT) for _time in range(2))
    apply_correlation(first, by=SECRETARIAT)
    for again in (first, second):
        with pytest.raises(Refused, match="applied already"):
            apply_correlation(again, by=SECRETARIAT)
    with pytest.raises(Refused, match="Only the secretariat"):
        load_correlation(old, new, LINES, by=BEG)


@pytest.mark.django_db
def test_all_errors_of_a_table_are_told_at_once_and_nothing_is_kept(old, new, graded):
    wrong = [*LINES[:4], Line("Art. 4", "Art. 66", "unchanged", 5), Line("Art. 5", "", "gone", 6), LINES[6]]
    with pytest.raises(LinesRefused) as refused:
        load_correlation(old, new, wrong, by=SECRETARIAT)
    told = [(one.line, one.words) for one in refused.value.troubles]
    assert (5, "The new act has no provision Art. 66.") in told
    assert (6, "gone is not a kind of line.") in told
    assert (0, "Art. 6 of the new act is on no line.") in told
    assert all(one.mend for one in refused.value.troubles)


OLDS, NEWS = [f"o{number}" for number in range(6)], [f"n{number}" for number in range(6)]


@some.composite
def correlations(draw):
    """A table without errors over some old and new provisions."""
    lines = []
    for new in NEWS:
        olds = draw(some.lists(some.sampled_from(OLDS), max_size=3, unique=True))
        lines += [Line(old, new, draw(some.sampled_from(["unchanged", "changed"]))) for old in olds] or [
            Line("", new, "new")
        ]
    kept = {line.old for line in lines}
    return lines + [Line(old, "", "deleted") for old in OLDS if old not in kept]


@settings(deadline=None)
@given(correlations())
def test_no_provision_is_lost_and_only_an_unchanged_one_alone_is_carried(lines):
    assert troubles(lines, OLDS, NEWS) == []
    steps = plan(lines)
    assert {number for step in steps for number in step.old} == set(OLDS)
    assert Counter(step.new for step in steps if step.new) == Counter(NEWS)
    for step in steps:
        mine = [line for line in lines if line.new == step.new and line.old in step.old]
        alone = len(step.old) == 1 and sum(line.old == step.old[0] for line in lines) == 1
        assert step.carried == bool(step.new and alone and mine[0].kind == "unchanged")


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(correlations(), some.lists(some.sampled_from(["", "full", "confirmed", "none"]), min_size=6, max_size=6))
def test_applied_to_rows_each_is_followed_or_closed_and_none_is_full_unseen(old, law, lines, stands):
    with transaction.atomic():
        before = enter_version(old.act, label="Before", parts=map(Part, OLDS), by=SECRETARIAT)
        after = enter_version(old.act, label="After", parts=map(Part, NEWS), by=SECRETARIAT)
        open_table(before, jurisdiction="J-BEG", by=BEG)
        for row, stand in zip(rows_of(before, "J-BEG"), stands, strict=True):
            if stand:
                own = [(law, "čl. 1")] if stand != "none" else []
                grade_row(row, grade="none" if stand == "none" else "full", own=own, by=BEG)
            if stand == "confirmed":
                review_row(row, by=chair("J-BEG"))
        apply_correlation(load_correlation(before, after, lines, by=SECRETARIAT), by=SECRETARIAT)
        olds = list(rows_of(before, "J-BEG", everything=True).prefetch_related("followed_by__provision"))
        news = list(rows_of(after, "J-BEG"))
        goes = {old: {line.new for line in lines if line.old == old and line.new} for old in OLDS}
        assert {row.provision.number for row in olds} == set(OLDS)
        assert {row.provision.number for row in news} == set(NEWS)
        assert {one.provision.number: {new.provision.number for new in one.followed_by.all()} for one in olds} == goes
        assert all(row.state == ("replaced" if goes[row.provision.number] else "closed") for row in olds)
        unchanged = {line.new for line in lines if line.kind == "unchanged"}
        for row in news:
            assert row.state in ("open", "reopened", "carried")
            assert not row.grade or (row.state == "carried" and row.provision.number in unchanged)
        transaction.set_rollback(True)


@settings(deadline=None)
@given(some.lists(some.builds(
    Line, some.sampled_from(["", "o0", "o1", "zz"]), some.sampled_from(["", "n0", "n1", "zz"]),
    some.sampled_from([*KINDS, "odd"]), some.integers(1, 9),
), max_size=6))  # fmt: skip
def test_a_wild_table_is_answered_in_words(lines):
    for one in troubles(lines, ["o0", "o1"], ["n0", "n1"]):
        assert one.words
        assert one.mend


def test_standing_states_are_all_but_the_ended_ones():
    assert set(Row.State.values) - set(STANDING) == {"replaced", "closed", "undone"}
