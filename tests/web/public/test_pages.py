"""The public pages on the real round: they answer, say what is known, and owe what they owe."""

import csv
import io
import zipfile

import pytest

from opensalw.core.designation_lint import lint_file
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.models import Observation, Statement, TextItem

SPEC = builtin_spec("wb_2018")
SEATS = ("J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR")
PAGES = (
    "/", "/roadmap/", "/roadmap/wb_2018/", "/indicators/", "/jurisdictions/", "/reports/", "/data/",
    "/data/not-mapped/", "/search/?q=destroyed", "/rounds/wb-2019-H2/", "/roadmap/caribbean_2020/",
    *(f"/roadmap/wb_2018/goal/{goal.number}/" for goal in SPEC.goals),
    *(f"/indicators/{measure.key}/" for measure in SPEC.measures),
    *(f"/jurisdictions/{jid}/" for jid in SEATS),
)  # fmt: skip
CEILING = 30


def text(reader, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_names_places_as_it_must(reader, address, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(text(reader, address))
    assert [finding for finding in lint_file(path) if finding.is_error] == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_asks_few_questions(reader, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(CEILING):
        reader.get(address)


def test_the_partial_total_stands_with_who_reported(reader):
    page = text(reader, "/indicators/destroyed/")
    assert "16,015" in page
    assert "2 of 6: Belgrade, Skopje" in page
    assert "not reported" in page
    assert "26,269" not in page


def test_a_figure_of_a_longer_period_stands_with_its_own_period(reader):
    page = text(reader, "/indicators/destroyed/")
    assert "850,000" in page
    assert "361" in page


def test_only_confirmed_numbers_are_printed(reader):
    assert "number not confirmed" in text(reader, "/indicators/destroyed_surplus/").lower()
    assert "number not confirmed" not in text(reader, "/indicators/law_aligned/").lower()


def test_the_official_wording_of_a_goal_stands_with_its_citation(reader):
    for goal in SPEC.goals:
        page = text(reader, f"/roadmap/wb_2018/goal/{goal.number}/")
        assert "32018D1788" in page


@pytest.mark.parametrize(("words", "seat"), [("Serbia", "Belgrade"), ("Kosovo", "Pristina"), ("Shqip", "Tirana")])
def test_a_seat_is_found_by_the_name_of_its_place(reader, words, seat):
    assert seat in text(reader, f"/search/?q={words}")


def test_a_figure_is_a_door_to_where_it_came_from(reader):
    row = Observation.objects.get(measure="destroyed", line="firearm", jurisdiction="J-BEG", round="wb-2019-H2")
    assert f"/observations/{row.pk}/" in text(reader, "/indicators/destroyed/")
    page = text(reader, f"/observations/{row.pk}/")
    for words in ("15,430", "Session I, Belgrade, point 6", "inferred", "third Regional Roadmap Coordination Meeting"):
        assert words in page


def test_every_figure_of_the_round_has_its_page(reader, loaded_round):
    for row in loaded_round.observations.all():
        assert reader.get(f"/observations/{row.pk}/").status_code == 200


def test_an_unknown_address_is_not_found(reader):
    for address in ("/indicators/tanks/", "/jurisdictions/J-XXX/", "/roadmap/wb_2018/goal/9/", "/rounds/nothing/"):
        assert reader.get(address).status_code == 404


def test_drafts_of_an_open_round_are_not_shown(reader):
    assert reader.get("/rounds/wb-2020-H1/").status_code in (200, 404)
    assert "wb-2020-H1 J-" not in text(reader, "/")


def test_what_people_write_is_text_and_never_markup(reader, loaded_round):
    part = loaded_round.submissions.get(jurisdiction="J-BEG")
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    TextItem.objects.create(submission=part, goal=6, kind="need", text=attack, touched_by="test")
    Statement.objects.create(
        round=loaded_round, jurisdiction="J-BEG", organisation=attack, goal=6, text=attack, made_by="test"
    )
    for address in (
        "/",
        "/roadmap/wb_2018/goal/6/",
        "/jurisdictions/J-BEG/",
        "/rounds/wb-2019-H2/",
        "/search/?q=alert",
    ):
        page = text(reader, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_search_words_are_escaped(reader):
    assert "<b>x</b>" not in text(reader, "/search/?q=<b>x</b>")


def test_the_downloads_of_an_indicator_hold_its_figures(reader):
    page = text(reader, "/indicators/destroyed/")
    for ending, beginning in (("csv", b""), ("json", b"{"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        links = [part.split('"')[0] for part in page.split('href="')]
        address = next(link for link in links if link.startswith("/indicators/") and f".{ending}" in link)
        answer = reader.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert content.startswith(beginning)
        if ending == "csv":
            assert "15430" in content.decode()


def test_one_file_holds_everything(reader):
    page = text(reader, "/data/")
    address = next(part.split('"')[0] for part in page.split('href="') if ".zip" in part.split('"')[0])
    answer = reader.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        name = next(name for name in packed.namelist() if "observation" in name or "figures" in name)
        rows = list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))
    assert len(rows) == Observation.objects.count()
