"""The search over the tables of PostgreSQL: what it finds agrees with the obvious scorer, and says why."""

import json
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.registers import commands
from opensalw.registers.marks import Answer as Why
from opensalw.registers.marks import Kind, Mark
from opensalw.registers.models import Firearm, MarkSeen
from opensalw.tracing.commands.keeping import begin_anew, keep_keys
from opensalw.tracing.describing import described
from opensalw.tracing.queries import commonness
from opensalw.tracing.queries.finding import find
from opensalw.tracing.queries.tables import from_tables
from opensalw.tracing.scoring import error_model
from opensalw.tracing.scoring.aligning import Step
from opensalw.tracing.scoring.asking import readings_of
from tests.registers.conftest import DAY, ELSEWHERE, OFFICER, weapon

from . import oracle
from .test_ranking import spoilt


@pytest.fixture(autouse=True)
def belgrade(db):
    commonness.forget()
    with acting_for("J-BEG"):
        yield


def found(**said):
    return find(described(**said), jurisdictions=["J-BEG"], tables_only=True, model=error_model("hand-1"))


def serials(**said):
    return [one.face.seen for one in found(**said).candidates]


def test_the_first_is_the_first_of_the_obvious_scorer():
    chance = random.Random(6)
    texts = ["".join(chance.choices("379AXK", k=chance.choice((4, 5, 6, 8)))) for _ in range(80)]
    for number, text in enumerate(dict.fromkeys(texts)):
        weapon(text, make=chance.choice(("Zastava", "CZ", "Cugir")), another=True, reason="drawn by chance")
        if number == 50:
            assert keep_keys("J-BEG") == 51
    plain = list(MarkSeen.objects.values_list("normalised", flat=True))
    model, common = error_model("hand-1"), commonness.commonness(["J-BEG"])

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(plain),
        st.lists(
            st.tuples(
                st.sampled_from(["lost", "added", "swapped", "read", "illegible"]),
                st.integers(0, 9),
                st.sampled_from("379AXK"),
            ),
            max_size=2,
        ),
    )
    def agrees(mark, errors):  # fmt: skip
        seen = spoilt(mark, errors)
        if len(seen.replace("?", "")) < 3:
            return
        readings = readings_of(described(serial=seen), model)
        least = min(min(oracle.cost_of_serial(one, serial) for one in readings) for serial in plain)
        scored, _asked, _notes = from_tables(described(serial=seen), ["J-BEG"], common, model, loose=False)
        assert scored[0].cost == least

    agrees()


def test_a_mark_is_found_at_once_and_without_keys_and_after_they_are_written_anew():
    weapon("AB 123456")
    assert serials(serial="AB-128456") == ["AB 123456"]
    keep_keys("J-BEG")
    assert serials(serial="AB-128456") == ["AB 123456"]
    begin_anew("J-BEG")
    assert serials(serial="AB-128456") == ["AB 123456"]
    assert keep_keys("J-BEG") == 1
    assert serials(serial="A8-I23456") == ["AB 123456"]


def test_the_answer_says_which_character_was_read_as_what():
    weapon("AB123456")
    (one,) = found(serial="A8123?56").candidates
    odd = [(pair.step, pair.borne, pair.read) for pair in one.steps if pair.step != Step.SAME]
    assert odd == [(Step.READ_AS, "B", "8"), (Step.ILLEGIBLE, "4", "?")]
    assert one.chance > 0.9


def test_the_make_tells_one_mark_from_another():
    weapon("123456")
    weapon("123456", make="Cugir", model="PM")
    first = found(serial="123456", make="Cugir").candidates[0]
    assert first.face.word("make") == "Cugir"
    assert first.field_costs["make"] < found(serial="123456", make="Cugir").candidates[1].field_costs["make"]


def test_a_foreign_description_finds_nothing_plausible():
    weapon("AB123456")
    answer = found(serial="XK99731")
    assert answer.says_none
    assert answer.none > 0.9


