"""What can happen in coordination; each noun has a module of its own, which declares its events at its foot."""

from . import conclusions, directory, meetings, needs, projects

__all__ = ["conclusions", "directory", "meetings", "needs", "projects"]
