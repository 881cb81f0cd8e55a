"""Whoever changes the ledger behind its back is found, and the place is named."""

import os
import stat
import uuid

import pytest
from django.db import connections, transaction

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands, keys, queries

TABLES = ("ledger_entry", "ledger_head", "ledger_digest", "ledger_personal")


def tamper(*statements):
    """Run statements as the owner with all triggers lifted."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute("select relid::regclass::text from pg_partition_tree('ledger_entry') where level > 0")
        for (leaf,) in cursor.fetchall():
            cursor.execute(f"alter table {leaf} disable trigger user")
        for statement, values in statements:
            cursor.execute(statement, values)
            assert cursor.rowcount > 0


@pytest.fixture
def filled(own_database, pack):
    """Two subjects with three entries in Belgrade, one in Podgorica; the ids of the first subject's entries."""
    first, second = uuid.UUID(int=1), uuid.UUID(int=2)
    ids = []
    for number in (1, 2, 3):
        with acting_for("J-BEG", "J-POD"):
            ids.append(pack(first, pieces=number).id)
            pack(second, pieces=number)
            if number == 1:
                pack(uuid.UUID(int=3), "J-POD")
    return first, ids


def test_a_sound_ledger_is_sound(filled):
    assert not queries.verify().broken
    with acting_for(*everywhere()):
        commands.seal(everywhere())
    found = queries.verify()
    assert found.is_sound
    assert found.first is None
    assert (found.entries, found.subjects, found.digests, found.unsealed) == (7, 3, 2, 0)


def test_unsealed_entries_are_counted(filled, pack):
    assert queries.verify().unsealed == 7
    commands.seal(["J-BEG"])
    assert queries.verify().unsealed == 1
    with acting_for("J-BEG"):
        pack(uuid.uuid4())
    assert queries.verify().unsealed == 2
    assert queries.verify(["J-BEG"]).unsealed == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", '{"pieces": 9, "weight": null, "on_shelf_since": null}'),
        ("payload", '{"pieces": 99999999999999999999999}'),
        ("reason", "another"),
        ("by", "someone else"),
        ("happened_on", "2026-01-06"),
        ("name", "noted"),
        ("stream", "other"),
        ("corrects", 1),
        ("batch", "00000000-0000-4000-8000-000000000001"),
        ("seal", b"\1" * 32),
        ("personal_digest", b"\1" * 32),
    ],
)
def test_a_changed_column_is_named(filled, column, value):
    subject, ids = filled
    tamper((f'update ledger_entry set "{column}" = %s where id = %s', [value, ids[1]]))
    first = queries.verify().first
    assert (first.jurisdiction, first.subject, first.seq, first.entry) == ("J-BEG", subject, 2, ids[1])
    assert "does not match" in first.what


def test_a_changed_recording_time_is_named(filled):
    subject, ids = filled
    tamper(("update ledger_entry set recorded_at = recorded_at + interval '1 microsecond' where id = %s", [ids[0]]))
    assert queries.verify().first.entry == ids[0]


def test_a_removed_middle_entry_is_named(filled):
    subject, ids = filled
    tamper(("delete from ledger_entry where id = %s", [ids[1]]))
    first = queries.verify().first
    assert (first.subject, first.seq, first.entry) == (subject, 2, None)
    assert "missing" in first.what


def test_a_removed_last_entry_is_found_by_the_head(filled):
    subject, ids = filled
    tamper(("delete from ledger_entry where id = %s", [ids[2]]))
    first = queries.verify().first
    assert (first.subject, first.seq) == (subject, 3)
    assert "missing" in first.what


def test_a_removed_last_entry_with_a_mended_head_is_found_by_the_digest(filled):
    subject, ids = filled
    commands.seal(everywhere())
    tamper(
        ("delete from ledger_entry where id = %s", [ids[2]]),
        (
            "update ledger_head h set seq = e.seq, seal = e.seal from ledger_entry e "
            "where e.id = %s and h.subject = e.subject",
            [ids[1]],
        ),
    )
    first = queries.verify().first
    assert (first.jurisdiction, first.digest) == ("J-BEG", 1)
    assert "6 entries were sealed and 5 are there" in first.what


def test_a_removed_subject_is_found_by_its_head_or_by_the_digest(filled):
    subject, _ids = filled
    commands.seal(everywhere())
    tamper(("delete from ledger_entry where subject = %s", [subject]))
    assert queries.verify().first.subject == subject
    tamper(("delete from ledger_head where subject = %s", [subject]))
    first = queries.verify().first
    assert (first.jurisdiction, first.subject, first.digest) == ("J-BEG", None, 1)


