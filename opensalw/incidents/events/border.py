"""What border services and police report of their work."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare


class BorderWork(Event):
    """So many of something, on a day; the subclasses say of what."""

    stream = "border"
    line: ClassVar[str] = ""
    unit: ClassVar[Unit] = Unit.case

    count: int
    where: str = ""
    about: str = ""
    synthetic: bool = False

    def counted(self) -> Iterable[Counted]:
        """The number on the line of its kind."""
        yield Counted(self.line, Decimal(self.count), self.unit)


class ProfileIssued(BorderWork):
    """Risk profiles are issued for control."""

    name = "profile_issued"
    label = "Risk profiles issued"
    sentence = "Risk profiles issued: {count}."
    line = "border_work.profiles"
    unit = Unit.profile
    counts = frozenset({line})


class ChecksReported(BorderWork):
    """Checks of the second line are reported."""

    name = "checks_reported"
    label = "Second-line checks reported"
    sentence = "Second-line checks: {count}."
    line = "border_work.second_line_checks"
    unit = Unit.check
    counts = frozenset({line})


class Prevented(BorderWork):
    """Cases of forbidden goods are prevented."""

    name = "prevented"
    label = "Cases prevented"
    sentence = "Cases prevented: {count}."
    line = "border_work.prevented"
    counts = frozenset({line})


class OperationPlanned(BorderWork):
    """Operational plans are made, or joint action days taken part in."""

    name = "operation_planned"
    label = "Operations planned"
    sentence = "Operations ({reach}): {count}."
    counts = frozenset({"operations.plans_local", "operations.plans_international", "operations.joint_days"})

    reach: str

    def counted(self) -> Iterable[Counted]:
        """Plans by their reach; joint action days on their own line."""
        names = {"local": "plans_local", "international": "plans_international", "joint_days": "joint_days"}
        unit = Unit.operation if self.reach == "joint_days" else Unit.plan
        yield Counted(f"operations.{names[self.reach]}", Decimal(self.count), unit)


class BorderReportWithdrawn(Event):
    """A report of border work was made in error."""

    stream = "border"
    name = "border_report_withdrawn"
    label = "Report withdrawn"
    sentence = "The report was withdrawn."


declare(ProfileIssued, ChecksReported, Prevented, OperationPlanned, BorderReportWithdrawn)
