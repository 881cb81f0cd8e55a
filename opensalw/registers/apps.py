"""The Django app of the package registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The package registers."""

    name = "opensalw.registers"
    label = "registers"
