"""What somebody says of a weapon: words, and how each of them was understood."""

from .descriptions import Description, described, refuse_description
from .sentences import Understanding, Word, understood
from .serials import Pattern, patterns, refuse_serial

__all__ = [
    "Description",
    "Pattern",
    "Understanding",
    "Word",
    "described",
    "patterns",
    "refuse_description",
    "refuse_serial",
    "understood",
]
