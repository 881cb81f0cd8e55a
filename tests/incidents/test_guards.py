"""Rows of another jurisdiction are not seen, not changed and not referred to, also where a filter was forgotten."""

import pytest
from django.db import Error, connection, transaction

from opensalw.core.session import acting_for
from opensalw.incidents.models import BorderReport, Campaign, Incident, Involved, Item, Outcome
from opensalw.incidents.queries.incidents import incident

from .conftest import HOME

TABLES = (BorderReport, Campaign, Incident, Involved, Item, Outcome)


def asked(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_every_table_is_guarded_and_no_key_reveals_a_row_of_others(db):
    for model in TABLES:
        table = model._meta.db_table
        ((guarded,),) = asked("select relrowsecurity from pg_class where relname = %s", table)
        assert guarded, table
        keys = asked(
            "select pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid = %s::regclass and contype in ('p', 'u')",
            table,
        )
        for (key,) in keys:
            assert "(jurisdiction" in key, (table, key)


def test_the_rows_of_a_neighbour_are_not_seen_by_any_way(record):
    mine = record(groups=[{"part": "suspect", "count": 1}])
    with acting_for("J-BEG"):
        assert Incident.objects.count() == Item.objects.count() == Involved.objects.count() == 0
        assert incident(HOME, mine.number) is None
        assert asked("select count(*) from incidents_incident") == [(0,)]
        assert asked(
            "select count(*) from incidents_item i left join incidents_incident p on p.id = i.incident_id"
        ) == [(0,)]
        assert asked("select count(*) from ledger_entry where subject = %s", mine.pk) == [(0,)]
        assert asked("update incidents_incident set note = 'seen' where id = %s", mine.pk) == 0
        assert asked("delete from incidents_item") == 0
    with acting_for():
        assert Incident.objects.count() == 0
    mine.refresh_from_db()
    assert mine.note == ""


def test_no_row_is_written_for_a_neighbour_or_refers_to_one(record):
    mine = record()
    item = mine.items.get()
    with acting_for("J-BEG"):
        for values in (("J-PRN",), ("J-BEG",)):
            with pytest.raises(Error) as told, transaction.atomic():
                asked(
                    "insert into incidents_item (id, jurisdiction, incident_id, position, thing, quantity, type,"
                    " condition, marking, device_kind, make, model, calibre, marks, described, flag)"
                    " values (%s, %s, %s, 9, 'firearm', 1, '', '', '', '', '', '', '', '', '', '')",
                    item.pk, *values, mine.pk,
                )  # fmt: skip
            assert mine.number not in str(told.value)
        with pytest.raises(Error), transaction.atomic():
            asked("truncate incidents_item")


def test_the_same_id_at_a_neighbour_says_nothing_of_ours(record):
    """An id that exists elsewhere is simply free here: no error tells that it is taken."""
    mine = record()
    with acting_for("J-BEG"):
        copy = Incident(
            id=mine.pk, jurisdiction="J-BEG", number="I-BEG-2026-00001", kind="find", happened_on=mine.happened_on,
            reported_on=mine.reported_on, fingerprint="", entry=0, made_by="x",
        )  # fmt: skip
        copy.save(force_insert=True)
        assert Incident.objects.get().jurisdiction == "J-BEG"
