"""What stands in coordination: meetings, conclusions, needs, projects, funds; tables only."""

from .calls import Call, NoObjection, Proposal, ProposalVersion, Review
from .conclusions import Carried, Conclusion, Progress
from .contributions import Contribution
from .decisions import Attendance, Decision, Declaration, Point, SignedRecord, Vote
from .directory import Body, BodyFunction
from .funds import Fund, FundMoney, RuleSet, Seat
from .meetings import Delegation, Intervention, Item, Material, Meeting, Minutes, Series, Session
from .needs import Need, NeedMention
from .notes import MeetingNotes
from .projects import Money, Organisation, Project, ProjectActivity, ProjectResult, ProjectShare, Rate

__all__ = [
    "Attendance",
    "Body",
    "BodyFunction",
    "Call",
    "Carried",
    "Conclusion",
    "Contribution",
    "Decision",
    "Declaration",
    "Delegation",
    "Fund",
    "FundMoney",
    "Intervention",
    "Item",
    "Material",
    "Meeting",
    "MeetingNotes",
    "Minutes",
    "Money",
    "Need",
    "NeedMention",
    "NoObjection",
    "Organisation",
    "Point",
    "Progress",
    "Project",
    "ProjectActivity",
    "ProjectResult",
    "ProjectShare",
    "Proposal",
    "ProposalVersion",
    "Rate",
    "Review",
    "RuleSet",
    "Seat",
    "Series",
    "Session",
    "SignedRecord",
    "Vote",
]
