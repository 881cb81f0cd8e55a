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


class CorrelationUndoAsked(Event):
    """Somebody asks that a correlation be taken back; another person decides."""

    stream = "act"
    name = "correlation_undo_asked"
    label = "Taking back a correlation asked for"
    sentence = "It was asked to take back the correlation of {old} to {new}."

    old: str
    new: str


class CorrelationUndoDropped(Event):
    """A correlation that was to be taken back stays."""

    stream = "act"
    name = "correlation_undo_dropped"
    label = "Correlation stays"
    sentence = "The correlation of {old} to {new} stays."

    old: str
    new: str


class CorrelationUndone(Event):
    """A correlation that was applied by mistake is taken back: its rows stand again as they did."""

    stream = "act"
    name = "correlation_undone"
    label = "Correlation taken back"
    sentence = (
        "The correlation of {old} to {new} was taken back: {restored} rows stand again, {reopened} come back "
        "re-opened, {kept} were graded since and stay, {ended} were taken back."
    )

    old: str
    new: str
    restored: int
    reopened: int
    kept: int
    ended: int
    sha256: str


class RowRestored(Event):
    """A row stands again because its correlation was taken back."""

    stream = "concordance"
    name = "row_restored"
    label = "Provision stands again"
    sentence = "{provision} stands again: {state}."

    provision: str
    state: str
    grade: str = ""


class RowTakenBack(Event):
    """A row that a correlation had made is taken back with it."""

    stream = "concordance"
    name = "row_taken_back"
    label = "Provision taken back"
    sentence = "{provision} was taken back with its correlation; it was {was}."

    provision: str
    was: str


class RowKept(Event):
    """A row that somebody has graded since stays when its correlation is taken back."""

    stream = "concordance"
    name = "row_kept"
    label = "Provision kept"
    sentence = "{provision} stays as it was graded; its correlation was taken back."

    provision: str
    grade: str = ""


declare(
    ActEntered,
    ActStatusChanged,
    GradeDecided,
    RowGraded,
    RowReviewed,
    RowReopened,
    RowFollowed,
    CorrelationApplied,
    CorrelationUndoAsked,
    CorrelationUndoDropped,
    CorrelationUndone,
    RowRestored,
    RowTakenBack,
    RowKept,
)
