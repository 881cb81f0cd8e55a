"""Loading a register: good rows load, the rest can be mended, and nothing is lost or repeated by a kill."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from openpyxl import Workbook

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.registers.commands.imports import kept_file, receive
from opensalw.registers.commands.invented import load_invented_register
from opensalw.registers.commands.loading import ask_pause, begin, go_on, load
from opensalw.registers.files.columns import Mapping, suggested
from opensalw.registers.files.encodings import encoding_of
from opensalw.registers.files.reading import layout_of, rows_of
from opensalw.registers.generating import generate
from opensalw.registers.models import Duplicate, Firearm, Holder, MarkSeen, Permit, Refusal, Run, UnknownWord
from opensalw.registers.queries import search
from opensalw.registers.queries.files import refusals_as_rows

from .conftest import ELSEWHERE, OFFICER

HEADER = "Серијски број;Произвођач;Модел;Калибар;Година;Власник;ЈМБГ;Број дозволе\n"
ROWS = [
    "АВ-123;Застава;М70АБ2;7,62х39;1985;Власник Један;9901;ОЛ-1",
    "АВ-124;ЗЦЗ;М57;7,62;;Власник Један;9901;ОЛ-1",
    "без броја;Застава;М48;7,9;1950;Власник Два;9902;ОЛ-2",
    "77;Ковачница;Х;13 мм ждрал;;Власник Два;9902;ОЛ-2",
]


@pytest.fixture
def file(tmp_path):
    def write(text, encoding="utf-8", name="register.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def loaded(path, **given):
    return load(path, **{"jurisdiction": "J-BEG", "by": OFFICER, **given})


def test_a_cyrillic_file_of_a_code_page_loads_without_a_mapping(belgrade, file):
    path = file(HEADER + "\n".join(ROWS), "cp1251")
    assert encoding_of(path) == "cp1251"
    run = loaded(path)
    assert (run.loaded, run.refused, run.holders, run.permits) == (4, 0, 2, 2)
    one = search("AB123", jurisdiction="J-BEG").weapons[0]
    assert (one.make_seen, one.make, one.model, one.calibre, one.year) == (
        "Застава",
        "ZASTAVA",
        "M70AB2",
        "7.62X39",
        1985,
    )
    none = Firearm.objects.get(serial="без броја")
    assert (none.serial_answer, MarkSeen.objects.get(subject=none.pk).folded) == ("none", "")
    assert Holder.objects.get(own_number="9901").name == "Власник Један"
    assert Entry.objects.filter(name="registered", batch=run.pk).count() == 4
    assert UnknownWord.objects.filter(kind="make").get().seen == "Ковачница"


LATIN = "serijski broj;proizvođač;model\nAB-1;Češka zbrojovka;Vz čćžšđ\nAB-2;Združena šumska;Đački žuti\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1250", LATIN), ("cp852", LATIN), ("utf-8", LATIN), ("utf-8-sig", LATIN), ("cp1251", HEADER + ROWS[0])],
)
def test_encodings_are_told_by_how_the_words_look(file, encoding, text):
    assert encoding_of(file(text, encoding)) == encoding
    assert layout_of(file(text, encoding)).delimiter == ";"


def test_rows_that_cannot_be_kept_are_refused_with_their_mend_and_come_back_mended(belgrade, file):
    bad = [
        "S 1,Zastava,M48,,3018,", "S 2,Zastava,M48,,,2109-01-01", "xxx,Zastava,M48,,,", "S 3,Zastava,M48",
        "S 4,Zastava,M48,,1950,", "S-4,ЗАСТАВА,M48,,,",
    ]  # fmt: skip
    run = loaded(file("serial,make,model,calibre,year,registered_on\n" + "\n".join(bad)))
    assert (run.loaded, run.refused) == (1, 5)
    known = {one.row: (one.field, one.reason) for one in Refusal.objects.all()}
    assert known[1] == ("year", "is no year of make")
    assert known[2] == ("registered_on", "is still to come")
    assert known[3][0] == "serial"
    assert "3 cells" in known[4][1]
    assert Firearm.objects.get().number in known[6][1]
    out = io.StringIO()
    csv.writer(out).writerows(refusals_as_rows(run))
    mended = out.getvalue().replace("3018", "1918").replace("2109", "2009")
    again = loaded(file(mended, name="mended.csv"))
    assert again.loaded == 3


def test_the_same_file_twice_is_recognised(belgrade, file):
    path = file(HEADER + ROWS[0])
    loaded(path)
    with pytest.raises(Refused, match="Nothing was loaded again"):
        loaded(path)
    assert Firearm.objects.count() == 1


def test_a_file_without_a_serial_column_is_refused_before_anything_happens(belgrade, file):
    with pytest.raises(Refused, match="No column is recognised as serial"):
        loaded(file("a,b\n1,2\n"))
    assert not Run.objects.exists()


def test_a_mapping_names_columns_and_fixed_values(belgrade, file):
    mapping = Mapping(columns={"serial": "Nr"}, fixed={"make": "Zastava", "model": "M48"})
    loaded(file("Nr,x\nA1,y\n"), mapping=mapping)
    assert Firearm.objects.get().model == "M48"


def test_a_workbook_and_a_file_of_fixed_width_load_too(belgrade, file, tmp_path):
    book = Workbook()
    for row in (["Serial", "Make", "Year", "Registered"], ["AB 9", "Glock", 1988, date(2001, 2, 3)]):
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    loaded(tmp_path / "register.xlsx")
    mapping = Mapping(widths=[8, 10], header=["serial", "make"])
    loaded(file("ZZ-77   Beretta   \n"), mapping=mapping)
    found = {one.serial: (one.make, one.since.isoformat()) for one in Firearm.objects.all()}
    assert found["AB 9"] == ("GLOCK", "2001-02-03")
    assert found["ZZ-77"][0] == "BERETTA"


def test_likely_duplicates_are_proposed_and_never_merged(belgrade, file):
    loaded(file("serial,make,model\nAB-10231,Zastava,M48\n"))
    loaded(file("serial,make,model\nAB-IO231,Zastava,M48\n", name="second.csv"))
    assert (Firearm.objects.count(), Duplicate.objects.count()) == (2, 1)


def test_a_file_of_nothing_but_bad_rows_is_settled(belgrade, file):
    run = loaded(file("serial,make\n" + "xxx,Zastava\n" * 500), size=100)
    assert (run.state, run.loaded, run.refused, run.position) == ("done", 0, 500, 500)


def test_another_jurisdictions_officer_loads_nothing(belgrade, file):
    with pytest.raises(Refused, match="Only the registry"):
        loaded(file(HEADER + ROWS[0]), by=ELSEWHERE)


def test_a_pause_stops_after_a_batch_and_the_next_call_goes_on(belgrade, tmp_path):
    path = tmp_path / "r.csv"
    generate(path, jurisdiction="J-BEG", size=300, seed=3)
    run = begin(path, jurisdiction="J-BEG", by=OFFICER)
    assert run.is_synthetic
    run = go_on(run, path, by=OFFICER, size=100, progress=lambda run: ask_pause(run, by=OFFICER))
    assert (run.state, run.position) == ("paused", 100)
    run = loaded(path, size=100)
    assert (run.state, run.position, run.loaded + run.refused) == ("done", 300, 300)
    assert Firearm.objects.filter(is_synthetic=True).count() == run.loaded == Entry.objects.count()
    assert Permit.objects.count() == Holder.objects.count() == run.holders


def test_the_generator_gives_the_same_twice_and_keeps_the_truth_apart(tmp_path):
    for name in ("one.csv", "two.csv"):
        truth = generate(tmp_path / name, jurisdiction="J-BEG", size=400, seed=7)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    rows = list(csv.DictReader(truth.open(encoding="utf-8")))
    assert len(rows) == 400
    text = (tmp_path / "one.csv").read_text(encoding="utf-8")
    assert text.startswith("# synthetic")
    assert set(suggested(layout_of(tmp_path / "one.csv").header)) >= {"serial", "make", "holder_name"}


def test_a_kill_in_the_middle_loses_and_repeats_nothing(own_database, tmp_path, settings):
    path = tmp_path / "r.csv"
    generate(path, jurisdiction="J-BEG", size=6000, seed=5)
    settings.KEYS.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "opensalw.cli.__main__", "registers", "import", str(path)]
    child = subprocess.Popen(
        [*words, "--jurisdiction", "J-BEG", "--size", "500"],
        env={**os.environ, "OPENSALW_DATABASE": own_database},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    for _wait in range(600):
        with acting_for("J-BEG"):
            run = Run.objects.first()
        if run is not None and run.position >= 1000:
            break
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with acting_for("J-BEG"):
        run = Run.objects.get()
        assert 1000 <= run.position < 6000
        assert Firearm.objects.count() == run.loaded == Entry.objects.count()
    run = loaded(path, size=2000)
    with acting_for("J-BEG"):
        assert (run.state, run.position, run.loaded + run.refused) == ("done", 6000, 6000)
        assert Firearm.objects.count() == run.loaded == Entry.objects.count() == MarkSeen.objects.count()


def test_an_open_quote_is_refused_in_words_with_its_line(tmp_path):
    file = tmp_path / "open.csv"
    file.write_bytes(b'serial,make\n1,a\n"' + b"x\n" * 100_000)
    with pytest.raises(Refused, match="Check its quotes"):
        list(rows_of(layout_of(file)))


def test_the_command_line_pauses_goes_on_and_prints_what_was_refused(own_database, file, capsys, settings, tmp_path):
    settings.INCOMING = tmp_path / "incoming"
    path = file("serial;make\nAB-1;Zastava\nAB-2;Zastava;x\n")
    assert main(["registers", "import", str(path), "--jurisdiction", "J-BEG"]) == 1
    with acting_for("J-BEG"):
        run = Run.objects.get()
    assert main(["registers", "refusals", str(run.pk), "--jurisdiction", "J-BEG"]) == 0
    assert "the row has 3 cells, the titles are 2" in capsys.readouterr().out
    with acting_for("J-BEG"):
        other = receive([b"serial;make\nCD-1;Zastava\n"], name="r.csv", jurisdiction="J-BEG", by=OFFICER)
    for verb in ("pause", "go-on", "go-on"):
        assert main(["registers", verb, str(other.pk), "--jurisdiction", "J-BEG"]) == 0
    with acting_for("J-BEG"):
        other.refresh_from_db()
        assert (other.state, other.loaded) == ("done", 1)
    assert not kept_file(other).exists()


def test_the_demonstration_holds_an_invented_register_once_and_stamps_it(own_database):
    assert load_invented_register(size=60) > 50
    assert load_invented_register(size=60) == 0
    with acting_for("J-BEG"):
        assert set(Firearm.objects.values_list("is_synthetic", flat=True)) == {True}
