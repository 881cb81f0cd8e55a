"""The bulk path: the same entries as one by one, only faster."""

import random
import threading
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connections, transaction

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands, queries
from opensalw.ledger.chain import GENESIS, seal_of
from opensalw.ledger.commands import NewEntry, append_many
from opensalw.ledger.models import Entry

from .happenings import Handed, Noted, Packed
from .test_append import facts

ODD = ["", "tab\there", "line\nbreak\r", "back\\slash \\N \\.", 'quote"', "Ђ ž 💡", "\x01\x1f\x7f\u2028", "\\u0000"]


def row(subject, jurisdiction="J-BEG", event=None, **given):
    given = {"by": "loader", "on": date(2026, 1, 5), **given}
    return NewEntry(event=event or Packed(pieces=1), subject=subject, jurisdiction=jurisdiction, **given)


def mixed(count, seed=1):
    """Rows of all kinds over a few subjects, in no order."""
    chance = random.Random(seed)
    for number in range(count):
        subject = uuid.UUID(int=chance.randrange(9))
        text = chance.choice(ODD)
        event = chance.choice(
            [Packed(pieces=number), Noted(what={text: [text, number]}), Handed(place=text, to=f"P {number}")]
        )
        yield row(
            subject, chance.choice(["J-BEG", "J-TIR"]), event, reason=text, by=f"by {text}", person=subject,
            batch=chance.choice([None, uuid.UUID(int=7)]),
        )  # fmt: skip


def arguments(new):
    names = ("subject", "jurisdiction", "by", "on", "reason", "corrects", "batch", "person")
    return {name: getattr(new, name) for name in names}


def content(entries):
    """What two ways of appending must agree on: all but ids, times and what hangs on them."""
    kept = (
        "jurisdiction",
        "stream",
        "subject",
        "seq",
        "name",
        "happened_on",
        "by",
        "reason",
        "payload",
        "corrects",
        "batch",
    )
    queries.with_personal(entries)
    return [({name: getattr(entry, name) for name in kept}, entry.opened) for entry in entries]


def all_entries():
    return list(Entry.objects.order_by("jurisdiction", "subject", "seq"))


def test_append_many_is_append_many_times(own_database):
    rows = list(mixed(60))
    with acting_for(*everywhere()), transaction.atomic():
        assert append_many(rows, size=17) == 60
        in_bulk = content(all_entries())
        transaction.set_rollback(True)
    with acting_for(*everywhere()):
        for new in rows:
            commands.append(new.event, **arguments(new))
        assert content(all_entries()) == in_bulk
        assert len(in_bulk) == 60


def test_the_seals_are_those_of_append(everyone):
    """The oracle: the pure function over what was stored, chained by hand, and the walk of verify."""
    append_many(mixed(40), size=11)
    previous = {}
    for entry in all_entries():
        key = entry.jurisdiction, entry.subject
        previous[key] = seal_of(previous.get(key, GENESIS), **facts(entry))
        assert bytes(entry.seal) == previous[key]
    assert queries.verify().is_sound
    assert queries.verify().entries == 40


def test_bulk_and_single_entries_share_a_chain(everyone, subject, pack):
    pack(subject)
    append_many([row(subject), row(uuid.uuid4()), row(subject)])
    pack(subject)
    assert [entry.seq for entry in queries.history(subject)] == [1, 2, 3, 4]
    assert queries.verify().is_sound


def test_refused_rows_are_named_and_nothing_of_the_batch_is_stored(everyone):
    rows = [row(uuid.uuid4()), row(uuid.uuid4(), event=Noted(what="\0")), row(uuid.uuid4(), by="")]
    with pytest.raises(Refused) as refused:
        append_many(rows)
    assert set(refused.value.rows) == {2, 3}
    assert str(refused.value).startswith("Row 2: what holds a NUL")
    assert "1 more" in str(refused.value)
    assert Entry.objects.count() == 0


def test_a_rule_is_asked_once_for_each_batch(everyone):
    asked = []

    def refuse(batch):
        asked.append(len(batch))
        return {1: "There are too many."} if len(asked) == 2 else {}

    with pytest.raises(Refused, match="Row 5: There are too many."), transaction.atomic():
        append_many((row(uuid.uuid4()) for _number in range(9)), size=3, refuse=refuse)
    assert asked == [3, 3]
    assert Entry.objects.count() == 0


def test_batches_commit_by_themselves_when_jurisdictions_are_given(own_database):
    told = []
    rows = [row(uuid.uuid4()) for _number in range(5)] + [row(uuid.uuid4(), by="")]
    with pytest.raises(Refused, match="Row 6"):
        append_many(rows, acting=["J-BEG"], size=2, progress=told.append)
    assert told == [2, 4]
    with acting_for("J-BEG"):
        assert Entry.objects.count() == 4


def test_a_foreign_jurisdiction_is_refused_in_bulk_too(db, subject):
    with acting_for("J-POD"), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        append_many([row(subject, "J-BEG")])


def test_corrections_in_bulk(everyone, subject, pack):
    wrong, other = pack(subject), pack(uuid.uuid4())
    with pytest.raises(Refused, match="not an entry of this subject"), transaction.atomic():
        append_many([row(subject, corrects=other.id)])
    with pytest.raises(Refused, match="Another row corrects"), transaction.atomic():
        append_many([row(subject, corrects=wrong.id), row(subject, corrects=wrong.id)])
    append_many([row(subject, corrects=wrong.id)])
    with pytest.raises(Refused, match="already been corrected"), transaction.atomic():
        append_many([row(subject, corrects=wrong.id)])
    assert len(queries.standing(queries.history(subject))) == 1


def test_loaders_that_meet_on_new_subjects_make_one_chain_of_each(own_database):
    failures = []

    def load(seed):
        try:
            append_many(mixed(120, seed), acting=everywhere(), size=10)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=load, args=[seed]) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = queries.verify()
    assert (found.entries, found.broken) == (480, [])


def test_nothing_to_append_is_nothing(everyone):
    assert append_many([]) == 0
