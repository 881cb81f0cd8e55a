"""What can happen to the documents of a round, each declared once."""

from opensalw.ledger.event import Event, declare


class DraftCirculated(Event):
    """The documents of a round go round as a numbered draft, frozen, for comments until an hour."""

    stream = "round"
    name = "draft_circulated"
    label = "Draft circulated"
    sentence = "Draft {number} of {round} went round, for comments until {comment_until}."

    round: str
    number: int
    comment_until: str
    readers: str
    files: int
    sha256: str


class DraftCommented(Event):
    """A seat or an organisation comments on a section of a draft; the hash is of its words."""

    stream = "round"
    name = "draft_commented"
    label = "Comment on a draft"
    sentence = "Comment on {section} of draft {number} by {institution}."

    number: int
    section: str
    institution: str
    sha256: str


class DraftCommentSettled(Event):
    """The secretariat takes a comment up or answers why not."""

    stream = "round"
    name = "draft_comment_settled"
    label = "Comment settled"
    sentence = "Comment on {section} of draft {number}: {outcome}."

    number: int
    section: str
    outcome: str


class ReportsPublished(Event):
    """The built documents of a round are published, at once or from an hour that is set."""

    stream = "round"
    name = "reports_published"
    label = "Reports published"
    sentence = "{files} files of {round} are public from {public_from}."

    round: str
    files: int
    public_from: str


class ReportsMoved(Event):
    """The hour at which published documents become public changes, or their publication is taken back before it."""

    stream = "round"
    name = "reports_moved"
    label = "Hour of publication changed"
    sentence = "{files} files of {round}: {what}."

    round: str
    files: int
    what: str


declare(DraftCirculated, DraftCommented, DraftCommentSettled, ReportsPublished, ReportsMoved)
