"""The hour of a release and a draft of the report, at the command line."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from opensalw.cli.__main__ import main
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.models import Draft
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.states import State
from tests.cast import SECRETARIAT
from tests.roadmap.test_lock_exceptions import accepted  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db
PART = ("--round", "wb-2020-h1", "--jurisdiction", "J-BEG", "--reason", "The ministers meet later.")


@pytest.fixture
def waiting(accepted):  # noqa: F811
    with acting_for(*everywhere()):
        return submissions.release(accepted, by=SECRETARIAT, public_from=timezone.now() + timedelta(days=2))


def test_the_hour_is_moved_and_the_release_taken_back(waiting, capsys):
    hour = (timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    assert main(["part", "move-release", *PART, "--hour", hour]) == 0
    waiting.refresh_from_db()
    assert timezone.localtime(waiting.public_from).strftime("%Y-%m-%dT%H:%M") == hour
    assert main(["part", "move-release", *PART, "--hour", "tomorrow"]) == 1
    assert "Write 2020-07-03T10:00" in capsys.readouterr().err
    assert main(["part", "cancel-release", *PART]) == 0
    waiting.refresh_from_db()
    assert waiting.state == State.ACCEPTED


def test_a_draft_is_sent_round(round, settings, tmp_path, capsys):
    settings.REPORTS = tmp_path
    until = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert main(["report", "circulate", "--round", "wb-2020-h1", "--until", until, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    held = Draft.objects.get()
    assert (facts["number"], facts["sha256"]) == (held.number, held.sha256)
