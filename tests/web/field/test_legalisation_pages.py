"""Legalisation on its pages: taken in with a receipt, checked, decided by the registry, told in the report."""

import pytest
from django.urls import reverse

from opensalw.core.session import acting_for
from opensalw.incidents.models import Application, Campaign
from opensalw.registers import commands as register
from tests.cast import person
from tests.incidents.conftest import DAY as ON
from tests.web.work.conftest import as_, everywhere_db, plain_static  # noqa: F401 - fixtures

from .test_field import DAY, HOME, send

REGISTRY = person("registry-prn", "contributor", HOME, "ministry")


@pytest.fixture
def people(as_, settings, tmp_path):  # noqa: F811
    """The counter and the registry, a window of the law, a holder with a permit."""
    settings.KEYS = tmp_path / "keys"
    counter, registry = as_("officer", HOME), as_("contributor", HOME, "ministry", name="registry")
    facts = {"title": "Window", "law": "Law", "purpose": "both", "opens_on": DAY, "closes_on": "2026-04-30",
             "anonymous_allowed": "1"}  # fmt: skip
    send(counter, "campaigns", HOME, **facts)
    with acting_for(HOME):
        holder = register.record_holder(jurisdiction=HOME, kind="person", name="A", by=REGISTRY, on=ON)
        permit = register.grant(holder=holder, kind="possession", on=ON, by=REGISTRY)
    return counter, registry, holder, permit


def acted(client, number, act, on="2026-03-20", **facts):
    """What was typed into the form of one act."""
    typed = {f"{act}-{name}": value for name, value in {"on": on, **facts}.items()}
    return send(client, "legalisation_act", HOME, number, act=act, **typed)


def taken_in(client, **facts):
    with acting_for(HOME):
        window = Campaign.objects.get().pk
    known = {"campaign": window, "applied_on": DAY, "make": "Zastava", "marks": "K 4711", **facts}
    return send(client, "legalisation_new", HOME, **known)


def test_an_application_goes_from_the_counter_to_the_registry_and_into_the_report(people):
    counter, registry, holder, permit = people
    assert "Name the applicant, or say" in taken_in(counter).text
    assert "knows no holder" in taken_in(counter, holder="P123").text
    page = taken_in(counter, is_anonymous="1")
    assert "Recorded as G-PRN-2026-00001" in page.text
    assert "The registry (police or ministry) decides" in page.text
    number = Application.objects.get().number
    receipt = counter.get(reverse("legalisation_receipt", args=[HOME, number])).text
    assert Application.objects.get().code in receipt

    def act(client, name, **facts):
        return acted(client, number, name, **facts)

    assert "Not in this register" in act(counter, "look").text
    assert "Lab 7" in act(counter, "note", kind="laboratory", result="clear", reference="Lab 7").text
    refused = act(registry, "grant", decision="D-1", permit=permit.number)
    assert (refused.status_code, "Name the applicant first" in refused.text) == (422, True)
    assert holder.number in act(counter, "name", holder=holder.number).text
    assert "Only the registry" in act(counter, "grant", decision="D-1", permit=permit.number).text
    assert "legalised" in act(registry, "grant", decision="D-1", permit=permit.number).text
    report = counter.get(reverse("campaign_page", args=[HOME, "C-PRN-01"])).text
    assert "Days from application to first decision" in report
    assert number in counter.get(reverse("legalisation_list", args=[HOME]), {"q": "4711", "state": "granted"}).text


def test_a_refusal_is_appealed_and_the_arm_is_handed_in(people):
    counter, registry, holder, _permit = people
    taken_in(counter, holder=holder.number)
    number = Application.objects.get().number
    acted(registry, number, "refuse", DAY, decision="D-1", ground="No cause")
    assert "Under appeal" in acted(counter, number, "appeal", DAY, ground="There is").text
    assert "Another person decides" in acted(registry, number, "refuse", DAY, decision="A-1", ground="No").text
    assert acted(counter, number, "other").status_code == 404


@pytest.mark.parametrize("name", ["legalisation_list", "legalisation_new"])
def test_only_the_people_of_the_jurisdiction_legalise(as_, people, name, django_assert_max_num_queries):  # noqa: F811
    counter, _registry, _holder, _permit = people
    address = reverse(name, args=[HOME])
    assert as_("officer", "J-BEG").get(address).status_code == 403
    for number in range(6):
        taken_in(counter, is_anonymous="1", marks=f"M {number}")
    with django_assert_max_num_queries(14):
        assert counter.get(address).status_code == 200
    with acting_for(HOME):
        one = Application.objects.select_related("campaign").first()
    with django_assert_max_num_queries(16):
        counter.get(reverse("legalisation_page", args=[HOME, one.number]))
    with django_assert_max_num_queries(18):
        counter.get(reverse("campaign_page", args=[HOME, one.campaign.number]))
