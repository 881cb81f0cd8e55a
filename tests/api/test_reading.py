"""What everyone may read: frameworks, indicators, observations, rounds."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import start_draft
from tests.api.conftest import KNOWN, V1
from tests.cast import SECRETARIAT

FRAME = 3  # the savepoint of the request, its jurisdictions, the savepoint's end


def test_frameworks_in_force_are_listed_and_drafts_are_not(client, framework):
    with acting_for(*everywhere()):
        start_draft("wb_2018", by=SECRETARIAT)
    listed = client.get(f"{V1}/frameworks").json()["frameworks"]
    assert [(one["key"], one["version"], one["goals"]) for one in listed] == [("wb_2018", 1, 7)]
    assert [one["number"] for one in client.get(f"{V1}/frameworks/wb_2018/versions").json()["versions"]] == [1]
    assert client.get(f"{V1}/frameworks/wb_2018?version=2").status_code == 404


def test_one_framework_has_goals_with_the_citation_of_their_wording(client, framework):
    shown = client.get(f"{V1}/frameworks/wb_2018").json()
    assert "32018D1788" in shown["goals"][0]["official_wording"]["citation"]
    assert "destroyed" in shown["goals"][5]["measures"]


def test_an_official_number_is_told_only_where_it_is_confirmed(client, framework):
    listed = {one["key"]: one for one in client.get(f"{V1}/indicators").json()["indicators"]}
    assert listed["law_aligned"]["official_number"] == 1
    assert listed["law_aligned"]["official_number_status"] == "confirmed"
    assert listed["policy_evidence"]["official_number"] is None
    assert listed["policy_evidence"]["official_number_status"] == "not confirmed"
    one = client.get(f"{V1}/indicators/policy_evidence").json()
    assert (one["official_number"], one["official_wording_status"]) == (None, "not confirmed")
    assert "recollection" not in client.get(f"{V1}/indicators/policy_evidence").content.decode()


def test_an_indicator_comes_with_lines_dimensions_and_methodology(client, framework):
    one = client.get(f"{V1}/indicators/destroyed").json()
    firearm = next(line for line in one["lines"] if line["key"] == "firearm")
    assert (firearm["unit"], "origin" in firearm["dimensions"]) == ("piece", True)
    assert {"key": "surplus", "title": "Surplus"} in one["dimensions"]["origin"]
    assert one["definition"]
    view = client.get(f"{V1}/indicators/destroyed_surplus").json()
    assert (view["view_of"], view["lines"][0]["key"]) == ("destroyed", one["lines"][0]["key"])


@pytest.mark.parametrize(
    "spelling", ["2019-H2", "2019S2", "2019-S2", "2019-07-01/P6M", "2019-07-01/2019-12-31", "2019"]
)
def test_a_period_is_read_in_every_spelling(client, observe, spelling):
    row = observe()
    observe(start=date(2018, 7, 1), end=date(2018, 12, 31))
    found = client.get(f"{V1}/observations", {"period": spelling}).json()["observations"]
    assert [(one["id"], one["period"], one["value"]) for one in found] == [(str(row.pk), "2019-H2", "15")]


@pytest.mark.parametrize(
    "filters",
    [
        {"framework": "wb_2018"}, {"measure": "destroyed"}, {"measure": "destroyed", "line": "firearm"},
        {"jurisdiction": ["J-BEG", "J-POD"]}, {"origin": "external"}, {"kind": "amount"}, {"source": "meeting-2020"},
    ],
)  # fmt: skip
def test_each_filter_keeps_what_fits(client, observe, framework, filters):
    row = observe()
    missing = {"kind": "missing", "reason": "not_reported"}
    observe(measure="seized", line="ammunition", jurisdiction="J-TIR", unit="round", **missing)
    found = client.get(f"{V1}/observations", filters).json()["observations"]
    assert str(row.pk) in [one["id"] for one in found]
    assert len(found) == (2 if set(filters) <= {"framework", "origin", "source"} else 1)


def test_a_missing_figure_says_why_and_is_never_zero(client, observe):
    observe(kind="missing", reason="not_reported", obs_status="O")
    one = client.get(f"{V1}/observations").json()["observations"][0]
    assert (one["value"], one["reason"], one["obs_status"]) == (None, "not_reported", "O")


def test_what_is_not_released_is_not_there(client, observe):
    hidden = observe(public_from=None)
    later = observe(public_from=timezone.now() + timedelta(days=1))
    assert client.get(f"{V1}/observations").json()["observations"] == []
    for row in (hidden, later):
        assert client.get(f"{V1}/observations/{row.pk}").status_code == 404
    assert client.get(f"{V1}/observations/{uuid.uuid4()}").json()["status"] == 404


def test_one_observation_shows_its_source_and_what_stood_before(client, observe):
    old = observe(value=Decimal("12.500"), known_until=KNOWN + timedelta(days=2))
    secret = observe(replaces=old, public_from=None, known_until=KNOWN + timedelta(days=3))
    later = KNOWN + timedelta(days=3)
    new = observe(replaces=secret, value=Decimal(14), known_from=later, public_from=later)
    shown = client.get(f"{V1}/observations/{new.pk}").json()
    assert shown["source"]["title"] == "Record of the meeting"
    assert [(row["id"], row["value"]) for row in shown["earlier_values"]] == [(str(old.pk), "12.5")]
    assert (shown["stands"], client.get(f"{V1}/observations/{old.pk}").json()["stands"]) == (True, False)


def test_a_reading_can_ask_what_was_known_earlier(client, observe):
    observe(value=Decimal(12), known_until=KNOWN + timedelta(days=2))
    observe(value=Decimal(14), known_from=KNOWN + timedelta(days=2), public_from=KNOWN + timedelta(days=2))
    now = client.get(f"{V1}/observations").json()["observations"]
    then = client.get(f"{V1}/observations", {"as_known_at": "2020-07-04"}).json()["observations"]
    assert ([row["value"] for row in now], [row["value"] for row in then]) == (["14"], ["12"])


def regional_lines(client, period):
    """The regional figures of what was destroyed, by line."""
    answer = client.get(f"{V1}/indicators/destroyed/regional?period={period}").json()
    return {one["line"]: one for one in answer["lines"]}


def test_regional_totals_come_with_coverage_or_the_reasons_why_not(client, observe):
    observe(jurisdiction="J-BEG", value=Decimal(15430))
    observe(jurisdiction="J-SKP", value=Decimal(585), fit="inferred")
    observe(jurisdiction="J-TIR", kind="missing", reason="not_reported")
    observe(jurisdiction="J-BEG", line="ammunition", unit="round", value=Decimal(7))
    lines = regional_lines(client, "2019-H2")
    total = lines["firearm"]
    assert (total["result"], total["value"], total["partial"]) == ("total", "16015", True)
    assert total["coverage"] == "2 of 6: Belgrade, Skopje"
    assert "J-TIR" not in total["by"]
    assert total["caveats"]
    assert lines["ammunition"]["result"] == "not_combined"
    assert "needs two" in lines["ammunition"]["reasons"][0]


def test_a_figure_of_the_whole_year_stands_beside_a_total_of_its_first_half(client, observe):
    half = {"start": date(2019, 1, 1), "end": date(2019, 6, 30)}
    observe(jurisdiction="J-BEG", **half)
    observe(jurisdiction="J-SKP", **half)
    observe(jurisdiction="J-TIR", start=date(2019, 1, 1), end=date(2019, 12, 31), fit="wider")
    lines = regional_lines(client, "2019-H1")
    assert (lines["firearm"]["value"], list(lines["firearm"]["by"])) == ("30", ["J-BEG", "J-SKP"])
    assert any("Tirana" in caveat for caveat in lines["firearm"]["caveats"])


def test_rounds_tell_the_public_only_whether_a_part_is_released(client, round, token):
    assert [one["key"] for one in client.get(f"{V1}/rounds").json()["rounds"]] == ["wb-2020-h1"]
    parts = client.get(f"{V1}/rounds/wb-2020-h1").json()["parts"]
    assert [one["jurisdiction"] for one in parts] == ["J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR", "J-REG"]
    assert {(one["state"], one["overdue"]) for one in parts} == {("not_released", None)}
    own = client.get(f"{V1}/rounds/wb-2020-h1", headers=token("read")).json()["parts"]
    assert [one["state"] for one in own][:2] == ["draft", "not_released"]
    assert client.get(f"{V1}/rounds/none").status_code == 404


def test_the_start_and_the_description_are_served(client, framework):
    assert client.get(f"{V1}/openapi.json").json()["info"]["title"] == "OpenSALW"


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/frameworks", 1), ("/frameworks/wb_2018", 1), ("/indicators", 1), ("/indicators/destroyed", 1),
        ("/indicators/destroyed/regional?period=2019-H2", 2), ("/observations", 1),
        ("/observations?measure=destroyed", 2),
        ("/rounds", 1), ("/rounds/wb-2020-h1", 2), ("/documents", 1),
    ],
)  # fmt: skip
def test_each_endpoint_asks_few_queries(client, observe, round, address, queries, django_assert_num_queries):
    for _number in range(7):
        observe()
    with django_assert_num_queries(FRAME + queries):
        assert client.get(V1 + address).status_code == 200
