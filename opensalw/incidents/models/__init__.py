"""What stands in incidents: records with items and groups, campaigns, legalisation, border work; tables only."""

from .border import BorderReport
from .campaigns import Campaign
from .incidents import Incident, Involved, Item, Outcome
from .legalisation import Application, ApplicationCheck, Ruling

__all__ = [
    "Application",
    "ApplicationCheck",
    "BorderReport",
    "Campaign",
    "Incident",
    "Involved",
    "Item",
    "Outcome",
    "Ruling",
]
