"""A table of concordance: graded by one, confirmed by another, opened again; and what is refused."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from opensalw.legislation.commands.acts import Part, enter_act, enter_version, link_acts, set_status, state_grade
from opensalw.legislation.commands.concordance import RowChanged, grade_row, open_table, reopen_row, review_row
from opensalw.legislation.models import Row
from opensalw.legislation.queries.acts import grade_from_rows, grades_on, matrix, required_acts
from opensalw.legislation.queries.concordance import rows_of, tables
from opensalw.legislation.queries.past import from_own, rows_on
from opensalw.roadmap.counts import acts_full, acts_required
from opensalw.roadmap.record_counts import count_of
from tests.cast import CONTRIBUTOR, DONOR, SECRETARIAT, chair, officer

from .conftest import BEG, OLD

pytestmark = pytest.mark.django_db


def test_a_table_has_a_row_for_each_provision_and_is_opened_once(old, table):
    assert list(table) == list(OLD)
    assert open_table(old, jurisdiction="J-BEG", by=BEG) == 0
    assert [(version.label, seat, dict(states)) for version, seat, states in tables()] == [
        ("Old directive", "J-BEG", {"open": 5})
    ]


def test_a_grade_is_confirmed_by_another_person_and_its_life_is_its_entries(table, law):
    row = grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 4")], evidence="Official gazette", by=BEG)
    assert row.state == "graded"
    with pytest.raises(Refused, match="somebody else confirms"):
        review_row(row, by=BEG)
    assert review_row(row, by=chair("J-BEG")).state == "reviewed"
    again = reopen_row(row, by=BEG, reason="The law was changed.")
    assert (again.grade, again.was_grade, again.state) == ("", "full", "reopened")
    names = Entry.objects.filter(subject=row.pk).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["row_graded", "row_reviewed", "row_reopened"]


def test_the_same_table_reads_from_the_own_law(table, law, old):
    grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 4")], by=BEG)
    grade_row(table["Art. 3"], grade="partial", own=[(law, "čl. 4"), (law, "čl. 9")], by=BEG)
    ((act, numbers),) = from_own(rows_on(old, "J-BEG", timezone.localdate()))
    assert act == law
    found = {number: [row.provision.number for row in rows] for number, rows in numbers}
    assert found == {"čl. 4": ["Art. 1", "Art. 3"], "čl. 9": ["Art. 3"]}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"grade": "good"}, "Choose a grade"),
        ({"grade": "full"}, "Name the provisions of your own law"),
        ({"grade": "conflict"}, "Say why"),
        ({"grade": "none", "by": officer("J-TIR")}, "Only people of this jurisdiction"),
        ({"grade": "none", "by": DONOR}, "Only people of this jurisdiction"),
    ],
)
def test_a_grade_without_its_ground_or_from_elsewhere_is_refused(table, facts, words):
    with pytest.raises(Refused, match=words):
        grade_row(table["Art. 1"], **{"by": BEG, **facts})


def test_a_law_of_another_jurisdiction_carries_nothing_out_here(table):
    tir = enter_act(key="tir-law", framework="own", kind="law", title="Ligj", jurisdiction="J-TIR", by=SECRETARIAT)
    with pytest.raises(Refused, match="no act of this jurisdiction"):
        grade_row(table["Art. 1"], grade="full", own=[(tir, "neni 3")], by=BEG)


def test_who_read_an_older_row_is_told_and_writes_nothing_over(table, law):
    grade_row(table["Art. 1"], grade="none", by=BEG, revision=1)
    with pytest.raises(RowChanged) as refused:
        grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 4")], by=CONTRIBUTOR, revision=1)
    assert refused.value.row.grade == "none"


def test_the_database_too_wants_another_person_and_one_row_for_a_provision(table, law):
    row = grade_row(table["Art. 1"], grade="none", by=BEG)
    with pytest.raises(IntegrityError, match="row_is_reviewed_by_another"), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(reviewed_by=BEG.id)
    with pytest.raises(IntegrityError, match="row_of_a_provision_is_one"), transaction.atomic():
        Row.objects.create(jurisdiction="J-BEG", provision=row.provision)


@pytest.mark.parametrize(
    ("states", "grade"),
    [
        ([("reviewed", "full"), ("reviewed", "full")], "full"),
        ([("reviewed", "full"), ("reviewed", "not_applicable")], "full"),
        ([("reviewed", "not_applicable")], "not_applicable"),
        ([("reviewed", "none"), ("reviewed", "none")], "none"),
        ([("reviewed", "full"), ("reviewed", "none")], "partial"),
        ([("reviewed", "conflict"), ("reviewed", "full")], "partial"),
        ([("reviewed", "full"), ("carried", "full")], ""),
        ([("reviewed", "full"), ("reopened", "")], ""),
        ([], ""),
    ],
)
def test_the_grade_of_an_act_follows_from_a_whole_confirmed_table(states, grade):
    assert grade_from_rows(Row(state=state, grade=one) for state, one in states) == grade


def test_the_matrix_shows_grade_and_day_and_never_none_for_what_is_not_known(old, law):
    link_acts(law, "transposes", old.act, by=BEG)
    set_status(law, step="in_parliament", as_of=date(2020, 7, 3), by=BEG, source="record")
    state_grade(old.act, jurisdiction="J-BEG", grade="partial", on=date(2020, 6, 30), by=BEG, source="own")
    seats = ("J-BEG", "J-TIR")
    placed = matrix(seats, on=date(2020, 12, 31))[old.act]
    assert (placed["J-BEG"].grade, placed["J-BEG"].on) == ("partial", date(2020, 6, 30))
    assert placed["J-BEG"].own[0][1].step == "in_parliament"
    assert placed["J-TIR"].words == "not known"
    assert matrix(seats, on=date(2020, 1, 1))[old.act]["J-BEG"].grade == ""


def test_the_matrix_makes_a_fixed_number_of_queries(old, new, law, table, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        matrix(("J-BEG", "J-TIR", "J-SAR"), on=date(2026, 1, 1))


def test_an_act_that_was_replaced_leaves_the_matrix_on_that_day(old, new):
    assert required_acts(date(2020, 1, 1)) == [old.act]
    assert required_acts(date(2022, 1, 1)) == [new.act]


def test_the_grades_of_a_day_are_those_of_the_acts_that_stood_then(old, new):
    for grade, on in (("none", date(2019, 1, 1)), ("full", date(2020, 1, 1))):
        state_grade(old.act, jurisdiction="J-BEG", grade=grade, on=on, by=BEG)
    assert grades_on("J-BEG", date(2019, 12, 31)) == ["none"]
    assert grades_on("J-BEG", date(2020, 1, 1)) == ["full"]
    assert grades_on("J-BEG", date(2022, 1, 1)) == [""]
    assert grades_on("J-TIR", date(2020, 1, 1)) == [""]


def test_the_indicator_counts_acts_in_full_and_says_nothing_where_nothing_is_known(old):
    half = Period.parse("2020-H1")
    assert (acts_full("J-BEG", half), acts_required("J-BEG", half)) == (None, None)
    state_grade(old.act, jurisdiction="J-BEG", grade="full", on=date(2020, 1, 1), by=BEG)
    assert (acts_full("J-BEG", half), acts_required("J-BEG", half)) == (1, 1)
    assert count_of("wb_2018", "law_aligned", "acts_full") == "legislation.acts_full"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"celex": "2021/555"}, "not a CELEX number"),
        ({"eli": "http://example.org"}, "not an ELI"),
        ({"title": " "}, "Give the act a title"),
        ({"by": BEG}, "Only the secretariat"),
    ],
)
def test_an_act_with_a_wrong_identifier_is_refused(db, facts, words):
    known = {"key": "x", "framework": "eu", "kind": "directive", "title": "X", "by": SECRETARIAT}
    with pytest.raises(Refused, match=words):
        enter_act(**{**known, **facts})


def test_provisions_stand_in_a_tree_and_have_numbers_of_their_own(old):
    parts = [Part("Art. 1"), Part("Art. 1(1)", "Definitions", "Art. 1")]
    made = enter_version(old.act, label="As amended", parts=parts, by=SECRETARIAT)
    assert [(one.number, one.parent and one.parent.number) for one in made.provisions.all()] == [
        ("Art. 1", None), ("Art. 1(1)", "Art. 1"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="no number of its own"):
        enter_version(old.act, label="Twice", parts=[Part("Art. 1"), Part("Art.  1")], by=SECRETARIAT)
    with pytest.raises(Refused, match="does not stand before it"):
        enter_version(old.act, label="Loose", parts=[Part("Art. 1(1)", "", "Art. 1")], by=SECRETARIAT)


def test_a_status_lies_in_the_past_and_earlier_ones_stay(law):
    set_status(law, step="working_group", as_of=date(2019, 7, 1), by=BEG)
    set_status(law, step="adopted", as_of=date(2020, 7, 1), on=date(2020, 6, 1), by=BEG)
    assert [one.step for one in law.statuses.all()] == ["working_group", "adopted"]
    with pytest.raises(Refused, match="future"):
        set_status(law, step="in_force", as_of=date(2099, 1, 1), by=BEG)


def test_only_standing_rows_are_in_a_table(old, table):
    assert rows_of(old, "J-BEG").count() == 5
    assert rows_of(old, "J-TIR").count() == 0


@pytest.mark.parametrize("name", ["row", "actstatus", "actgrade", "stand"])
def test_the_database_deletes_neither_rows_nor_what_was_said_of_acts(db, name):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"delete from legislation_{name}")
