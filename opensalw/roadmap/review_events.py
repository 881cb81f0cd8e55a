"""What can happen in the review of a part: queries, and the hour of its release."""

from opensalw.ledger.event import Event


class QueryAsked(Event):
    """A reviewer asks about a place of a part; the hash is of the words that were asked."""

    stream = "submission"
    name = "query_asked"
    label = "Query asked"
    sentence = "Query asked about {about}."

    about: str
    sha256: str


class QueryResolved(Event):
    """A reviewer is satisfied with what was answered."""

    stream = "submission"
    name = "query_resolved"
    label = "Query resolved"
    sentence = "Query about {about} resolved."

    about: str


class QueryReopened(Event):
    """A reviewer opens a resolved query again."""

    stream = "submission"
    name = "query_reopened"
    label = "Query opened again"
    sentence = "Query about {about} opened again."

    about: str


class ReleaseMoved(Event):
    """The hour at which a released part becomes public changes, before it came."""

    stream = "submission"
    name = "release_moved"
    label = "Hour of release changed"
    sentence = "Becomes public at {public_from}."

    public_from: str


class ReleaseCancelled(Event):
    """A release is taken back before the part became public."""

    stream = "submission"
    name = "release_cancelled"
    label = "Release cancelled"
    sentence = "The release was taken back before the part was public."
