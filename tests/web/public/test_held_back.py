"""What is not public does not show: unreleased figures, parts, reports, drafts; what was restated stays readable."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.restating import accept_restatement, propose
from opensalw.roadmap.models import FrameworkVersion, Observation, Round, Statement, TextItem
from tests.cast import REVIEWER, SECRETARIAT

SECRET = 987654
EVERYWHERE = (
    "/", "/indicators/", "/indicators/destroyed/", "/indicators/destroyed/?by=year", "/indicators/destroyed_surplus/",
    "/roadmap/wb_2018/", "/roadmap/wb_2018/goal/6/", "/rounds/wb-2019-H2/", "/rounds/wb-2020-H1/", "/jurisdictions/",
    "/jurisdictions/J-BEG/", "/jurisdictions/J-REG/", "/data/", "/search/?q=secret",
    "/indicators/destroyed/figures.csv",
    "/indicators/destroyed/figures.json", "/data/opensalw.json",
)  # fmt: skip


def copied(row: Observation, **facts: object) -> Observation:
    """A new observation like ``row``."""
    row = Observation.objects.get(pk=row.pk)
    row.pk = row.id = None
    row._state.adding = True
    fresh = Observation(
        **{field.attname: getattr(row, field.attname) for field in Observation._meta.fields if field.name != "id"}
    )
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.save()
    return fresh


@pytest.fixture
def belgrade(loaded_round) -> Observation:
    return Observation.objects.get(measure="destroyed", line="firearm", jurisdiction="J-BEG", round="wb-2019-H2")


@pytest.mark.parametrize("public_from", [None, timedelta(days=1)], ids=["never", "tomorrow"])
def test_an_unreleased_figure_is_nowhere(reader, belgrade, public_from):
    later = public_from and timezone.now() + public_from
    held = copied(belgrade, value=Decimal(SECRET), public_from=later, statement="a secret statement")
    for address in EVERYWHERE:
        page = reader.get(address).content.decode()
        assert "987,654" not in page, address
        assert "987654" not in page, address
        assert str(held.pk) not in page, address
    with zipfile.ZipFile(io.BytesIO(reader.get("/data/opensalw.zip").content)) as packed:
        assert all(b"987654" not in packed.read(name) for name in packed.namelist())
    assert reader.get(f"/observations/{held.pk}/").status_code == 404


def test_text_and_statements_of_an_unreleased_part_are_nowhere(reader, loaded_round):
    coming = Round.objects.get(pk="wb-2020-H1")
    part = coming.submissions.get(jurisdiction="J-BEG")
    TextItem.objects.create(submission=part, goal=6, kind="need", text="a secret need", touched_by="test")
    Statement.objects.create(
        round=coming, jurisdiction="J-BEG", organisation="Secret body", goal=6, text="a secret remark", made_by="test"
    )
    for address in EVERYWHERE:
        page = reader.get(address).content.decode()
        assert "a secret need" not in page, address
        assert "a secret remark" not in page, address
    with zipfile.ZipFile(io.BytesIO(reader.get("/data/opensalw.zip").content)) as packed:
        assert all(b"a secret" not in packed.read(name) for name in packed.namelist())


def test_a_draft_of_a_framework_has_no_page(reader, loaded_round):
    draft = FrameworkVersion.objects.get(key="wb_2025", status="draft")
    assert reader.get(f"/roadmap/wb_2025/version/{draft.number}/").status_code == 404
    assert "Content unknown" in reader.get("/roadmap/wb_2025/").content.decode()


def test_a_restated_figure_leads_to_what_stands_and_back(reader, belgrade):
    ground = {"cause": "seat_error", "reason": "Counted twice.", "evidence": "Letter 12/2020"}
    proposed = propose(belgrade, becomes=amount(15398, Unit(belgrade.unit)), by=SECRETARIAT, **ground)
    fresh = accept_restatement(proposed, by=REVIEWER).new
    table = reader.get("/indicators/destroyed/").content.decode()
    assert "15,398" in table
    assert "15,430" not in table
    old = reader.get(f"/observations/{belgrade.pk}/").content.decode()
    assert "This figure was restated on" in old
    assert "Counted twice." in old
    assert f"/observations/{fresh.pk}/" in old
    new = reader.get(f"/observations/{fresh.pk}/").content.decode()
    assert "Earlier values" in new
    assert "15,430" in new
    assert "Restated: Firearms destroyed, Belgrade: 15,398, was 15,430" in reader.get("/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/indicators/destroyed/",
        "/jurisdictions/J-BEG/",
        "/rounds/wb-2019-H2/",
        "/roadmap/wb_2018/goal/6/",
        "/data/",
    ],
)
def test_the_number_of_questions_does_not_grow_with_the_data(reader, belgrade, address, django_assert_max_num_queries):
    reader.get(address)
    with django_assert_max_num_queries(100) as few:
        reader.get(address)
    for at in range(40):
        copied(belgrade, dims={**belgrade.dims, "method": f"kind{at}"}, dims_key=f"method=kind{at}")
    with django_assert_max_num_queries(len(few)):
        assert reader.get(address).status_code == 200


def test_an_unchanged_page_is_not_sent_again(reader):
    first = reader.get("/indicators/")
    again = reader.get("/indicators/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "no-cache" in first["Cache-Control"]


def test_public_pages_are_for_reading_only(reader):
    assert reader.post("/indicators/destroyed/").status_code == 405


def test_the_small_files_for_machines_answer(reader):
    assert "Disallow: /work/" in reader.get("/robots.txt").content.decode()
    contact = reader.get("/.well-known/security.txt").content.decode()
    assert contact.startswith("Contact: mailto:")
    assert "Expires: " in contact


def test_a_figure_whose_origin_is_not_stated_is_in_neither_view(reader, belgrade):
    for view in ("destroyed_surplus", "destroyed_confiscated"):
        page = reader.get(f"/indicators/{view}/").content.decode()
        assert "16,015" not in page
        assert "origin not stated" in page
        assert "in neither total" in page
        assert str(belgrade.pk) in page
