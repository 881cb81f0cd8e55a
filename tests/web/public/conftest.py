"""The public pages over the real round."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Static names without hashes: nothing needs collecting first."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def reader(loaded_round) -> Client:
    """Somebody who reads the public pages of the real round."""
    return Client()
