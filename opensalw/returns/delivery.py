"""What became of a file: in all, and for each part that it touched. Pure."""

from dataclasses import dataclass, field
from typing import Any

from opensalw.roadmap.incoming import Outcome
from opensalw.roadmap.models import Submission


@dataclass
class Delivery:
    """The outcome of a file. ``passed_over`` counts figures that its strategy left alone."""

    outcome: Outcome = field(default_factory=Outcome)
    parts: list[tuple[Submission, Outcome]] = field(default_factory=list)
    passed_over: int = 0
    format: str = ""

    def as_facts(self) -> dict[str, Any]:
        """What became of it, for a machine."""
        outcome = self.outcome
        return {
            "format": self.format,
            "kept": outcome.kept,
            **outcome.counts,
            "passed_over": self.passed_over,
            "parts": [
                {"round": part.round_id, "jurisdiction": part.jurisdiction, **each.counts} for part, each in self.parts
            ],
            "refusals": [trouble.as_facts() for trouble in outcome.refused],
            "notes": [trouble.as_facts() for trouble in outcome.notes],
        }
