"""What can happen to what was accepted or published: unlocking, restating; declared with the other events."""

from opensalw.ledger.event import Event


class LockExceptionGranted(Event):
    """The secretariat unlocks a part for a limited time, or gives such an exception more time."""

    stream = "submission"
    name = "lock_exception_granted"
    label = "Unlocked for a time"
    sentence = "Unlocked until {until}: {what}."

    until: str
    what: str
    covers: str
    cause: str


class LockExceptionEnded(Event):
    """An exception from the lock ends: accepted again, left as it stood, or its time ran out."""

    stream = "submission"
    name = "lock_exception_ended"
    label = "Exception ended"
    sentence = "The exception ended: {how}."

    how: str
    unsent: bool = False


class RestatementProposed(Event):
    """Somebody proposes to correct a figure that is public; another person decides."""

    stream = "observation"
    name = "restatement_proposed"
    label = "Restatement proposed"
    sentence = "Proposed: {line} becomes {new} instead of {old}."

    restatement: str
    line: str
    period: str
    old: str
    new: str
    cause: str
    evidence: str = ""


class RestatementRefused(Event):
    """The proposed correction of a public figure is not made."""

    stream = "observation"
    name = "restatement_refused"
    label = "Restatement refused"
    sentence = "The proposed restatement of {line} was refused."

    restatement: str
    line: str


class Restated(Event):
    """A public figure is corrected: another replaces it, and both stay."""

    stream = "observation"
    name = "restated"
    label = "Restated"
    sentence = "{line} restated: {new}, was {old}."

    restatement: str
    line: str
    period: str
    old: str
    new: str
    cause: str
    replaces: str = ""
    becomes: str = ""
    proposed_by: str = ""


class RestatementTold(Event):
    """Somebody outside was told of a restatement."""

    stream = "observation"
    name = "restatement_told"
    label = "Told of a restatement"
    sentence = "{who} was told of the restatement."

    restatement: str
    who: str
    how: str = ""
