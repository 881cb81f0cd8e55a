"""What can happen to a storage site."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare


class OfSite(Event):
    """What every event of a site says, so that a figure can be split by it."""

    stream = "site"

    number: str
    owner: str
    kind: str
    standard: str = "not_stated"
    synthetic: bool = False

    def one(self, line: str, amount: int = 1) -> Counted:
        """This site on a line."""
        dims = {"owner": self.owner, "facility_kind": self.kind, "standard": self.standard or "not_stated"}
        return Counted(f"storages_secured.{line}", Decimal(amount), Unit.facility, dims)


class SiteOpened(OfSite):
    """A site comes into the records."""

    name = "site_opened"
    label = "Site recorded"
    sentence = "{number}: {title} was recorded."

    title: str
    security: tuple[str, ...] = ()


class SiteAssessed(OfSite):
    """The security of a site is assessed."""

    name = "site_assessed"
    label = "Site assessed"
    sentence = "{number} was assessed. {findings}"
    counts = frozenset({"storages_secured.assessed"})

    findings: str = ""
    security: tuple[str, ...] = ()

    def counted(self) -> Iterable[Counted]:
        """One storage assessed."""
        yield self.one("assessed")


class UpgradeStage(OfSite):
    """An upgrade reaches a stage."""

    name = "upgrade_stage"
    label = "Upgrade: stage"
    sentence = "{number}: the upgrade is {stage}."
    counts = frozenset({"storages_secured.planned", "storages_secured.in_works", "storages_secured.upgraded_in_period"})

    stage: str

    def counted(self) -> Iterable[Counted]:
        """One storage at this stage."""
        yield self.one("upgraded_in_period" if self.stage == "upgraded" else self.stage)


class StandardMet(OfSite):
    """A site meets a standard, or no longer does."""

    name = "standard_met"
    label = "Standard met"
    sentence = "{number}: standard {standard}, met: {met}."
    counts = frozenset({"storages_secured.meets_standard"})

    met: bool = True

    def counted(self) -> Iterable[Counted]:
        """One more, or one fewer, that meets the standard."""
        yield self.one("meets_standard", 1 if self.met else -1)


class SiteInspected(OfSite):
    """Somebody inspects a site."""

    name = "site_inspected"
    label = "Site inspected"
    sentence = "{number} was inspected by {inspector}. {findings}"

    inspector: str
    findings: str = ""
    follow_up_by: date | None = None


declare(SiteOpened, SiteAssessed, UpgradeStage, StandardMet, SiteInspected)
