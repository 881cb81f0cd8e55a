"""What stands about tracing: requests, their answers, outcomes; tables only."""

from .answers import ChainLink, Diversion, Release
from .outcomes import WeaponOutcome
from .requests import Candidate, TraceRequest

__all__ = ["Candidate", "ChainLink", "Diversion", "Release", "TraceRequest", "WeaponOutcome"]
