"""The Django app of the package web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The package web."""

    name = "opensalw.web"
    label = "web"
