"""What can happen in the Roadmap, each declared once."""

from opensalw.ledger.event import Event, declare

from .correction_events import (
    LockExceptionEnded,
    LockExceptionGranted,
    Restated,
    RestatementProposed,
    RestatementRefused,
    RestatementTold,
)
from .plan_events import ActivityStatus, AimSet, AimWithdrawn, PlanAdopted
from .review_events import QueryAsked, QueryReopened, QueryResolved, ReleaseCancelled, ReleaseMoved
from .section_events import SectionsDelivered, SectionsGivenBack, SectionsHanded, SectionsWithdrawn


class FrameworkPublished(Event):
    """A version of a framework comes into force and is never edited again."""

    stream = "framework"
    name = "framework_published"
    label = "Framework published"
    sentence = "Version {number} of {key} was published."

    key: str
    number: int
    digest: str


class RoundOpened(Event):
    """The secretariat opens a reporting round, or enters one that is reconstructed from a record."""

    stream = "round"
    name = "round_opened"
    label = "Round opened"
    sentence = "Round {round} was opened for {figures_period}."

    round: str
    framework: str
    narrative_period: str
    figures_period: str
    reconstructed: bool = False


class RoundChanged(Event):
    """The dates of a round change."""

    stream = "round"
    name = "round_changed"
    label = "Round changed"
    sentence = "The dates of {round} were changed: {what}."

    round: str
    what: str


class RoundClosed(Event):
    """The round is closed: every part is released."""

    stream = "round"
    name = "round_closed"
    label = "Round closed"
    sentence = "Round {round} was closed."

    round: str


class TakenOnBehalf(Event):
    """The secretariat begins to enter on behalf of a late seat."""

    stream = "submission"
    name = "taken_on_behalf"
    label = "Entered on behalf"
    sentence = "The secretariat enters this part on behalf of the seat."


class Cleared(Event):
    """The Commission's chair clears a part after the ministries were consulted; so many findings are explained."""

    stream = "submission"
    name = "cleared"
    label = "Cleared"
    sentence = "Cleared by the chair."

    errors: int = 0
    warnings: int = 0


class Reopened(Event):
    """A cleared part goes back to draft, because something is still to be changed."""

    stream = "submission"
    name = "reopened"
    label = "Back to draft"
    sentence = "Taken back to draft."


class Submitted(Event):
    """A part is sent; exactly what was sent is kept as a snapshot with this hash."""

    stream = "submission"
    name = "submitted"
    label = "Submitted"
    sentence = "Submitted; receipt {receipt}, {figures} figures, {texts} text items."

    receipt: int
    sha256: str
    figures: int
    texts: int
    on_behalf: bool = False
    changes: int = 0
    changes_seal: str = ""


class Returned(Event):
    """A reviewer sends a part back with queries."""

    stream = "submission"
    name = "returned"
    label = "Returned"
    sentence = "Returned with {queries} open queries."

    queries: int


class Accepted(Event):
    """A reviewer other than the sender accepts a part; its figures become observations."""

    stream = "submission"
    name = "accepted"
    label = "Accepted"
    sentence = "Accepted as of receipt {receipt}: {observations} observations."

    receipt: int
    sha256: str
    observations: int


class Confirmed(Event):
    """The seat confirms what the secretariat entered on its behalf."""

    stream = "submission"
    name = "confirmed"
    label = "Confirmed"
    sentence = "Confirmed by the seat."


class Released(Event):
    """An accepted part is shown to the public, at once or from an hour that is set."""

    stream = "submission"
    name = "released"
    label = "Released"
    sentence = "Released to the public."

    public_from: str = ""


class Observed(Event):
    """A figure is taken from a named publication."""

    stream = "observation"
    name = "observed"
    label = "Observed"
    sentence = "{line} taken from {source}."

    line: str
    period: str
    content: str
    source: str
    locator: str
    digest: str


class StatementMade(Event):
    """An organisation says something about a part; the part itself stays as it is."""

    stream = "statement"
    name = "statement_made"
    label = "Statement"
    sentence = "{organisation} made a statement."

    round: str
    organisation: str
    sha256: str


declare(
    FrameworkPublished,
    RoundOpened,
    RoundChanged,
    RoundClosed,
    SectionsHanded,
    SectionsWithdrawn,
    SectionsDelivered,
    SectionsGivenBack,
    TakenOnBehalf,
    Cleared,
    Reopened,
    Submitted,
    QueryAsked,
    QueryResolved,
    QueryReopened,
    Returned,
    Accepted,
    Confirmed,
    Released,
    ReleaseMoved,
    ReleaseCancelled,
    LockExceptionGranted,
    LockExceptionEnded,
    RestatementProposed,
    RestatementRefused,
    Restated,
    RestatementTold,
    Observed,
    StatementMade,
    PlanAdopted,
    ActivityStatus,
    AimSet,
    AimWithdrawn,
)
