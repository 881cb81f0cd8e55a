"""The Django app of the package ledger."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class LedgerConfig(AppConfig):
    """The package ledger; when all apps are there, their declared events are read."""

    name = "opensalw.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Fill the catalogue: import ``events`` of every package of ours, whoever asks first."""
        for package in apps.get_app_configs():
            if package.name.startswith("opensalw.") and module_has_submodule(package.module, "events"):
                import_module(f"{package.name}.events")