def test_a_wrong_head_is_named(filled):
    subject, _ids = filled
    tamper(("update ledger_head set seal = %s where subject = %s", [bytes(32), subject]))
    assert (queries.verify().first.subject, "head" in queries.verify().first.what) == (subject, True)
    tamper(("delete from ledger_head where subject = %s", [subject]))
    assert "head of this subject is missing" in queries.verify().first.what


def test_an_entry_slipped_in_below_a_digest_is_found(filled):
    commands.seal(everywhere())
    tamper(
        (
            "insert into ledger_entry select id - 1000000, jurisdiction, stream, %s, seq, name, happened_on, "
            'recorded_at, "by", reason, payload, corrects, batch, personal_digest, seal, xid '
            "from ledger_entry where id = %s",
            [uuid.uuid4(), filled[1][0]],
        )
    )
    assert any("6 entries were sealed and 7 are there" in broken.what for broken in queries.verify().broken)


@pytest.mark.parametrize(
    "change", ["signature = set_byte(signature, 0, get_byte(signature, 0) # 1)", "count = 7", "day = day - 1"]
)
def test_a_forged_digest_is_named(filled, change):
    commands.seal(everywhere())
    tamper((f"update ledger_digest set {change} where jurisdiction = 'J-BEG'", []))
    first = queries.verify().first
    assert (first.jurisdiction, first.digest, first.what) == ("J-BEG", 1, "the signature is not valid")


def test_a_digest_signed_with_a_key_of_somebody_else_is_found(filled, settings, tmp_path):
    commands.seal(everywhere())
    ours = settings.KEYS
    settings.KEYS = tmp_path / "forger"
    tamper(("delete from ledger_digest where jurisdiction = 'J-BEG'", []))
    commands.seal(["J-BEG"])
    settings.KEYS = ours
    assert "not one of this node" in queries.verify().first.what


def test_removed_digests_are_found_against_an_exported_file(filled, pack):
    commands.seal(everywhere())
    with acting_for("J-BEG"):
        pack(uuid.uuid4())
    commands.seal(everywhere())
    with acting_for(*everywhere()):
        exported = [digest for place in everywhere() for digest in queries.digests(place)]
    assert [digest.number for digest in exported if digest.jurisdiction == "J-BEG"] == [1, 2]
    assert queries.verify(against=exported).is_sound
    tamper(("delete from ledger_digest where jurisdiction = 'J-BEG' and number = 2", []))
    assert queries.verify().is_sound
    first = queries.verify(against=exported).first
    assert (first.digest, first.what) == (2, "it stands in the file and is missing here")
    tamper(("delete from ledger_digest where jurisdiction = 'J-BEG' and number = 1", []))
    commands.seal(["J-BEG"])
    assert "not the one that stands in the file" in queries.verify(against=exported).first.what


def test_a_removed_digest_in_between_is_found(filled, pack):
    for _number in range(3):
        with acting_for("J-BEG"):
            pack(uuid.uuid4())
        commands.seal(["J-BEG"])
    tamper(("delete from ledger_digest where number = 2", []))
    assert any(broken.digest == 2 and broken.what == "this digest is missing" for broken in queries.verify().broken)


def test_sealing_again_without_news_makes_nothing(filled):
    assert len(commands.seal(everywhere())) == 2
    assert commands.seal(everywhere()) == []


def test_days_are_sealed_one_by_one(own_database, pack):
    subject = uuid.uuid4()
    for _number in range(4):
        with acting_for("J-BEG"):
            pack(subject)
    tamper(
        ("update ledger_entry set recorded_at = '2026-05-01 10:00+00' where seq < 3", []),
        ("update ledger_entry set recorded_at = '2026-05-02 10:00+00' where seq >= 3", []),
    )
    made = commands.seal(["J-BEG"])
    assert [(str(digest.day), digest.count) for digest in made] == [("2026-05-01", 2), ("2026-05-02", 2)]
    assert made[1].after == made[0].upto


def test_a_lost_signing_key_is_not_replaced_in_silence(filled, pack):
    commands.seal(["J-BEG"])
    path = keys.signing_key_path("J-BEG")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    path.rename(path.with_name("elsewhere"))
    with acting_for("J-BEG"):
        pack(uuid.uuid4())
    with pytest.raises(Refused, match="not in the folder of keys"):
        commands.seal(["J-BEG"])
    path.with_name("elsewhere").rename(path)
    assert len(commands.seal(["J-BEG"], new_key=True)) == 1
    assert queries.verify(["J-BEG"]).is_sound
    assert len(keys.trusted_public_keys("J-BEG")) == 2


def test_without_the_keys_the_check_says_what_it_could_not_check(filled, settings, tmp_path):
    commands.seal(["J-BEG"])
    settings.KEYS = tmp_path / "empty"
    found = queries.verify()
    assert found.is_sound
    assert "is not here" in found.notes[0]
