"""The API does what its description says: generated requests, right and wrong, against the OpenAPI document."""

import json
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from pydantic import BaseModel
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

import opensalw.api
from opensalw.api.urls import api
from opensalw.config.wsgi import application
from tests.api.conftest import V1

schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
schema.config.base_url = "http://localhost"
schema.app = application
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]


@pytest.fixture
def filled(round, observe, token):
    """Something to find, and a token that may do everything; the test's transaction outlives each request."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    observe()
    yield token("read", "write", "submit")
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_generated_requests_get_the_answers_that_are_described(filled, case):
    case.headers.pop("Authorization", None)
    case.cookies.clear()
    response = case.call(headers=filled)
    case.validate_response(response, checks=CHECKS)


def test_everything_of_the_description_is_named_and_explained():
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    assert document["openapi"].startswith("3.1")
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert {"401", "422"} <= {str(status) for status in operation["responses"]}
    assert {"Token", "SignedIn"} == set(document["components"]["securitySchemes"])
    assert {} in document["paths"][f"{V1}/observations"]["get"]["security"]
    assert {} not in document["paths"][f"{V1}/submissions"]["get"]["security"]


def test_no_two_things_of_the_description_bear_one_name():
    named = Counter(
        name for module in modules(opensalw.api) for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__ == module.__name__
    )  # fmt: skip
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    told = json.dumps(document, default=str)
    used = [name for name in document["components"]["schemas"] if f'schemas/{name}"' in told]
    assert [name for name in used if named[name] > 1] == []


def modules(package):
    return [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]
