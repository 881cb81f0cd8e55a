"""What stands in registers; tables only."""

from .certificates import Certificate
from .files import Duplicate, Refusal, Run, SavedMapping, UnknownWord
from .holders import BookEntry, Consultation, Holder, Permit, SecondCheck
from .protection import Retention
from .views import SavedView
from .weapons import Component, Firearm, MarkSeen

__all__ = [
    "BookEntry",
    "Certificate",
    "Component",
    "Consultation",
    "Duplicate",
    "Firearm",
    "Holder",
    "MarkSeen",
    "Permit",
    "Refusal",
    "Retention",
    "Run",
    "SavedMapping",
    "SavedView",
    "SecondCheck",
    "UnknownWord",
]
