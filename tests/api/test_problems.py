"""How the API says no: every refusal is problem details that name the field and the mend."""

import json

import pytest
from django.db import OperationalError

from opensalw.api import rounds as rounds_module
from tests.api.conftest import V1

FIGURES = f"{V1}/submissions/wb-2020-h1/J-BEG/figures"


def problem(response, status):
    """The details of a refusal, after a look at its form."""
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    told = response.json()
    assert told["type"].startswith("urn:opensalw:problem:")
    assert (told["status"], bool(told["title"]), bool(told["detail"])) == (status, True, True)
    return told


def put(client, line, body, **extra):
    """PUT one figure; ``body`` may be text."""
    text = body if isinstance(body, str) else json.dumps(body)
    return client.put(f"{FIGURES}/{line}", text, content_type="application/json", **extra)


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("colour=red", "colour", "not known"),
        ("measure=destroyed&measure=seized", "measure", "twice"),
        ("period=yesterday", "period", "2019-H2"),
        ("period=2019-07-01/2019-01-01", "period", "Swap"),
        ("jurisdiction=J-XYZ", "jurisdiction", "J-BEG"),
        ("jurisdiction=RS", "jurisdiction", "J-BEG"),
        ("measure=destroid", "measure", "destroyed"),
        ("line=firearms", "line", "firearm"),
        ("framework=wb_1999", "framework", "wb_2018"),
        ("round=nowhere", "round", "no round"),
        ("source=nobody", "source", "no source"),
        ("kind=number", "kind", "amount"),
        ("limit=0", "limit", "1"),
        ("limit=many", "limit", "integer"),
        ("as_known_at=2020-07-03T12:00:00", "as_known_at", "zone"),
        ("as_known_at=9999-12-31T23:59:59-14:00", "as_known_at", "zone"),
        ("measure=a%00b", "measure", "NUL"),
        ("format=xml", "format", "csv"),
    ],
)
def test_a_wrong_parameter_is_named_with_its_mend(client, framework, query, field, words):
    told = problem(client.get(f"{V1}/observations?{query}"), 422)
    error = told["errors"][0]
    assert error["field"] == field or error["field"] == "0"
    assert words in f"{error['message']} {error['mend']}"


def test_all_wrong_fields_are_named_at_once(client, round, token):
    body = {"value": "x", "colour": "red", "reason": "lazy"}
    told = problem(put(client, "destroyed.firearm", body, headers=token("write")), 422)
    assert {error["field"] for error in told["errors"]} == {"value", "colour", "reason"}
    assert next(error["mend"] for error in told["errors"] if error["field"] == "colour")


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 400, "not JSON"),
        ('{"value": NaN}', 400, "not JSON"),
        ("[" * 100_000, 400, "not JSON"),
        ('{"value": 1, "value": 2}', 422, "twice"),
        ({}, 422, "the reason why there is none"),
        ({"value": 1, "reason": "withheld"}, 422, "no value"),
        ({"value": True}, 422, "exact number"),
        ({"value": "1e500"}, 422, "digits"),
        ({"value": "0.0001"}, 422, "decimal places"),
        ({"value": -1}, 422, "below zero"),
        ({"value": 1.5}, 422, "whole number"),
        ({"value": 1, "unit": "round"}, 422, "unit"),
        ({"value": 1, "unit": "bushel"}, 422, "not a unit"),
        ({"grade": "full"}, 422, "not a grade"),
        ({"low": 5, "high": 4}, 422, "low one first"),
        ({"value": 1, "dimensions": {"colour": "red"}}, 422, "not split by colour"),
        ({"value": 1, "dimensions": {"a|b": "c"}}, 422, "pattern"),
        ({"value": 1, "explanation": "a\u0000b"}, 422, "NUL"),
        ('{"value": 1, "explanation": "\\ud800"}', 422, "unicode"),
        ('{"\\ud800": 1}', 422, "unicode"),
        ([], 422, "dictionary"),
        ("", 422, "missing"),
    ],
)
def test_a_wrong_figure_is_refused_with_the_mend(client, round, token, body, status, words):
    told = problem(put(client, "destroyed.firearm", body, headers=token("write")), status)
    assert words in json.dumps(told, ensure_ascii=False)


def test_a_body_of_another_type_is_refused(client, round, token):
    address = f"{FIGURES}/destroyed.firearm"
    problem(client.put(address, "value=1", content_type="text/plain", headers=token("write")), 415)


def test_a_body_over_the_limit_is_refused_before_it_is_read(client, round, token, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = {"value": 1, "explanation": "x" * 200}
    problem(put(client, "destroyed.firearm", body, headers=token("write")), 413)


def test_what_is_not_there_is_a_404(client, framework, token):
    for address in (f"{V1}/nothing", "/api/v2/rounds", "/api/", f"{V1}/", f"{V1}/indicators/none", f"{V1}/rounds/none"):
        problem(client.get(address), 404)
    problem(client.get(f"{V1}/observations/not-an-id"), 422)


def test_another_method_names_what_is_offered(client, framework):
    response = client.post(f"{V1}/rounds")
    problem(response, 405)
    assert response["Allow"] == "GET"


def test_a_failure_of_ours_tells_no_details(client, framework, monkeypatch, caplog):
    def broken():
        raise OperationalError("connection to host=/secret failed")

    monkeypatch.setattr(rounds_module, "all_rounds", broken)
    told = problem(client.get(f"{V1}/rounds"), 500)
    assert "secret" not in json.dumps(told)
    assert "secret" in caplog.text
