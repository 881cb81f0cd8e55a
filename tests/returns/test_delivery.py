"""A file goes to the parts that it is for: counts, refusals, nothing half-done, doors of the command line."""

import csv
import io
import json
import time

import pytest

from opensalw.cli.__main__ import main
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.returns.commands import deliver
from opensalw.returns.formats import FORMATS, Frame
from opensalw.returns.long_form import read_csv
from opensalw.returns.long_form.reading import Default
from opensalw.returns.queries import figures_of_part, figures_of_receipt
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.models import DraftCell
from opensalw.roadmap.queries.changes import broken_change
from opensalw.roadmap.queries.forms import asked_lines
from opensalw.roadmap.reach import reach_of
from tests.cast import CONTRIBUTOR, SECRETARIAT, chair, officer

OFFICER = officer("J-BEG")
TWO = "jurisdiction,line,value\nJ-BEG,destroyed.firearm,3\nJ-TIR,destroyed.firearm,4\n"


def send(spec, round, text, by=OFFICER, **more):
    reading = read_csv(text.encode(), spec, Default("", round.figures_period))
    return deliver(reading, by=by, round=round, **more)


def test_a_seat_fills_its_own_part_and_the_rest_is_refused_by_row(spec, round, part):
    delivery = send(spec, round, TWO)
    assert delivery.outcome.counts == {"added": 1, "changed": 0, "emptied": 0, "unchanged": 0, "refused": 1}
    assert (delivery.outcome.refused[0].place, delivery.outcome.refused[0].code) == ("row 3", "not_permitted")
    assert part.cells.get().value == 3


def test_the_secretariat_fills_several_parts_once_it_may(spec, round):
    for jurisdiction in ("J-BEG", "J-TIR"):
        round.submissions.filter(jurisdiction=jurisdiction).update(on_behalf=True)
    assert send(spec, round, TWO, SECRETARIAT).outcome.counts["added"] == 2


def test_all_or_nothing_holds_over_all_parts(spec, round):
    delivery = send(spec, round, TWO, all_or_nothing=True)
    assert (delivery.outcome.kept, DraftCell.objects.count()) == (False, 0)


def test_a_dry_run_tells_the_same_and_keeps_nothing(spec, round, part):
    assert send(spec, round, TWO, dry_run=True).outcome.counts["added"] == 1
    part.refresh_from_db()
    assert (DraftCell.objects.count(), part.touched_at) == (0, None)


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("period,line,value\n2019-H2,destroyed.firearm,3\n", {"jurisdiction": "J-BEG"}, "speak of 2020-H1"),
        ("jurisdiction,line,value\nJ-TIR,destroyed.firearm,3\n", {"jurisdiction": "J-BEG"}, "Send it where it belongs"),
        ("jurisdiction,line,value\nJ-REG,destroyed.firearm,3\n", {}, "Only an officer"),
        ("jurisdiction,line,value\nJ-BEG,feels_safe.share,3\n", {}, "belongs to another part"),
    ],
)
def test_what_is_for_another_part_says_so(spec, round, text, more, words):
    if "jurisdiction," not in text:
        text = "jurisdiction," + text.replace("\n2", "\nJ-BEG,2")
    assert words in send(spec, round, text, **more).outcome.refused[0].reason


def test_without_a_round_the_period_finds_the_open_one(spec, round, part):
    text = "jurisdiction,period,line,value\nJ-BEG,2020S1,destroyed.firearm,3\nJ-BEG,2019S1,destroyed.firearm,3\n"
    delivery = deliver(read_csv(text.encode(), spec), by=OFFICER)
    assert delivery.outcome.counts["added"] == 1
    assert "No open round speaks of 2019-H1" in delivery.outcome.refused[0].reason


def test_create_update_and_delete_touch_only_what_they_say(spec, round, part):
    text = "jurisdiction,line,value\nJ-BEG,destroyed.firearm,{}\nJ-BEG,destroyed.ammunition,7\n"
    save_cell(part, measure="destroyed", line="firearm", cell=amount(1, Unit.piece), by=OFFICER)
    created = send(spec, round, text.format(2), strategy="create")
    assert (created.outcome.counts["added"], created.passed_over) == (1, 1)
    updated = send(spec, round, text.format(3), strategy="update")
    assert (updated.outcome.counts["changed"], part.cells.get(line="firearm").value) == (1, 3)
    assert send(spec, round, text.format(3), strategy="delete").outcome.counts["emptied"] == 2
    assert broken_change(part) is None


