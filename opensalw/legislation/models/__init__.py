"""What stands in legislation: acts, provisions, concordance; tables only."""

from .acts import Act, ActLink, ActStatus, ActVersion, Provision
from .concordance import ActGrade, Correlation, OwnProvision, Row
from .stands import Stand

__all__ = [
    "Act", "ActGrade", "ActLink", "ActStatus", "ActVersion", "Correlation", "OwnProvision", "Provision", "Row", "Stand",
]  # fmt: skip