def test_a_number_is_found_without_its_letters():
    weapon("NP-48213")
    weapon("77777")
    keep_keys("J-BEG")
    assert serials(serial="48213")[0] == "NP-48213"


def test_unknown_runs_and_two_readings_of_a_character_are_searched():
    weapon("AB123456")
    weapon("AB773456")
    keep_keys("J-BEG")
    assert serials(serial="AB12*6") == ["AB123456"]
    assert serials(serial="A[B/3]77345[6/8]")[0] == "AB773456"
    assert "three characters" in " ".join(found(serial="6*").notes)


def test_a_weapon_without_a_serial_is_found_by_its_words():
    weapon(Mark(answer=Why.ILLEGIBLE), make="Zastava")
    weapon("123456", make="Cugir", model="PM")
    assert found(serial="obliterated", make="Zastava", model="M70 AB2").candidates[0].face.word("make") == "Zastava"


def test_a_component_and_an_import_mark_are_found_and_name_their_weapon():
    one = weapon("AB123456")
    barrel = commands.record_component(jurisdiction="J-BEG", kind="barrel", mark=Mark("Z-55871"), by=OFFICER)
    commands.fit(barrel, one, on=DAY, by=OFFICER)
    commands.add_mark(one, Mark("IMP 2001 77", kind=Kind.IMPORT), on=DAY, by=OFFICER)
    keep_keys("J-BEG")
    assert found(serial="255871").candidates[0].face.weapon == one
    assert found(serial="IMP200177").candidates[0].face.subject == one.pk


def test_a_stolen_weapon_says_so():
    one = weapon("AB123456")
    commands.report_missing(one, stolen=True, on=DAY, by=OFFICER)
    assert found(serial="AB123456").candidates[0].face.state == "stolen"


def test_the_rows_and_keys_of_another_jurisdiction_are_not_seen():
    with acting_for("J-SKP"):
        weapon("XY998877", jurisdiction="J-SKP", by=ELSEWHERE)
        keep_keys("J-SKP")
    keep_keys("J-BEG")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from tracing_key")
        assert cursor.fetchone() == (0,)
    assert found(serial="XY998877").candidates == ()
    both = find(described(serial="XY998877"), jurisdictions=["J-BEG", "J-SKP"], tables_only=True)
    assert both.candidates == ()
    assert Firearm.objects.count() == 0


def test_a_search_asks_few_questions():
    for number in range(12):
        weapon(f"AB1234{number:02}")
    keep_keys("J-BEG")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        found(serial="AB123403", make="Zastava")
    assert len(caught) <= 6


@pytest.mark.parametrize("serial", ["????", "1" * 10_000, "\u202e", "🔫", "7,62x39", "M70 AB2"])
def test_what_cannot_be_searched_is_refused(serial):
    with pytest.raises(Refused):
        found(serial=serial)


def test_the_command_line_answers_in_words_and_for_machines(capsys, monkeypatch):
    weapon("AB123456")
    monkeypatch.setattr("opensalw.core.database.ensure_running", lambda say: None)
    assert main(["trace", "search", "Zastava", "A8123?56", "--jurisdiction", "J-BEG"]) == 0
    assert "B was read as 8" in capsys.readouterr().out
    assert main(["trace", "search", "--json", "XK99731", "--jurisdiction", "J-BEG"]) == 1
    assert json.loads(capsys.readouterr().out)["candidates"] == []


def test_the_command_line_searches_a_list_and_writes_keys(capsys, monkeypatch, tmp_path):
    weapon("AB123456")
    monkeypatch.setattr("opensalw.core.database.ensure_running", lambda say: None)
    file = tmp_path / "marks.txt"
    file.write_text("Zastava A8123456\n=cmd()\n")
    assert main(["trace", "keys", "--jurisdiction", "J-BEG", "--anew"]) == 0
    assert main(["trace", "batch", str(file), "--jurisdiction", "J-BEG"]) == 0
    told = capsys.readouterr().out
    assert "AB123456" in told
    assert "\n2,=cmd" not in told
