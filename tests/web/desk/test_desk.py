"""Pages of the focal point's desk: a seizure becomes a request, is answered by two persons, and its outcome counts."""

from datetime import date

import pytest
from django.urls import reverse

from opensalw.core.session import acting_for
from opensalw.incidents.commands.recording import record_incident
from opensalw.incidents.models import Incident, Item
from opensalw.registers import commands as register
from opensalw.registers.events import weapons
from opensalw.registers.marks import Mark
from opensalw.registers.models import Firearm
from opensalw.returns.niem import refuse_niem
from opensalw.tracing.commands import asking, stepping
from opensalw.tracing.models import ChainLink, Release, TraceRequest, WeaponCheck
from tests.cast import officer
from tests.cast import person as somebody
from tests.web.work.conftest import (  # noqa: F401 - fixtures
    as_,
    everywhere_db,
    plain_static,
)

HOME, NEIGHBOUR = "J-PRN", "J-SKP"
DAY = date(2026, 3, 5)
ASKER = somebody("focal-prn", "contributor", HOME, "police")
SHEET = {
    "type": "rifle", "make": "Zastava", "model": "M70AB2", "calibre": "7,62x39", "serial": "12?456",
    "why": "Found hidden in a lorry.", "use": "Criminal proceedings.", "origin": "Skopje",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def kept(everywhere_db):  # noqa: F811
    """A rifle in the neighbour's register, stolen from its holder; and its seizure at home."""
    police = somebody("focal-skp", "contributor", NEIGHBOUR, "police")
    with acting_for(NEIGHBOUR):
        known = {"jurisdiction": NEIGHBOUR, "by": police, "on": date(2019, 5, 2)}
        holder = register.record_holder(kind="person", name="Somebody", own_number="0101990450001", **known)
        permit = register.grant(holder=holder, kind="possession", on=date(2019, 5, 2), by=police)
        rifle = register.register(
            make="Zastava", model="M70AB2", calibre="7,62x39", serial=Mark("124456"), holder=holder, permit=permit,
            **known,
        )  # fmt: skip
        register.happened(rifle, weapons.Stolen(reference="K 77"), on=date(2020, 1, 7), by=police)
    with acting_for(HOME):
        piece = {"thing": "firearm", "type": "rifle", "make": "Zastava", "model": "M70AB2", "marks": "12?456",
                 "marking": "unique"}  # fmt: skip
        record_incident(
            jurisdiction=HOME, kind="seizure", items=[piece], happened_on=DAY, by=officer(HOME), place="land_border",
            where="Crossing North", origin="Skopje", context="illicit_trafficking", reference="C 12/26",
        )  # fmt: skip


def act(client, jid, number, act, **facts):
    return client.post(reverse("trace_act", args=[jid, number]), {"act": act, **facts}, follow=True)


def test_a_seizure_becomes_a_request_is_answered_by_two_and_counts(as_, kept):  # noqa: F811
    home = as_("contributor", HOME, "police")
    there, second = as_("contributor", NEIGHBOUR, "police"), as_("contributor", NEIGHBOUR, "ministry")
    with acting_for(HOME):
        item = Item.objects.get(jurisdiction=HOME)
    page = home.get(reverse("trace_new", args=[HOME, "sent"]), {"item": item.pk})
    assert "Crossing North" in page.text
    assert "liaison" in page.text.lower()
    address = f"{reverse('trace_new', args=[HOME, 'sent'])}?item={item.pk}"
    late = home.post(address, {**SHEET, "seat": NEIGHBOUR, "channel": "bilateral", "priority": "routine",
                               "handling": "H1", "use": ""})  # fmt: skip
    assert late.status_code == 422
    assert "17c" in late.text
    sent = home.post(address, {**SHEET, "seat": NEIGHBOUR, "channel": "bilateral", "priority": "routine",
                               "handling": "H1"}, follow=True)  # fmt: skip
    ours = sent.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    with acting_for(NEIGHBOUR):
        theirs = TraceRequest.objects.get(jurisdiction=NEIGHBOUR).number
        rifle = Firearm.objects.get(jurisdiction=NEIGHBOUR)
    act(there, NEIGHBOUR, theirs, "acknowledged", remark="Looking.")
    found = there.get(reverse("trace_request", args=[NEIGHBOUR, theirs]), {"look": 1})
    assert "124456" in found.text
    act(there, NEIGHBOUR, theirs, "attach", weapon=rifle.number)
    with acting_for(NEIGHBOUR):
        candidate = TraceRequest.objects.get(number=theirs).candidates.get()
    refused = act(there, NEIGHBOUR, theirs, "judge", id=candidate.pk, verdict="is_it")
    assert "what agrees" in refused.text
    act(there, NEIGHBOUR, theirs, "judge", id=candidate.pk, verdict="is_it", because="All that can be read.")
    act(there, NEIGHBOUR, theirs, "register_chain")
    with acting_for(NEIGHBOUR):
        link = ChainLink.objects.get(is_person=True)
    act(there, NEIGHBOUR, theirs, "propose", id=link.pk, fields=["full_name"], purpose="Witness of the theft")
    with acting_for(NEIGHBOUR):
        release = Release.objects.get()
    own = act(there, NEIGHBOUR, theirs, "let_go", id=release.pk)
    assert "Another person decides" in own.text
    assert "Released to the side" in act(second, NEIGHBOUR, theirs, "let_go", id=release.pk).text
    act(there, NEIGHBOUR, theirs, "diversion", kind="theft", because="Report K 77")
    act(there, NEIGHBOUR, theirs, "send_chain")
    act(there, NEIGHBOUR, theirs, "answered", result="hit", told="Stolen from its holder in 2020.")
    page = home.get(reverse("trace_request", args=[HOME, ours]))
    assert "Somebody" in page.text
    assert "Stolen from its holder" in page.text
    act(home, HOME, ours, "outcome", code="illegitimate_owner_foreign_registry", because="Answer of the neighbour")
    act(home, HOME, ours, "closed", remark="")
    outcomes = home.get(reverse("trace_outcomes", args=[HOME]), {"period": "2026-H1"}).text
    assert "100.00" in outcomes
    for name, args in (("trace_flows", ()), ("trace_siena", ()), ("trace_inbox", ())):
        assert home.get(reverse(name, args=[HOME, *args]), {"period": "2026-H1"}).status_code == 200
    chart = there.get(reverse("trace_links", args=[NEIGHBOUR, rifle.number]))
    assert theirs in chart.text
    file = there.get(reverse("trace_links_file", args=[NEIGHBOUR, rifle.number]))
    assert file.content.decode().startswith("from,from_kind,to")
    with acting_for(HOME):
        assert Incident.objects.get().kind == "seizure"


@pytest.fixture
def trace(kept):
    """A request to an authority elsewhere."""
    with acting_for(HOME):
        made = asking.ask(jurisdiction=HOME, other="Overseas", sheet=SHEET, by=ASKER, channel="siena", asked_on=DAY)
    return made


def test_only_the_focal_point_sees_the_desk(as_, trace):  # noqa: F811
    for role, jid, kind in (("officer", HOME, "commission"), ("contributor", NEIGHBOUR, "police"),
                            ("contributor", HOME, "border_police")):  # fmt: skip
        client = as_(role, jid, kind)
        assert client.get(reverse("trace_inbox", args=[HOME])).status_code == 403
        assert client.get(reverse("trace_request", args=[HOME, trace.number])).status_code == 403
    assert as_("contributor", HOME, "police").get(reverse("trace_desk"), follow=True).status_code == 200


def test_what_is_handed_over_says_what_was_asked(as_, trace):  # noqa: F811
    client = as_("contributor", HOME, "police")

    def paper(format):
        return client.get(reverse("trace_paper", args=[HOME, trace.number, format]))

    assert paper("pdf").content.startswith(b"%PDF")
    assert "12?456" in paper("csv").content.decode()
    assert "H0" in paper("txt").content.decode()
    assert refuse_niem(paper("xml").content) is None
    assert paper("json").json()["j:Firearm"]["nc:ItemSerialIdentification"]["nc:IdentificationID"] == "12?456"
    assert "Firearm" in refuse_niem(b"<Firearm/>")
    for kind in ("rapid", "periodic", "threat"):
        for format, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
            address = reverse("trace_product", args=[HOME, kind, format])
            assert client.get(address, {"period": "2026-H1"}).content.startswith(begins)


def test_one_search_finds_a_word_in_every_holding(as_, trace):  # noqa: F811
    client = as_("contributor", HOME, "police")
    page = client.get(reverse("trace_holdings", args=[HOME]), {"q": "Zastava"}).text
    assert trace.number in page
    assert "I-PRN-2026-00001" in page
    assert "C 12/26" in page
    nothing = client.get(reverse("trace_holdings", args=[HOME]), {"q": "\x00'; drop table 🚫"})
    assert nothing.status_code == 200


def test_lost_and_stolen_is_asked_on_a_page_and_logged(as_, kept):  # noqa: F811
    client = as_("contributor", NEIGHBOUR, "police")
    address = reverse("trace_wanted", args=[NEIGHBOUR])
    assert client.post(address, {"act": "check", "mark": "124456", "purpose": ""}).status_code == 422
    assert "stolen" in client.post(address, {"act": "check", "mark": "124456", "purpose": "Check at a counter"}).text
    assert client.post(address, {"act": "hook", "url": "https://127.0.0.1/", "label": "x"}).status_code == 422
    assert client.post(address, {"act": "hook", "url": "https://desk.example.org/", "label": "Desk"}).status_code == 302
    with acting_for(NEIGHBOUR):
        assert WeaponCheck.objects.get().verdict == "stolen"
    assert "desk.example.org" in client.get(address).text


def test_the_pages_ask_the_same_number_of_questions_however_much_there_is(
    as_, trace, django_assert_max_num_queries  # noqa: F811
):
    with acting_for(HOME):
        for _turn in range(5):
            more = asking.ask(jurisdiction=HOME, other="Overseas", sheet=SHEET, by=ASKER, channel="siena", asked_on=DAY)
            stepping.acknowledge(more, by=ASKER)
            stepping.remind(more, by=ASKER)
    client = as_("contributor", HOME, "police")
    client.get(reverse("trace_inbox", args=[HOME]))
    for name, args, most in (
        ("trace_inbox", (), 12), ("trace_request", (more.number,), 24), ("trace_outcomes", (), 22),
        ("trace_flows", (), 11), ("trace_siena", (), 12), ("trace_wanted", (), 13), ("trace_new", ("sent",), 10),
        ("trace_holdings", (), 10),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert client.get(reverse(name, args=[HOME, *args]), {"period": "2026-H1"}).status_code == 200
