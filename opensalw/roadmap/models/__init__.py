"""What stands in the Roadmap: frameworks, rounds, submissions, observations, action plans; tables only."""

from .aims import Aim
from .assignments import Assignment
from .changes import DraftChange
from .frameworks import FrameworkVersion
from .notes import NoteDocument, ProposedFigure
from .observations import Observation, Source
from .plans import ActionPlan, Activity, ActivityReport
from .reminders import ReminderChoice, ReminderSent
from .restatements import Cause, LockException, Restatement, RestatementNotice
from .rounds import Round, Statement
from .submissions import DraftCell, Evidence, SetAside, Snapshot, Submission, TextItem
from .threads import Message, Thread

__all__ = [
    "ActionPlan",
    "Activity",
    "ActivityReport",
    "Aim",
    "Assignment",
    "Cause",
    "DraftCell",
    "DraftChange",
    "Evidence",
    "FrameworkVersion",
    "LockException",
    "Message",
    "NoteDocument",
    "Observation",
    "ProposedFigure",
    "ReminderChoice",
    "ReminderSent",
    "Restatement",
    "RestatementNotice",
    "Round",
    "SetAside",
    "Snapshot",
    "Source",
    "Statement",
    "Submission",
    "TextItem",
    "Thread",
]
