"""What can happen to the bodies of the directory."""

from opensalw.ledger.event import Event, declare


class BodyEvent(Event):
    """Something that happens to a body."""

    stream = "body"


class BodyEntered(BodyEvent):
    """A commission, a group, a focal point or a post is entered."""

    name = "body_entered"
    label = "Entered in the directory"
    sentence = "{title} entered ({kind}, {standing})."

    kind: str
    title: str
    standing: str
    source: str = ""


class BodyChanged(BodyEvent):
    """A fact of it changes."""

    name = "body_changed"
    label = "Directory changed"
    sentence = "{field} changed from “{before}” to “{after}”."

    field: str
    before: str
    after: str


class BodyEnded(BodyEvent):
    """It is no more."""

    name = "body_ended"
    label = "Ended"
    sentence = "Ended on {day}."

    day: str


class FunctionAdded(BodyEvent):
    """A function belongs to it."""

    name = "function_added"
    label = "Function added"
    sentence = "{role}: {function}."

    role: str
    function: str


class FunctionEnded(BodyEvent):
    """A function belongs to it no more."""

    name = "function_ended"
    label = "Function ended"
    sentence = "No longer {role}: {function}."

    role: str
    function: str


declare(BodyEntered, BodyChanged, BodyEnded, FunctionAdded, FunctionEnded)
