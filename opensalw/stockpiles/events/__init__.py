"""What can happen to sites, stock and in destruction; each noun has a module, which declares its events."""

from . import destruction, sites, stock

__all__ = ["destruction", "sites", "stock"]
