"""What can happen in coordination; each noun has a module of its own, which declares its events at its foot."""

from . import conclusions, decisions, directory, funds, meetings, needs, projects

__all__ = ["conclusions", "decisions", "directory", "funds", "meetings", "needs", "projects"]
