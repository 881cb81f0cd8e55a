"""``opensalw people`` and ``opensalw framework``: what they print, and their exit codes."""

import json
import re

import pytest

from opensalw.cli import __main__ as cli
from opensalw.cli import framework as framework_noun
from opensalw.core.models import User
from opensalw.core.queries import usable_link
from opensalw.roadmap.framework.loading import FILES

WB = FILES / "wb_2018.yaml"


@pytest.fixture(autouse=True)
def no_server(monkeypatch):
    """The database of the test is used as it is."""
    monkeypatch.setattr(cli.database, "ensure_running", lambda say: None)
    monkeypatch.setattr(framework_noun.database, "ensure_running", lambda say: None)


def run(capsys, *words):
    code = cli.main(list(words))
    return code, capsys.readouterr().out


def test_a_good_file_has_no_problem(capsys):
    assert run(capsys, "framework", "check", str(WB)) == (0, f"{WB}: no problem found.\n")


def test_all_problems_of_a_file_are_printed_with_their_lines(capsys, tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(WB.read_text().replace("\nregion:", "\nregoin:", 1).replace("\nlanguages:", "\nlangauges:", 1))
    code, out = run(capsys, "framework", "check", str(file))
    assert code == 1
    assert len(out.splitlines()) == 3
    assert re.search(r"line \d+, regoin: This field is not known", out)
    code, out = run(capsys, "framework", "check", str(file), "--json")
    assert code == 1
    assert {one["path"] for one in json.loads(out)["problems"]} == {"regoin", "langauges", "region"}


def test_a_file_that_is_not_there_is_named(capsys, tmp_path):
    assert run(capsys, "framework", "check", str(tmp_path / "none.yaml"))[0] == 3


def test_a_framework_is_loaded_once_and_listed(capsys, db):
    assert run(capsys, "framework", "load", str(WB))[0] == 0
    assert run(capsys, "framework", "load", str(WB))[0] == 0
    code, out = run(capsys, "framework", "list", "--json")
    assert code == 0
    assert [(row["key"], row["version"], row["status"]) for row in json.loads(out)] == [("wb_2018", 1, "published")]


def test_a_wrong_framework_is_not_loaded(capsys, db, tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text("key: x")
    assert run(capsys, "framework", "load", str(file))[0] == 1
    assert run(capsys, "framework", "list") == (0, "")


def test_somebody_is_invited_reset_listed_and_closed(capsys, office):
    words = ("people", "invite", "first@opensalw.example", "--shown-as", "Desk", "--institution", "J-BEG/police")
    code, out = run(capsys, *words, "--role", "contributor", "--address", "https://salw.example/", "--json")
    assert code == 0
    link = json.loads(out)["link"]
    assert link.startswith("https://salw.example/office/link/")
    assert usable_link(link.rstrip("/").rpartition("/")[2])
    assert "contributor J-BEG/police" in run(capsys, "people", "list")[1]
    assert "/office/link/" in run(capsys, "people", "reset", "FIRST@opensalw.example")[1]
    assert usable_link(link.rstrip("/").rpartition("/")[2]) is None
    assert run(capsys, "people", "deactivate", "first@opensalw.example")[0] == 0
    assert not User.objects.get(email="first@opensalw.example").is_active


@pytest.mark.parametrize(
    "words",
    [
        ("reset", "nobody@opensalw.example"),
        ("deactivate", "nobody@opensalw.example"),
        ("invite", "a@opensalw.example", "--shown-as", "D", "--institution", "J-BEG/none", "--role", "officer"),
        ("invite", "no address", "--shown-as", "D", "--institution", "J-BEG/police", "--role", "officer"),
        ("invite", "donor@opensalw.example", "--shown-as", "D", "--institution", "J-REG/donor", "--role", "donor"),
    ],
)
def test_a_refusal_is_exit_code_one_and_changes_nothing(capsys, office, words):
    before = User.objects.count()
    assert run(capsys, "people", *words)[0] == 1
    assert User.objects.count() == before
