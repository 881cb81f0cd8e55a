"""What can happen in a register."""

from . import holders, weapons

__all__ = ["holders", "weapons"]
