"""What stands about tracing: requests, their answers, outcomes; tables only."""

from .answers import ChainLink, Diversion, Release
from .outcomes import WeaponOutcome
from .requests import Candidate, TraceRequest
from .service import Delivery, Hook, WeaponCheck

__all__ = [
    "Candidate", "ChainLink", "Delivery", "Diversion", "Hook", "Release",
    "TraceRequest", "WeaponCheck", "WeaponOutcome",
]  # fmt: skip
