"""What can happen to incidents and in border work; each noun has a module, which declares its events at its foot."""

from . import border, campaigns, incidents, legalisation

__all__ = ["border", "campaigns", "incidents", "legalisation"]
