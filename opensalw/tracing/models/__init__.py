"""What stands about tracing: requests, their answers, outcomes; tables only."""

from .requests import Candidate, TraceRequest

__all__ = ["Candidate", "TraceRequest"]
