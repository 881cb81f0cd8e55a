"""The Django app of the package legislation."""

from django.apps import AppConfig


class LegislationConfig(AppConfig):
    """The package legislation."""

    name = "opensalw.legislation"
    label = "legislation"
