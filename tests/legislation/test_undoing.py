"""A correlation that was applied by mistake is taken back by two people: what stood stands again, nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from opensalw.legislation.commands.acts import Part, enter_version, state_grade
from opensalw.legislation.commands.concordance import grade_row, open_table, reopen_row, review_row
from opensalw.legislation.commands.correlations import apply_correlation, load_correlation
from opensalw.legislation.commands.undoing import ask_undo, drop_undo, undo_correlation
from opensalw.legislation.correlating import Line
from opensalw.legislation.models import Correlation, Row, Stand
from opensalw.legislation.queries.acts import grades_on, history_of_grades
from opensalw.legislation.queries.concordance import rows_of
from opensalw.legislation.queries.past import rows_on
from opensalw.legislation.queries.undoing import undoing
from opensalw.legislation.rules import GRADED, STANDING
from tests.cast import REVIEWER, SECRETARIAT, chair

from .conftest import BEG, NEW
from .test_correlating import LINES, NEWS, OLDS, correlations, graded  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(old, new, graded):  # noqa: F811
    """The correlation, applied."""
    loaded = load_correlation(old, new, LINES, by=SECRETARIAT)
    apply_correlation(loaded, by=SECRETARIAT)
    return loaded


def taken_back(correlation):
    ask_undo(correlation, reason="The wrong table.", by=SECRETARIAT)
    return undo_correlation(correlation, by=REVIEWER)


def facts(rows):
    """What a row says, with who graded and confirmed it."""
    return {
        row.pk: (row.state, row.grade, row.was_grade, row.evidence, row.deadline, row.graded_by, row.reviewed_by,
                 sorted(row.own.values_list("act_id", "number")))
        for row in rows
    }  # fmt: skip


def test_one_person_asks_and_another_takes_it_back(applied):
    with pytest.raises(Refused, match="Nobody has asked"):
        undo_correlation(applied, by=REVIEWER)
    with pytest.raises(Refused, match="Say why"):
        ask_undo(applied, reason=" ", by=SECRETARIAT)
    with pytest.raises(Refused, match="Only the secretariat"):
        ask_undo(applied, reason="The wrong table.", by=BEG)
    ask_undo(applied, reason="The wrong table.", by=SECRETARIAT)
    with pytest.raises(Refused, match="somebody else decides"):
        undo_correlation(applied, by=SECRETARIAT)
    with pytest.raises(IntegrityError, match="undone_by_another"), transaction.atomic():
        Correlation.objects.filter(pk=applied.pk).update(undone_at=timezone.now(), undone_by=SECRETARIAT.id)
    drop_undo(applied, by=REVIEWER)
    taken_back(applied)
    with pytest.raises(Refused, match="taken back already"):
        ask_undo(applied, reason="Again.", by=SECRETARIAT)
    names = Entry.objects.filter(name__startswith="correlation_und").order_by("seq").values_list("name", flat=True)
    asked = "correlation_undo_asked"
    assert list(names) == [asked, "correlation_undo_dropped", asked, "correlation_undone"]


def test_where_nobody_graded_since_every_row_stands_again_as_it_did(old, new, graded):  # noqa: F811
    before = facts(rows_of(old, "J-BEG"))
    loaded = load_correlation(old, new, LINES, by=SECRETARIAT)
    apply_correlation(loaded, by=SECRETARIAT)
    done = taken_back(loaded)
    assert vars(done) == {"restored": 5, "reopened": 0, "kept": 0, "ended": 6}
    assert facts(rows_of(old, "J-BEG")) == before
    assert not rows_of(new, "J-BEG")
    assert rows_on(new, "J-BEG", timezone.localdate()) == []
    assert Row.objects.filter(provision__version=new, state="undone").count() == 6
    assert Entry.objects.filter(subject=graded["Art. 3"].pk, name="row_restored").get().reason == "The wrong table."


def test_what_somebody_graded_since_stays_and_the_row_before_it_comes_back_open(applied, old, new, graded, law):  # noqa: F811
    split = Row.objects.get(provision__version=new, provision__number="Art. 3a")
    grade_row(split, grade="partial", own=[(law, "čl. 9")], by=BEG)
    carried = Row.objects.get(provision__version=new, provision__number="Art. 1")
    review_row(carried, by=chair("J-BEG"))
    done = taken_back(applied)
    assert vars(done) == {"restored": 3, "reopened": 2, "kept": 2, "ended": 4}
    held = {row.provision.number: row for row in rows_of(old, "J-BEG")}
    assert [(number, row.state, row.grade, row.was_grade) for number, row in held.items()] == [
        ("Art. 1", "reopened", "", "full"), ("Art. 2", "reviewed", "full", ""), ("Art. 3", "reopened", "", "full"),
        ("Art. 4", "open", "", ""), ("Art. 5", "reviewed", "full", ""),
    ]  # fmt: skip
    assert "Art. 3a had been graded" in held["Art. 3"].because
    kept = {row.provision.number: row for row in rows_of(new, "J-BEG")}
    assert {number: (row.state, row.grade) for number, row in kept.items()} == {
        "Art. 1": ("reviewed", "full"), "Art. 3a": ("graded", "partial"),
    }  # fmt: skip
    assert "see whether this still holds" in kept["Art. 3a"].because
    assert not kept["Art. 3a"].follows.exists()


def test_the_right_table_is_applied_afterwards(applied, old, new, graded):  # noqa: F811
    taken_back(applied)
    with pytest.raises(Refused, match="It was taken back"):
        apply_correlation(applied, by=SECRETARIAT)
    right = [Line("Art. 2", "Art. 2", "unchanged") if line.old == "Art. 2" else line for line in LINES]
    apply_correlation(load_correlation(old, new, right, by=SECRETARIAT), by=SECRETARIAT)
    rows = {row.provision.number: row for row in rows_of(new, "J-BEG")}
    assert list(rows) == list(NEW)
    assert (rows["Art. 2"].state, rows["Art. 2"].grade) == ("carried", "full")


def test_a_table_opened_anew_at_the_old_version_gives_way_where_nobody_graded_it(applied, old, graded, law):  # noqa: F811
    open_table(old, jurisdiction="J-BEG", by=BEG)
    fresh = {row.provision.number: row for row in rows_of(old, "J-BEG")}
    grade_row(fresh["Art. 2"], grade="none", by=BEG)
    done = taken_back(applied)
    assert (done.restored, done.reopened) == (4, 0)
    rows = {row.provision.number: row for row in rows_of(old, "J-BEG")}
    assert (rows["Art. 1"], rows["Art. 2"]) == (graded["Art. 1"], fresh["Art. 2"])
    assert list(rows["Art. 2"].follows.all()) == [graded["Art. 2"]]
    assert Row.objects.get(pk=graded["Art. 2"].pk).state == "replaced"


def test_a_correlation_that_another_builds_upon_is_taken_back_after_it(applied, old, new):
    newer = enter_version(new.act, label="Newer", parts=map(Part, NEW), by=SECRETARIAT)
    lines = [Line(number, number, "unchanged") for number in NEW]
    later = load_correlation(new, newer, lines, by=SECRETARIAT)
    apply_correlation(later, by=SECRETARIAT)
    with pytest.raises(Refused, match="Take that one back first"):
        ask_undo(applied, reason="The wrong table.", by=SECRETARIAT)
    taken_back(later)
    assert taken_back(applied).restored == 5


def test_one_that_was_not_applied_has_nothing_to_take_back(old, new, graded):  # noqa: F811
    with pytest.raises(Refused, match="nothing to take back"):
        ask_undo(load_correlation(old, new, LINES, by=SECRETARIAT), reason="x", by=SECRETARIAT)


@pytest.mark.parametrize(("since", "grades"), [(False, ["partial", "", "partial"]), (True, ["partial", ""])])
def test_the_act_has_its_grade_again_only_where_every_row_stands_as_it_did(old, graded, law, since, grades):  # noqa: F811
    today = timezone.localdate()
    state_grade(old.act, jurisdiction="J-BEG", grade="partial", on=today, by=BEG)
    later = enter_version(old.act, label="As amended", parts=map(Part, NEW), by=SECRETARIAT)
    loaded = load_correlation(old, later, LINES, by=SECRETARIAT)
    apply_correlation(loaded, by=SECRETARIAT)
    assert grades_on("J-BEG", today) == [""]
    if since:
        grade_row(Row.objects.get(provision__version=later, provision__number="Art. 2"), grade="none", by=BEG)
    taken_back(loaded)
    assert [one.grade for one in history_of_grades(old.act)] == grades
    assert grades_on("J-BEG", today) == grades[-1:]


def test_what_it_would_do_is_read_in_a_fixed_number_of_queries(applied, django_assert_num_queries):
    with django_assert_num_queries(3):
        undoing(applied)


def test_days_between_show_the_table_as_it_was_known_then(applied, old, new, graded, monkeypatch):  # noqa: F811
    moment, today = timezone.now(), timezone.localdate()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(days=3))
    taken_back(applied)
    assert [row.state for row in rows_on(new, "J-BEG", today)][:2] == ["carried", "reopened"]
    assert rows_on(new, "J-BEG", today + timedelta(days=3)) == []
    assert {row.state for row in rows_on(old, "J-BEG", today + timedelta(days=3))} == {"reviewed", "open"}


DONE = some.sampled_from(["grade", "review", "reopen", "open"])
ACTS = some.lists(some.tuples(DONE, some.integers(0, 11)), max_size=6)
STANDS = some.lists(some.sampled_from(["", "full", "confirmed", "none", "reopened"]), min_size=6, max_size=6)


def worked(do, row, law, before):
    """A person does something to a row; whether the rules let it."""
    try:
        with transaction.atomic():
            if do == "open":
                open_table(before, jurisdiction="J-BEG", by=BEG)
            elif do == "grade":
                grade_row(row, grade="partial", own=[(law, "čl. 7")], by=BEG)
            elif do == "review":
                review_row(row, by=chair("J-BEG"))
            else:
                reopen_row(row, by=BEG, reason="asked")
    except Refused:
        return False
    return do != "open"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(correlations(), STANDS, ACTS, some.booleans())
def test_nothing_is_lost_and_nothing_that_was_graded_since_is_undone(old, law, lines, stands, acts, early):
    with transaction.atomic():
        before = enter_version(old.act, label="Before", parts=map(Part, OLDS), by=SECRETARIAT)
        after = enter_version(old.act, label="After", parts=map(Part, NEWS), by=SECRETARIAT)
        open_table(before, jurisdiction="J-BEG", by=BEG)
        for row, stand in zip(rows_of(before, "J-BEG"), stands, strict=True):
            if stand:
                grade_row(row, grade="none" if stand == "none" else "full", own=[(law, "čl. 1")], by=BEG)
            if stand == "confirmed":
                review_row(row, by=chair("J-BEG"))
            if stand == "reopened":
                reopen_row(row, by=BEG, reason="asked")
        if early:
            open_table(after, jurisdiction="J-BEG", by=BEG)
        stood = facts(rows_of(before, "J-BEG"))
        loaded = load_correlation(before, after, lines, by=SECRETARIAT)
        apply_correlation(loaded, by=SECRETARIAT)
        touched = set()
        for do, place in acts:
            row = list(Row.objects.filter(state__in=STANDING).order_by("pk"))[place % 6]
            if worked(do, row, law, before):
                touched.add(row.pk)
        said = facts(Row.objects.filter(pk__in=touched))
        rows, held = set(Row.objects.values_list("pk", flat=True)), Stand.objects.count()
        followed = {pk: set(Row.objects.filter(follows=pk).values_list("pk", flat=True)) for pk in stood}
        taken_back(loaded)

        assert set(Row.objects.values_list("pk", flat=True)) == rows
        assert Stand.objects.count() > held
        assert facts(Row.objects.filter(pk__in=touched)) == said
        assert set(Row.objects.filter(pk__in=touched, state__in=STANDING).values_list("pk", flat=True)) == touched
        now = facts(Row.objects.filter(pk__in=stood))
        for row in Row.objects.filter(pk__in=stood).select_related("provision"):
            anew = Row.objects.filter(provision=row.provision, state__in=STANDING).exclude(pk=row.pk)
            if anew.exists():
                assert anew.get().pk in touched
            elif followed[row.pk] & touched and stood[row.pk][0] in GRADED:
                assert now[row.pk][:3] == ("reopened", "", stood[row.pk][1])
            else:
                assert now[row.pk] == stood[row.pk]
        for row in rows_of(after, "J-BEG").exclude(pk__in=touched):
            assert early
            assert (row.state, row.grade, row.was_grade) == ("open", "", "")
        numbers = {row.provision.number for row in rows_of(before, "J-BEG")}
        assert numbers == set(OLDS)
        apply_correlation(load_correlation(before, after, lines, by=SECRETARIAT), by=SECRETARIAT)
        assert {row.provision.number for row in rows_of(after, "J-BEG")} == set(NEWS)
        transaction.set_rollback(True)
