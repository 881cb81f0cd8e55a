"""Rows of another jurisdiction are never seen, changed or guessed; a forgotten filter shows nothing."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from opensalw.core.session import acting_for, set_jurisdictions
from opensalw.registers import commands
from opensalw.registers import models as tables
from opensalw.registers.models import Consultation, Firearm, Holder, MarkSeen
from opensalw.registers.queries import search

from .conftest import DAY, OFFICER

TABLES = [one for one in vars(tables).values() if isinstance(one, type)]


@pytest.fixture
def as_skopje(register):
    """The register of Belgrade, seen from a transaction of Skopje."""
    set_jurisdictions(["J-SKP"])
    return register


def asked(question, *words):
    with connection.cursor() as cursor:
        cursor.execute(question, words)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_table_is_guarded_and_its_keys_begin_with_the_jurisdiction(db, table):
    name = table._meta.db_table
    assert asked("select relrowsecurity from pg_class where oid = %s::regclass", name) == [(True,)]
    keys = asked("select pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass and indisunique", name)
    assert [key for (key,) in keys if "(jurisdiction" not in key] == []


def test_a_forgotten_filter_shows_nothing(as_skopje):
    assert [table.objects.count() for table in (Firearm, Holder, MarkSeen)] == [0, 0, 0]
    assert not search(as_skopje.weapon.number, jurisdiction="J-BEG").weapons
    set_jurisdictions([])
    assert asked("select count(*) from registers_firearm f join registers_markseen m on m.subject = f.id") == [(0,)]


def test_raw_changes_touch_no_row_of_another(as_skopje):
    assert asked("update registers_firearm set state = 'destroyed'") == 0
    assert asked("delete from registers_markseen") == 0
    set_jurisdictions(["J-BEG"])
    assert Firearm.objects.get().state == "held"


def test_a_row_is_not_forged_for_another(as_skopje):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        asked(
            "insert into registers_unknownword (jurisdiction, kind, key, seen, count) "
            "values ('J-BEG', 'make', 'x', 'x', 1)"
        )


def test_a_unique_key_tells_nothing_of_another(as_skopje):
    one = as_skopje.weapon
    same = Firearm(jurisdiction="J-SKP", number=one.number, frame_key=one.frame_key, state="held", since=DAY)
    same.save(force_insert=True)
    assert Firearm.objects.count() == 1


def test_weapons_are_not_deleted_and_the_log_of_consultations_only_grows(register):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        asked("delete from registers_firearm")
    note = commands.consulted(
        jurisdiction="J-BEG", what="holder", subject=register.one.pk, purpose="Permit renewal", by=OFFICER
    )
    for act in ("update registers_consultation set purpose = 'x'", "delete from registers_consultation"):
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            asked(act)
    assert Consultation.objects.get() == note


def test_the_setting_ends_with_its_transaction(register):
    with acting_for("J-SKP"):
        assert Firearm.objects.count() == 0
    assert Firearm.objects.count() == 1


def test_an_erased_holder_keeps_the_number_and_loses_the_name(register):
    commands.transfer(register.weapon, to=register.two, permit=register.second, on=DAY, by=OFFICER)
    after = commands.erase_holder(register.one, ground="Retention ended", by=OFFICER)
    assert (after.name, after.name_key, after.own_number, after.own_key, after.address) == ("", "", "", "", "")
    assert after.number == register.one.number
    assert not search("Holder One", jurisdiction="J-BEG").holders
    with pytest.raises(IntegrityError), transaction.atomic():
        asked("update registers_holder set name = 'again' where id = %s", after.pk)
