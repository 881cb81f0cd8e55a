"""``opensalw check``: findings for a person and for a machine, and the list of checks."""

import csv
import json

from opensalw.cli.__main__ import main
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.checks import CHECKS, Ref
from opensalw.roadmap.commands.drafting import explain, fill_missing, save_cell
from tests.cast import officer

PART = ["check", "part", "--round", "wb-2020-H1", "--jurisdiction", "J-BEG"]


def test_the_findings_of_a_part_are_printed_and_the_exit_code_says_whether_it_is_stopped(round, capsys):
    part, by = round.submissions.get(jurisdiction="J-BEG"), officer("J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(990, Unit.piece), by=by)
    fill_missing(part, measure=None, reason="not_yet", by=by)
    assert main(PART) == 1
    said = capsys.readouterr().out
    assert "warning  destroyed.firearm: Firearms destroyed: 990 pieces, and no file is evidence of it." in said
    assert "1 open" in said
    explain(part, cells=[Ref("destroyed", "firearm")], text="In court.", by=by)
    assert main([*PART, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["open"] == 0
    assert facts["findings"][0]["explanation"] == "In court."


def test_a_part_that_is_not_there_is_named(round, capsys):
    assert main(["check", "part", "--round", "nowhere", "--jurisdiction", "J-BEG"]) == 2
    assert "There is no part J-BEG of a round nowhere." in capsys.readouterr().err


def test_the_checks_are_listed_for_a_person_a_machine_and_a_spreadsheet(capsys):
    assert main(["check", "rules"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CHECKS)
    assert main(["check", "rules", "--json"]) == 0
    assert {one["key"] for one in json.loads(capsys.readouterr().out)} == {check.key for check in CHECKS}
    assert main(["check", "rules", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["severity"] for row in rows] == [check.severity.value for check in CHECKS]
