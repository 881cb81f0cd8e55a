"""What can happen to a need."""

from opensalw.ledger.event import Event, declare


class NeedStated(Event):
    """A jurisdiction says that it needs something."""

    stream = "need"
    name = "need_stated"
    label = "Need stated"
    sentence = "Need {number} was stated under goal {goal}: {text}"

    number: str
    goal: int
    kind: str
    text: str
    origin: str
    locator: str = ""
    out_of: str = ""


class NeedRepeated(Event):
    """A later narrative or meeting says the same again."""

    stream = "need"
    name = "need_repeated"
    label = "Need repeated"
    sentence = "{number} was said again for {where}."

    number: str
    where: str


class NeedConfirmed(Event):
    """The Commission confirms a need as its own."""

    stream = "need"
    name = "need_confirmed"
    label = "Need confirmed"
    sentence = "{number} was confirmed by the Commission."

    number: str


class NeedMatched(Event):
    """A project or a proposal takes the need up."""

    stream = "need"
    name = "need_matched"
    label = "Need matched"
    sentence = "{number} was matched with {with_what}."

    number: str
    with_what: str
    project: str = ""
    proposal: str = ""


class NeedFunded(Event):
    """There is money for the need."""

    stream = "need"
    name = "need_funded"
    label = "Need funded"
    sentence = "{number} is funded."

    number: str


class NeedMet(Event):
    """What was needed is there."""

    stream = "need"
    name = "need_met"
    label = "Need met"
    sentence = "{number} is met."

    number: str


class NeedReopened(Event):
    """A need that had gone further stands as confirmed, or as stated, again."""

    stream = "need"
    name = "need_reopened"
    label = "Need reopened"
    sentence = "{number} stands as {status} again; it was {before}."

    number: str
    before: str
    status: str


class NeedWithdrawn(Event):
    """Nobody asks for it any more."""

    stream = "need"
    name = "need_withdrawn"
    label = "Need withdrawn"
    sentence = "{number} was withdrawn."

    number: str


class NeedMerged(Event):
    """A need goes on inside another one."""

    stream = "need"
    name = "need_merged"
    label = "Need merged"
    sentence = "{number} was merged into {into}."

    number: str
    into: str


class NeedSplit(Event):
    """A need goes on as several."""

    stream = "need"
    name = "need_split"
    label = "Need split"
    sentence = "{number} was split into {parts}."

    number: str
    parts: str


class NeedChanged(Event):
    """What is known of a need changes."""

    stream = "need"
    name = "need_changed"
    label = "Need changed"
    sentence = "{number}: {what}."

    number: str
    what: str


class NeedReleased(Event):
    """The need is shown to the public, or no longer."""

    stream = "need"
    name = "need_released"
    label = "Need released"
    sentence = "{number}: shown to the public: {public}."

    number: str
    public: bool


declare(
    NeedStated,
    NeedRepeated,
    NeedConfirmed,
    NeedMatched,
    NeedFunded,
    NeedMet,
    NeedReopened,
    NeedWithdrawn,
    NeedMerged,
    NeedSplit,
    NeedChanged,
    NeedReleased,
)
