"""What stands in incidents: records, their items and groups of persons, campaigns, border work; tables only."""

from .border import BorderReport
from .campaigns import Campaign
from .incidents import Incident, Involved, Item, Outcome

__all__ = ["BorderReport", "Campaign", "Incident", "Involved", "Item", "Outcome"]
