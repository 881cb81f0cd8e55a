"""An indicator that changes between rounds: old figures keep their meaning, and the series breaks where it must."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from opensalw.core.periods import Period, half
from opensalw.core.units import Unit
from opensalw.documents.content.figures import remark
from opensalw.roadmap.cells import amount, missing
from opensalw.roadmap.commands import rounds, submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.checking import check_part
from opensalw.roadmap.queries.definitions import Standing, mark_breaks
from opensalw.web.public.panels import Mark, bars
from opensalw.web.work.previous import figure_of
from tests.cast import REVIEWER, SECRETARIAT, chair, officer

OLD = (FILES / "wb_2018.yaml").read_text()
NEW = OLD.replace("  - key: deactivated\n", "  - key: deactivated\n    version: 2\n", 1)


def play(round, value, jurisdiction="J-BEG", release=True):
    """Fill, send, accept and release a part in which one figure is given."""
    part = round.submissions.select_related("round__framework").get(jurisdiction=jurisdiction)
    by = officer(jurisdiction)
    if value is not None:
        save_cell(part, measure="deactivated", line="firearm", cell=amount(value, Unit.piece), by=by)
    fill_missing(part, measure=None, reason="not_yet", by=by)
    submissions.clear(part, by=chair(jurisdiction))
    submissions.submit(part, by=by)
    submissions.accept(part, by=REVIEWER)
    submissions.release(part, by=REVIEWER)
    return Observation.objects.get(submission=part, measure="deactivated", line="firearm")


def opened(framework, period):
    return rounds.open_round(
        key=f"wb-{period.lower()}", framework=framework, narrative=Period.parse(period), figures=Period.parse(period),
        by=SECRETARIAT,
    )  # fmt: skip


@pytest.fixture
def changed(round):
    """A round by the old definition, then three by the new one; the first of these gives no figure."""
    held = [play(round, 40)]
    framework = load_framework(NEW, by=SECRETARIAT)
    held += [play(opened(framework, period), value) for period, value in
             (("2020-H2", None), ("2021-H1", 90), ("2021-H2", 95))]  # fmt: skip
    return held


def test_old_figures_keep_their_version_and_the_first_new_one_breaks_the_series(changed):
    assert [(row.measure_version, row.obs_status) for row in changed] == [(1, "A"), (2, "O"), (2, "B"), (2, "A")]
    assert [row.framework.number for row in changed] == [1, 2, 2, 2]


def test_what_is_accepted_by_a_definition_that_is_no_longer_in_force_differs(round):
    load_framework(NEW, by=SECRETARIAT)
    row = play(round, 40)
    assert (row.measure_version, row.obs_status) == (1, "D")
    other = Observation.objects.get(submission=row.submission, measure="surrendered", line="firearm")
    assert other.obs_status == "O"


def test_a_missing_figure_bears_its_reason_and_no_break():
    standing = Standing({"m": 2}, {"m": 2}, {("m", "l", ""): 1})
    assert standing.status(missing("withheld", Unit.piece), "m", "l", "") == "Q"
    assert standing.status(amount(1, Unit.piece), "m", "l", "") == "B"
    assert standing.status(amount(1, Unit.piece), "m", "l", "origin=surplus") == "A"


def test_no_check_crosses_the_break_and_a_note_says_so(changed):
    part = changed[2].submission
    found = {one.check.key for one in check_part(part).findings}
    assert "definition_changed" in found
    assert not found & {"jump", "outlier", "unchanged"}


def test_the_page_marks_the_cell_and_interrupts_the_line(changed, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    page = Client().get("/indicators/deactivated/").content.decode()
    cell = page[page.index(">90<") :][:260]
    assert "break in the series" in cell
    assert "2021-H1: 90 (break in the series)" in page
    assert 'stroke-dasharray="4 3"' in page
    assert "break in the series" not in page[page.index(">95<") :][:200]
    chart = Client().get("/indicators/deactivated/chart.svg")
    assert chart.status_code == 200
    assert ">break<" in chart.content.decode()


def test_a_chart_of_one_period_says_it_too():
    drawn = bars([Mark("Belgrade", Decimal(90), breaks=True), Mark("Skopje", Decimal(4))], "x")
    assert ">90, break<" in drawn
    assert ">4<" in drawn


def test_every_download_says_it(changed):
    rows = list(csv.DictReader(io.StringIO(Client().get("/indicators/deactivated/figures.csv").content.decode())))
    told = {row["period"]: (row["obs_status"], row["measure_version"]) for row in rows}
    assert told["2021-H1"] == ("B", "2")
    assert told["2020-H1"] == ("A", "1")
    answer = Client().get("/api/v1/observations?measure=deactivated&kind=amount").json()["observations"]
    assert {row["period"]: row["obs_status"] for row in answer} == {"2020-H1": "A", "2021-H1": "B", "2021-H2": "A"}


def test_the_printed_report_says_it_under_its_table(changed):
    row = changed[2]
    assert "break in the series" in remark(row.framework.spec, row, half(2021, 1))


def test_the_field_of_the_form_says_that_the_figure_before_was_counted_otherwise(round):
    before = play(round, 40)
    line = before.framework.spec.line("deactivated.firearm")
    assert figure_of(before, line, version=1).marks == ()
    assert figure_of(before, line, version=2).marks == ("d",)


def row(value, version, kind="amount", status="A"):
    return Observation(
        measure="deactivated", line="firearm", kind=kind, value=Decimal(value), measure_version=version,
        obs_status=status, end=date(2020, 6, 30),
    )  # fmt: skip


def test_a_series_breaks_at_the_first_figure_of_another_version():
    silent = row(0, 2, kind="missing")
    first, second, third, back = row(1, 1), row(2, 2), row(3, 2, status="P"), row(4, 1)
    mark_breaks([[first], [], [silent], [second], [third], [back]])
    assert [one.breaks for one in (first, silent, second, third, back)] == [False, False, True, False, True]
    assert (second.status, third.status, back.status) == ("B", "P", "B")


def test_a_documents_chart_says_the_break_in_its_table_and_to_those_who_hear_it(changed):
    chart = Client().get("/indicators/deactivated/chart.svg").content.decode()
    assert "2021-H1: 90 (break)" in chart
