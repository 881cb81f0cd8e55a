"""Personal fields: apart, encrypted per person, erasable; the chain stays whole."""

import stat
import uuid
from datetime import date

import pytest
from django.db import connection

from opensalw.core.models import AdministrativeAct
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger import commands, keys, queries
from opensalw.ledger.chain import canonical, personal_digest_of
from opensalw.ledger.models import Personal

from .happenings import Handed, Packed
from .test_verify import tamper

ANA, MARKO = uuid.UUID(int=101), uuid.UUID(int=102)


def hand(subject, person, to):
    return commands.append(
        Handed(place="Depot", to=to), subject=subject, jurisdiction="J-BEG", by="u1", on=date(2026, 1, 1), person=person
    )


@pytest.fixture
def handed(everyone, subject):
    return subject, hand(subject, ANA, "Recipient A"), hand(subject, MARKO, "Recipient M")


def lines(subject, **asked):
    return [entry.line() for entry in queries.history(subject, **asked)]


def test_the_entry_itself_holds_nothing_personal(handed):
    subject, first, _second = handed
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(e)::text from ledger_entry e where id = %s", [first.id])
        assert "Recipient" not in cursor.fetchone()[0]
        cursor.execute("select row_to_json(p)::text from ledger_personal p where entry = %s", [first.id])
        assert "Recipient" not in cursor.fetchone()[0]
    assert b"Recipient".hex() not in bytes(Personal.objects.get(entry=first.id).ciphertext).hex()


def test_personal_fields_are_masked_unless_asked_for(handed):
    subject, *_ = handed
    assert lines(subject) == ["Handed to [personal] at Depot."] * 2
    assert lines(subject, personal=True) == ["Handed to Recipient A at Depot.", "Handed to Recipient M at Depot."]


def test_an_erased_person_is_gone_and_everybody_else_stays(handed):
    subject, *_ = handed
    commands.seal(["J-BEG"])
    before = queries.verify(["J-BEG"])
    assert commands.erase_person(ANA, by="officer", reason="asked for it") is True
    after = queries.verify(["J-BEG"])
    assert (before.unreadable, after.unreadable) == (0, 1)
    assert after.is_sound
    assert lines(subject, personal=True) == ["Handed to [personal] at Depot.", "Handed to Recipient M at Depot."]
    assert queries.history(subject)[0].event().to is None
    act = AdministrativeAct.objects.get(act="person_erased")
    assert (act.by, act.about, act.details) == ("officer", str(ANA), {"reason": "asked for it"})


def test_the_key_is_not_left_in_the_file_of_keys(handed):
    key = keys.person_keys([ANA])[ANA]
    commands.erase_person(ANA, by="officer", reason="asked for it")
    files = list(keys.keys_folder().glob("persons*"))
    assert files
    assert all(key not in file.read_bytes() for file in files)


def test_nothing_personal_is_recorded_about_an_erased_person(handed, subject):
    commands.erase_person(ANA, by="officer", reason="asked for it")
    with pytest.raises(Refused, match="has been erased"):
        hand(subject, ANA, "Recipient A")
    assert commands.erase_person(ANA, by="officer", reason="again") is False


def test_an_erasure_says_why(handed):
    with pytest.raises(Refused, match="why"):
        commands.erase_person(ANA, by="officer", reason=" ")
    assert keys.person_keys([ANA])


def test_keys_put_back_from_a_copy_do_not_bring_an_erased_person_back(handed, tmp_path, subject):
    copy = tmp_path / "copy.sqlite3"
    keys.copy_person_keys(copy)
    commands.erase_person(ANA, by="officer", reason="asked for it")
    keys.merge_person_keys(copy)
    assert keys.person_keys([ANA, MARKO]).keys() == {MARKO}
    (keys.keys_folder() / keys.PERSONS).unlink()
    keys.merge_person_keys(copy)
    assert keys.person_keys([ANA])
    assert commands.repeat_erasures() == 1
    assert not keys.person_keys([ANA])


def test_the_file_of_keys_is_for_its_owner_only(handed):
    folder = keys.keys_folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / keys.PERSONS).stat().st_mode) == 0o600


def test_an_event_without_personal_content_needs_no_key(everyone, subject, pack):
    pack(subject, person=ANA)
    assert keys.person_keys([ANA]) == {}
    assert Personal.objects.count() == 0
    assert Packed.personal == frozenset()


def test_a_digest_cannot_be_guessed_from_the_fields(handed):
    _subject, first, _second = handed
    guess = Handed(place="Depot", to="Recipient A").personal_part()
    stored = Personal.objects.get(entry=first.id)
    parts = [bytes(stored.nonce), bytes(stored.ciphertext)[:16], b""]
    assert all(first.personal_digest != personal_digest_of(part, canonical(guess)) for part in parts)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("update ledger_personal set ciphertext = set_byte(ciphertext, 3, 255 - get_byte(ciphertext, 3)) "
         "where person = %s", "was changed"),
        ("delete from ledger_personal where person = %s", "is missing"),
    ],
)  # fmt: skip
def test_a_damaged_personal_part_is_named(own_database, change, word):
    subject = uuid.uuid4()
    with acting_for("J-BEG"):
        first = hand(subject, ANA, "Recipient A")
        hand(subject, MARKO, "Recipient M")
    tamper((change, [ANA]))
    broken = queries.verify().first
    assert (broken.entry, broken.subject, broken.what) == (first.id, subject, f"the personal part {word}")


def test_personal_parts_cannot_be_exchanged_between_entries(own_database):
    subject = uuid.uuid4()
    with acting_for("J-BEG"):
        first, second = hand(subject, ANA, "Recipient A"), hand(subject, ANA, "Recipient B")
    tamper(
        ("update ledger_personal set entry = -1 where entry = %s", [first.id]),
        ("update ledger_personal set entry = %s where entry = %s", [first.id, second.id]),
        ("update ledger_personal set entry = %s where entry = -1", [second.id]),
    )
    assert "was changed" in queries.verify().first.what
