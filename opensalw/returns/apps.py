"""The Django app of the package returns."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The package returns."""

    name = "opensalw.returns"
    label = "returns"
