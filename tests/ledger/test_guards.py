"""What PostgreSQL itself refuses, whoever wrote the program."""

import uuid

import pytest
from django.db import DatabaseError, connection, connections, transaction

from opensalw.core.session import acting_for, set_jurisdictions
from opensalw.ledger import queries
from opensalw.ledger.models import Entry

ONLY_ADDED = ("ledger_entry", "ledger_personal", "ledger_digest")


def refused(statement):
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value)


def partitions():
    with connection.cursor() as cursor:
        cursor.execute("select relid::regclass::text from pg_partition_tree('ledger_entry') where level > 0")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("table", ONLY_ADDED)
@pytest.mark.parametrize("verb", ["update {} set jurisdiction = jurisdiction", "delete from {}", "truncate {}"])
def test_the_application_cannot_change_what_was_added(everyone, subject, pack, table, verb):
    pack(subject)
    assert "permission denied" in refused(verb.format(table))


def test_the_application_cannot_touch_a_partition(everyone, subject, pack):
    entry = pack(subject)
    leaf = f"ledger_entry_j_beg_{entry.recorded_at.year}"
    assert leaf in partitions()
    for statement in ("select * from {}", "delete from {}", "truncate {}", "insert into {} select * from {}"):
        assert "permission denied" in refused(statement.format(leaf, leaf))


@pytest.mark.parametrize(
    "statement",
    [
        "alter table ledger_entry disable trigger all",
        "alter table ledger_entry disable row level security",
        "drop table ledger_head",
        "drop policy own_jurisdictions on ledger_entry",
        "set session_replication_role = replica",
        "set role opensalw_owner",
        "select ledger_guard('ledger_reader', true)",
        "delete from ledger_head",
    ],
)
def test_the_application_cannot_lift_a_guard(everyone, statement):
    message = refused(statement)
    assert "must be owner" in message or "permission denied" in message


def test_even_the_owner_is_stopped_by_the_triggers(own_database, pack):
    subject = uuid.uuid4()
    with acting_for("J-BEG"):
        entry = pack(subject)
    leaf = f"ledger_entry_j_beg_{entry.recorded_at.year}"
    for table in ("ledger_entry", "ledger_entry_j_beg", leaf):
        for verb in ("update {} set reason = 'x'", "delete from {}", "truncate {}"):
            with pytest.raises(DatabaseError, match="only ever added"), connections["owner"].cursor() as cursor:
                cursor.execute(verb.format(table))


def test_every_partition_has_policy_triggers_and_no_grant(everyone):
    question = """
        select c.relname, c.relrowsecurity,
            array(select polname::text from pg_policy where polrelid = c.oid),
            array(select tgname::text from pg_trigger where tgrelid = c.oid and tgenabled = 'O' order by 1),
            has_table_privilege('opensalw_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')
        from pg_partition_tree('ledger_entry') t join pg_class c on c.oid = t.relid where t.level > 0
    """
    with connection.cursor() as cursor:
        cursor.execute(question)
        rows = cursor.fetchall()
    assert len(rows) == 7 + 7 * 4
    for name, secured, policies, triggers, granted in rows:
        assert (secured, policies, triggers, granted) == (
            True,
            ["own_jurisdictions"],
            ["never_emptied", "only_added"],
            False,
        ), name


def test_a_new_year_gets_a_guarded_partition_by_whoever_appends(everyone):
    with connection.cursor() as cursor:
        cursor.execute("select ledger_ensure_partition('J-SKP', 2150), ledger_ensure_partition('J-SKP', 2150)")
        assert cursor.fetchone() == (False, True)
        cursor.execute("select ledger_ensure_partition('J-NEW', 2150)")
    assert {"ledger_entry_j_skp_2150", "ledger_entry_j_new", "ledger_entry_j_new_2150"} <= set(partitions())
    with connection.cursor() as cursor:
        cursor.execute("select relrowsecurity from pg_class where relname = 'ledger_entry_j_new_2150'")
        assert cursor.fetchone() == (True,)
    assert "permission denied" in refused("select * from ledger_entry_j_new_2150")


@pytest.mark.parametrize("code", ["J-beg", "BEG", "J-BEG; drop table core_user", "J-BEGX", ""])
def test_no_partition_is_made_for_what_is_no_jurisdiction(everyone, code):
    assert "is not a jurisdiction" in refused(f"select ledger_ensure_partition('{code}', 2027)")


def test_nothing_is_seen_without_a_jurisdiction(db, subject, pack):
    with acting_for("J-BEG"):
        pack(subject)
    assert Entry.objects.count() == 0
    assert queries.history(subject) == []
    set_jurisdictions(())
    assert queries.history(subject) == []


def test_nothing_of_another_jurisdiction_is_seen(db, subject, pack):
    with acting_for("J-BEG", "J-POD"):
        pack(subject, "J-BEG")
        pack(subject, "J-POD")
    with acting_for("J-POD"):
        assert [entry.jurisdiction for entry in queries.history(subject)] == ["J-POD"]
        assert queries.counts_by_jurisdiction() == {"J-POD": 1}


def test_nothing_can_be_appended_for_another_jurisdiction(db, subject, pack):
    with acting_for("J-POD"), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        pack(subject, "J-BEG")


def test_a_foreign_head_cannot_be_moved(db, subject, pack):
    with acting_for("J-BEG"):
        pack(subject)
    with acting_for("J-POD"), connection.cursor() as cursor:
        cursor.execute("update ledger_head set seq = 9")
        assert cursor.rowcount == 0


def test_the_tables_have_the_columns_of_the_models(everyone):
    for model in (Entry, *Entry._meta.apps.get_app_config("ledger").get_models()):
        with connection.cursor() as cursor:
            cursor.execute(
                "select array_agg(attname::text) from pg_attribute where attrelid = %s::regclass and attnum > 0",
                [model._meta.db_table],
            )
            there = set(cursor.fetchone()[0])
        declared = {field.column for field in model._meta.concrete_fields if field.column}
        assert there - {"xid"} == declared - {"xid"}, model
