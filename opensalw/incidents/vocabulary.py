"""The words that incidents are told in: objects and their one unit, and the categories of the UNODC questionnaire.

The categories are those of the questionnaire on illicit arms flows; ``UNODC`` holds its wording, one for
one. A member that the questionnaire does not know has none.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from opensalw.core.units import Unit


class Thing(TextChoices):
    """What is counted; one is never added to another, also where the unit is the same."""

    FIREARM = "firearm", _("Firearm")
    SALW_UNSPLIT = "salw_unsplit", _("Small arms and light weapons, not split")
    WEAPON_UNSPLIT = "weapon_unsplit", _("Weapon, kind not stated")
    COMPONENT = "component", _("Part or component")
    AMMUNITION = "ammunition", _("Ammunition")
    EXPLOSIVE = "explosive", _("Explosive")
    DEVICE = "device", _("Mine, grenade or improvised device")
    MIXED_MASS = "mixed_mass", _("Ammunition and explosives weighed together")


UNITS = {
    Thing.FIREARM: Unit.piece, Thing.SALW_UNSPLIT: Unit.piece, Thing.WEAPON_UNSPLIT: Unit.piece,
    Thing.COMPONENT: Unit.piece, Thing.AMMUNITION: Unit.round, Thing.EXPLOSIVE: Unit.kilogram,
    Thing.DEVICE: Unit.piece, Thing.MIXED_MASS: Unit.kilogram,
}  # fmt: skip
ARMS = frozenset({Thing.FIREARM, Thing.SALW_UNSPLIT, Thing.WEAPON_UNSPLIT})


class Kind(TextChoices):
    """What kind of incident a record tells."""

    SEIZURE = "seizure", _("Seizure")
    FIND = "find", _("Find")
    SURRENDER = "surrender", _("Surrender")
    THEFT = "theft", _("Theft")
    LOSS = "loss", _("Loss")
    SHOOTING = "shooting", _("Shooting")


class Place(TextChoices):
    """Where it was, as to territory and border."""

    INLAND = "inland", _("Inland")
    LAND_BORDER = "land_border", _("Land border")
    AIRPORT = "airport", _("Airport")
    PORT = "port", _("Port")
    BORDER_UNSPLIT = "border_unsplit", _("Border, kind not stated")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")
    NOT_STATED = "not_stated", _("Not stated")


class ArmType(TextChoices):
    """The type of an arm."""

    PISTOL = "pistol", _("Pistol")
    REVOLVER = "revolver", _("Revolver")
    RIFLE = "rifle", _("Rifle")
    SHOTGUN = "shotgun", _("Shotgun")
    SUBMACHINE_GUN = "submachine_gun", _("Submachine gun")
    MACHINE_GUN = "machine_gun", _("Machine gun")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class Condition(TextChoices):
    """How an arm was made or changed."""

    INDUSTRIAL = "industrial", _("Industrially made")
    ASSEMBLED = "assembled", _("Assembled")
    CONVERTED = "converted", _("Converted")
    MODIFIED = "modified", _("Modified")
    REACTIVATED = "reactivated", _("Reactivated")
    OTHERWISE_ILLICIT = "otherwise_illicit", _("Otherwise illicitly made")
    UNKNOWN = "unknown", _("Unknown")


class Marking(TextChoices):
    """The state of an arm's marks."""

    UNIQUE = "unique", _("Uniquely marked")
    ALTERED = "altered", _("Altered")
    UNMARKED = "unmarked", _("No marking")
    UNKNOWN = "unknown", _("Unknown")


class Context(TextChoices):
    """The legal ground of a seizure."""

    ILLICIT_POSSESSION = "illicit_possession", _("Illicit possession")
    ILLICIT_USE = "illicit_use", _("Illicit use")
    ILLICIT_TRAFFICKING = "illicit_trafficking", _("Illicit trafficking")
    ILLICIT_MANUFACTURE = "illicit_manufacture", _("Illicit manufacture")
    ALTERED_MARKINGS = "altered_markings", _("Altered markings")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class OtherOffence(TextChoices):
    """Another offence that is suspected with it."""

    TERRORISM = "terrorism", _("Acts of terrorism")
    DRUGS = "drugs", _("Drug trafficking")
    FIREARMS_TRAFFICKING = "firearms_trafficking", _("Illicit trafficking of firearms")
    OTHER_ARMS = "other_arms", _("Other arms offences")
    OTHER_TRAFFICKING = "other_trafficking", _("Other trafficking")
    ORGANISED_CRIME = "organised_crime", _("Other organised crime")
    VIOLENT_CRIME = "violent_crime", _("Violent crime")
    OTHER = "other", _("Other")


class DeviceKind(TextChoices):
    """The kind of a device."""

    MINE = "mine", _("Mine")
    GRENADE = "grenade", _("Grenade")
    IMPROVISED = "improvised", _("Improvised device")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


