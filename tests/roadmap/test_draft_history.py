"""The history of a draft: who, when, old, new, why; and that nobody rewrites it unseen."""

import pytest
from django.db import DatabaseError, connection, transaction

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import clear_cell, fill_missing, remove_text, save_cell, save_text
from opensalw.roadmap.models import DraftChange
from opensalw.roadmap.queries.changes import broken_change, changes_of
from tests.cast import REVIEWER, SECOND, chair, officer

OFFICER = officer("J-BEG")


@pytest.fixture
def part(round):
    return round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")


def save(part, value, by=OFFICER, **more):
    line = {"measure": "surrendered", "line": "firearm"}
    return save_cell(part, **line, cell=amount(value, Unit.piece), by=by, **more)


def test_each_change_says_who_what_before_and_what_after(part):
    save(part, 12)
    save(part, 15, by=SECOND, explanation="Two stations came late.", why="late papers")
    clear_cell(part, measure="surrendered", line="firearm", by=OFFICER)
    told = [(row.by, row.before, row.after, row.why) for row in changes_of(part)]
    twelve, fifteen = {"kind": "amount", "unit": "piece", "value": "12"}, {"kind": "amount", "unit": "piece"}
    fifteen |= {"value": "15", "explanation": "Two stations came late."}
    assert told == [
        (OFFICER.id, fifteen, None, ""),
        (SECOND.id, twelve, fifteen, "late papers"),
        (OFFICER.id, None, twelve, ""),
    ]


def test_what_is_saved_unchanged_is_no_change(part):
    save(part, 12)
    save(part, 12)
    assert changes_of(part).count() == 1


def test_texts_keep_what_they_said(part):
    item = save_text(part, goal=5, kind="progress", text="A campaign ran in May.", by=OFFICER)
    save_text(part, goal=5, kind="progress", text="A campaign ran in May and June.", by=OFFICER, item=item.pk)
    remove_text(part, item.pk, by=OFFICER)
    kept = [row.before and row.before["text"] for row in changes_of(part, thing="text")]
    assert kept == ["A campaign ran in May and June.", "A campaign ran in May.", None]


def test_the_history_of_one_figure_holds_its_splits_too(part):
    save(part, 12)
    fill_missing(part, measure="deactivated", reason="not_reported", by=OFFICER)
    assert changes_of(part, key="surrendered.firearm").count() == 1
    assert changes_of(part, by=SECOND.id).count() == 0


def test_the_application_cannot_change_a_line_of_it(part):
    save(part, 12)
    for statement in ("update roadmap_draftchange set by = 'x'", "delete from roadmap_draftchange"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_whole_history_verifies_and_a_sending_names_its_last_seal(part):
    save(part, 12)
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=OFFICER)
    assert changes_of(part).count() == 66
    assert broken_change(part) is None


@pytest.mark.parametrize("harm", ["changed", "cut"])
def test_a_history_that_was_rewritten_is_found(part, harm, monkeypatch):
    save(part, 12)
    save(part, 15)
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=OFFICER)
    rows = list(DraftChange.objects.filter(submission=part).order_by("number"))
    if harm == "changed":
        rows[0].after = {**rows[0].after, "value": "13"}
    else:
        rows = rows[:-1]

    class Rows(list):
        def order_by(self, name):
            return self

        def iterator(self):
            return iter(self)

    monkeypatch.setattr(DraftChange.objects, "filter", lambda **where: Rows(rows))
    found = broken_change(part)
    assert found is not None
    assert ("change 1 of the draft" in found) if harm == "changed" else ("at entry" in found)


def test_a_figure_typed_over_one_taken_over_keeps_its_source(part):
    save(part, 12, origin="previous", source={"value": "12", "period": "2019-H2"}, via="prefill")
    kept = save(part, 14, explanation="Counted anew.")
    assert (kept.origin, kept.source) == ("typed", {"value": "12", "period": "2019-H2"})


def test_the_source_of_a_figure_reaches_its_observation(part):
    save(part, 12, origin="computed", source={"value": "12", "count": "incidents.surrendered"}, via="prefill")
    save_cell(part, measure="deactivated", line="firearm", cell=missing("not_yet", Unit.piece), by=OFFICER)
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=OFFICER)
    submissions.accept(part, by=REVIEWER)
    found = {f"{row.measure}.{row.line}": row.provenance for row in part.observations.all()}
    assert found["surrendered.firearm"] == {
        "origin": "computed", "value": "12", "count": "incidents.surrendered"
    }  # fmt: skip
    assert found["deactivated.firearm"] == {}

