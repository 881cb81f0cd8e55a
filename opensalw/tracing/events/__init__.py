"""What can happen in tracing; each noun has a module, which declares its events at its foot."""

from . import answers, requests

__all__ = ["answers", "requests"]