class Institution(TextChoices):
    """Which kind of institution did it."""

    POLICE = "police", _("Police")
    BORDER_POLICE = "border_police", _("Border police")
    CUSTOMS = "customs", _("Customs")
    PROSECUTION = "prosecution", _("Prosecution")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


class Transport(TextChoices):
    """The means of transport."""

    FOOT = "foot", _("On foot")
    CAR = "car", _("Car")
    BUS = "bus", _("Bus")
    LORRY = "lorry", _("Lorry")
    TRAIN = "train", _("Train")
    VESSEL = "vessel", _("Vessel")
    AIRCRAFT = "aircraft", _("Aircraft")
    PARCEL = "parcel", _("Post or parcel")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class Setting(TextChoices):
    """The setting of a shooting."""

    DOMESTIC = "domestic", _("Domestic")
    CELEBRATORY = "celebratory", _("Celebratory shooting")
    CRIME = "crime", _("Crime")
    MIGRATION_ROUTE = "migration_route", _("Migration route")
    SCHOOL = "school", _("School")
    OTHER = "other", _("Other")
    NOT_STATED = "not_stated", _("Not stated")


class LegalStatus(TextChoices):
    """Whether the weapon of a shooting was held under the law."""

    LEGAL = "legal", _("Legally held")
    ILLEGAL = "illegal", _("Illegally held")
    UNKNOWN = "unknown", _("Unknown")


class Sex(TextChoices):
    """The sex of a group of persons."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNKNOWN = "unknown", _("Unknown")


class AgeBand(TextChoices):
    """The age of a group of persons."""

    UNDER_18 = "under_18", _("Under 18")
    FROM_18 = "from_18_to_34", _("18 to 34")
    FROM_35 = "from_35_to_59", _("35 to 59")
    FROM_60 = "from_60", _("60 and over")
    UNKNOWN = "unknown", _("Unknown")


class Relation(TextChoices):
    """How victim and suspect are related."""

    PARTNER_FAMILY = "partner_family", _("Partner or family")
    KNOWN = "known", _("Known to each other")
    UNKNOWN = "unknown", _("Unknown")


class Part(TextChoices):
    """The part that persons had in an incident."""

    KILLED = "killed", _("Killed")
    INJURED = "injured", _("Injured")
    SUSPECT = "suspect", _("Suspected")


UNODC: dict[type[TextChoices], dict[str, str]] = {
    Kind: {Kind.SEIZURE: "Arms seized", Kind.FIND: "Arms found", Kind.SURRENDER: "Arms surrendered"},
    Place: {
        Place.INLAND: "National territory", Place.LAND_BORDER: "Land borders", Place.AIRPORT: "Planes and airports",
        Place.PORT: "Vessels and harbours", Place.OTHER: "Other", Place.UNKNOWN: "Unknown",
    },
    ArmType: {
        ArmType.PISTOL: "Pistol", ArmType.REVOLVER: "Revolver", ArmType.RIFLE: "Rifle", ArmType.SHOTGUN: "Shotgun",
        ArmType.SUBMACHINE_GUN: "Submachine gun", ArmType.MACHINE_GUN: "Machine gun",
        ArmType.OTHER: "Other weapons", ArmType.UNKNOWN: "Unknown",
    },
    Condition: {
        Condition.INDUSTRIAL: "Industrially manufactured", Condition.ASSEMBLED: "Assembled",
        Condition.CONVERTED: "Converted", Condition.MODIFIED: "Modified", Condition.REACTIVATED: "Reactivated",
        Condition.OTHERWISE_ILLICIT: "Otherwise illicitly manufactured",
    },
    Marking: {
        Marking.UNIQUE: "Uniquely marked", Marking.ALTERED: "Altered marking", Marking.UNMARKED: "No marking",
        Marking.UNKNOWN: "Unknown",
    },
    Context: {
        Context.ILLICIT_POSSESSION: "Illicit possession", Context.ILLICIT_USE: "Use",
        Context.ILLICIT_TRAFFICKING: "Trafficking", Context.ILLICIT_MANUFACTURE: "Manufacture",
        Context.ALTERED_MARKINGS: "Altered markings", Context.OTHER: "Other", Context.UNKNOWN: "Unknown",
    },
    OtherOffence: {
        OtherOffence.TERRORISM: "Acts of terrorism", OtherOffence.DRUGS: "Drug trafficking",
        OtherOffence.FIREARMS_TRAFFICKING: "Illicit trafficking of firearms",
        OtherOffence.OTHER_ARMS: "Other arms offences", OtherOffence.OTHER_TRAFFICKING: "Other trafficking",
        OtherOffence.ORGANISED_CRIME: "Other organised crime", OtherOffence.VIOLENT_CRIME: "Violent crime",
        OtherOffence.OTHER: "Other",
    },
}  # fmt: skip
