"""The real needs and the real portfolio, and people who sign in to work on them."""

from collections.abc import Callable

import pytest
from django.test import Client

from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.coordination.models import Organisation
from opensalw.roadmap.models import Round
from tests.cast import SECRETARIAT
from tests.web.work.conftest import BACKEND, user_of


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Static names without hashes: nothing needs collecting first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def portfolio(loaded_round: Round) -> Round:
    """The real round with its needs and projects."""
    load_real_needs(by=SECRETARIAT)
    load_real_portfolio(by=SECRETARIAT)
    return loaded_round


@pytest.fixture
def signed_in(portfolio: Round) -> Callable[..., Client]:
    """A browser in which the holder of a post is signed in."""

    def client(role: str, jurisdiction: str = "J-REG", kind: str = "commission") -> Client:
        browser = Client()
        browser.force_login(user_of(role, jurisdiction, kind), backend=BACKEND)
        return browser

    return client


@pytest.fixture
def implementer(signed_in) -> Client:
    """Somebody who writes the projects of UNDP North Macedonia."""
    browser = signed_in("donor", kind="implementer")
    one = Organisation.objects.get(pk="undp-north-macedonia")
    keep_organisation(
        key=one.key, name=one.name, kind=one.kind, part_of=one.part_of, institution="J-REG/implementer", by=SECRETARIAT
    )
    return browser
