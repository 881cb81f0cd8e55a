"""Checks through the API, and the explanation that goes out with a figure."""

import csv
import io

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.documents.content import indicators
from opensalw.documents.walking import texts
from opensalw.roadmap.cells import amount
from opensalw.roadmap.checks import CHECKS
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from tests.api.conftest import V1
from tests.cast import REVIEWER, chair, officer

PART = f"{V1}/submissions/wb-2020-h1/J-BEG"
WORDS = "The protocol lies with the court."


@pytest.fixture
def part(round):
    return round.submissions.get(jurisdiction="J-BEG")


def test_the_declared_checks_are_public(client, db):
    shown = client.get(f"{V1}/checks").json()["checks"]
    assert [one["key"] for one in shown] == [check.key for check in CHECKS]
    assert {one["severity"] for one in shown} == {"blocker", "error", "warning", "note"}


def test_a_machine_reads_what_the_checks_find_and_explains_it_with_the_figure(client, part, token):
    headers = token("read", "write")
    figure = {"value": 990}
    address = f"{PART}/figures/destroyed.firearm"
    client.put(address, figure, content_type="application/json", headers=headers)
    found = client.get(f"{PART}/checks", headers=headers).json()
    (one,) = [one for one in found["findings"] if one["check"] == "destruction_without_evidence"]
    assert one["open"]
    assert one["cells"] == [{"line": "destroyed.firearm", "dimensions": ""}]
    client.put(address, {**figure, "explanation": WORDS}, content_type="application/json", headers=headers)
    again = client.get(f"{PART}/checks", headers=headers).json()
    (one,) = [one for one in again["findings"] if one["check"] == "destruction_without_evidence"]
    assert (one["open"], one["explanation"], one["outdated"]) == (False, WORDS, False)
    assert again["open"] == found["open"] - 1
    assert again["counts"]["blocker"] == found["counts"]["blocker"]
    changed = {"value": 880, "explanation": WORDS}
    client.put(address, changed, content_type="application/json", headers=headers)
    last = client.get(f"{PART}/checks", headers=headers).json()
    assert [one["open"] for one in last["findings"] if one["check"] == "destruction_without_evidence"] == [False]


@pytest.mark.parametrize(("who", "status"), [({"jurisdiction": "J-TIR"}, 403), ({"type": "police"}, 200)])
def test_findings_are_seen_by_those_who_see_the_part(client, part, token, who, status):
    assert client.get(f"{PART}/checks", headers=token("read", **who)).status_code == status
    assert client.get(f"{PART}/checks").status_code == 401


@pytest.fixture
def released(part):
    """A released part with a figure that a check stopped and an officer explained."""
    with acting_for(*everywhere()):
        by = officer("J-BEG")
        cell = amount(990, Unit.piece)
        save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, explanation=WORDS)
        fill_missing(part, measure=None, reason="not_reported", by=by)
        submissions.clear(part, by=chair("J-BEG"))
        submissions.submit(part, by=by)
        submissions.accept(part, by=REVIEWER)
        submissions.release(part, by=REVIEWER)
        yield part


def test_an_explanation_goes_out_with_its_figure_in_every_download(client, released):
    address = f"{V1}/observations?measure=destroyed&line=firearm"
    (row,) = client.get(address).json()["observations"]
    assert (row["explanation"], row["checks"]) == (WORDS, ["destruction_without_evidence"])
    (record,) = csv.DictReader(io.StringIO(client.get(address + "&format=csv").content.decode(), newline=""))
    assert (record["explanation"], record["checks"]) == (WORDS, "destruction_without_evidence")
    one = client.get(f"{V1}/observations/{row['id']}").json()
    assert one["checks"][0]["words"] == "Firearms destroyed: 990 pieces, and no file is evidence of it."
    public = client.get("/indicators/destroyed/figures.csv").content.decode()
    shown = [line for line in csv.DictReader(io.StringIO(public)) if line["line"] == "firearm"]
    assert [(line["explanation"], line["checks"]) for line in shown] == [(WORDS, "destruction_without_evidence")]
    page = client.get(f"/observations/{row['id']}/").content.decode()
    assert WORDS in page
    assert "no file is evidence of it" in page


def test_an_explanation_is_printed_under_the_table_of_the_report(released):
    said = "\n".join(texts(indicators.build(released.round)))
    assert WORDS.rstrip(".") in said
