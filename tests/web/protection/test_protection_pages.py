"""Data protection on its pages: who looked, how long it is kept, a person's file."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document as open_docx

from opensalw.cli.__main__ import main
from opensalw.core.session import acting_for
from opensalw.registers import commands
from opensalw.registers.models import Consultation, Holder
from tests.cast import person
from tests.web.work.conftest import as_, everywhere_db, plain_static  # noqa: F401 - fixtures

HOME = "J-PRN"
REGISTRY = person("registry-prn", "contributor", HOME, "ministry")
LONG_AGO = date(2001, 2, 3)


@pytest.fixture
def people(as_, settings, tmp_path):  # noqa: F811
    """The data-protection officer, the registry, and a holder who was looked at once and is due."""
    settings.KEYS = tmp_path / "keys"
    with acting_for(HOME):
        holder = commands.record_holder(
            jurisdiction=HOME, kind="person", name="Some Holder", own_number="123", by=REGISTRY, on=LONG_AGO
        )
        commands.refuse_permit_to(holder, kind="possession", because="Illness", on=LONG_AGO, by=REGISTRY)
        commands.consulted(jurisdiction=HOME, what="holder", subject=holder.pk, purpose="=Permit renewal", by=REGISTRY)
    keeper = as_("protection", HOME, "ministry")
    return keeper, as_("contributor", HOME, "ministry", name="registry"), holder


def page(client, name, **asked):
    return client.get(reverse(name, args=[HOME]), asked)


def test_the_officer_reads_who_looked_narrows_the_list_and_takes_it_as_a_file(people):
    keeper, _registry, holder = people
    assert "Permit renewal" in page(keeper, "protection_log").text
    assert holder.number in page(keeper, "protection_log", number=holder.number, purpose="renewal").text
    assert "No look is like that" in page(keeper, "protection_log", last="2001-01-01").text
    file = keeper.get(reverse("protection_log_file", args=[HOME, "csv"]))
    assert ("'=Permit renewal" in file.text, "Some Holder" in file.text) == (True, False)
    assert keeper.get(reverse("protection_log_file", args=[HOME, "xlsx"])).content[:2] == b"PK"


def test_the_registry_sets_a_period_and_erases_what_is_due(people):
    keeper, registry, holder = people
    shown = page(keeper, "protection_clocks").text
    assert ("1 holder may be erased" in shown, "Set a period" in shown) == (True, False)
    address = reverse("protection_clocks", args=[HOME])
    refused = registry.post(address, {"clock": "weapon", "years": "3", "law": "Law"})
    assert (refused.status_code, "At least 30 years" in refused.text) == (422, True)
    registry.post(address, {"clock": "permit", "years": "30", "law": "Law on archives, Article 4"})
    assert "Nothing is due" in page(keeper, "protection_clocks").text
    registry.post(address, {"clock": "permit", "years": "5", "law": "Law on archives, Article 5"})
    erase = reverse("protection_erase", args=[HOME])
    assert "Tick that you mean it" in registry.post(erase, follow=True).text
    assert "Only the registry" in keeper.post(erase, {"sure": "1"}, follow=True).text
    assert "Erased: 1 holders" in registry.post(erase, {"sure": "1"}, follow=True).text
    with acting_for(HOME):
        assert Holder.objects.get(pk=holder.pk).name == ""


def test_a_persons_file_is_printed_on_a_request_and_the_printing_is_noted(people):
    keeper, _registry, holder = people
    address = reverse("person_file", args=[HOME])
    asked = {"number": holder.number, "reference": "Request 7 of 1 March", "format": "docx"}
    assert "Say for which purpose" in keeper.post(address, {**asked, "reference": ""}).text
    assert "knows no holder" in keeper.post(address, {**asked, "number": "P1"}).text
    file = open_docx(io.BytesIO(keeper.post(address, asked).content))
    told = " ".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    assert all(words in told for words in ("Some Holder", "123", "Illness", "Permit renewal", "Request 7"))
    assert keeper.post(address, {**asked, "format": "pdf"}).content[:5] == b"%PDF-"
    with acting_for(HOME):
        assert list(Consultation.objects.order_by("id").values_list("what", "purpose"))[1:] == [
            ("file", "Request 7 of 1 March")
        ] * 2  # fmt: skip


@pytest.mark.parametrize("name", ["protection_log", "protection_clocks", "person_file"])
def test_others_do_not_come_in(as_, people, name, django_assert_max_num_queries):  # noqa: F811
    keeper = people[0]
    for client in (
        as_("officer", HOME),
        as_("protection", "J-BEG", "ministry"),
        as_("secretariat", "J-REG", "secretariat"),
    ):
        assert page(client, name).status_code == 403
    with django_assert_max_num_queries(17):
        assert page(keeper, name).status_code == 200
    assert keeper.get(reverse("protection_desk")).status_code == 302
    assert as_("officer", HOME).get(reverse("protection_desk")).status_code == 403


def test_the_command_line_lists_and_erases(people, capsys):
    holder = people[2]
    assert main(["retention", "set", "permit", "--years", "6", "--law", "Law", "--jurisdiction", HOME]) == 0
    assert main(["retention", "list", "--jurisdiction", HOME, "--on", "2006-01-01"]) == 0
    assert "nothing" in capsys.readouterr().out
    assert main(["retention", "list", "--jurisdiction", HOME]) == 0
    assert holder.number in capsys.readouterr().out
    assert main(["retention", "erase", "--jurisdiction", HOME, "--json"]) == 0
    assert '"holders": 1' in capsys.readouterr().out
