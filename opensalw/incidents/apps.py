"""The Django app of the package incidents."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """The package incidents."""

    name = "opensalw.incidents"
    label = "incidents"
