"""What can happen in a register."""

from . import holders, protection, weapons

__all__ = ["holders", "protection", "weapons"]
