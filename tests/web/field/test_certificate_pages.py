"""Certificates on their pages and as files: a part in the jurisdiction's language and one in English."""

import io

import pytest
from django.urls import reverse
from docx import Document as open_docx

from opensalw.core.session import acting_for
from opensalw.documents.content.certificates import languages
from opensalw.registers import commands
from opensalw.registers.marks import Mark
from opensalw.registers.models import Certificate
from opensalw.stockpiles.models import Order
from tests.cast import person
from tests.incidents.conftest import DAY as ON
from tests.web.work.conftest import as_, everywhere_db, plain_static  # noqa: F401 - fixtures

from .test_field import DAY, HOME, send

FIRST, SECOND = (person(f"registry-prn-{number}", "contributor", HOME, "ministry") for number in (1, 2))


@pytest.fixture
def certificate(everywhere_db, settings, tmp_path):  # noqa: F811
    settings.KEYS = tmp_path / "keys"
    with acting_for(HOME):
        known = {"jurisdiction": HOME, "by": FIRST, "on": ON, "make": "Zastava", "model": "M70"}
        weapon = commands.register(serial=Mark("A-77"), **known)
        check = commands.propose_deactivation(weapon, certificate="C-1", on=ON, by=FIRST, reason="Museum")
        commands.confirm(check, by=SECOND)
        return Certificate.objects.get()


def told(file):
    held = open_docx(io.BytesIO(file.content))
    cells = [cell.text for table in held.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in held.paragraphs), *cells])


def test_a_certificate_of_deactivation_is_issued_and_printed_in_every_language(as_, certificate):  # noqa: F811
    registry = as_("contributor", HOME, "ministry")
    assert "particulars are missing" in registry.get(reverse("certificate_list", args=[HOME])).text
    address = reverse("certificate_page", args=[HOME, certificate.pk])
    file = reverse("certificate_file", args=[HOME, certificate.pk, "docx"])
    assert registry.get(file).status_code == 404
    given = {"verifier": "Proof house", "deactivator": "Workshop", "type": "7", "operations": "1.1, 2.3"}
    assert "is not an operation" in registry.post(address, {**given, "operations": "eleven"}).text
    assert "Only the registry" in as_("officer", HOME).post(address, given).text
    assert "the files are ready" in registry.post(address, given, follow=True).text
    for language, words in {"sq": "Certifikatë e çaktivizimit", "sr": "Серијски број", "mk": "Сериски број"}.items():
        text = told(registry.get(file, {"language": language}))
        assert all(one in text for one in (words, "Certificate of deactivation", "A-77", "Proof house", "1.1, 2.3"))
    pdf = registry.get(reverse("certificate_file", args=[HOME, certificate.pk, "pdf"]))
    assert pdf.content[:5] == b"%PDF-"


def test_a_destruction_day_prints_its_certificate_with_english(as_):  # noqa: F811
    me, other = as_("officer", HOME), as_("officer", HOME, name="second")
    send(me, "store_list", HOME, name="Armoury", owner="interior", kind="armoury")
    facts = {"act": "receive", "receive-on": DAY, "receive-thing": "ammunition", "receive-quantity": "40"}
    with acting_for(HOME):
        site = "S-PRN-000001"
    send(me, "store", HOME, site, **facts)
    page = me.get(reverse("store", args=[HOME, site])).text
    lot = page.split('name="order-lots" value="')[1].split('"')[0]
    send(me, "store", HOME, site, **{"act": "order", "order-on": DAY, "order-ground": "Plan 3", "order-lots": [lot]})
    with acting_for(HOME):
        order = Order.objects.get()
        line = order.lines.get()
    address = reverse("destruction_file", args=[HOME, order.number, "docx"])
    assert me.get(address).status_code == 404
    send(me, "destruction", HOME, order.number, **{"act": "check", f"here-{line.pk}": "1"})
    with acting_for(HOME):
        order.refresh_from_db()
    day = {"act": "destroy", "on": order.checked_on, "method": "melting", "witnesses": "Prosecutor"}
    assert f"{address}?language=sq" in send(other, "destruction", HOME, order.number, **day).text
    text = told(me.get(address))
    assert all(one in text for one in ("Certifikatë e asgjësimit Z-PRN-000001", "Shkrirje", "Melting", "Plan 3", "40"))
    assert me.get(reverse("destruction_file", args=[HOME, order.number, "pdf"])).content[:5] == b"%PDF-"


def test_only_the_people_of_the_jurisdiction_see_certificates(as_, certificate, django_assert_max_num_queries):  # noqa: F811
    address = reverse("certificate_list", args=[HOME])
    assert as_("officer", "J-BEG").get(address).status_code == 403
    mine = as_("officer", HOME)
    with django_assert_max_num_queries(12):
        assert mine.get(address).status_code == 200
    assert set(languages()) == {"sq", "sr", "bs", "cnr", "mk"}
