"""What stands in coordination: meetings, conclusions, needs, projects, funds; tables only."""

from .conclusions import Carried, Conclusion, Progress
from .contributions import Contribution
from .directory import Body, BodyFunction
from .funds import Fund, Seat
from .meetings import Delegation, Intervention, Item, Material, Meeting, Minutes, Series, Session
from .needs import Need, NeedMention
from .notes import MeetingNotes
from .projects import Money, Organisation, Project, ProjectActivity, ProjectResult, ProjectShare, Rate

__all__ = [
    "Body",
    "BodyFunction",
    "Carried",
    "Conclusion",
    "Contribution",
    "Delegation",
    "Fund",
    "Intervention",
    "Item",
    "Material",
    "Meeting",
    "MeetingNotes",
    "Minutes",
    "Money",
    "Need",
    "NeedMention",
    "Organisation",
    "Progress",
    "Project",
    "ProjectActivity",
    "ProjectResult",
    "ProjectShare",
    "Rate",
    "Seat",
    "Series",
    "Session",
]
