"""The Django app of the package ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The package ledger."""

    name = "opensalw.ledger"
    label = "ledger"
