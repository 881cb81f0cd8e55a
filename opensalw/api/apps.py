"""The Django app of the package api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The package api."""

    name = "opensalw.api"
    label = "api"
