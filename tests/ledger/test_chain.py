"""Canonical bytes, seals and Merkle roots."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.ledger.chain import GENESIS, canonical, merkle_root, seal_of
from opensalw.ledger.rules import LARGEST, refuse_payload

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | TEXT
    | st.sampled_from(["\\", "\\u0000", '"', "\u2028"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
FACTS = {
    "id": 7, "jurisdiction": "J-BEG", "stream": "parcel", "subject": UUID(int=5), "seq": 1, "name": "packed",
    "happened_on": date(2026, 1, 2), "recorded_at": datetime(2026, 1, 2, 3, 4, 5, 600, UTC), "by": "u", "reason": "",
    "payload": {"b": 1, "a": "ž"}, "corrects": None, "batch": None, "personal_digest": None,
}  # fmt: skip


@given(payload=st.dictionaries(TEXT, JSON, max_size=5))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_canonical_bytes_survive_jsonb(db, payload):
    assert refuse_payload(payload) is None
    with connection.cursor() as cursor:
        cursor.execute("select %s::jsonb::text", [canonical(payload).decode()])
        assert canonical(json.loads(cursor.fetchone()[0])) == canonical(payload)


@given(payload=st.dictionaries(TEXT, JSON, min_size=2, max_size=6))
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(payload):
    assert canonical(dict(reversed(payload.items()))) == canonical(payload)


@given(
    depth=st.integers(0, 4),
    wrong=st.sampled_from([0.5, "a\0", LARGEST + 1, -LARGEST - 1, "\udc00", float("nan"), b"x"]),
)
def test_what_does_not_survive_is_refused_at_any_depth(depth, wrong):
    payload = {"k": wrong}
    for level in range(depth):
        payload = {"k": [payload]} if level % 2 else {"k": payload}
    assert refuse_payload(payload)


def test_the_seal_is_what_the_manual_says():
    content = (
        '{"batch":null,"by":"u","corrects":null,"happened_on":"2026-01-02","id":7,"jurisdiction":"J-BEG","name":"packed",'
        '"payload":{"a":"ž","b":1},"personal":null,"previous":"' + "00" * 32 + '","reason":"",'
        '"recorded_at":"2026-01-02T03:04:05.000600+00:00","seq":1,"stream":"parcel",'
        '"subject":"00000000-0000-0000-0000-000000000005"}'
    )
    assert seal_of(GENESIS, **FACTS) == sha256(content.encode()).digest()


def test_the_seal_does_not_depend_on_the_time_zone_or_the_form_of_the_subject():
    elsewhere = FACTS["recorded_at"].astimezone(timezone(timedelta(hours=2)))
    assert seal_of(GENESIS, **{**FACTS, "recorded_at": elsewhere, "subject": str(FACTS["subject"])}) == seal_of(
        GENESIS, **FACTS
    )


@pytest.mark.parametrize("column", sorted(FACTS))
def test_the_seal_covers_every_column(column):
    other = {
        "id": 8, "seq": 2, "happened_on": date(2026, 1, 3), "batch": UUID(int=1),
        "recorded_at": FACTS["recorded_at"] + timedelta(microseconds=1), "subject": UUID(int=6), "corrects": 3,
        "payload": {"b": 1, "a": "z"}, "personal_digest": b"\1",
    }.get(column, "other")  # fmt: skip
    assert seal_of(GENESIS, **{**FACTS, column: other}) != seal_of(GENESIS, **FACTS)
    assert seal_of(b"\1" * 32, **FACTS) != seal_of(GENESIS, **FACTS)


def recursive_root(leaves):
    """The definition of RFC 6962, section 2.1, written down as it stands there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + recursive_root(leaves[:half]) + recursive_root(leaves[half:])).digest()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_merkle_root_is_the_one_of_rfc_6962(leaves):
    assert merkle_root(leaves) == recursive_root(leaves)
