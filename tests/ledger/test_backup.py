"""Backup and restore: afterwards everything that held before holds again."""

import json
import stat
import tarfile
import uuid
from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from opensalw.core import database
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands, keys, queries, readers
from opensalw.ledger.archive import read_archive

from .happenings import Handed
from .test_readers import Collector, follow_until

ANA = uuid.UUID(int=101)


@pytest.fixture
def fresh():
    """The name of a database that does not exist yet; dropped afterwards."""
    name = f"opensalw_restored_{uuid.uuid4().hex[:10]}"
    yield name
    with psycopg.connect(database.embedded_server().dsn(), autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)")


@pytest.fixture
def filled(own_database, pack, settings, tmp_path):
    """Entries, one with a personal part, digests, evidence; the subject and how many entries there are."""
    settings.FILES = tmp_path / "files"
    (settings.FILES / "ab").mkdir(parents=True)
    (settings.FILES / "ab" / "minutes.pdf").write_bytes(b"%PDF evidence")
    subject = uuid.uuid4()
    with acting_for("J-BEG", "J-REG"):
        first = pack(subject)
        pack(subject, corrects=first.id, pieces=2)
        pack(uuid.uuid4(), "J-REG")
        handed = Handed(place="Depot", to="Recipient A")
        commands.append(handed, subject=subject, jurisdiction="J-BEG", by="u", on=date(2026, 1, 1), person=ANA)
    commands.seal(everywhere())
    return subject, 4


def test_a_restored_ledger_is_whole_and_as_it_was(filled, fresh, tmp_path, settings):
    subject, count = filled
    with acting_for(*everywhere()):
        before = [(entry.id, bytes(entry.seal), entry.line()) for entry in queries.history(subject, personal=True)]
    assert commands.backup(tmp_path / "node.backup") == {"entries": count, "files": 1}
    settings.FILES = tmp_path / "elsewhere"
    restored = commands.restore(tmp_path / "node.backup", into=fresh)
    assert (restored.database, restored.files) == (fresh, 1)
    assert (settings.FILES / "ab" / "minutes.pdf").read_bytes() == b"%PDF evidence"
    with commands.connected_to(fresh):
        found = queries.verify(against=restored.digests)
        assert (found.broken, found.entries, found.digests, found.unsealed) == ([], count, 2, 0)
        with acting_for(*everywhere()):
            after = queries.history(subject, personal=True)
            assert [(entry.id, bytes(entry.seal), entry.line()) for entry in after] == before


def test_a_restored_ledger_is_guarded_and_goes_on(filled, fresh, tmp_path, pack):
    subject, count = filled
    commands.backup(tmp_path / "node.backup")
    commands.restore(tmp_path / "node.backup", into=fresh)
    with commands.connected_to(fresh):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting_for("J-BEG"),
            connection.cursor() as cursor,
        ):
            cursor.execute("update ledger_entry set reason = 'x'")
        with pytest.raises(DatabaseError, match="only ever added"), connections["owner"].cursor() as cursor:
            cursor.execute("delete from ledger_entry")
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting_for("J-BEG"),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"select * from ledger_entry_j_beg_{date.today().year}")
        with acting_for("J-POD"):
            assert queries.history(subject) == []
        with acting_for("J-BEG"):
            entry = pack(subject)
            assert entry.seq == 4
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select ledger_ensure_partition('J-BEG', 2140)")
        assert commands.seal(["J-BEG"])[0].number == 2
        assert queries.verify().is_sound
        assert queries.verify().entries == count + 1


GRANTS = """
    select relname::text, array(
            select concat_ws(' ', grantee::regrole, privilege_type) from aclexplode(
                coalesce(relacl, acldefault((case relkind when 'S' then 's' else 'r' end)::"char", relowner))
            ) order by 1
        )::text, relrowsecurity::text
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S')
    union all select proname::text || oidvectortypes(proargtypes), array(
            select concat_ws(' ', grantee::regrole, privilege_type)
            from aclexplode(coalesce(proacl, acldefault('f', proowner))) order by 1
        )::text, prosecdef::text || proconfig::text
        from pg_proc where pronamespace = 'public'::regnamespace
    union all select defaclobjtype::text || defaclnamespace, defaclacl::text, '' from pg_default_acl
    union all select tgname || tgrelid::regclass::text, tgenabled::text, '' from pg_trigger where not tgisinternal
    union all select polname || polrelid::regclass::text, pg_get_expr(polqual, polrelid), '' from pg_policy
    union all select nspname::text, nspacl::text, nspowner::regrole::text from pg_namespace where nspname = 'public'
    order by 1, 2
"""


def test_every_grant_policy_and_trigger_is_as_it_was(filled, fresh, tmp_path):
    with connections["owner"].cursor() as cursor:
        cursor.execute(GRANTS)
        before = cursor.fetchall()
    commands.backup(tmp_path / "node.backup")
    commands.restore(tmp_path / "node.backup", into=fresh)
    with commands.connected_to(fresh), connections["owner"].cursor() as cursor:
        cursor.execute(GRANTS)
        after = cursor.fetchall()
    assert len(before) > 100
    assert after == before


