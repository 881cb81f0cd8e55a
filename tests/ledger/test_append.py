import uuid
from datetime import date
from decimal import Decimal

import pytest

from opensalw.core.refusal import Refused
from opensalw.ledger import commands, queries
from opensalw.ledger.chain import GENESIS, seal_of

from .happenings import Handed, Noted, Packed

COLUMNS = (
    "id", "jurisdiction", "stream", "subject", "seq", "name", "happened_on", "recorded_at", "by", "reason", "payload",
    "corrects", "batch", "personal_digest",
)  # fmt: skip


def facts(entry):
    return {column: getattr(entry, column) for column in COLUMNS}


def test_an_appended_entry_is_read_back_as_the_event_that_it_was(everyone, subject):
    event = Packed(pieces=3, weight=Decimal("1.50"), on_shelf_since=date(2025, 2, 3))
    entry = commands.append(event, subject=subject, jurisdiction="J-BEG", by="u1", on=date(2026, 1, 5), reason="new")
    (found,) = queries.history(subject)
    assert found.event() == event
    assert found.line() == "Packed with 3 pieces of 1.50 kg."
    assert (found.id, found.seq, found.by, found.reason, found.happened_on) == (
        entry.id,
        1,
        "u1",
        "new",
        date(2026, 1, 5),
    )
    assert facts(found) == facts(entry)


def test_each_entry_seals_the_one_before(everyone, subject, pack):
    for pieces in (1, 2, 3):
        pack(subject, pieces=pieces)
    previous = GENESIS
    for number, entry in enumerate(queries.history(subject), 1):
        assert entry.seq == number
        previous = seal_of(previous, **facts(entry))
        assert bytes(entry.seal) == previous


def test_a_subject_has_a_chain_in_each_jurisdiction(everyone, subject, pack):
    pack(subject, "J-BEG")
    pack(subject, "J-POD")
    assert [(entry.jurisdiction, entry.seq) for entry in queries.history(subject)] == [("J-BEG", 1), ("J-POD", 1)]
    assert len(queries.history(subject, jurisdiction="J-POD")) == 1


def test_a_correction_names_its_entry_and_the_mended_one_no_longer_stands(everyone, subject, pack):
    wrong = pack(subject, pieces=1)
    other = pack(subject, pieces=7)
    mended = pack(subject, pieces=2, corrects=wrong.id)
    assert queries.standing(queries.history(subject)) == [other, mended]


def test_an_entry_of_another_subject_cannot_be_corrected(everyone, subject, pack):
    other = pack(uuid.uuid4())
    with pytest.raises(Refused, match="not an entry of this subject"):
        pack(subject, corrects=other.id)


def test_an_entry_is_corrected_once(everyone, subject, pack):
    wrong = pack(subject)
    first = pack(subject, corrects=wrong.id)
    with pytest.raises(Refused, match=f"already been corrected by entry {first.id}"):
        pack(subject, corrects=wrong.id)


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.5, "neither text"), ("a\0b", "NUL"), ({"x": [1, {"k\0": 1}]}, "NUL"), (2**63, "too large"), ("\ud800", "half")],
)
def test_what_cannot_be_kept_unchanged_is_refused_by_name(everyone, subject, value, word):
    with pytest.raises(Refused, match=word):
        commands.append(
            Noted.model_construct(what=value), subject=subject, jurisdiction="J-BEG", by="u1", on=date(2026, 1, 1)
        )
    assert queries.history(subject) == []


def test_personal_fields_need_the_person(everyone, subject):
    with pytest.raises(Refused, match="whom they concern"):
        commands.append(
            Handed(place="Depot", to="Someone"), subject=subject, jurisdiction="J-BEG", by="u1", on=date(2026, 1, 1)
        )


def test_an_entry_needs_an_actor(everyone, subject, pack):
    with pytest.raises(Refused, match="who acted"):
        pack(subject, by="")


def test_latest_gives_pages_newest_first(everyone, subject, pack):
    made = [pack(subject, jurisdiction).id for jurisdiction in ("J-BEG", "J-TIR", "J-BEG", "J-REG")]
    first = queries.latest(2)
    second = queries.latest(2, before=first[-1].id)
    assert [entry.id for entry in first + second] == made[::-1]
    assert queries.counts_by_jurisdiction() == {"J-BEG": 2, "J-REG": 1, "J-TIR": 1}
