"""The Django app of the package tracing."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """The package tracing."""

    name = "opensalw.tracing"
    label = "tracing"
