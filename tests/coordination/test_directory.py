"""The directory by function: bodies and posts with their history, kept by their jurisdiction, without persons."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from opensalw.coordination.commands.directory import add_function, change, end, end_function, enter
from opensalw.coordination.commands.real_directory import load_real_directory
from opensalw.coordination.models import Body
from opensalw.coordination.queries.directory import directory, life_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Source
from tests.cast import CONTRIBUTOR, DONOR, SECRETARIAT, chair, officer

pytestmark = pytest.mark.django_db


def commission(by=None, **facts):
    given = {
        "kind": "commission",
        "jurisdiction": "J-SAR",
        "title": "SALW Coordination Board",
        "since": date(2017, 1, 1),
    }
    return enter(by=by or officer("J-SAR"), **{**given, **facts})


def test_a_body_is_entered_changed_and_ended_and_its_history_tells_it(everywhere_db):
    held = commission()
    seat = add_function(
        held, role="chair", function="Assistant minister", institution="Ministry of security", by=SECRETARIAT
    )
    change(held, standing="operational", mandate="Owns the strategy.", title=held.title, reason="Decision 7/20.",
           by=chair("J-SAR"))  # fmt: skip
    end_function(seat, until=date(2020, 1, 1), reason="New mandate.", by=SECRETARIAT)
    end(held, until=date(2025, 11, 19), reason="A new board follows.", by=officer("J-SAR"))
    assert [entry.line() for entry in life_of(held)] == [
        "SALW Coordination Board entered (SALW Commission, established).",
        "chair: Assistant minister, Ministry of security.",
        "Standing changed from “established” to “operational”.",
        "Mandate changed from “–” to “Owns the strategy.”.",
        "No longer chair: Assistant minister, Ministry of security.",
        "Ended on 2025-11-19.",
    ]
    with pytest.raises(Refused, match="has ended"):
        change(held, title="x", reason="x", by=SECRETARIAT)


def test_the_directory_shows_a_day_as_it_was(everywhere_db):
    held = commission()
    old = add_function(held, role="chair", institution="Ministry A", since=date(2017, 1, 1), by=SECRETARIAT)
    end_function(old, until=date(2019, 12, 31), reason="x", by=SECRETARIAT)
    add_function(held, role="chair", institution="Ministry B", since=date(2020, 1, 1), by=SECRETARIAT)
    end(held, until=date(2025, 11, 19), reason="x", by=SECRETARIAT)
    assert directory() == []
    assert [[str(seat) for seat in one.now] for one in directory(on=date(2018, 5, 1))] == [["Ministry A"]]
    assert [[str(seat) for seat in one.now] for one in directory(on=date(2021, 5, 1))] == [["Ministry B"]]
    assert directory(on=date(2016, 1, 1)) == directory(on=date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"by": officer("J-BEG")}, "keeps its directory"), ({"by": DONOR}, "keeps its directory"),
        ({"by": CONTRIBUTOR}, "keeps its directory"), ({"title": " "}, "title"), ({"kind": "club"}, "what it is"),
        ({"jurisdiction": "J-XXX", "by": SECRETARIAT}, "Choose a jurisdiction"),
        ({"standing": "ended"}, "how it stands"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_is_refused(everywhere_db, facts, words):
    with pytest.raises(Refused, match=words):
        commission(**facts)
    assert not Body.objects.exists()


def test_an_end_needs_a_day_after_the_beginning_and_a_reason(everywhere_db):
    held = commission()
    for facts, words in (
        ({"until": None, "reason": "x"}, "Give the day"),
        ({"until": date(2016, 1, 1), "reason": "x"}, "before it began"),
        ({"until": date(2020, 1, 1), "reason": ""}, "Say why"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            end(held, by=SECRETARIAT, **facts)
    for changes in ({"title": ""}, {"standing": "ended"}, {"until": date(2016, 1, 1), "standing": "ended"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Body.objects.filter(pk=held.pk).update(**changes)


def test_the_real_directory_is_loaded_once_and_names_nobody(everywhere_db):
    Source.objects.create(key="meeting-2020-07-03", kind="meeting_record", title="Record")
    assert load_real_directory(by=SECRETARIAT) == 19
    assert load_real_directory(by=SECRETARIAT) == 0
    rows = directory()
    assert [one.jurisdiction for one in rows][:3] == ["J-BEG", "J-BEG", "J-POD"]
    assert sum(one.kind == "commission" for one in rows) == sum(one.kind == "focal_point" for one in rows) == 6
    assert directory(words="UNMIK")[0].kind == "liaison"
