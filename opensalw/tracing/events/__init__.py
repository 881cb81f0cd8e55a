"""What can happen in tracing; each noun has a module, which declares its events at its foot."""

from . import answers, requests, service

__all__ = ["answers", "requests", "service"]
