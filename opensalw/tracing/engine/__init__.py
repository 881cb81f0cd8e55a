"""The engine: an exact search over whole registers, in columns that are mapped from files.

``search`` and ``vocabulary`` are what scoring needs; ``NotReady`` says that the tables of PostgreSQL are to
be asked instead, and why.
"""

from .searching import joined, search, vocabulary
from .storing import NotReady

__all__ = ["NotReady", "joined", "search", "vocabulary"]
