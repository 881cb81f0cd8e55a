"""The Django app of the package roadmap."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """The package roadmap."""

    name = "opensalw.roadmap"
    label = "roadmap"
