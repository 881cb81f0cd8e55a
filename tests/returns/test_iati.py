"""IATI 2.03 out and in: valid by the official schema, in its order, and nothing passed over in silence."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from opensalw.cli.__main__ import main
from opensalw.coordination.commands.money import enter_money
from opensalw.coordination.commands.project_work import keep_result
from opensalw.coordination.commands.projects import divide_project, enter_project, keep_organisation
from opensalw.coordination.models import Project
from opensalw.coordination.queries.projects import projects
from opensalw.core.refusal import Refused
from opensalw.returns.commands.iati import import_iati
from opensalw.returns.iati.identifiers import identifier_of
from opensalw.returns.iati.schema_check import parsed, wrongs
from opensalw.returns.iati.writing import write
from tests.cast import DONOR, SECRETARIAT

NOW = datetime(2020, 7, 3, tzinfo=UTC)
WHEN = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}


@pytest.fixture
def undp(loaded_round):
    return keep_organisation(key="undp", name="UNDP", kind="un", iati_identifier="XM-DAC-41114", by=SECRETARIAT)


@pytest.fixture
def giver(loaded_round):
    return keep_organisation(key="giver", name="Giver", kind="government", by=SECRETARIAT)


@pytest.fixture
def register(undp, giver):
    """A project with everything that a file can hold."""
    one = enter_project(
        title="Register of weapons", organisation=undp, stage="ongoing", jurisdictions=["J-PRN", "J-SKP"],
        goals=[2, 7], beneficiaries="Police", by=SECRETARIAT, is_public=True, **WHEN,
    )  # fmt: skip
    shares = {"J-PRN": Decimal("33.33"), "J-SKP": Decimal("66.67")}
    divide_project(one, of="jurisdiction", shares=shares, by=SECRETARIAT)
    enter_money(one, kind="budget", amount=Decimal("1000.50"), currency="USD", by=SECRETARIAT, **WHEN)
    enter_money(
        one, kind="commitment", amount=Decimal(800), currency="EUR", donor=giver, on=date(2020, 2, 1), by=SECRETARIAT
    )
    enter_money(one, kind="pledge", donor=giver, by=SECRETARIAT)
    keep_result(
        one, title="Weapons entered", measure="lost_traced", line="recorded_in_iarms", target=Decimal(100),
        actual=Decimal(56), by=SECRETARIAT, **WHEN,
    )  # fmt: skip
    return one


def out(**filters):
    return write(
        projects(**filters).prefetch_related("results", "shares"), framework="wb_2018",
        address="https://salw.example", now=NOW,
    )  # fmt: skip


def test_what_is_written_is_valid_and_says_what_it_should(register):
    made = out()
    assert made.count == 1
    for content in (made.activities, made.organisations):
        assert wrongs(parsed(content)) == []
    root = etree.fromstring(made.activities)
    one = root[0]
    assert one.findtext("iati-identifier") == "XM-DAC-41114-undp-register-of-weapons" == identifier_of(register)
    shares = [Decimal(place.get("percentage")) for place in one.findall("recipient-country")]
    assert sum(shares) == 100
    assert [place.get("code") for place in one.findall("recipient-country")] == ["XK", "MK"]
    assert one.find("activity-date").get("iso-date") == "2020-01-01"
    reference = one.find("result/indicator/reference")
    assert (reference.get("vocabulary"), reference.get("code")) == ("99", "wb_2018:lost_traced.recorded_in_iarms")
    assert reference.get("indicator-uri") == "https://salw.example/indicators/lost_traced/"
    assert one.find("result").get("aggregation-status") == "0"
    assert one.find("budget/value").text == "1000.5"
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert all(narrative.get(lang) == "en" for narrative in root.iter("narrative"))
    assert [(left.what, left.why) for left in made.left] == [("Pledge", "Give the amount and the day.")]


def test_a_name_that_owes_its_asterisk_has_it_and_the_note_stands_in_the_file(register):
    Project.objects.filter(pk=register.pk).update(title="Police in Kosovo")
    text = out().activities.decode()
    assert "Police in Kosovo*</narrative>" in text
    assert "1244 (1999)" in text
    assert wrongs(parsed(text.encode())) == []


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"starts_on": None}, "asks for a date"), ({"stage": "not_known"}, "asks for a status"),
     ({"is_mechanism": True}, "mechanism")],
)  # fmt: skip
def test_what_cannot_be_written_is_left_out_with_its_reason(register, facts, why):
    Project.objects.filter(pk=register.pk).update(**facts)
    made = out()
    assert made.count == 0
    assert why in made.left[0].why


def test_several_jurisdictions_without_shares_get_no_percentage(register):
    register.shares.all().delete()
    root = etree.fromstring(out().activities)
    assert root.find("iati-activity/recipient-country") is None
    assert root.find("iati-activity/recipient-region").get("code") == "89"
    assert wrongs(root) == []


def test_taking_the_own_file_in_changes_nothing(register):
    content = out().activities
    taken = import_iati(content, by=SECRETARIAT)
    assert (taken.entered, taken.changed, taken.same, taken.money, taken.results) == (0, 0, 1, 0, 0)
    assert taken.unread == []


def test_a_file_of_another_node_is_taken_in_whole_and_once(register):
    content = out().activities.replace(b"XM-DAC-41114-undp-register", b"XM-DAC-41114-elsewhere")
    rehearsed = import_iati(content, by=SECRETARIAT, dry_run=True)
    assert (rehearsed.entered, Project.objects.count()) == (1, 1)
    taken = import_iati(content, by=SECRETARIAT)
    assert (taken.entered, taken.money, taken.results) == (1, 2, 1)
    made = Project.objects.exclude(pk=register.pk).get()
    assert (made.iati_identifier, made.goals, made.starts_on) == (
        "XM-DAC-41114-elsewhere-of-weapons", [2, 7], date(2020, 1, 1)
    )  # fmt: skip
    assert {(row.kind, row.amount, row.currency) for row in made.money.all()} == {
        ("budget", Decimal("1000.50"), "USD"), ("commitment", Decimal(800), "EUR")
    }  # fmt: skip
    assert (made.results.get().measure, made.results.get().actual) == ("lost_traced", Decimal(56))
    again = import_iati(content, by=SECRETARIAT)
    assert (again.entered, again.same, again.money, again.results) == (0, 1, 0, 0)


def test_what_is_not_read_is_listed_with_its_line(register):
    root = etree.fromstring(out().activities)
    one = root[0]
    one.find("transaction/transaction-type").set("code", "7")
    place = one.find("recipient-country")
    place.set("code", "ZZ")
    place.addprevious(etree.Element("activity-scope", code="3"))
    one.find("reporting-org").set("ref", "XX-1")
    taken = import_iati(etree.tostring(root), by=SECRETARIAT)
    assert {(unread.what, bool(unread.line)) for unread in taken.unread} == {
        ("transaction", True), ("recipient-country", True), ("activity-scope", True)
    }  # fmt: skip
    one.find("iati-identifier").text = "XX-1-5"
    one.find("reporting-org/narrative").text = "Nobody we know"
    unknown = import_iati(etree.tostring(root), by=SECRETARIAT)
    assert "Nobody we know (XX-1) is not known here" in unknown.unread[-1].why


def test_elements_out_of_order_are_refused_by_their_name(register):
    root = etree.fromstring(out().activities)
    one = root[0]
    one.append(one.find("title"))
    with pytest.raises(Refused, match=r"Line \d+: <description> stands out of order. What may stand there: title"):
        import_iati(etree.tostring(root), by=SECRETARIAT)
    broken = etree.fromstring(out().activities)
    broken[0].remove(broken[0].find("activity-status"))
    with pytest.raises(Refused, match="<activity-date> stands out of order.*activity-status"):
        import_iati(etree.tostring(broken), by=SECRETARIAT)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<iati-activities version='2.03'>", "sound XML"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><iati-activities version='2.03'/>", "never read"),
        (b"<other/>", "none of IATI"),
        (b"<iati-activities version='1.05'/>", "version 1.05"),
        (b"", "file"),
    ],
)
def test_a_file_that_could_do_harm_or_is_none_is_refused(loaded_round, content, why):
    with pytest.raises(Refused, match=why):
        import_iati(content, by=SECRETARIAT)


def test_an_organisation_takes_in_only_its_own(register):
    content = out().activities
    taken = import_iati(content, by=DONOR)
    assert "write this project" in taken.unread[-1].why
    assert (taken.changed, taken.money) == (0, 0)


def test_the_commands_write_and_read(register, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("opensalw.core.database.ensure_running", lambda say: None)
    assert main(["iati", "export", "--out", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["activities"], told["organisations"]) == (1, 1)
    assert main(["iati", "import", str(tmp_path / "activities.xml"), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["same"] == 1
    (tmp_path / "wrong.xml").write_bytes(b"<iati-activities version='2.03'><iati-activity/></iati-activities>")
    assert main(["iati", "import", str(tmp_path / "wrong.xml")]) == 1


def test_the_page_looks_at_a_file_before_taking_it(register, client, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    from tests.web.work.conftest import BACKEND, user_of  # noqa: PLC0415 - the only page here

    client.force_login(user_of("secretariat", kind="secretariat"), backend=BACKEND)
    content = out().activities.replace(b"XM-DAC-41114-undp-register", b"XM-DAC-41114-elsewhere")

    def send(body, do):
        sent = io.BytesIO(body)
        sent.name = "a.xml"
        return client.post("/work/iati/", {"do": do, "file": sent})

    assert "1 new projects" in send(content, "look").content.decode()
    assert Project.objects.count() == 1
    assert send(b"<other/>", "look").status_code == 422
    assert send(content, "take").status_code == 200
    assert Project.objects.count() == 2
    answer = client.get("/portfolio/iati/activities.xml")
    assert wrongs(parsed(answer.content)) == []
