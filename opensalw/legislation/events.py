"""What can happen to acts and tables of concordance, each declared once."""

from opensalw.ledger.event import Event, declare


class ActEntered(Event):
    """An act becomes known to the system."""

    stream = "act"
    name = "act_entered"
    label = "Act entered"
    sentence = "{title} was entered."

    title: str
    framework: str
    celex: str = ""


class ActStatusChanged(Event):
    """An act moves on: drafted, adopted, in force."""

    stream = "act"
    name = "act_status"
    label = "Status of an act"
    sentence = "{title}: {step}."

    title: str
    step: str
    dated: str = ""
    source: str = ""


class GradeDecided(Event):
    """How far a jurisdiction carries out an act as a whole is said anew."""

    stream = "act"
    name = "grade_decided"
    label = "Grade of an act"
    sentence = "{act}: {grade} ({basis})."

    act: str
    grade: str
    basis: str
    dated: str
    source: str = ""


class RowGraded(Event):
    """A jurisdiction grades how far it carries out a provision."""

    stream = "concordance"
    name = "row_graded"
    label = "Provision graded"
    sentence = "{provision}: {grade}."

    provision: str
    grade: str
    own: list[str] = []
    before: str = ""


class RowReviewed(Event):
    """Somebody else confirms the grade of a provision."""

    stream = "concordance"
    name = "row_reviewed"
    label = "Grade confirmed"
    sentence = "{provision}: {grade} was confirmed."

    provision: str
    grade: str


class RowReopened(Event):
    """The grade of a provision no longer stands."""

    stream = "concordance"
    name = "row_reopened"
    label = "Provision re-opened"
    sentence = "{provision} was re-opened; it was {was}."

    provision: str
    was: str


class RowFollowed(Event):
    """A row is followed by rows at the provisions of a later version, or closed."""

    stream = "concordance"
    name = "row_followed"
    label = "Provision re-keyed"
    sentence = "{provision} became {new}."

    provision: str
    new: str
    was: str = ""


class CorrelationApplied(Event):
    """The correlation table of an amending or codifying act re-keys every table of concordance."""

    stream = "act"
    name = "correlation_applied"
    label = "Correlation applied"
    sentence = "{old} to {new}: {carried} rows carried over, {reopened} re-opened, {opened} new, {closed} closed."

    old: str
    new: str
    carried: int
    reopened: int
    opened: int
    closed: int
    sha256: str


declare(
    ActEntered,
    ActStatusChanged,
    GradeDecided,
    RowGraded,
    RowReviewed,
    RowReopened,
    RowFollowed,
    CorrelationApplied,
)
