"""Files through the API: a part out and in, and dataValueSets as a DHIS2 instance pushes them."""

import json

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import load_mapping
from opensalw.roadmap.models import DraftCell
from tests.api.conftest import V1
from tests.api.test_problems import problem
from tests.cast import SECRETARIAT
from tests.returns.test_coded_formats import THEIRS, VALUE

FILES = f"{V1}/submissions/wb-2020-h1/J-BEG/files"
PUSH = f"{V1}/dataValueSets"
CSV = "line,value\ndestroyed.firearm,3\n"


@pytest.fixture
def part(round):
    return round.submissions.get(jurisdiction="J-BEG")


def send(client, address, content, headers, kind="text/csv"):
    return client.generic("POST", address, content, content_type=kind, headers=headers)


def test_a_file_goes_in_and_comes_out_in_every_format(client, part, token):
    headers = token("read", "write")
    told = send(client, f"{FILES}/csv", CSV, headers)
    assert (told.status_code, told.json()["added"], told.json()["kept"]) == (200, 1, True)
    assert part.cells.get().origin == "api"
    for format in ("csv", "json", "dhis2-json", "dhis2-csv", "adx"):
        out = client.get(f"{FILES}/{format}", headers=headers)
        assert (out.status_code, out["OpenSALW-Left-Out"]) == (200, "0")
        assert f"wb-2020-h1-J-BEG-{format}" in out["Content-Disposition"]
        again = send(client, f"{FILES}/{format}", out.content, headers, out["Content-Type"])
        assert (again.status_code, again.json()["unchanged"], again.json()["format"]) == (200, 1, format)


def test_a_dry_run_and_refusals_are_told(client, part, token):
    headers = token("write")
    told = send(client, f"{FILES}/csv?dry_run=true", CSV + "no.line,4\n", headers)
    assert (told.status_code, told.json()["refused"], told.json()["kept"]) == (207, 1, False)
    assert (told.json()["refusals"][0]["place"], DraftCell.objects.count()) == ("row 3, indicator", 0)
    kept = send(client, f"{FILES}/csv?all_or_nothing=true", CSV + "no.line,4\n", headers)
    assert (kept.json()["kept"], DraftCell.objects.count()) == (False, 0)


def test_what_is_no_file_is_a_problem(client, part, token):
    headers = token("write")
    assert problem(send(client, f"{FILES}/csv", "", headers), 422)["errors"][0]["field"] == "file"
    problem(send(client, f"{FILES}/csv?colour=red", CSV, headers), 422)
    problem(send(client, f"{FILES}/xls", CSV, headers), 422)
    problem(send(client, f"{FILES}/adx?mapping=none", "<adx/>", headers), 422)
    problem(send(client, FILES.replace("J-BEG", "J-TIR") + "/csv", CSV, headers), 403)
    problem(send(client, f"{FILES}/csv", CSV, token("read")), 403)
    problem(client.get(f"{FILES}/csv"), 401)
    problem(client.get(f"{FILES}/csv?receipt=1", headers=token("read")), 404)


def test_a_form_to_fill_can_be_fetched(client, part, token):
    out = client.get(f"{FILES}/csv?blank=true", headers=token("read"))
    assert b"J-BEG,2020-H1,destroyed,firearm,,,,,,,,,piece,,\r\n" in out.content


@pytest.fixture
def mapped(framework):
    with acting_for(*everywhere()):
        return load_mapping(THEIRS, by=SECRETARIAT)


def test_an_instance_pushes_its_values_with_its_codes(client, part, token, mapped):
    headers = token("read", "write")
    content = json.dumps({"dataValues": [VALUE, {**VALUE, "dataElement": "unknown"}]})
    address = f"{PUSH}?mapping=police-system&dataElementIdScheme=UID"
    dry = send(client, f"{address}&dryRun=true", content, headers, "application/json")
    assert (dry.status_code, DraftCell.objects.count()) == (409, 0)
    told = send(client, address, content, headers, "application/json")
    found = told.json()["response"]
    assert (told.status_code, told.json()["httpStatus"], found["importCount"]["imported"]) == (409, "Conflict", 1)
    assert (found["conflicts"][0]["object"], found["conflicts"][0]["errorCode"]) == ("unknown", "E7610")
    assert (found["rejectedIndexes"], DraftCell.objects.count()) == ([1], 1)
    good = send(client, address, json.dumps({"dataValues": [VALUE]}), headers, "application/json")
    assert (good.status_code, good.json()["status"]) == (200, "OK")
    atomic = send(client, f"{address}&atomic=true&importStrategy=DELETE", content, headers, "application/json")
    assert (atomic.status_code, DraftCell.objects.count()) == (409, 1)
    asked = "orgUnit=ImspTQPwCqd&period=2020S1&mapping=police-system"
    out = client.get(f"{PUSH}?{asked}", headers=headers)
    assert json.loads(out.content)["dataValues"][0]["dataElement"] == "fbfJHSPpUQD"
    assert b"urn:ihe:qrph:adx:2015" in client.get(f"{PUSH}?{asked}&format=adx", headers=headers).content


def test_adx_and_csv_are_pushed_to_the_same_address(client, part, token):
    headers = token("read", "write")
    send(client, f"{FILES}/csv", CSV, headers)
    for format in ("adx", "dhis2-csv"):
        out = client.get(f"{FILES}/{format}", headers=headers)
        told = send(client, PUSH, out.content, headers, out["Content-Type"])
        assert (told.status_code, told.json()["response"]["unchanged"]) == (200, 1)


def test_a_push_that_is_none_is_a_problem(client, part, token):
    headers = token("read", "write")
    problem(send(client, PUSH, CSV, headers), 422)
    problem(send(client, PUSH, "{", headers, "application/json"), 422)
    problem(send(client, f"{PUSH}?importStrategy=GUESS", "{}", headers, "application/json"), 422)
    problem(client.get(f"{PUSH}?orgUnit=nowhere&period=2020S1", headers=headers), 422)
    problem(client.get(f"{PUSH}?orgUnit=J-BEG&period=2001", headers=headers), 404)
    problem(client.get(f"{PUSH}?orgUnit=J-TIR&period=2020S1", headers=headers), 403)


def test_a_push_for_another_seat_conflicts(client, part, token):
    content = json.dumps({"dataValues": [{"dataElement": "destroyed.firearm", "period": "2020S1",
                                          "orgUnit": "J-TIR", "value": "3"}]})  # fmt: skip
    told = send(client, PUSH, content, token("write"), "application/json")
    conflict = told.json()["response"]["conflicts"][0]
    assert (told.status_code, conflict["errorCode"], conflict["object"]) == (409, "E7617", "J-TIR")


def test_public_figures_are_fetched_in_the_long_form(client, round, observe):
    observe(explanation="=melted in Kosovo")
    observe(kind="missing", reason="withheld", value=None, line="ammunition", unit="round")
    out = client.get(f"{V1}/observations?format=long-csv&measure=destroyed").content.decode()
    assert "J-BEG,2019-H2,destroyed,firearm,,15," in out
    assert ",withheld,round," in out
    assert "'=melted in Kosovo*" in out
    assert "# * References to Kosovo" in out.splitlines()[-1]
    first = client.get(f"{V1}/observations?format=long-json&limit=1")
    assert len(json.loads(first.content)["figures"]) == 1
    assert 'rel="next"' in first["Link"]
