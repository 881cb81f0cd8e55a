"""What can happen to a decision of a fund's committee."""

from opensalw.ledger.event import Event, declare


class DecisionPrepared(Event):
    """A decision on proposals is prepared."""

    stream = "decision"
    name = "decision_prepared"
    label = "Decision prepared"
    sentence = "{number} was prepared on {proposals}; corrects: {corrects}."

    number: str
    proposals: str
    corrects: str = "–"


class MotionPut(Event):
    """It is said what is put to the vote on a proposal; votes cast on another motion fall."""

    stream = "decision"
    name = "motion_put"
    label = "Motion put"
    sentence = "On {proposal}: {motion}. Votes that fell: {fell}."

    proposal: str
    motion: str
    fell: int


class DecisionOpened(Event):
    """The committee is asked, under the rules in force."""

    stream = "decision"
    name = "decision_opened"
    label = "Decision opened"
    sentence = "{number} was opened {mode} until {until}, under version {rules} of the rules; {invited} were invited."

    number: str
    mode: str
    until: str
    rules: int
    invited: int


class AttendanceNoted(Event):
    """It is noted whether an organisation takes part."""

    stream = "decision"
    name = "attendance_noted"
    label = "Attendance noted"
    sentence = "{organisation} takes part: {present}."

    organisation: str
    present: bool


class ConflictDeclared(Event):
    """An organisation says whether it has a conflict of interest on a proposal."""

    stream = "decision"
    name = "conflict_declared"
    label = "Conflict declared"
    sentence = "{organisation} on {proposal}: {what}."

    organisation: str
    proposal: str
    what: str


class VoteCast(Event):
    """An organisation votes, or changes its vote, while the decision is open."""

    stream = "decision"
    name = "vote_cast"
    label = "Vote cast"
    sentence = "{organisation} on {proposal}: {choice}. Entered for it by another: {heard}."

    organisation: str
    proposal: str
    choice: str
    heard: bool


class DecisionClosed(Event):
    """The chair closes the decision; its record is signed."""

    stream = "decision"
    name = "decision_closed"
    label = "Decision closed"
    sentence = "{number} was closed: {outcomes}. Record {sha256}."

    number: str
    outcomes: str
    sha256: str


class DecisionCancelled(Event):
    """A decision that was not closed is given up."""

    stream = "decision"
    name = "decision_cancelled"
    label = "Decision cancelled"
    sentence = "{number} was cancelled."

    number: str


class DecisionReleased(Event):
    """The decision is shown to the public, or no longer."""

    stream = "decision"
    name = "decision_released"
    label = "Decision released"
    sentence = "{number}: shown to the public: {public}."

    number: str
    public: bool


declare(
    DecisionPrepared,
    MotionPut,
    DecisionOpened,
    AttendanceNoted,
    ConflictDeclared,
    VoteCast,
    DecisionClosed,
    DecisionCancelled,
    DecisionReleased,
)
