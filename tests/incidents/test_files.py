"""Incidents from a workbook or CSV: every mistake at once, the good part kept, nothing twice."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.incidents.commands.importing import import_incidents, look_at_incidents
from opensalw.incidents.files.columns import COLUMNS
from opensalw.incidents.files.template import template
from opensalw.incidents.models import Incident, Involved, Item
from opensalw.ledger.queries import figures
from tests.cast import officer
from tests.web.work.conftest import as_, everywhere_db, plain_static  # noqa: F401 - fixtures

from .conftest import HOME
from .test_tallies import FIRST, LAST

ME = officer(HOME)
HEAD = "no,kind,happened_on,place,institution,thing,quantity,type,marks,part,count,sex\n"
GOOD = (
    "1,Seizure,2026-02-03,Land border,border_police,firearm,1,pistol,A 1,suspect,2,male\n"
    '1,,,,,ammunition,"1 250",,,,,\n'
    "2,shooting,03.04.2026,inland,,,,,,killed,1,female\n"
)
BAD = (
    "3,seizure,2090-02-03,mars,,firearm,-2,,,,,\n"
    "4,robbery,yesterday,,,ammunition,many,,,,,\n"
    "5,seizure,2026-02-05,,,,,,,,,\n"
    "6,seizure,2026-02-06,inland,,firearm,1,,,,,\n"
    "6,,2026-02-07,,,explosive,0.5,pistol,,,,\n"
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="seizures.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8") if isinstance(text, str) else path.write_bytes(text)
        return path

    return write


def taken(path, act=import_incidents, by=ME, jurisdiction=HOME):
    return act(path, name=path.name, jurisdiction=jurisdiction, by=by)


def test_rows_with_one_number_are_one_incident_and_are_counted(home, file):
    found = taken(file(HEAD + GOOD))
    assert (len(found.made), found.mistakes) == (2, [])
    seizure = Incident.objects.get(kind="seizure")
    assert [(item.thing, item.quantity) for item in seizure.items.all()] == [("firearm", 1), ("ammunition", 1250)]
    assert seizure.place == "land_border"
    assert Involved.objects.get(part="suspect").count == 2
    counted = figures(HOME, FIRST, LAST).lines
    assert counted["seized.ammunition"].amount == 1250
    assert counted["incidents.killed"].amount == 1


def test_all_mistakes_are_said_at_once_and_the_good_part_is_kept(home, file):
    found = taken(file(HEAD + GOOD + BAD))
    assert len(found.made) == 2
    said = {(one.row, one.field) for one in found.mistakes}
    assert said == {
        (4, "happened_on"), (4, "place"), (4, "quantity"), (5, "happened_on"), (5, "kind"), (5, "quantity"),
        (6, "items"), (8, "happened_on"), (8, "type"),
    }  # fmt: skip
    assert all(one.reason and one.mend for one in found.mistakes)
    assert found.mistakes[1].value == "mars"


def test_a_mended_file_is_sent_again_without_recording_anything_twice(home, file):
    taken(file(HEAD + GOOD + BAD))
    rows = list(taken(file(HEAD + GOOD + BAD), look_at_incidents).refused_rows([column.name for column in COLUMNS]))
    assert rows[0][-1] == "_wrong"
    mended = (HEAD + GOOD + BAD).replace("2090-02-03,mars,,firearm,-2", "2026-02-03,inland,,firearm,2")
    found = taken(file(mended))
    assert (len(found.made), len(found.known)) == (1, 2)
    assert Incident.objects.count() == 3


def test_looking_keeps_nothing(home, file):
    found = taken(file(HEAD + GOOD + BAD), look_at_incidents)
    assert (len(found.made), len(found.refused)) == (2, 4)
    assert not Incident.objects.exists()
    assert not Item.objects.exists()


def test_the_template_offers_the_words_and_reads_back(home, file):
    book = load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["incidents", "lists", "example"]
    filled = Workbook()
    for row in book["example"].iter_rows(values_only=True):
        filled.active.append(row)
    held = io.BytesIO()
    filled.save(held)
    assert len(taken(file(held.getvalue(), "filled.xlsx")).made) == 1


def test_what_cannot_be_a_file_of_incidents_is_refused_in_words(home, file):
    with pytest.raises(Refused, match="no column kind, happened_on"):
        taken(file("a,b\n1,2\n"))
    with pytest.raises(Refused, match="more than 2 rows"):
        import_incidents(file(HEAD + GOOD), name="x", jurisdiction=HOME, by=ME, most=2)
    with pytest.raises(Refused, match="Only an officer or contributor"):
        taken(file(HEAD + GOOD), by=officer("J-TIR"))


def test_the_command_line_loads_and_names_each_mistake(own_database, file, tmp_path, capsys):
    path, out = file(HEAD + GOOD + BAD), tmp_path / "mend.csv"
    assert main(["incidents", "import", str(path), "--jurisdiction", HOME, "--look"]) == 1
    assert main(["incidents", "import", str(path), "--jurisdiction", HOME, "--refused", str(out)]) == 1
    said = capsys.readouterr().out
    assert "2 incidents recorded, 0 were there already, 4 refused." in said
    assert "row 4, quantity “-2”" in said
    assert "quantity: " in out.read_text(encoding="utf-8-sig")
    assert main(["incidents", "template", "--out", str(tmp_path / "t.xlsx")]) == 0
    with acting_for(HOME):
        assert Incident.objects.count() == 2


def test_the_page_shows_what_would_happen_and_records_the_good_part(as_, settings, tmp_path):  # noqa: F811
    settings.INCOMING = tmp_path / "incoming"
    me, address = as_("officer", HOME), reverse("incident_files", args=[HOME])
    assert me.get(reverse("incident_template", args=[HOME])).status_code == 200
    upload = SimpleUploadedFile("seizures.csv", (HEAD + GOOD + BAD).encode())
    page = me.post(address, {"file": upload})
    assert "Record 2 incidents" in page.text
    assert "is not in the list" in page.text
    assert not Incident.objects.exists()
    page = me.post(address, {"act": "record"}, follow=True)
    assert "2 recorded, 0 were there already, 4 refused." in page.text
    with acting_for(HOME):
        assert Incident.objects.count() == 2
    assert "mars" in me.get(reverse("incident_refused_file", args=[HOME])).content.decode("utf-8-sig")
    assert me.post(address, {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")}).status_code == 422
    assert as_("officer", "J-TIR").get(address).status_code == 403
    assert as_("chair", HOME).post(address, {"act": "record"}).status_code == 422
