"""People who can sign in, and an open round, for the tests of the workspace."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from opensalw.core.commands import add_institution, add_user, appoint
from opensalw.core.models import Institution, User
from opensalw.core.permissions import Person
from opensalw.core.queries import person_of
from opensalw.roadmap.models import Round, Submission
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def user_of(role: str, jurisdiction: str = "J-REG", kind: str = "commission", name: str = "") -> User:
    """The user who holds a post; made when first asked for."""
    email = f"{name or role}.{jurisdiction.lower()}.{kind}@example.org"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    key = f"{jurisdiction}/{kind}"
    if not Institution.objects.filter(pk=key).exists():
        add_institution(
            key=key, jurisdiction=jurisdiction, type=kind, name=f"{kind} {jurisdiction}", parent=None, by="test"
        )
    user = add_user(email=email, shown_as=f"{role}, {jurisdiction}", by="test")
    appoint(user, institution=key, role=role, since=date(2020, 1, 1), by="test")
    return user


@pytest.fixture
def as_(everywhere_db) -> Callable[..., Client]:  # noqa: F811
    """A browser in which the holder of a post is signed in."""

    def client(role: str, jurisdiction: str = "J-REG", kind: str = "commission", name: str = "") -> Client:
        browser = Client()
        browser.force_login(user_of(role, jurisdiction, kind, name), backend=BACKEND)
        return browser

    return client


@pytest.fixture
def person() -> Callable[..., Person]:
    """The person behind a signed-in post, for commands."""
    return lambda *args, **kwargs: person_of(user_of(*args, **kwargs))


@pytest.fixture
def part(round: Round) -> Submission:  # noqa: F811
    """Belgrade's part of the open round."""
    return Submission.objects.select_related("round__framework").get(round=round, jurisdiction="J-BEG")


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Static files by their plain names: the manifest is made when the node is served."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
