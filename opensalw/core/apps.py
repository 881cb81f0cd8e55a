"""The Django app of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Jurisdictions, institutions, people and what everyone shares."""

    name = "opensalw.core"
    label = "core"
