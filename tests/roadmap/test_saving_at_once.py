"""Twenty officers save at once on the embedded server: nothing is lost, and nobody writes over somebody else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, save_cell, save_text
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import DraftCell, DraftChange, Submission, TextItem
from opensalw.roadmap.queries.changes import broken_change
from opensalw.roadmap.queries.forms import asked_lines
from tests.cast import SEATS, SECRETARIAT, person

OFFICERS, SAVES, SHARED = 20, 10, 3


def officer_of(number: int):
    """One of twenty officers, spread over the six seats."""
    seat = list(SEATS)[number % len(SEATS)]
    return person(f"officer-{number}", "officer", seat), seat


@pytest.fixture
def parts(own_database) -> dict[str, Submission]:
    """The parts of an open round, committed."""
    with acting_for(*everywhere()):
        framework = load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)
        period = Period.parse("2020-H1")
        opened = open_round(
            key="wb-2020-h1", framework=framework, narrative=period, figures=period, by=SECRETARIAT,
            deadline=date(2020, 9, 30),
        )  # fmt: skip
        return {part.jurisdiction: part for part in opened.submissions.all()}


def at_once(work: Callable[[int], None]) -> None:
    """Let twenty threads work, each with a connection of its own; what one raises is raised here."""

    def alone(number: int) -> None:
        try:
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(OFFICERS) as pool:
        for done in [pool.submit(alone, number) for number in range(OFFICERS)]:
            done.result()


def test_of_two_hundred_saves_at_once_every_one_is_kept(parts):
    spec = next(iter(parts.values())).round.framework.spec

    def work(number: int) -> None:
        by, seat = officer_of(number)
        lines = [(m, line) for m, line in asked_lines(spec, seat) if line.unit == Unit.piece and line.kind == "amount"]
        measure, line = lines[number // len(SEATS)]
        for value in range(1, SAVES + 1):
            with acting_for(seat):
                cell = amount(value, line.unit)
                kept = save_cell(
                    parts[seat], measure=measure.key, line=line.key, cell=cell, by=by, revision=value - 1 or None
                )
                save_text(parts[seat], goal=1 + number % 7, kind="progress", text=f"{by.id}, point {value}.", by=by)
            assert kept.revision == value

    at_once(work)
    with acting_for(*everywhere()):
        cells = list(DraftCell.objects.all())
        assert len(cells) == OFFICERS
        assert {(cell.value, cell.revision) for cell in cells} == {(SAVES, SAVES)}
        assert TextItem.objects.count() == OFFICERS * SAVES
        assert DraftChange.objects.filter(thing="figure").count() == OFFICERS * SAVES
        assert [broken_change(part) for part in parts.values()] == [None] * len(parts)


def test_twenty_who_change_the_same_figure_are_told_and_none_is_written_over(parts):
    """Each adds one, three times; who was overtaken looks again. Sixty is the sum only if nothing was lost."""
    part = parts["J-BEG"]
    place = {"measure": "seized", "line": "firearm", "dims": {"place": "inland"}}
    writers = [person(f"officer-{number}", "officer", "J-BEG") for number in range(OFFICERS)]
    with acting_for("J-BEG"):
        save_cell(part, **place, cell=amount(0, Unit.piece), by=writers[0])
    overtaken = []

    def work(number: int) -> None:
        left = SHARED
        while left:
            try:
                with acting_for("J-BEG"):
                    seen = DraftCell.objects.get(submission=part)
                    cell = amount(seen.value + 1, Unit.piece)
                    save_cell(part, **place, cell=cell, by=writers[number], revision=seen.revision)
                left -= 1
            except ChangedMeanwhile:
                overtaken.append(number)

    at_once(work)
    with acting_for("J-BEG"):
        assert DraftCell.objects.get(submission=part).value == OFFICERS * SHARED
        assert broken_change(part) is None
    assert overtaken
