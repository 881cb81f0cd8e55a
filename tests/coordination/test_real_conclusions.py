"""The promises and recommendations of the record: all there, with owner and day, tied when the meeting comes."""

import json

import pytest

from opensalw.cli.__main__ import main
from opensalw.coordination.commands.real_conclusions import load_real_conclusions
from opensalw.coordination.models import Conclusion
from opensalw.coordination.queries.conclusions import life_of
from opensalw.coordination.real.promises import real_conclusions
from opensalw.roadmap.models import Source
from tests.cast import SECRETARIAT
from tests.coordination.gatherings import item, meeting


@pytest.fixture
def record(everywhere_db):
    return Source.objects.create(key="meeting-2020-07-03", kind="meeting_record", title="Record of the third meeting")


def test_every_dated_promise_is_there_and_again_without_harm(record):
    assert load_real_conclusions(by=SECRETARIAT) == len(real_conclusions())
    assert load_real_conclusions(by=SECRETARIAT) == 0
    dated = Conclusion.objects.filter(due_on__isnull=False)
    assert {one.number for one in dated} == {f"C3-{n:02d}" for n in range(1, 13)}
    days = {one.due_on.isoformat() for one in dated}
    assert days >= {"2020-07-09", "2020-07-15", "2020-07-31", "2020-09-27", "2020-09-30", "2020-10-31", "2020-12-31"}
    assert set(Conclusion.objects.filter(due_on__isnull=True).values_list("origin", flat=True)) == {
        "assessment", "gap_analysis", "opinion",
    }  # fmt: skip


def test_they_are_tied_when_the_meeting_comes(record):
    load_real_conclusions(by=SECRETARIAT)
    third = meeting(3, source=record)
    place = item(third, jurisdiction="J-SAR")
    load_real_conclusions(by=SECRETARIAT)
    held = Conclusion.objects.get(number="C3-01")
    assert (held.meeting, held.item) == (third, place)
    assert life_of(held)[-1].line() == "Tied to Regional meeting 3, Sarajevo."
    assert not Conclusion.objects.filter(meeting__isnull=True).exists()


def test_the_command_line_lists_what_is_late_and_carries(record, capsys, monkeypatch):
    monkeypatch.setattr("opensalw.cli.__main__.database.ensure_running", lambda say: None)
    load_real_conclusions(by=SECRETARIAT)
    fourth = meeting(4)
    assert main(["conclusion", "overdue", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 12
    assert main(["conclusion", "list", "--jurisdiction", "J-SAR"]) == 0
    assert "C3-12" in capsys.readouterr().out
    assert main(["conclusion", "carry", fourth.series_id, "4", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == len(real_conclusions())
    assert main(["conclusion", "carry", fourth.series_id, "9"]) == 1
    assert "There are: regional-j-reg 4" in capsys.readouterr().err
