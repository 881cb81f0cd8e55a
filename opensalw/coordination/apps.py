"""The Django app of the package coordination."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The package coordination."""

    name = "opensalw.coordination"
    label = "coordination"
