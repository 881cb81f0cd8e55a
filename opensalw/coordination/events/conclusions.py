"""What can happen to a conclusion: its life is its entries."""

from opensalw.ledger.event import Event, declare


class ConclusionEvent(Event):
    """Something that happens to a conclusion."""

    stream = "conclusion"


class ConclusionProposed(ConclusionEvent):
    """Something was found in notes or minutes that may be a promise; a person is to decide."""

    name = "conclusion_proposed"
    label = "Conclusion proposed"
    sentence = "{number} proposed: {what} ({owner}; {due})."

    number: str
    kind: str
    what: str
    owner: str
    due: str
    meeting: str = ""
    locator: str = ""


class ConclusionRecorded(ConclusionEvent):
    """Somebody is to do something, by a day or with a reason why there is none."""

    name = "conclusion_recorded"
    label = "Conclusion recorded"
    sentence = "{number} recorded: {what} ({owner}; {due})."

    number: str
    kind: str
    what: str
    owner: str
    due: str
    meeting: str = ""
    locator: str = ""


class ConclusionConfirmed(ConclusionEvent):
    """What was proposed holds, as it stands or mended."""

    name = "conclusion_confirmed"
    label = "Conclusion confirmed"
    sentence = "Confirmed: {what} ({owner}; {due})."

    what: str
    owner: str
    due: str


class ConclusionRefused(ConclusionEvent):
    """What was proposed is no conclusion; it stays in the record with the reason."""

    name = "conclusion_refused"
    label = "Proposal refused"
    sentence = "Not a conclusion."


class OwnerChanged(ConclusionEvent):
    """Somebody else is to do it."""

    name = "conclusion_owner_changed"
    label = "Owner changed"
    sentence = "Owner changed from {before} to {after}."

    before: str
    after: str
    institution: str = ""


class DueChanged(ConclusionEvent):
    """It is due on another day."""

    name = "conclusion_due_changed"
    label = "Date changed"
    sentence = "Date changed from {before} to {after}."

    before: str
    after: str


class ProgressReported(ConclusionEvent):
    """The owner says how it stands."""

    name = "conclusion_progress"
    label = "Progress reported"
    sentence = "Progress reported: {said}"

    said: str
    status: str
    link: str = ""
    file: str = ""
    sha256: str = ""


class ClosingProposed(ConclusionEvent):
    """The owner says that nothing is left to do."""

    name = "conclusion_closing_proposed"
    label = "Closing proposed"
    sentence = "Proposed to close as {outcome}: {said}"

    outcome: str
    said: str
    link: str = ""
    file: str = ""
    sha256: str = ""


class ConclusionClosed(ConclusionEvent):
    """Done, done in part, or dropped."""

    name = "conclusion_closed"
    label = "Conclusion closed"
    sentence = "Closed as {outcome}."

    outcome: str
    link: str = ""
    file: str = ""
    sha256: str = ""


class ConclusionReopened(ConclusionEvent):
    """It was closed and is to be done after all."""

    name = "conclusion_reopened"
    label = "Conclusion reopened"
    sentence = "Reopened."


class ConclusionTied(ConclusionEvent):
    """The meeting and the item where it was said become known."""

    name = "conclusion_tied"
    label = "Tied to a meeting"
    sentence = "Tied to {meeting}, {item}."

    meeting: str
    item: str


class ConclusionCarried(ConclusionEvent):
    """It is on the agenda of a later meeting."""

    name = "conclusion_carried"
    label = "Carried to a meeting"
    sentence = "Put on the agenda of {meeting}."

    meeting: str
    status: str


class ConclusionDiscussed(ConclusionEvent):
    """What was said of it at a later meeting."""

    name = "conclusion_discussed"
    label = "Spoken of at a meeting"
    sentence = "Spoken of at {meeting}: {said}"

    meeting: str
    said: str


declare(
    ConclusionProposed,
    ConclusionRecorded,
    ConclusionConfirmed,
    ConclusionRefused,
    OwnerChanged,
    DueChanged,
    ProgressReported,
    ClosingProposed,
    ConclusionClosed,
    ConclusionReopened,
    ConclusionTied,
    ConclusionCarried,
    ConclusionDiscussed,
)
