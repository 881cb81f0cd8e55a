"""What stands in registers; tables only."""

from .files import Duplicate, Refusal, Run, SavedMapping, UnknownWord
from .holders import BookEntry, Consultation, Holder, Permit, SecondCheck
from .views import SavedView
from .weapons import Component, Firearm, MarkSeen

__all__ = [
    "BookEntry",
    "Component",
    "Consultation",
    "Duplicate",
    "Firearm",
    "Holder",
    "MarkSeen",
    "Permit",
    "Refusal",
    "Run",
    "SavedMapping",
    "SavedView",
    "SecondCheck",
    "UnknownWord",
]
