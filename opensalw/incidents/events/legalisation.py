"""What can happen to an application to legalise an arm. The applicant stands in the register's row alone."""

from collections.abc import Iterable
from decimal import Decimal

from opensalw.core.units import Unit
from opensalw.ledger.counted import Counted
from opensalw.ledger.event import Event, declare

ONE = Decimal(1)


class OfApplication(Event):
    """Shared by all that happens to an application."""

    stream = "legalisation"

    number: str


class LegalisationApplied(OfApplication):
    """Somebody applies. Told anew when the outcome is known, so that the applications of a time say how they ended."""

    name = "legalisation_applied"
    label = "Applied for"
    sentence = "{number}: applied under campaign {campaign}; outcome: {outcome}."
    counts = frozenset({"legalised.applications", "legalised.refused"})

    campaign: str
    type: str = "unknown"
    described: str = ""
    anonymous: bool = False
    outcome: str = "open"
    synthetic: bool = False

    def counted(self) -> Iterable[Counted]:
        """One application with its outcome; a refused one stands on the line of refusals too."""
        yield Counted("legalised.applications", ONE, Unit.case, {"application_outcome": self.outcome})
        if self.outcome == "refused":
            yield Counted("legalised.refused", ONE, Unit.case)


class LegalisationChecked(OfApplication):
    """The arm was looked for in a register, or examined by the laboratory."""

    name = "legalisation_checked"
    label = "Checked"
    sentence = "{number}: {kind} checked: {result}. {remark}"

    kind: str
    result: str
    reference: str = ""
    remark: str = ""


class LegalisationDecided(OfApplication):
    """An application is granted or refused, at first or on appeal."""

    name = "legalisation_decided"
    label = "Decided"
    sentence = "{number}: {outcome} by decision {decision}. {ground}"
    counts = frozenset({"legalised.legalised"})

    outcome: str
    decision: str
    ground: str = ""
    instance: str = "first"
    type: str = "unknown"
    firearm: str = ""
    synthetic: bool = False

    def counted(self) -> Iterable[Counted]:
        """The firearm, once it is legalised."""
        if self.outcome == "granted":
            yield Counted("legalised.legalised", ONE, Unit.piece, {"type": self.type})


class LegalisationAppealed(OfApplication):
    """The applicant appeals against a refusal."""

    name = "legalisation_appealed"
    label = "Appealed"
    sentence = "{number}: appealed. {ground}"

    ground: str = ""


class ApplicantNamed(OfApplication):
    """An applicant who had stayed anonymous is named as a holder of the register."""

    name = "applicant_named"
    label = "Applicant named"
    sentence = "{number}: the applicant is {holder}."

    holder: str


class LegalisationTakenBack(OfApplication):
    """The applicant takes the application back; it counts nowhere."""

    name = "legalisation_taken_back"
    label = "Taken back"
    sentence = "{number}: taken back by the applicant."


class ArmHandedIn(OfApplication):
    """The arm of an application that did not succeed is handed in; the surrender is a record of its own."""

    name = "application_handed_in"
    label = "Handed in"
    sentence = "{number}: the arm was handed in, {incident}."

    incident: str


declare(
    LegalisationApplied, LegalisationChecked, LegalisationDecided, LegalisationAppealed, ApplicantNamed,
    LegalisationTakenBack, ArmHandedIn,
)  # fmt: skip