def test_an_institution_sends_and_gets_only_the_lines_of_its_sections(spec, round, part):
    save_cell(part, measure="destroyed", line="firearm", cell=amount(1, Unit.piece), by=OFFICER)
    delivery = send(spec, round, TWO + "J-BEG,seized.firearm,5\n", CONTRIBUTOR)
    assert delivery.outcome.counts["added"] == 1
    assert "does not supply this section" in delivery.outcome.refused[0].reason
    seen = figures_of_part(part, blank=True, reach=reach_of(part, CONTRIBUTOR))
    assert "seized.firearm" in {one.reference for one in seen}
    assert "destroyed.firearm" not in {one.reference for one in seen}


def test_a_part_goes_out_and_comes_back_unchanged(spec, round, part):
    save_cell(
        part, measure="destroyed", line="explosive", cell=amount("1.234", Unit.kilogram), by=OFFICER,
        explanation="=cmd() and\nmore",
    )  # fmt: skip
    fill_missing(part, measure="destroyed", reason="not_collected", by=OFFICER)
    for key in ("csv", "json"):
        content = FORMATS[key].write(figures_of_part(part), Frame(spec))
        delivery = deliver(FORMATS[key].read(content, Frame(spec)), by=OFFICER, round=round)
        assert delivery.outcome.counts["unchanged"] == part.cells.count()
        assert not delivery.outcome.moves


def test_a_receipt_gives_what_was_sent(spec, part):
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    submissions.clear(part, by=chair("J-BEG"))
    receipt = submissions.submit(part, by=OFFICER)
    assert figures_of_receipt(receipt) == figures_of_part(part)


def test_a_form_to_fill_names_every_line_that_waits(spec, part):
    waiting = figures_of_part(part, blank=True)
    content = FORMATS["csv"].write(waiting, Frame(spec))
    reading = FORMATS["csv"].read(content, Frame(spec))
    assert (len(waiting), reading.figures, reading.troubles) == (len(asked_lines(spec, "J-BEG")), [], [])


def test_a_hundred_thousand_rows_are_read_in_seconds(spec):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["jurisdiction", "period", "line", "disaggregation", "value"])
    for number in range(100_000):
        writer.writerow(["J-BEG", "2020-H1", "destroyed.firearm", "origin=surplus", number])
    began = time.process_time()
    reading = read_csv(text.getvalue().encode(), spec)
    assert len(reading.figures) == 100_000
    assert time.process_time() - began < 30


@pytest.fixture
def file(tmp_path):
    def made(text: str):
        path = tmp_path / "figures.csv"
        path.write_text(text)
        return str(path)

    return made


def test_the_command_takes_a_file_and_says_what_is_refused(round, file, capsys):
    round.submissions.filter(jurisdiction="J-BEG").update(on_behalf=True)
    path = file("jurisdiction,line,value\nBelgrade,destroyed.firearm,3\nBelgrade,destroyed.firearms,4\n")
    assert main(["figures", "import", path, "--round", "WB-2020-H1", "--dry-run"]) == 1
    assert "Do you mean firearm" in capsys.readouterr().out
    assert DraftCell.objects.count() == 0
    assert main(["figures", "import", path, "--round", "wb-2020-h1", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["refused"], told["kept"], told["refusals"][0]["stands"]) == (
        1,
        1,
        True,
        "destroyed.firearms",
    )
    assert main(["figures", "import", file("line,value\n"), "--round", "wb-2020-h1"]) == 0


def test_the_command_writes_a_part(round, file, tmp_path, part):
    with acting_for(*everywhere()):
        save_cell(part, measure="destroyed", line="firearm", cell=amount(3, Unit.piece), by=OFFICER)
    out = tmp_path / "out.json"
    words = ["figures", "export", "--round", "wb-2020-h1", "--jurisdiction", "Belgrade", "--format", "json"]
    assert main([*words, "--out", str(out)]) == 0
    assert json.loads(out.read_text())["figures"][0]["value"] == "3"


def test_a_file_that_cannot_be_read_is_refused_as_a_whole(spec, round):
    with pytest.raises(Refused, match="does not name the columns"):
        send(spec, round, "a,b\n1,2\n")