def test_after_a_restore_a_reader_begins_anew_and_misses_nothing(filled, fresh, tmp_path, pack):
    _subject, count = filled
    reader = Collector()
    assert len(follow_until(reader, count)) == count
    commands.backup(tmp_path / "node.backup")
    commands.restore(tmp_path / "node.backup", into=fresh)
    with commands.connected_to(fresh):
        resets = reader.resets
        readers.follow(reader)
        assert reader.resets == resets + 1
        follow_until(reader, count)
        assert len(reader.seen) == len(set(reader.seen)) == count
        with acting_for("J-TIR"):
            newest = pack(uuid.uuid4(), "J-TIR").id
        assert follow_until(reader, count + 1)[-1] == newest


def test_numbers_of_a_server_far_ahead_do_not_hide_entries(filled, fresh, tmp_path):
    """The other server had run many more transactions than this one ever has."""
    _subject, count = filled
    with connections["owner"].cursor() as cursor:
        cursor.execute("alter table ledger_entry disable trigger user")
        cursor.execute("select relid::regclass::text from pg_partition_tree('ledger_entry') where isleaf")
        for (leaf,) in cursor.fetchall():
            cursor.execute(f"alter table {leaf} disable trigger user")
        cursor.execute("update ledger_entry set xid = '9000000000000'")
    commands.backup(tmp_path / "node.backup")
    commands.restore(tmp_path / "node.backup", into=fresh)
    with commands.connected_to(fresh):
        assert len(follow_until(Collector(), count)) == count


def test_the_backup_holds_no_key_and_is_for_its_owner_only(filled, tmp_path):
    path = tmp_path / "node.backup"
    commands.backup(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with tarfile.open(path) as tar:
        names = tar.getnames()
        assert names == ["manifest.json", "digests.json", "database.dump", "files/ab/minutes.pdf"]
        manifest = json.load(tar.extractfile("manifest.json"))
    assert manifest["entries"] == {"J-BEG": 3, "J-REG": 1}
    for secret in (keys.person_keys([ANA])[ANA], keys.signing_key_path("J-BEG").read_bytes()):
        assert secret not in path.read_bytes()


def test_an_erased_person_stays_erased_when_keys_are_put_back(filled, fresh, tmp_path, settings):
    subject, _count = filled
    commands.backup_keys(tmp_path / "node.keys")
    assert stat.S_IMODE((tmp_path / "node.keys").stat().st_mode) == 0o600
    commands.erase_person(ANA, by="officer", reason="asked for it")
    commands.backup(tmp_path / "node.backup")
    settings.KEYS = tmp_path / "new-keys"
    commands.restore(tmp_path / "node.backup", into=fresh, keys_from=tmp_path / "node.keys")
    with commands.connected_to(fresh):
        assert keys.trusted_public_keys("J-BEG")
        assert queries.verify().notes == []
        assert queries.verify().unreadable == 1
        with acting_for("J-BEG"):
            assert queries.history(subject, personal=True)[-1].line() == "Handed to [personal] at Depot."


def test_a_database_that_is_not_empty_is_refused(filled, own_database, tmp_path):
    commands.backup(tmp_path / "node.backup")
    with pytest.raises(Refused, match="not empty"):
        commands.restore(tmp_path / "node.backup")


def test_a_damaged_backup_is_refused_before_anything_is_begun(filled, fresh, tmp_path):
    path = tmp_path / "node.backup"
    commands.backup(path)
    whole = path.read_bytes()
    place = whole.index(b"%PDF evidence")
    for damaged in (whole[:place] + b"x" + whole[place + 1 :], whole[: len(whole) // 2], b"", b"text"):
        path.write_bytes(damaged)
        with pytest.raises(Refused, match="not a whole backup"):
            commands.restore(path, into=fresh)
    with psycopg.connect(database.embedded_server().dsn(), autocommit=True) as server:
        assert not server.execute("select 1 from pg_database where datname = %s", [fresh]).fetchone()


def test_a_member_that_leads_out_of_the_archive_is_refused(tmp_path):
    evil = {"format": "opensalw-backup-1", "members": {"files/../../x": {"sha256": "0"}}}
    (tmp_path / "manifest.json").write_text(json.dumps(evil))
    with tarfile.open(tmp_path / "evil", "w") as tar:
        tar.add(tmp_path / "manifest.json", arcname="manifest.json")
    with pytest.raises(Refused, match="leads out of the archive"):
        read_archive(tmp_path / "evil")


def test_evidence_that_is_here_with_another_content_is_not_overwritten(filled, fresh, tmp_path, settings):
    commands.backup(tmp_path / "node.backup")
    (settings.FILES / "ab" / "minutes.pdf").write_bytes(b"changed")
    with pytest.raises(Refused, match="another content"):
        commands.restore(tmp_path / "node.backup", into=fresh)


def test_nothing_half_restored_stays(filled, fresh, tmp_path, monkeypatch):
    commands.backup(tmp_path / "node.backup")
    with monkeypatch.context() as patch:
        patch.setattr(commands.restoring, "SECTIONS", ("pre-data", "no-such-section"))
        with pytest.raises(Refused, match="pg_restore failed"):
            commands.restore(tmp_path / "node.backup", into=fresh)
    assert commands.restore(tmp_path / "node.backup", into=fresh).database == fresh
    with commands.connected_to(fresh):
        assert queries.verify().is_sound
