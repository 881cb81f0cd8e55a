"""The table of observations: pages that lose nothing, two formats that say the same, names with their asterisk."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.api.observation_table import FIELDS, NUMBERS, cell
from opensalw.core.designation_lint import lint_file
from opensalw.roadmap.models import Observation
from tests.api.conftest import V1


def every_page(client, address, **filters):
    """All observations, following the links of JSON pages."""
    response = client.get(address, filters)
    while True:
        answer = response.json()
        yield from answer["observations"]
        if answer["next"] is None:
            assert "Link" not in response
            return
        assert response["Link"] == f'<{answer["next"]}>; rel="next"'
        response = client.get(answer["next"])


def read_csv(text):
    """The records of a CSV answer, without the footnotes, and the footnotes."""
    records = list(csv.DictReader(io.StringIO(text, newline="")))
    notes = [record["id"] for record in records if record["id"].startswith("# ")]
    return [record for record in records if not record["id"].startswith("# ")], notes


def test_pages_hold_every_figure_once(client, observe):
    made = {str(observe(value=Decimal(number)).pk) for number in range(23)}
    ids = [row["id"] for row in every_page(client, f"{V1}/observations", limit=5)]
    assert (len(ids), set(ids)) == (23, made)


def test_pages_neither_skip_nor_repeat_while_figures_are_added_and_replaced(client, observe):
    before = [observe(value=Decimal(number)) for number in range(20)]
    seen = []
    for row in every_page(client, f"{V1}/observations", limit=3):
        if len(seen) % 3 == 0:
            now = client.get(f"{V1}/observations?limit=1").json()["as_known_at"]
            observe(known_from=now, public_from=now)
            old = before[len(seen)]
            Observation.objects.filter(pk=old.pk, known_until=None).update(known_until=now)
            observe(known_from=now, public_from=now, replaces=old)
        seen.append(row["id"])
    assert sorted(seen) == sorted(str(row.pk) for row in before)


def test_csv_pages_follow_the_header_link(client, observe):
    made = {str(observe().pk) for _number in range(7)}
    response, ids = client.get(f"{V1}/observations?format=csv&limit=3"), []
    while True:
        ids += [record["id"] for record in read_csv(response.content.decode())[0]]
        if "Link" not in response:
            break
        response = client.get(response["Link"].removeprefix("<").partition(">")[0])
    assert (len(ids), set(ids)) == (7, made)


@pytest.mark.parametrize("change", ["measure=destroyed", "period=2019", "as_known_at=2020-07-03", "jurisdiction=J-TIR"])
def test_a_cursor_is_good_for_its_filters_only(client, observe, change):
    observe(), observe()
    following = client.get(f"{V1}/observations?limit=1").json()["next"]
    refused = client.get(f"{following}&{change}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")


@pytest.mark.parametrize("cursor", ["x", "WzFd:1:abc", "%00", "é"])
def test_a_made_up_cursor_is_refused(client, framework, cursor):
    refused = client.get(f"{V1}/observations?cursor={cursor}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
RISKS = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "'=1", '"', ";", "a\nb", "# x"])
STATEMENTS = st.one_of(WORDS, RISKS, st.sampled_from(["In Kosovo 604 were destroyed.", "Косово", "KFOR in Kosovo*"]))
CELLS = st.one_of(
    st.builds(lambda v: {"kind": "amount", "value": v}, st.decimals(0, 10**14, places=3)),
    st.builds(lambda a, b: {"kind": "range", "low": min(a, b), "high": max(a, b)}, *[st.integers(0, 10**9)] * 2),
    st.sampled_from([{"kind": "missing", "reason": "withheld"}, {"kind": "direction", "direction": "down"}]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, STATEMENTS, st.lists(STATEMENTS, max_size=2)), min_size=1, max_size=4))
def test_csv_and_json_hold_the_same_observations(client, observe, tmp_path, figures):
    tag = f"s-{Observation.objects.count()}"
    for content, statement, caveats in figures:
        observe(**content, statement=statement, caveats=caveats, actor=tag, dims={"origin": "surplus"}, locator="p")
    answers = {form: client.get(f"{V1}/observations?limit=10000&format={form}") for form in ("json", "csv")}
    rows = [row for row in answers["json"].json()["observations"] if row["actor"] == tag]
    records = [record for record in read_csv(answers["csv"].content.decode())[0] if record["actor"] == tag]
    assert len(rows) == len(figures)
    for row, record in zip(rows, records, strict=True):
        assert {name: cell(name, row[name]) for name in FIELDS} == record | moments(row)
        assert not any(record[name].startswith(("=", "+", "-", "@", "\t", "\r")) for name in set(FIELDS) - NUMBERS)
    for form, answer in answers.items():
        path = tmp_path / f"observations.{form}"
        path.write_bytes(answer.content)
        assert [one.sentence for one in lint_file(path) if one.is_error] == []


def moments(row):
    """Moments are spelled alike in both formats."""
    return {name: row[name] or "" for name in ("known_from", "known_until")}


def test_a_name_carries_its_asterisk_and_the_answer_its_footnote(client, observe):
    observe(jurisdiction="J-PRN", statement="In Kosovo 604 firearms were destroyed in one event.")
    answer = client.get(f"{V1}/observations").json()
    assert answer["observations"][0]["statement"].startswith("In Kosovo* 604")
    assert answer["observations"][0]["seat"] == "Pristina"
    assert "1244" in answer["footnotes"][0]["text"]
    _records, notes = read_csv(client.get(f"{V1}/observations?format=csv").content.decode())
    assert [note[:4] for note in notes] == ["# * "]


def test_an_answer_without_the_name_owes_no_footnote(client, observe):
    observe(statement="Firearms were melted.")
    assert client.get(f"{V1}/observations").json()["footnotes"] == []
    assert read_csv(client.get(f"{V1}/observations?format=csv").content.decode())[1] == []


def test_every_public_answer_passes_the_linter(client, observe, round, tmp_path):
    observe(jurisdiction="J-PRN", statement="Kosovo reported 604.", start=date(2019, 7, 1))
    for number, address in enumerate(
        ("frameworks", "frameworks/wb_2018", "indicators", "indicators/destroyed", "observations", "rounds",
         "indicators/destroyed/regional?period=2019-H2", "rounds/wb-2020-h1", "openapi.json")
    ):  # fmt: skip
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(client.get(f"{V1}/{address}").json()))
        assert [one.sentence for one in lint_file(path) if one.is_error] == []
