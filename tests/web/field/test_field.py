"""Pages of the field: a surrender, its store, its destruction day with two persons, and nothing for neighbours."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from opensalw.core.session import acting_for
from opensalw.incidents.models import BorderReport, Campaign, Incident
from opensalw.ledger.queries import figures
from opensalw.registers.commands import register
from opensalw.registers.marks import Mark
from opensalw.stockpiles.models import Lot, Movement, Order, Site
from tests.cast import person
from tests.web.work.conftest import (  # noqa: F401 - fixtures
    as_,
    everywhere_db,
    plain_static,
)

HOME = "J-PRN"
DAY = "2026-03-05"


def send(client, page, /, *args, **facts):
    return client.post(reverse(page, args=args), facts, follow=True)


def surrender(client, **facts):
    known = {
        "happened_on": DAY, "place": "inland", "anonymous": "yes", "item-rows": 2, "item0-thing": "firearm",
        "item0-quantity": "1", "item0-type": "pistol", "item0-marks": "A 1234", "item1-thing": "ammunition",
        "item1-quantity": "50", "group-rows": 0, **facts,
    }  # fmt: skip
    return send(client, "incident_new", HOME, "surrender", **known)


def test_a_surrender_goes_to_a_store_and_is_destroyed_by_two_persons(as_):  # noqa: F811
    me, other = as_("officer", HOME), as_("officer", HOME, name="second")
    assert "Recorded as I-PRN-2026-00001" in surrender(me).text
    assert "The bearer stays anonymous" in me.get(reverse("incident_receipt", args=[HOME, "I-PRN-2026-00001"])).text
    send(me, "store_list", HOME, name="Armoury", owner="interior", kind="armoury", security=["fence"])
    site = Site.objects.get()
    for row in (1, 2):
        facts = {"act": "receive", "receive-on": DAY, "receive-item": f"I-PRN-2026-00001/{row}"}
        assert "A 1234" in send(me, "store", HOME, site.number, **facts).text
    lots = [str(lot.pk) for lot in Lot.objects.order_by("number")]
    facts = {"act": "order", "order-on": DAY, "order-ground": "Decision 3", "order-lots": lots}
    assert "First every thing is checked" in send(me, "store", HOME, site.number, **facts).text
    order = Order.objects.get()
    first, second = order.lines.order_by("lot__number")
    wrong = send(me, "destruction", HOME, order.number, **{"act": "check", f"seen-{first.pk}": "A 1235"})
    assert wrong.status_code == 422
    assert "is not what the order names" in wrong.text
    done = send(
        me, "destruction", HOME, order.number,
        **{"act": "check", f"seen-{first.pk}": "A1234", f"here-{second.pk}": "1"},
    )  # fmt: skip
    assert "Another person confirms here" in done.text
    day = {"act": "destroy", "on": timezone.localdate(), "method": "melting", "witnesses": "Prosecutor\nJudge"}
    assert "Another person does this one" in send(me, "destruction", HOME, order.number, **day).text
    assert "the certificate is ready" in send(other, "destruction", HOME, order.number, **day).text
    page = me.get(reverse("destruction_certificate", args=[HOME, order.number])).text
    assert "Z-PRN-000001" in page
    assert "Judge" in page
    today = timezone.localdate()
    with acting_for(HOME):
        found = figures(HOME, today.replace(day=1), today).lines
    assert (found["destroyed.firearm"].amount, found["destroyed.ammunition"].amount) == (1, 50)


def test_a_mistake_stands_at_its_row_and_what_was_typed_stays(as_):  # noqa: F811
    me = as_("officer", HOME)
    answer = surrender(me, **{"item1-quantity": "-50"})
    assert answer.status_code == 422
    assert "-50 is below zero" in answer.text
    assert 'value="A 1234"' in answer.text
    future = surrender(me, happened_on="2099-01-01")
    assert "lies in the future" in future.text
    assert not Incident.objects.exists()


def test_a_list_is_narrowed_by_its_address_and_comes_as_a_file(as_):  # noqa: F811
    me = as_("officer", HOME)
    surrender(me, where="=Highway")
    surrender(me, happened_on="2026-03-06", **{"item0-marks": "B 9"})
    address = reverse("incident_list", args=[HOME])
    assert "I-PRN-2026-00002" not in me.get(address, {"q": "1234"}).text
    assert "No record is like that" in me.get(address, {"kind": "theft"}).text
    file = me.get(reverse("incident_file", args=[HOME, "csv"]), {"q": "1234"})
    assert "I-PRN-2026-00001" in file.text
    assert "'=Highway" in file.text
    assert me.get(reverse("incident_file", args=[HOME, "xlsx"])).content[:2] == b"PK"


def test_a_record_is_corrected_given_back_and_withdrawn_on_its_page(as_):  # noqa: F811
    me = as_("officer", HOME)
    surrender(me)
    number = "I-PRN-2026-00001"
    facts = {
        "happened_on": DAY, "reason": "Two.", "item-rows": 1, "item0-thing": "firearm", "item0-quantity": "2",
        "group-rows": 0,
    }  # fmt: skip
    assert "corrects entry" in send(me, "incident_correct", HOME, number, **facts).text
    item = Incident.objects.get().items.get()
    facts = {"act": "return", "item": item.pk, "on": DAY, "quantity": "1", "reason": "Judgment"}
    assert "given back" in send(me, "incident_act", HOME, number, **facts).text
    answer = send(me, "incident_act", HOME, number, act="withdraw", reason="Error").text
    assert "Something became of its items" in answer


def test_the_page_of_a_record_proposes_the_weapon_and_names_it(as_):  # noqa: F811
    me = as_("officer", HOME)
    with acting_for(HOME):
        registry = person("registry-prn", "contributor", HOME, "ministry")
        weapon = register(
            jurisdiction=HOME, by=registry, on=date(2024, 1, 1), make="Zastava", model="M57", serial=Mark("A-1234")
        )  # fmt: skip
    page = surrender(me)
    assert f'It is this weapon<span class="visually-hidden"> {weapon.number}' in page.text
    item = Incident.objects.get().items.get(position=1)
    named = send(me, "incident_act", HOME, "I-PRN-2026-00001", act="name", item=item.pk, firearm=weapon.number)
    assert "taken in by an authority" in named.text
    assert weapon.number in me.get(reverse("incident_correct", args=[HOME, "I-PRN-2026-00001"])).text


def test_campaigns_and_border_work_are_entered_beside_their_lists(as_):  # noqa: F811
    me = as_("officer", HOME)
    facts = {"title": "Spring", "law": "Law", "purpose": "surrender", "opens_on": DAY, "closes_on": "2026-04-30"}
    assert "Spring is kept" in send(me, "campaigns", HOME, **facts).text
    assert "closes before it opens" in send(me, "campaigns", HOME, **{**facts, "closes_on": "2026-01-01"}).text
    surrender(me, campaign=Campaign.objects.get().pk, anonymous="no")
    assert Incident.objects.get().campaign.title == "Spring"
    send(me, "border_work", HOME, kind="checks", count="13829", happened_on=DAY)
    assert "13,829" in me.get(reverse("border_work", args=[HOME])).text
    report = BorderReport.objects.get()
    assert "Withdrawn." in send(me, "border_withdraw", HOME, report.pk, reason="Twice").text
    assert "below zero" in send(me, "border_work", HOME, kind="checks", count="-1", happened_on=DAY).text


def test_stock_is_issued_confirmed_and_counted_on_the_page(as_):  # noqa: F811
    me, other = as_("officer", HOME), as_("officer", HOME, name="second")
    for name in ("North", "East"):
        send(me, "store_list", HOME, name=name, owner="defence", kind="armoury")
    north, east = Site.objects.order_by("number")
    facts = {"act": "receive", "receive-on": DAY, "receive-thing": "ammunition", "receive-quantity": "1000"}
    assert "1,000" in send(me, "store", HOME, north.number, **facts).text
    lot = Lot.objects.get()
    issued = {"act": "issue", "lot": lot.pk, "quantity": "400", "to": east.number, "on": DAY}
    assert "receipt not confirmed" in send(me, "store_act", HOME, north.number, **issued).text
    came = {"act": "confirm", "movement": Movement.objects.get().pk, "received": "400", "on": DAY}
    assert "Another person does this one" in send(me, "store_act", HOME, east.number, **came).text
    send(other, "store_act", HOME, east.number, **came)
    counted = {"act": "count", f"found-{lot.pk}": "590", "on": DAY}
    assert "590 counted, 600 expected" in send(me, "store_act", HOME, north.number, **counted).text
    step = {"act": "step", "step-step": "planned", "step-on": DAY}
    assert "Upgrade planned" in send(me, "store", HOME, north.number, **step).text


@pytest.mark.parametrize("name", ["incident_list", "campaigns", "border_work", "store_list", "destruction_list"])
def test_only_the_people_of_the_jurisdiction_come_in(as_, name, django_assert_max_num_queries):  # noqa: F811
    address = reverse(name, args=[HOME])
    assert as_("officer", "J-BEG").get(address).status_code == 403
    assert as_("secretariat", "J-REG", "secretariat").get(address).status_code == 403
    assert as_("officer", "J-BEG").post(address, {"happened_on": date(2026, 1, 1)}).status_code == 403
    me = as_("officer", HOME)
    for day in range(1, 9):
        surrender(me, happened_on=f"2026-03-0{day}")
    with django_assert_max_num_queries(14):
        assert me.get(address).status_code == 200
    assert "Incidents" in me.get(reverse("work")).text
