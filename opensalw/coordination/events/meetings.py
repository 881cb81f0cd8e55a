"""What can happen to a meeting."""

from opensalw.ledger.event import Event, declare


class MeetingEvent(Event):
    """Something that happens to a meeting."""

    stream = "meeting"


class MeetingPlanned(MeetingEvent):
    """A meeting of a series is planned, or entered from a record."""

    name = "meeting_planned"
    label = "Meeting planned"
    sentence = "{title} was planned for {starts_on}."

    title: str
    starts_on: str
    reconstructed: bool = False


class MeetingChanged(MeetingEvent):
    """Day, place, link or title of a meeting changes."""

    name = "meeting_changed"
    label = "Meeting changed"
    sentence = "Changed: {what}."

    what: str


class MeetingAnnounced(MeetingEvent):
    """Date and agenda go out to those who are invited."""

    name = "meeting_announced"
    label = "Meeting announced"
    sentence = "Announced with {items} items on the agenda."

    items: int


class AgendaChanged(MeetingEvent):
    """The agenda that was announced is changed; while the meeting is planned, its agenda is a draft."""

    name = "agenda_changed"
    label = "Agenda changed"
    sentence = "Agenda: {what}."

    what: str


class MeetingHeld(MeetingEvent):
    """The meeting has taken place."""

    name = "meeting_held"
    label = "Meeting held"
    sentence = "Held, with {delegations} delegations."

    delegations: int


class MeetingCancelled(MeetingEvent):
    """The meeting does not take place."""

    name = "meeting_cancelled"
    label = "Meeting cancelled"
    sentence = "Cancelled."


class DelegationRegistered(MeetingEvent):
    """An institution says how many come, or says so anew."""

    name = "delegation_registered"
    label = "Delegation registered"
    sentence = "{organisation}: {in_room} in the room, {online} online."

    organisation: str
    in_room: int
    online: int


class DelegationWithdrawn(MeetingEvent):
    """An institution does not come."""

    name = "delegation_withdrawn"
    label = "Delegation withdrawn"
    sentence = "{organisation} does not come."

    organisation: str


class MaterialAdded(MeetingEvent):
    """A file is laid before the meeting."""

    name = "material_added"
    label = "Material added"
    sentence = "{title} was added for {readers}."

    title: str
    readers: str
    sha256: str


class MaterialWithdrawn(MeetingEvent):
    """A file is taken back."""

    name = "material_withdrawn"
    label = "Material withdrawn"
    sentence = "{title} was withdrawn."

    title: str


class IntervenedAt(MeetingEvent):
    """What an organisation said at the meeting is kept as its own statement."""

    name = "intervened"
    label = "Statement kept"
    sentence = "{organisation} on {item}."

    organisation: str
    item: str


class InterventionWithdrawn(MeetingEvent):
    """A statement is taken back."""

    name = "intervention_withdrawn"
    label = "Statement withdrawn"
    sentence = "{organisation} on {item}: taken back."

    organisation: str
    item: str


class RecordPublished(MeetingEvent):
    """The record of the meeting is public; exactly these files are kept."""

    name = "record_published"
    label = "Record published"
    sentence = "Record {number} was published: {files} files."

    number: int
    files: int
    sha256: str


declare(
    MeetingPlanned,
    MeetingChanged,
    MeetingAnnounced,
    AgendaChanged,
    MeetingHeld,
    MeetingCancelled,
    DelegationRegistered,
    DelegationWithdrawn,
    MaterialAdded,
    MaterialWithdrawn,
    IntervenedAt,
    InterventionWithdrawn,
    RecordPublished,
)
