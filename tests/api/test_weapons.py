"""The lost-and-stolen service: a token with the narrow scope, one word back, a pace."""

from datetime import date

import pytest

from opensalw.registers import commands as register
from opensalw.registers.events import weapons
from opensalw.registers.marks import Mark
from opensalw.tracing.models import WeaponCheck
from tests.cast import person

from .conftest import V1

POLICE = person("registry-beg", "contributor", "J-BEG", "police")
ASK = {"mark": "A 123", "purpose": "Second-line check", "jurisdiction": "J-BEG"}


@pytest.fixture
def stolen(everywhere_db, settings, tmp_path):
    """A weapon that was stolen."""
    settings.KEYS = tmp_path / "keys"
    day = date(2024, 3, 1)
    weapon = register.register(jurisdiction="J-BEG", make="Zastava", serial=Mark("A-123"), on=day, by=POLICE)
    register.happened(weapon, weapons.Stolen(), on=day, by=POLICE)


def ask(client, headers, **change):
    return client.post(f"{V1}/weapons/check", {**ASK, **change}, content_type="application/json", headers=headers)


def test_a_border_post_asks_with_a_token_that_can_do_nothing_else(stolen, client, token, monkeypatch):
    header = token("check", type="border_police")
    found = ask(client, header).json()["answer"]
    assert found["verdict"] == "stolen"
    assert set(found) == {"verdict", "said", "check"}
    assert str(WeaponCheck.objects.get().pk) == found["check"]
    assert client.get(f"{V1}/submissions", headers=header).status_code in (403, 404)
    assert ask(client, header, mark="Z9").json()["answer"]["verdict"] == "none"
    assert ask(client, header, mark="A?").status_code == 422
    assert ask(client, header, jurisdiction="J-SKP").status_code in (403, 409, 422)
    monkeypatch.setattr("opensalw.tracing.rules.service.A_MINUTE", 2)
    late = ask(client, header)
    assert (late.status_code, late["Retry-After"]) == (429, "60")


def test_without_the_scope_nothing_is_answered(stolen, client, token):
    assert ask(client, token("read", type="border_police")).status_code == 403
    assert ask(client, {}).status_code == 401
    assert not WeaponCheck.objects.exists()
