"""The answer: a chain without names, time to crime, the point of diversion, and a name that two persons let go."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import Error, connection, transaction

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.registers import commands as register
from opensalw.registers.events import weapons
from opensalw.registers.marks import Mark
from opensalw.registers.models import Consultation
from opensalw.tracing.commands import candidates, chain, releasing, stepping
from opensalw.tracing.models import ChainLink, Release, TraceRequest
from opensalw.tracing.queries.chain import suspected_diversion, time_to_crime
from opensalw.tracing.queries.outcomes import suggested
from opensalw.tracing.queries.requests import told
from tests.cast import person

from .conftest import ANSWERER, ASKER, DAY, HOME, NEIGHBOUR

OTHER = person("focal-skp-2", "contributor", NEIGHBOUR, "ministry")
BOUGHT, STOLEN = date(2019, 5, 2), date(2020, 1, 7)


@pytest.fixture
def trace(ask):
    """A request that the neighbour has acknowledged; the weapon was bought there in 2019 and stolen in 2020."""
    ours = ask(recovered_on=DAY)
    with acting_for(NEIGHBOUR):
        known = {"jurisdiction": NEIGHBOUR, "by": ANSWERER, "on": BOUGHT}
        dealer = register.record_holder(kind="firm", name="Arms Trade Ltd", is_dealer=True, **known)
        buyer = register.record_holder(kind="person", name="Somebody", own_number="0101990450001", **known)
        may = [register.grant(holder=one, kind="possession", on=BOUGHT, by=ANSWERER) for one in (dealer, buyer)]
        rifle = register.register(
            make="Zastava", model="M70AB2", calibre="7,62x39", serial=Mark("124456"), holder=dealer, permit=may[0],
            **known,
        )  # fmt: skip
        register.transfer(rifle, to=buyer, permit=may[1], on=BOUGHT + timedelta(days=10), by=ANSWERER)
        register.happened(rifle, weapons.Stolen(reference="K 77"), on=STOLEN, by=ANSWERER)
        copy = TraceRequest.objects.get(pk=ours.mirror, jurisdiction=NEIGHBOUR)
    return SimpleNamespace(ours=ours, copy=copy, rifle=rifle, buyer=buyer)


def confirmed(trace):
    candidate = candidates.attach(trace.copy, trace.rifle, by=ANSWERER, shown="124456")
    candidates.judge(candidate, is_it=True, because="All marks agree.", by=ANSWERER)
    trace.copy.refresh_from_db()
    return chain.add_register_links(trace.copy, by=ANSWERER)


def test_the_chain_comes_from_the_register_and_names_no_person(trace):
    with acting_for(NEIGHBOUR):
        links = confirmed(trace)
        assert [(one.part, one.name, one.is_person) for one in links] == [
            ("maker", "Zastava", False), ("dealer", "Arms Trade Ltd", False), ("first_buyer", "", True),
        ]  # fmt: skip
        assert time_to_crime(trace.copy, links).days == (DAY - BOUGHT - timedelta(days=10)).days
        left = suspected_diversion(trace.copy, links)
        assert (left.kind, left.on, left.after) == ("theft", STOLEN, 3)
        chain.set_diversion(trace.copy, kind="theft", place="Skopje", on=STOLEN, because="Report K 77.", by=ANSWERER)
        chain.send_chain(trace.copy, by=ANSWERER)
        stepping.answer(trace.copy, result="hit", told="Stolen from its lawful holder.", by=ANSWERER)
        trace.copy.refresh_from_db()
        assert suggested(trace.copy) == "legitimate_owner_own_registry"
    got = ChainLink.objects.filter(jurisdiction=HOME, request=trace.ours)
    assert not any(one.document for one in got if one.is_person)
    assert [(one.part, one.name, one.holder) for one in got] == [
        ("maker", "Zastava", None), ("dealer", "Arms Trade Ltd", None), ("first_buyer", "", None),
    ]  # fmt: skip
    assert "Somebody" not in "".join(str(entry.payload) for entry in told(trace.ours, personal=True))


def test_a_name_goes_out_when_a_second_person_lets_it(trace):
    with acting_for(NEIGHBOUR):
        link = confirmed(trace)[-1]
        asked = releasing.propose_release(link, fields=["full_name"], purpose="Witness of the theft", by=ANSWERER)
        with pytest.raises(Refused, match="Another person decides"):
            releasing.let_go(asked, by=ANSWERER)
        releasing.let_go(asked, by=OTHER)
        with pytest.raises(Refused, match="decided already"):
            releasing.decline_release(asked, because="No.", by=OTHER)
        assert Consultation.objects.get(what="trace_release").subject == trace.buyer.pk
        link.refresh_from_db()
        with pytest.raises(Refused, match="released already"):
            releasing.propose_release(link, fields=["address"], purpose="Witness", by=ANSWERER)
    entry = told(trace.ours, personal=True)[-1]
    assert "Somebody" not in str(entry.payload)
    event = entry.event()
    assert (event.full_name, event.born_on, event.proposed_by) == ("Somebody", None, ANSWERER.id)


def test_a_release_that_is_declined_lets_nothing_go(trace):
    with acting_for(NEIGHBOUR):
        link = confirmed(trace)[-1]
        asked = releasing.propose_release(link, fields=["full_name"], purpose="Witness", by=ANSWERER)
        with pytest.raises(Refused, match="waits for a second person"):
            releasing.propose_release(link, fields=["address"], purpose="Witness", by=OTHER)
        releasing.decline_release(asked, because="Not needed.", by=OTHER)
        assert told(trace.copy)[-1].name == "release_declined"
        for fields, purpose, said in ((["shoes"], "Witness", "no personal field"), (["address"], "x", "which purpose")):
            with pytest.raises(Refused, match=said):
                releasing.propose_release(link, fields=fields, purpose=purpose, by=ANSWERER)
    assert [one.name for one in told(trace.ours)] == ["request_sent"]


@pytest.mark.parametrize(
    "attempt",
    [
        "update tracing_chainlink set release = gen_random_uuid() where id = %(link)s",
        "update tracing_release set confirmed = true, decided_by = proposed_by where id = %(release)s",
        "update tracing_release set fields = '{address}' where id = %(release)s",
        "update tracing_chainlink set name = 'Somebody' where id = %(link)s",
        "delete from tracing_release where id = %(release)s",
        "insert into tracing_release (id, jurisdiction, request_id, link, fields, purpose, proposed_by, proposed_at,"
        " decided_by, confirmed, because) select gen_random_uuid(), jurisdiction, request_id, link, fields, purpose,"
        " 'one', now(), 'two', true, '' from tracing_release where id = %(release)s",
    ],
)
def test_the_database_holds_the_two_persons_apart_too(trace, attempt):
    with acting_for(NEIGHBOUR):
        link = confirmed(trace)[-1]
        release = releasing.propose_release(link, fields=["full_name"], purpose="Witness", by=ANSWERER)
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt, {"link": link.pk, "release": release.pk})
        assert Release.objects.get(pk=release.pk).confirmed is None


def test_an_answer_on_paper_becomes_a_chain_link_by_link(ask):
    ours = ask("Overseas", channel="etrace", recovered_on=DAY)
    for facts in (
        {"part": "maker", "name": "Works"},
        {"part": "first_buyer", "is_person": True, "on": date(2010, 1, 1)},
    ):
        chain.add_link(ours, by=ASKER, **facts)
    with pytest.raises(Refused, match="not named in the chain"):
        chain.add_link(ours, part="holder", is_person=True, name="Somebody", by=ASKER)
    with pytest.raises(Refused, match="Name the firm"):
        chain.add_link(ours, part="dealer", by=ASKER)
    links = list(ours.chain.all())
    assert time_to_crime(ours, links).days == (DAY - date(2010, 1, 1)).days
    assert time_to_crime(ours, links[:1]).why == "no_sale"
    with pytest.raises(Refused, match="Confirm first"):
        chain.add_register_links(ours, by=ASKER)


def test_one_candidate_is_the_weapon_and_the_others_are_not(trace):
    with acting_for(NEIGHBOUR):
        twin = register.register(
            make="Zastava", model="M70", serial=Mark("127456"), jurisdiction=NEIGHBOUR, by=ANSWERER, on=BOUGHT
        )
        first = candidates.attach(trace.copy, trace.rifle, by=ANSWERER)
        assert candidates.attach(trace.copy, trace.rifle, by=ANSWERER).pk == first.pk
        second = candidates.attach(trace.copy, twin, by=ANSWERER)
        candidates.judge(first, is_it=True, because="Marks agree.", by=ANSWERER)
        with pytest.raises(Refused, match="Another weapon is confirmed"):
            candidates.judge(second, is_it=True, because="So do these.", by=ANSWERER)
        candidates.judge(first, is_it=False, because="The proof mark differs.", by=ANSWERER)
        candidates.judge(second, is_it=True, because="This one has it.", by=ANSWERER)
        trace.copy.refresh_from_db()
        assert trace.copy.firearm == twin.pk
