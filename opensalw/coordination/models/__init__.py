"""What stands in coordination: meetings, conclusions, needs, projects, funds; tables only."""

from .conclusions import Carried, Conclusion
from .funds import Fund, Seat
from .meetings import Delegation, Intervention, Item, Material, Meeting, Minutes, Series, Session
from .needs import Need
from .projects import Money, Organisation, Project, ProjectActivity, ProjectResult, Rate

__all__ = [
    "Carried",
    "Conclusion",
    "Delegation",
    "Fund",
    "Intervention",
    "Item",
    "Material",
    "Meeting",
    "Minutes",
    "Money",
    "Need",
    "Organisation",
    "Project",
    "ProjectActivity",
    "ProjectResult",
    "Rate",
    "Seat",
    "Series",
    "Session",
]
