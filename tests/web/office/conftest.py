"""A small office: posts of two seats and the secretariat, and clients that are signed in."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from opensalw.core import commands
from opensalw.core.models import OneTimeLink, User

PASSWORD = "lanterns-over-drina"
SINCE = date.today() - timedelta(days=30)
PLACES = (
    ("J-REG/secretariat", "J-REG", "secretariat", "Roadmap secretariat", None),
    ("J-REG/donor", "J-REG", "donor", "Donor", None),
    ("J-BEG/commission", "J-BEG", "commission", "SALW Commission, Belgrade", None),
    ("J-BEG/interior", "J-BEG", "ministry", "Ministry of the interior, Belgrade", None),
    ("J-BEG/police", "J-BEG", "police", "Police, Belgrade", "J-BEG/interior"),
    ("J-PRN/commission", "J-PRN", "commission", "SALW Commission, Pristina", None),
    ("J-PRN/police", "J-PRN", "police", "Police of Kosovo", None),
)
POSTS = {
    "secretariat": ("J-REG/secretariat", "secretariat"),
    "reviewer": ("J-REG/secretariat", "secretariat"),
    "donor": ("J-REG/donor", "donor"),
    "officer_beg": ("J-BEG/commission", "officer"),
    "chair_beg": ("J-BEG/commission", "chair"),
    "police_beg": ("J-BEG/police", "contributor"),
    "officer_prn": ("J-PRN/commission", "officer"),
    "police_prn": ("J-PRN/police", "contributor"),
}


def client_of(user: User) -> Client:
    """A client that is signed in as ``user`` and checks CSRF tokens where a test asks for it."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Keys of each test's own, plain static files, quick passwords."""
    settings.KEYS = tmp_path / "keys"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }  # fmt: skip


@pytest.fixture
def office(db) -> SimpleNamespace:
    """The users of POSTS by name, and ``clients`` signed in as each of them."""
    for key, jurisdiction, type, name, parent in PLACES:
        commands.add_institution(key=key, jurisdiction=jurisdiction, type=type, name=name, parent=parent, by="operator")
    users = {}
    for name, (institution, role) in POSTS.items():
        user = commands.add_user(
            email=f"{name}@opensalw.example",
            shown_as=name.replace("_", " ").capitalize(),
            by="operator",
            password=PASSWORD,
        )
        commands.appoint(user, institution=institution, role=role, since=SINCE, by="operator")
        users[name] = user
    return SimpleNamespace(**users, clients={name: client_of(user) for name, user in users.items()})


@pytest.fixture
def invite():
    """Invite somebody by a client; gives the answer."""

    def act(client: Client, email="new@opensalw.example", institution="J-BEG/police", role="contributor", **more):
        given = {"email": email, "shown_as": "Police desk", "institution": institution, "role": role, "send": "on"}
        return client.post("/office/people/invite/", {**given, **more})

    return act


@pytest.fixture
def waiting_link():
    """Make a link for a user; gives its secret."""

    def act(user: User, purpose=OneTimeLink.Purpose.RESET) -> str:
        return commands.make_link(user, purpose=purpose, by="operator")

    return act
