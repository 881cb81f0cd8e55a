"""Queries of the time before conversations become conversations, with their words, their days and their state."""

import importlib
from datetime import UTC, date, datetime

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.drafting import save_text
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import Thread
from tests.cast import SECRETARIAT, officer

MOVE = importlib.import_module("opensalw.roadmap.migrations.0004_threads").MOVE
ASKED, ANSWERED = datetime(2020, 8, 1, tzinfo=UTC), datetime(2020, 8, 3, tzinfo=UTC)


@pytest.fixture
def part(own_database):
    """A part of an open round, committed."""
    with acting_for(*everywhere()):
        framework = load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)
        half = Period.parse("2020-H1")
        opened = open_round(
            key="wb-2020-h1", framework=framework, narrative=half, figures=half, by=SECRETARIAT,
            deadline=date(2020, 9, 30),
        )  # fmt: skip
        return opened.submissions.get(jurisdiction="J-BEG")


def test_old_queries_become_conversations(part):
    with acting_for(*everywhere()):
        item = save_text(part, goal=6, kind="progress", text="Rifles were melted.", by=officer("J-BEG"))
    owner = connections["owner"]
    before = MigrationExecutor(owner).loader.project_state(("roadmap", "0003_draft_history")).apps
    query = before.get_model("roadmap", "ReviewQuery")
    with owner.schema_editor() as editor:
        editor.create_model(query)
    old = query.objects.using("owner")
    facts = {"submission_id": part.pk, "asked_by": "secretariat-1"}
    about_line = old.create(
        **facts, measure="seized", line="firearm", question="Why so many?", answer="An operation.",
        answered_by="officer-beg", answered_at=ANSWERED, resolved_at=ANSWERED,
    )  # fmt: skip
    about_text = old.create(**facts, goal=6, text_item_id=item.pk, question="Which steelworks?")
    old.update(asked_at=ASKED)
    with owner.cursor() as cursor:
        cursor.execute(MOVE)
    with acting_for(*everywhere()):
        _look(about_line.pk, about_text.pk, item.pk)


def _look(about_line, about_text, item):
    line, text = Thread.objects.get(pk=about_line), Thread.objects.get(pk=about_text)
    assert Thread.objects.count() == 2
    assert (line.kind, line.measure, line.line, line.resolved_at) == ("query", "seized", "firearm", ANSWERED)
    assert [(one.number, one.text, one.side, one.written_at) for one in line.messages.all()] == [
        (1, "Why so many?", "secretariat", ASKED), (2, "An operation.", "seat", ANSWERED),
    ]  # fmt: skip
    assert (text.item, text.quote, text.goal, text.resolved_at) == (item, "Rifles were melted.", 6, None)
    assert [one.text for one in text.messages.all()] == ["Which steelworks?"]
