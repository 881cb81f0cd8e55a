"""A published framework, an open round, institutions with tokens, and figures to read."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from opensalw.core.commands import add_institution, add_user, appoint, issue_token
from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import FrameworkVersion, Observation, Round, Source
from tests.cast import SECRETARIAT

V1 = "/api/v1"
KNOWN = datetime(2020, 7, 3, 12, tzinfo=UTC)


@pytest.fixture
def everywhere_db(db):
    """A transaction that acts for every jurisdiction; requests inside set it anew for themselves."""
    with acting_for(*everywhere()):
        yield


@pytest.fixture
def framework(everywhere_db) -> FrameworkVersion:
    """The builtin framework of the Western Balkans, published."""
    return load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)


@pytest.fixture
def round(framework) -> Round:
    """An open round of the first half of 2020."""
    period = Period.parse("2020-H1")
    return open_round(
        key="wb-2020-h1", framework=framework, narrative=period, figures=period, by=SECRETARIAT,
        deadline=date(2020, 9, 30),
    )  # fmt: skip


@pytest.fixture
def office(db):
    """The user of the secretariat who issues tokens."""
    add_institution(
        key="J-REG/secretariat", jurisdiction="J-REG", type="secretariat", name="Secretariat", parent=None, by="x"
    )
    user = add_user(email="office@example.org", shown_as="Secretariat", by="x", password="a long pass phrase")
    appoint(user, institution="J-REG/secretariat", role="secretariat", since=date(2020, 1, 1), by="x")
    return user


@pytest.fixture
def token(office) -> Callable[..., dict[str, str]]:
    """Makes the header of a token for an institution type of a jurisdiction, with scopes."""

    def made(*scopes: str, jurisdiction: str = "J-BEG", type: str = "commission") -> dict[str, str]:
        key = f"{jurisdiction}/{type}"
        add_institution(key=key, jurisdiction=jurisdiction, type=type, name=key, parent=None, by="x")
        label = f"{key} {' '.join(scopes)}"
        _token, secret = issue_token(institution=key, label=label, scopes=list(scopes), by=str(office.pk))
        return {"Authorization": f"Bearer {secret}"}

    return made


@pytest.fixture
def officer_client(db) -> Client:
    """A browser in which the officer of Belgrade signed in; it enforces CSRF."""
    add_institution(
        key="J-BEG/commission", jurisdiction="J-BEG", type="commission", name="Commission", parent=None, by="x"
    )
    user = add_user(email="officer@example.org", shown_as="Officer, Belgrade", by="x", password="a long pass phrase")
    appoint(user, institution="J-BEG/commission", role="officer", since=date(2020, 1, 1), by="x")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


@pytest.fixture
def source(db) -> Source:
    """A source of figures."""
    return Source.objects.create(key="meeting-2020", kind="meeting_record", title="Record of the meeting")


@pytest.fixture
def observe(framework, source) -> Callable[..., Observation]:
    """Makes a public figure: firearms destroyed in Belgrade, unless told otherwise."""
    counter = itertools.count(1)

    def made(**facts) -> Observation:
        base = {
            "framework": framework, "measure": "destroyed", "measure_version": 1, "line": "firearm", "fit": "exact",
            "jurisdiction": "J-BEG", "start": date(2019, 7, 1), "end": date(2019, 12, 31), "unit": "piece",
            "obs_status": "A", "origin": "external", "source": source, "known_from": KNOWN, "public_from": KNOWN,
            "locator": f"page {next(counter)}", "kind": "amount",
        }  # fmt: skip
        base |= facts
        if base["kind"] == "amount":
            base.setdefault("value", Decimal(15))
        return Observation.objects.create(**base)

    return made


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Static names without hashes: the page of a refused form needs nothing collected first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
