"""Counts of few persons are in no public door, and those who work on the part still see them."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from opensalw.core.units import Unit
from opensalw.documents import markdown
from opensalw.documents.queries import document_of
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.commands.withholding import threshold
from opensalw.roadmap.models import Observation, Round, Submission
from opensalw.roadmap.queries.forms import previous_observations
from tests.cast import REVIEWER, chair, officer

KEY = "wb-2020-H1"
FIGURES = {"": 40_000, "sex=female": 19_001, "sex=male": 20_999, "setting=crime": 30_303, "setting=domestic": 9_697}
HIDDEN = ("19001", "19,001", "20999", "20,999", "nineteen of them")


@pytest.fixture
def part(reader, settings) -> Submission:
    """Belgrade's released part: persons killed by sex, where the threshold is set so high that women are few."""
    settings.SMALL_COUNTS = {"": 3, "sex": 20_000}
    held = Round.objects.get(pk=KEY).submissions.select_related("round__framework").get(jurisdiction="J-BEG")
    by = officer("J-BEG")
    for split, value in FIGURES.items():
        dims = dict([split.split("=")]) if split else {}
        save_cell(
            held, measure="incidents", line="killed", cell=amount(value, Unit.person), by=by, dims=dims,
            explanation="Counted by the police, nineteen of them late." if split == "sex=female" else "Counted.",
        )  # fmt: skip
    fill_missing(held, measure=None, reason="not_reported", by=by)
    submissions.clear(held, by=chair("J-BEG"), reason="Asked again.")
    submissions.submit(held, by=by)
    submissions.accept(held, by=REVIEWER)
    submissions.release(held, by=REVIEWER)
    held.refresh_from_db()
    return held


DOORS = (
    "/", "/indicators/", "/indicators/incidents/", "/indicators/incidents/?line=killed",
    "/indicators/incidents/?line=killed&by=year", f"/rounds/{KEY}/", "/jurisdictions/J-BEG/",
    "/roadmap/wb_2018/goal/4/", "/data/", "/search/?q=killed",
    "/indicators/incidents/figures.csv", "/indicators/incidents/figures.json",
    "/indicators/incidents/chart.svg?line=killed", "/data/opensalw.json", "/api/v1/observations?measure=incidents",
    "/api/v1/observations?measure=incidents&format=csv", "/api/v1/observations?measure=incidents&kind=amount",
    "/api/v1/observations?measure=incidents&as_known_at=2099-01-01T00:00:00Z", "/api/v1/indicators/wb_2018/incidents",
    f"/api/v1/submissions/{KEY}/J-BEG", f"/api/v1/rounds/{KEY}",
)  # fmt: skip


def test_no_door_shows_a_withheld_count_or_one_that_gives_it_back(reader, part):
    answers = {address: reader.get(address) for address in DOORS}
    for address, answer in answers.items():
        assert answer.status_code in (200, 404), address
        for number in HIDDEN:
            assert number not in answer.content.decode(), (address, number)
    assert "40,000" in answers["/indicators/incidents/?line=killed"].content.decode()
    with zipfile.ZipFile(io.BytesIO(reader.get("/data/opensalw.zip").content)) as packed:
        text = "".join(packed.read(name).decode() for name in packed.namelist())
    assert not [number for number in HIDDEN if number in text]
    assert "30303" in text
    for kind in ("narrative", "indicators"):
        printed = markdown.render(document_of(part.round, kind, ""))
        assert not [number for number in HIDDEN if number in printed]


def test_a_withheld_figure_says_that_it_is_withheld_and_its_own_row_has_no_page(reader, part):
    row = Observation.objects.get(submission=part, dims_key="sex=female")
    stands = Observation.published.get(withholds=row)
    assert (stands.kind, stands.reason, stands.obs_status, stands.value) == ("missing", "withheld", "Q", None)
    assert row.public_from is None
    assert row.value == Decimal(19_001)
    assert reader.get(f"/observations/{row.pk}/").status_code == 404
    assert reader.get(f"/api/v1/observations/{row.pk}").status_code == 404
    page = reader.get(f"/observations/{stands.pk}/").content.decode()
    assert "withheld" in page
    assert not [number for number in HIDDEN if number in page]


def test_those_who_work_on_the_part_see_the_whole_count(part):
    assert {row.dims_key: row.value for row in part.cells.filter(line="killed")}["sex=female"] == 19_001
    later = part.round.submissions.select_related("round__framework").get(jurisdiction="J-TIR")
    later.jurisdiction = "J-BEG"
    later.round.figures_start, later.round.figures_end = date(2020, 7, 1), date(2020, 12, 31)
    seen = {row.dims_key: row.value for row in previous_observations(later) if row.line == "killed"}
    assert seen["sex=female"] == 19_001


def test_what_a_source_has_published_is_not_withheld(reader, settings):
    settings.SMALL_COUNTS = {"": 10**6}
    rows = Observation.published.filter(origin="external", kind="amount")
    assert rows.exists()
    assert not rows.filter(public_from__isnull=True).exists()


@pytest.mark.parametrize(
    ("line", "dims", "below"),
    [
        ("incidents.killed", (), 0), ("incidents.killed", ("setting",), 3), ("incidents.killed", ("sex", "type"), 5),
        ("incidents.incidents", ("setting",), 0), ("cases_processed.reported", ("sex",), 5),
        ("cases_processed.reported", ("offence",), 0), ("destroyed.firearm", ("origin",), 0),
    ],
)  # fmt: skip
def test_the_threshold_follows_the_unit_and_the_dimensions(loaded_round, settings, line, dims, below):
    settings.SMALL_COUNTS = {"": 3, "sex": 5}
    spec = loaded_round.framework.spec
    assert threshold(spec, spec.line(line), dims) == below
