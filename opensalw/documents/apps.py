"""The Django app of the package documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The package documents."""

    name = "opensalw.documents"
    label = "documents"
