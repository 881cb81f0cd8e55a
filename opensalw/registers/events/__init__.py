"""What can happen in a register."""

from . import certificates, holders, protection, weapons

__all__ = ["certificates", "holders", "protection", "weapons"]
