"""Needs and projects through the API: what is public, exact amounts, nulls where nothing is known."""

import pytest

from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.coordination.models import Need, Project
from tests.cast import SECRETARIAT

V1 = "/api/v1"


@pytest.fixture
def portfolio(loaded_round):
    load_real_needs(by=SECRETARIAT)
    load_real_portfolio(by=SECRETARIAT)


def test_the_public_reads_released_needs(client, portfolio, django_assert_max_num_queries):
    Need.objects.filter(number="N-PRN-01").update(is_public=False)
    with django_assert_max_num_queries(10):
        told = client.get(f"{V1}/needs", {"jurisdiction": "J-PRN"}).json()
    assert told["total"] == 8
    assert {one["estimate"] for one in told["needs"]} == {None}
    assert client.get(f"{V1}/needs/N-PRN-01").status_code == 404
    one = client.get(f"{V1}/needs/N-SKP-03").json()["need"]
    assert (one["projects"], one["measure"]) == (["undp-skopje-register"], "lost_traced")
    assert client.get(f"{V1}/needs", {"colour": "red"}).status_code == 422


def test_the_public_reads_the_portfolio_with_exact_amounts(client, portfolio, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        told = client.get(f"{V1}/projects", {"donor": "eu"}).json()
    amounts = {row["amount"] for one in told["projects"] for row in one["money"]}
    assert {"4002587.52", "11819605.2", None} <= amounts
    one = client.get(f"{V1}/projects/undp-kssp-ciat").json()
    assert one["project"]["funding"] == "not_known"
    Project.objects.filter(key="undp-kssp-ciat").update(is_public=False)
    assert client.get(f"{V1}/projects/undp-kssp-ciat").status_code == 404
    assert client.get(f"{V1}/projects", {"goal": 4, "jurisdiction": "J-TIR"}).json()["total"] == 2
