"""The Django app of the package stockpiles."""

from django.apps import AppConfig


class StockpilesConfig(AppConfig):
    """The package stockpiles."""

    name = "opensalw.stockpiles"
    label = "stockpiles"
