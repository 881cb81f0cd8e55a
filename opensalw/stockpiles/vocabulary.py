"""The words that stores are told in; members are those of the framework's dimensions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Owner(TextChoices):
    """Who owns a site and what lies in it."""

    DEFENCE = "defence", _("Defence")
    INTERIOR = "interior", _("Interior")
    OTHER = "other", _("Other")


class SiteKind(TextChoices):
    """What a site is for."""

    ARMOURY = "armoury", _("Armoury")
    AMMUNITION_DEPOT = "ammunition_depot", _("Ammunition depot")
    EVIDENCE_ROOM = "evidence_room", _("Evidence room")


class Security(TextChoices):
    """A security measure that a site has."""

    FENCE = "fence", _("Fence")
    GUARD = "guard", _("Guard")
    ALARM = "alarm", _("Intruder alarm")
    CAMERAS = "cameras", _("Cameras")
    LOCKS = "locks", _("Reinforced doors and locks")
    KEY_CONTROL = "key_control", _("Key control")
    ACCESS_LIST = "access_list", _("List of who may enter")
    FIRE = "fire", _("Fire protection")


class Stage(TextChoices):
    """How far an upgrade is."""

    PLANNED = "planned", _("Upgrade planned")
    IN_WORKS = "in_works", _("Upgrade in works")
    UPGRADED = "upgraded", _("Upgraded")


class Standard(TextChoices):
    """The standard that a site is measured by."""

    IATG = "iatg", _("IATG")
    MOSAIC = "mosaic", _("MOSAIC")
    OWN = "own", _("Own standard")
    NOT_STATED = "not_stated", _("Not stated")


class Origin(TextChoices):
    """Where what is in store came from."""

    SURPLUS = "surplus", _("Surplus")
    CONFISCATED = "confiscated", _("Confiscated")
    SURRENDERED = "surrendered", _("Surrendered")
    NOT_STATED = "not_stated", _("Not stated")


class Method(TextChoices):
    """How things are destroyed."""

    MELTING = "melting", _("Melting")
    CUTTING = "cutting", _("Cutting or shredding")
    DEMILITARISATION = "demilitarisation", _("Demilitarisation")
    DETONATION = "detonation", _("Detonation or burning")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


class Publicity(TextChoices):
    """Whether the public saw it."""

    PUBLIC = "public", _("Public event")
    NOT_PUBLIC = "not_public", _("Not public")
    NOT_STATED = "not_stated", _("Not stated")
