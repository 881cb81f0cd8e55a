"""The import workspace: sent, mapped, looked at, loaded by another process, mended; nothing for neighbours."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opensalw.core.queries import person_of
from opensalw.core.session import acting_for
from opensalw.registers.commands import imports
from opensalw.registers.generating import generate
from opensalw.registers.models import Consultation, Duplicate, Firearm, Refusal, Run, SavedMapping, SecondCheck
from opensalw.registers.queries.files import is_moving
from tests.web.work.conftest import as_, everywhere_db, plain_static, user_of  # noqa: F401 - fixtures

JID = "J-BEG"
ROWS = (
    "oznaka;ko;tip;datum registracije\n"
    "AB-1001;Застава;M57;2020-01-05\n"
    "AB-1002;Zastava;M70;2050-01-01\n"
    "AB-1003;Zastava;M57;2021-02-03\n"
)


@pytest.fixture
def me(as_):  # noqa: F811
    return as_("contributor", JID, "police")


@pytest.fixture(autouse=True)
def beside(monkeypatch, settings, tmp_path):
    """What would be started beside the server; here the test lets it run."""
    settings.INCOMING = tmp_path / "incoming"
    settings.KEYS = tmp_path / "keys"
    started = []
    monkeypatch.setattr(imports, "start_process", lambda run, by: started.append(run))
    return SimpleNamespace(started=started)


def send(client, text, name="register.csv"):
    body = text if isinstance(text, bytes) else text.encode("cp1251")
    return client.post(reverse("import_list", args=[JID]), {"file": SimpleUploadedFile(name, body)}, follow=True)


def post(client, page, /, *args, **facts):
    return client.post(reverse(page, args=[JID, *args]), facts, follow=True)


def run_it():
    with acting_for(JID):
        run, by = Run.objects.get(), person_of(user_of("contributor", JID, "police"))
    return imports.load_kept(run, by=by)


@pytest.fixture
def sent(me):
    send(me, ROWS)
    with acting_for(JID):
        return Run.objects.get()


MAPPED = {"column-serial": "oznaka", "column-make": "ko", "column-model": "tip"}


def test_a_file_is_looked_at_before_anything_is_loaded(me):
    page = send(me, ROWS)
    assert "read as cp1251" in page.text
    assert "No column is recognised as serial, make" in page.text
    with acting_for(JID):
        run = Run.objects.get()
    page = post(me, "import_columns", run.pk, act="look", **MAPPED, **{"column-registered_on": "datum registracije"})
    assert "1 of these 3 rows would be refused" in page.text
    assert "is still to come" in page.text
    assert "Застава" in page.text
    assert "ZASTAVA" in page.text
    with acting_for(JID):
        assert not Firearm.objects.exists()
        assert Consultation.objects.filter(what="file", subject=run.pk).exists()


def test_loading_is_done_beside_the_page_and_refused_rows_are_mended_in_place(
    me, sent, beside, django_capture_on_commit_callbacks
):
    dated = {**MAPPED, "column-registered_on": "datum registracije"}
    with django_capture_on_commit_callbacks(execute=True):
        page = post(me, "import_columns", sent.pk, act="load", **dated)
    assert page["Refresh"] == "2"
    assert "0 of 3 rows" in page.text
    assert [run.pk for run in beside.started] == [sent.pk]
    run = run_it()
    assert (run.state, run.loaded, run.refused) == ("done", 2, 1)
    assert not imports.kept_file(run).exists()
    page = me.get(reverse("import_run", args=[JID, sent.pk]))
    assert "Refresh" not in page
    assert "is still to come" in page.text
    row = me.get(reverse("import_row", args=[JID, sent.pk, 2])).text
    assert 'value="2050-01-01"' in row
    cells = {"cell-0": "AB-1002", "cell-1": "Zastava", "cell-2": "M70", "cell-3": "2051-01-01"}
    assert post(me, "import_row", sent.pk, 2, **cells).status_code == 422
    assert "Row 2 is loaded" in post(me, "import_row", sent.pk, 2, **{**cells, "cell-3": "2005-01-01"}).text
    with acting_for(JID):
        run.refresh_from_db()
        assert (run.loaded, run.refused, Refusal.objects.count()) == (3, 0, 0)
        assert Firearm.objects.get(serial="AB-1002").since.year == 2005
    again = send(me, ROWS)
    assert again.status_code == 422
    assert "This file was loaded on" in again.text


def test_refused_rows_go_out_as_a_file_and_come_back_mended(me, sent):
    post(me, "import_columns", sent.pk, act="load", **MAPPED, **{"column-registered_on": "datum registracije"})
    run_it()
    file = me.get(reverse("import_refused_file", args=[JID, sent.pk])).content.decode("utf-8-sig")
    assert file.splitlines()[0].endswith("_row,_field,_value,_reason,_mend")
    page = send(me, file.replace("2050-01-01", "2015-01-01").replace("AB-1002", "AB-1002").encode(), "mended.csv")
    assert "Not loaded:" in page.text


def test_a_mapping_is_kept_and_used_for_the_next_file(me, sent):
    post(me, "import_columns", sent.pk, act="keep", mapping_name="Belgrade, old register", **MAPPED)
    with acting_for(JID):
        kept = SavedMapping.objects.get()
    send(me, ROWS.replace("AB-", "CD-"))
    with acting_for(JID):
        other = Run.objects.exclude(pk=sent.pk).get()
    page = post(me, "import_columns", other.pk, act="use", known=kept.pk)
    assert '<option value="oznaka" selected>oznaka</option>' in page.text
    assert "Choose a mapping of the list" in post(me, "import_columns", other.pk, act="use", known="77").text


def test_letters_and_widths_can_be_said(me):
    page = send(me, "Čačak 1234  M57\nŽabalj4321  M70\n".encode("cp852"), "old.txt")
    with acting_for(JID):
        run = Run.objects.get()
    page = post(
        me, "import_columns", run.pk, act="read", encoding="cp852", widths="6, 6, 3", titles="make, serial, model"
    )
    assert "Žabalj" in page.text
    assert "4321" in page.text
    assert (
        "give one for each width" in post(me, "import_columns", run.pk, act="read", widths="6, 6", titles="make").text
    )


def test_it_pauses_goes_on_and_says_when_it_was_interrupted(me, sent, beside, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(me, "import_columns", sent.pk, act="load", **MAPPED)
    assert "stops after the rows in hand" in post(me, "import_act", sent.pk, act="pause").text
    assert run_it().state == "paused"
    with django_capture_on_commit_callbacks(execute=True):
        post(me, "import_act", sent.pk, act="go_on")
    assert len(beside.started) == 2
    with acting_for(JID):
        Run.objects.update(moved_at="2020-01-01T00:00Z")
        assert not is_moving(Run.objects.get())
    assert "was interrupted; what was settled stands" in me.get(reverse("import_run", args=[JID, sent.pk])).text


def test_a_file_that_was_only_sent_can_be_forgotten_and_one_that_began_cannot(
    me, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert "is forgotten" in post(me, "import_act", sent.pk, act="forget").text
    assert not imports.kept_file(sent).exists()
    send(me, ROWS)
    with acting_for(JID):
        run = Run.objects.get()
    post(me, "import_columns", run.pk, act="load", **MAPPED)
    run_it()
    assert "is not forgotten" in post(me, "import_act", run.pk, act="forget").text


def test_trouble_in_the_middle_is_said_on_the_page(me):
    send(me, b'serial,make\n1,a\n"' + b"x\n" * 100_000)
    with acting_for(JID):
        run = Run.objects.get()
    post(me, "import_columns", run.pk, act="load", **{"column-serial": "serial", "column-make": "make"})
    with pytest.raises(Exception, match="Check its quotes"):
        run_it()
    assert "Check its quotes" in me.get(reverse("import_run", args=[JID, run.pk])).text


def test_pairs_are_decided_by_persons(me, sent):
    text = "serial;make;model\nAB-1O01;Zastava;M57\nAB-1001;Zastava;M57\nAB-77710;Zastava;M57\nAB-7771O;Zastava;M57\n"
    send(me, text)
    with acting_for(JID):
        Run.objects.filter(pk=sent.pk).delete()
        run = Run.objects.get()
    post(me, "import_columns", run.pk, act="load", **{f"column-{name}": name for name in ("serial", "make", "model")})
    run_it()
    page = me.get(reverse("import_duplicates", args=[JID]))
    assert page.text.count("One weapon: propose to merge") == 2
    with acting_for(JID):
        one, other = Duplicate.objects.order_by("id")
    assert "They stay two weapons" in post(me, "import_duplicates", pair=one.pk, act="apart").text
    assert "Give the reason" in post(me, "import_duplicates", pair=other.pk, act="same", reason="").text
    assert "A second person decides" in post(me, "import_duplicates", pair=other.pk, act="same", reason="O is 0").text
    with acting_for(JID):
        assert SecondCheck.objects.get().act == "merge"
        assert Firearm.objects.filter(state="held").count() == 4


def test_a_synthetic_file_says_so_and_the_pages_ask_few_questions(
    me, tmp_path, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    generate(tmp_path / "r.csv", jurisdiction=JID, size=200, seed=3)
    assert "synthetic" in send(me, (tmp_path / "r.csv").read_bytes()).text
    with acting_for(JID):
        run = Run.objects.get()
    with django_assert_max_num_queries(16):
        me.get(reverse("import_columns", args=[JID, run.pk]))
    me.post(reverse("import_columns", args=[JID, run.pk]), {"act": "use", "known": ""})
    with acting_for(JID):
        imports.set_out(run, by=person_of(user_of("contributor", JID, "police")))
    run_it()
    for page, args, most in (("import_list", (), 14), ("import_run", (run.pk,), 17), ("import_duplicates", (), 14)):
        with django_assert_max_num_queries(most):
            assert me.get(reverse(page, args=[JID, *args])).text.count("synthetic") == (not page.endswith("tes"))


def test_nobody_else_opens_them(me, sent, as_):  # noqa: F811
    for client in (as_("contributor", "J-TIR", "police"), as_("officer", JID), as_("donor", "J-REG")):
        for name, args in (("import_list", ()), ("import_run", (sent.pk,)), ("import_duplicates", ())):
            assert client.get(reverse(name, args=[JID, *args])).status_code == 403
    neighbour = as_("contributor", "J-TIR", "police")
    assert neighbour.get(reverse("import_run", args=["J-TIR", sent.pk])).status_code == 404
    assert "Choose a file" in me.post(reverse("import_list", args=[JID])).text
