"""``opensalw verify``, ``backup``, ``restore`` and ``ledger``."""

import json
import uuid

import psycopg
import pytest
from django.conf import settings as django_settings

from opensalw.cli.__main__ import main
from opensalw.core import database
from opensalw.core.session import acting_for
from opensalw.ledger import keys

from .test_verify import tamper


@pytest.fixture
def subject(own_database, pack):
    """A subject with two entries, the first corrected."""
    subject = uuid.uuid4()
    with acting_for("J-BEG"):
        first = pack(subject)
        pack(subject, pieces=5, corrects=first.id)
    return subject


def run(capsys, *words):
    """Exit code, standard output, standard error."""
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_verify_passes_and_counts(subject, capsys):
    code, out, _err = run(capsys, "verify")
    assert (code, out.splitlines()) == (
        0,
        ["2 entries of 1 subjects, 0 digests; 2 are not sealed yet.", "The ledger is whole."],
    )
    assert run(capsys, "ledger", "seal")[1].startswith("J-BEG digest 1: 2 entries of ")
    assert run(capsys, "ledger", "seal")[1] == "Nothing new to seal.\n"
    assert "1 digests; all are sealed" in run(capsys, "verify")[1]


def test_verify_names_the_broken_place_and_exits_with_1(subject, capsys):
    tamper(("update ledger_entry set reason = 'x' where seq = 2", []))
    code, out, _err = run(capsys, "verify")
    assert code == 1
    assert f"BROKEN J-BEG, subject {subject}, number 2, entry" in out
    code, out, _err = run(capsys, "verify", "--json")
    facts = json.loads(out)
    assert (code, facts["sound"], facts["broken"][0]["subject"], facts["broken"][0]["seq"]) == (
        1,
        False,
        str(subject),
        2,
    )
    assert run(capsys, "verify", "--jurisdiction", "J-POD")[0] == 0


def test_verify_against_exported_digests(subject, capsys, tmp_path):
    run(capsys, "ledger", "seal")
    assert run(capsys, "ledger", "digests", "--out", tmp_path / "digests.json")[0] == 0
    assert json.loads(run(capsys, "ledger", "digests")[1])["digests"][0]["jurisdiction"] == "J-BEG"
    assert run(capsys, "verify", "--against", tmp_path / "digests.json")[0] == 0
    tamper(("delete from ledger_digest", []))
    code, out, _err = run(capsys, "verify", "--against", tmp_path / "digests.json")
    assert (code, "digest 1: it stands in the file and is missing here" in out) == (1, True)
    changed = (tmp_path / "digests.json").read_text().replace('"count": 2', '"count": 3')
    (tmp_path / "digests.json").write_text(changed)
    assert "in the file: the signature is not valid" in run(capsys, "verify", "--against", tmp_path / "digests.json")[1]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "opensalw-digests-1", "digests": [{"number": 1}]}'])
def test_a_file_that_holds_no_digests_is_refused(subject, capsys, tmp_path, content):
    (tmp_path / "file").write_text(content)
    code, _out, err = run(capsys, "verify", "--against", tmp_path / "file")
    assert (code, "not a file of exported digests" in " ".join(err.split())) == (1, True)


def test_a_missing_file_and_an_unknown_jurisdiction_are_named(subject, capsys, tmp_path):
    assert run(capsys, "verify", "--against", tmp_path / "absent")[0] == 3
    code, _out, err = run(capsys, "verify", "--jurisdiction", "J-XXX")
    assert (code, "is not a jurisdiction" in err) == (1, True)


def test_history_says_what_stands(subject, capsys):
    code, out, _err = run(capsys, "ledger", "history", subject)
    assert code == 0
    first, second = out.splitlines()
    assert first.startswith("J-BEG 1. 2026-01-05 Packed with 1 pieces")
    assert "no longer stands" in first
    assert "no longer stands" not in second
    assert json.loads(run(capsys, "ledger", "history", subject, "--json")[1])[1]["stands"] is True
    assert run(capsys, "ledger", "history", uuid.uuid4())[0] == 1


def test_a_word_that_is_no_id_is_named(subject, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["ledger", "history", "abc"])
    assert stopped.value.code == 2
    assert "'abc' is not an id like" in capsys.readouterr().err


def test_erase_destroys_a_key(subject, capsys):
    person = uuid.uuid4()
    keys.made_person_keys([person])
    assert "destroyed" in run(capsys, "ledger", "erase", person, "--reason", "asked for it")[2]
    assert keys.person_keys([person]) == {}


def test_backup_and_restore_end_with_a_check(subject, capsys, tmp_path, settings):
    settings.FILES = tmp_path / "files"
    name = f"opensalw_restored_{uuid.uuid4().hex[:10]}"
    run(capsys, "ledger", "seal")
    code, out, err = run(capsys, "backup", tmp_path / "node.backup")
    assert (code, "2 entries, 0 evidence files" in out, "The keys are not in it" in err) == (0, True, True)
    code, _out, err = run(capsys, "backup", tmp_path / "node.backup")
    assert (code, "is there already" in " ".join(err.split())) == (1, True)
    assert run(capsys, "backup", tmp_path / "node.backup", "--force", "--keys", tmp_path / "node.keys")[0] == 0
    try:
        code, out, _err = run(capsys, "restore", tmp_path / "node.backup", "--into", name, "--json")
        assert (code, json.loads(out)["sound"], json.loads(out)["database"]) == (0, True, name)
    finally:
        with psycopg.connect(database.embedded_server().dsn(), autocommit=True) as server:
            server.execute(f"drop database if exists {name} with (force)")
    assert tmp_path / "files" == django_settings.FILES
