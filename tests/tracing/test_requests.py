"""A request goes, is worked on by the side whose turn it is, and comes back answered; impossible steps are refused."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.incidents.commands.recording import record_incident
from opensalw.ledger.queries import figures
from opensalw.tracing.commands import asking, stepping
from opensalw.tracing.lifecycle import STEPS, State, diagram, possible, stands
from opensalw.tracing.models import Candidate, TraceRequest
from opensalw.tracing.queries.requests import Asked, queues, requests, told, waits_on
from opensalw.tracing.queries.routing import route, sheet_of
from opensalw.tracing.sheet import missing_for_atf
from tests.cast import officer

from .conftest import ANSWERER, ASKER, DAY, HOME, NEIGHBOUR, SHEET

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
NEXT = DAY + timedelta(days=1)


def theirs(trace):
    """The same request as the other side sees it."""
    return TraceRequest.objects.get(pk=trace.mirror, jurisdiction=trace.other)


def counted(jurisdiction=HOME):
    found = figures(jurisdiction, FIRST, LAST).lines
    return {line.removeprefix("lost_traced."): int(one.amount) for line, one in found.items()}


def names(trace):
    return [entry.name for entry in told(trace)]


def test_a_request_between_two_seats_stands_in_both_books(ask):
    ours = ask(channel="siena", handling="H2", reliability="A", accuracy="1")
    with acting_for(NEIGHBOUR):
        copy = theirs(ours)
        assert (copy.direction, copy.other, copy.their_reference) == ("received", HOME, ours.number)
        assert copy.serial == "12?456"
        assert copy.handling == "H2"
        assert copy.incident is None
        assert names(copy) == ["request_received"]
        stepping.acknowledge(copy, by=ANSWERER, on=NEXT)
        stepping.note_search(copy, where="own register", candidates=2, by=ANSWERER, on=NEXT)
        stepping.ask_more(copy, question="Is there a proof mark?", by=ANSWERER, on=NEXT)
        assert waits_on(theirs(ours)) == "them"
    ours.refresh_from_db()
    assert ours.state == "more_asked"
    assert waits_on(ours) == "us"
    assert names(ours) == ["request_sent", "acknowledged", "more_asked"]
    stepping.give_more(ours, told="The second character is a 4.", sheet={"serial": "124456"}, by=ASKER, on=NEXT)
    with acting_for(NEIGHBOUR):
        copy = theirs(ours)
        assert copy.serial == "124456"
        assert copy.sheet["serial"] == "124456"
        stepping.answer(copy, result="hit", told="Registered here until 2019.", by=ANSWERER, on=NEXT)
    ours.refresh_from_db()
    assert ours.state == "answered"
    assert ours.result == "hit"
    assert waits_on(ours) == "us"
    stepping.close(ours, by=ASKER, on=NEXT)
    assert names(ours)[-2:] == ["request_counted", "closed"]
    with acting_for(HOME, NEIGHBOUR):
        assert theirs(ours).state == "closed"


def test_neither_side_makes_the_steps_of_the_other(ask):
    ours = ask()
    with pytest.raises(Refused, match="side that answers"):
        stepping.answer(ours, result="hit", told="I say so.", by=ASKER, on=NEXT)
    with acting_for(NEIGHBOUR), pytest.raises(Refused, match="side that asks"):
        stepping.remind(theirs(ours), by=ANSWERER, on=NEXT)
    with pytest.raises(Refused, match="focal point"):
        stepping.remind(ours, by=ANSWERER, on=NEXT)


def test_an_answer_from_elsewhere_is_recorded_by_us(ask):
    ours = ask("An authority overseas", channel="etrace")
    assert ours.mirror is None
    stepping.acknowledge(ours, by=ASKER, on=NEXT)
    stepping.delay(ours, until=date(2099, 1, 1), ground="investigation", because="A case is open.", by=ASKER, on=NEXT)
    assert TraceRequest.objects.get(pk=ours.pk).due_on == date(2099, 1, 1)
    stepping.answer(ours, result="no_hit", told="Not in their books.", by=ASKER, on=NEXT)
    assert counted() == {"requests_sent": 1, "sent_open": 0, "sent_no_hit": 1}


def test_the_half_year_counts_requests_on_the_day_on_which_they_were_asked(ask):
    for result in ("hit", "no_hit", "records_lost"):
        trace = ask("Elsewhere", channel="iarms")
        stepping.answer(trace, result=result, told="As it is.", by=ASKER, on=date(2026, 9, 1))
    ask("Elsewhere", channel="liaison_office")
    came = asking.receive(jurisdiction=HOME, other="Elsewhere", sheet=SHEET, by=ASKER, asked_on=DAY, channel="siena")
    stepping.answer(came, result="no_hit", told="Not here.", by=ASKER, on=NEXT)
    refused = asking.receive(jurisdiction=HOME, other="Elsewhere", sheet=SHEET, by=ASKER, asked_on=DAY)
    stepping.refuse(refused, ground="law", because="No mutual assistance.", by=ASKER, on=NEXT)
    assert counted() == {
        "requests_sent": 4, "sent_hit": 1, "sent_no_hit": 1, "sent_open": 1, "requests_received": 2,
        "received_answered": 1,
    }  # fmt: skip
    sent = figures(HOME, FIRST, LAST).lines["lost_traced.requests_sent"]
    assert sent.by("channel") == {("interpol",): 3, ("liaison_office",): 1}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"serial": ""}, "say why there is none"),
        ({"serial_answer": "obliterated"}, "say why there is none"),
        ({"serial": "???"}, "neither a letter nor a digit"),
        ({"serial": "12\u202e3"}, "control character"),
        ({"why": ""}, "17a"),
        ({"use": ""}, "17c"),
        ({"type": "cannon"}, "not in the list"),
        ({"serial": "1" * 200}, "at most 120"),
        ({"make": "", "model": "", "calibre": "", "type": ""}, "finds many weapons"),
    ],
)
def test_a_sheet_that_cannot_be_answered_is_refused_in_words(ask, change, said):
    with pytest.raises(Refused, match=said):
        ask(sheet={**SHEET, **change})
    assert not TraceRequest.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"other": HOME}, "own register itself"),
        ({"other": "J-REG"}, "keeps no register"),
        ({"other": "J-XXX"}, "not a jurisdiction"),
        ({"other": " "}, "Say which authority"),
        ({"channel": "fax"}, "not in the list"),
        ({"handling": "H3"}, "State them"),
        ({"priority": "urgent"}, "why it is urgent"),
        ({"asked_on": date(2099, 1, 1)}, "still to come"),
        ({"recovered_on": date(2026, 4, 1)}, "found after it was asked"),
        ({"by": ANSWERER}, "focal point"),
        ({"by": officer(HOME)}, "focal point"),
    ],
)
def test_a_request_without_its_ways_is_refused_in_words(ask, facts, said):
    with pytest.raises(Refused, match=said):
        ask(**facts)


def test_a_request_from_a_seizure_begins_with_what_was_seen(home, ask):
    pistol = {"thing": "firearm", "make": "Zastava", "model": "M57", "marks": "A 1234", "marking": "unique"}
    found = record_incident(
        jurisdiction=home, kind="seizure", items=[pistol], happened_on=DAY, by=officer(home), place="land_border",
        context="illicit_trafficking", where="Crossing North",
    )  # fmt: skip
    item = found.items.get()
    known = sheet_of(item)
    assert known["serial"] == "A 1234"
    assert known["ground"] == "illicit_trafficking"
    trace = ask(sheet={**known, "why": "Hidden.", "use": "Court."}, item=item)
    assert (trace.item, trace.incident, trace.recovered_on) == (item.pk, found.pk, DAY)
    wanted = [field.key for field in missing_for_atf(trace.sheet)]
    assert wanted == ["type", "calibre", "origin", "unit_code", "unit"]


def test_the_route_leads_from_the_own_books_to_the_maker(home):
    stops = route(home, {"serial": "12456", "origin": "Belgrade"})
    assert [stop.channel for stop in stops] == ["own_registers", "own_registers", "liaison_office", "bilateral"]
    assert stops[-1].other == "J-BEG"
    with acting_for("J-SKP"):
        stops = route("J-SKP", {"serial": "1?456", "importer": "Springfield, USA"})
        assert [stop.channel for stop in stops][2:] == ["iarms", "etrace"]
        assert "proof and import marks" in route("J-SKP", {})[-1].why


def test_the_inbox_and_the_queue_say_who_waits_for_whom(ask):
    ask()
    late = ask("Elsewhere", due_on=NEXT, asked_on=DAY)
    answered = ask("Elsewhere")
    stepping.answer(answered, result="hit", told="Yes.", by=ASKER, on=NEXT)
    today = date(2026, 3, 20)
    assert [one.pk for one in requests(HOME, Asked(late=True), today)] == [late.pk]
    assert [one.pk for one in requests(HOME, Asked(waits_on="us"), today)] == [answered.pk]
    found = {one.other: (one.for_us, one.for_them, one.late) for one in queues(HOME, today)}
    assert found == {"J-SKP": (0, 1, 0), "Elsewhere": (1, 1, 1)}


def test_the_rows_of_a_neighbour_are_not_seen_and_no_request_is_removed(ask):
    ours = ask("Elsewhere")
    for model in (TraceRequest, Candidate):
        with connection.cursor() as cursor:
            cursor.execute("select relrowsecurity from pg_class where relname = %s", [model._meta.db_table])
            assert cursor.fetchone()[0]
    with acting_for(NEIGHBOUR):
        assert not TraceRequest.objects.exists()
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from tracing_tracerequest where id = %s", [ours.pk])


def test_who_possessed_the_weapon_stands_apart_and_encrypted(ask):
    ours = ask()
    asking.name_person(ours, part="possessor", full_name="Somebody", by=ASKER, on=NEXT)
    plain, opened = told(ours)[-1], told(ours, personal=True)[-1]
    assert "Somebody" not in str(plain.payload)
    assert opened.event().full_name == "Somebody"
    with acting_for(NEIGHBOUR):
        assert "person_named" not in names(theirs(ours))


MOVES = st.lists(st.sampled_from(sorted(STEPS)), max_size=7)
PLAY = {
    "acknowledged": lambda one: stepping.acknowledge(one, by=ASKER, on=NEXT),
    "searched": lambda one: stepping.note_search(one, where="here", by=ASKER, on=NEXT),
    "more_asked": lambda one: stepping.ask_more(one, question="What?", by=ASKER, on=NEXT),
    "more_given": lambda one: stepping.give_more(one, told="That.", by=ASKER, on=NEXT),
    "delayed": lambda one: stepping.delay(
        one, until=date(2099, 1, 1), ground="law", because="So.", by=ASKER, on=NEXT
    ),
    "partly_answered": lambda one: stepping.answer_in_part(one, told="Half.", by=ASKER, on=NEXT),
    "answered": lambda one: stepping.answer(one, result="hit", told="All.", by=ASKER, on=NEXT),
    "refused": lambda one: stepping.refuse(one, ground="law", because="So.", by=ASKER, on=NEXT),
    "reminded": lambda one: stepping.remind(one, by=ASKER, on=NEXT),
    "closed": lambda one: stepping.close(one, by=ASKER, on=NEXT, remark="Done."),
}  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES)
def test_a_request_stands_where_its_entries_lead_and_is_settled_once(ask, moves):
    with transaction.atomic():
        trace = ask("Elsewhere")
        for move in moves:
            before = TraceRequest.objects.get(pk=trace.pk).stands
            done = False
            with suppress(Refused), transaction.atomic():
                PLAY[move](trace)
                done = True
            assert done == (move in [step.name for step in possible(before)])
        row = TraceRequest.objects.get(pk=trace.pk)
        entries = names(trace)
        assert row.stands == stands(entries)
        is_settled = row.state in (State.ANSWERED, State.REFUSED, State.CLOSED)
        assert entries.count("request_counted") == is_settled == bool(row.settled_on)
        assert counted()["sent_open"] == (0 if is_settled else 1)
        transaction.set_rollback(True)


def test_the_diagram_is_drawn_from_the_same_table():
    drawn = diagram()
    assert "answered --> closed: closed" in drawn
    assert "asked --> acknowledged: acknowledged" in drawn
