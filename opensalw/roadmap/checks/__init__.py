"""The checks of a part: each declared once, listed here, and run over facts. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .absence import ABSENCE
from .change import CHANGE
from .declared import Check, Finding, Ref, Severity
from .facts import Facts, Given, Past
from .ranges import RANGES
from .relations import RELATIONS
from .sums import SUMS
from .support import SUPPORT

__all__ = ["CHECKS", "Check", "Facts", "Finding", "Given", "Past", "Ref", "Report", "Severity", "check_facts"]

GRAVITY = {severity: place for place, severity in enumerate(Severity)}
CHECKS: tuple[Check, ...] = tuple(
    sorted((*SUMS, *RELATIONS, *RANGES, *CHANGE, *ABSENCE, *SUPPORT), key=lambda check: GRAVITY[check.severity])
)
BY_KEY: Mapping[str, Check] = {check.key: check for check in CHECKS}


@dataclass(frozen=True)
class Report:
    """Everything that the checks found in one part, the gravest first."""

    findings: tuple[Finding, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity there are."""
        found = Counter(one.severity for one in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def shown_counts(self) -> list[tuple[Severity, int]]:
        """The severities that anything was found of, with how many."""
        return [(severity, count) for severity, count in self.counts.items() if count]

    @property
    def blockers(self) -> list[Finding]:
        """What must be mended before the part is cleared."""
        return [one for one in self.findings if one.severity is Severity.BLOCKER]

    @property
    def open(self) -> list[Finding]:
        """Everything that still stops the part."""
        return [one for one in self.findings if one.is_open]

    @property
    def at_figures(self) -> list[Finding]:
        """What stops the part besides lines that nobody answered yet."""
        return [one for one in self.open if one.check.key != "unanswered"]

    @property
    def unexplained(self) -> list[Finding]:
        """Errors and warnings whose figure nobody explained, or changed since."""
        return [one for one in self.open if one.severity is not Severity.BLOCKER]

    @property
    def errors(self) -> list[Finding]:
        """The errors, explained or not."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def explained(self) -> list[Finding]:
        """Errors and warnings that an explanation answers."""
        return [one for one in self.findings if one.is_explained]

    def of_line(self, measure: str, line: str) -> list[Finding]:
        """What stands at a line or a row of its split."""
        return [one for one in self.findings if (one.at.measure, one.at.line) == (measure, line)]

    def at(self, ref: Ref) -> list[Finding]:
        """What stands at one cell."""
        return [one for one in self.findings if one.at == ref]

    def answered(self) -> dict[Ref, list[dict[str, str]]]:
        """What the explanation of each cell answers, as it is sent and kept with the figure."""
        found: dict[Ref, list[dict[str, str]]] = {}
        for one in self.findings:
            if one.severity.wants_explanation:
                facts = {"key": one.check.key, "severity": one.severity.value, "words": one.words}
                found.setdefault(one.at, []).append(facts)
        return found


def check_facts(facts: Facts, checks: Sequence[Check] = CHECKS) -> Report:
    """Run every check over the facts of one part."""
    places = {(measure.key, line.key): place for place, (measure, line) in enumerate(facts.lines)}
    goals = {measure.key: measure.goals[0] for measure in facts.measures}
    found: list[Finding] = []
    for check in checks:
        found += _findings(facts, check, goals)
    found.sort(
        key=lambda one: (
            GRAVITY[one.severity], one.check.key == "unanswered", places.get(one.at[:2], 0), one.at.dims_key,
            one.check.key,
        )
    )  # fmt: skip
    return Report(tuple(found))


def _findings(facts: Facts, check: Check, goals: Mapping[str, int]) -> Iterable[Finding]:
    for cells, words in check.find(facts):
        held = facts.by_ref.get(cells[0])
        explanation = held.explanation if held else ""
        stale = bool(held and explanation and not held.explains_this)
        yield Finding(check, cells, words, goals[cells[0].measure], explanation, stale)
