"""What can happen to sections of a part in the hands of institutions; declared with the other events."""

from opensalw.ledger.event import Event


class SectionsHanded(Event):
    """The Commission asks an institution for sections of the part."""

    stream = "submission"
    name = "sections_handed"
    label = "Sections handed out"
    sentence = "Handed to {institution}: {sections}."

    institution: str
    sections: str


class SectionsWithdrawn(Event):
    """An institution is no longer asked for sections, or the Commission fills them itself and says why."""

    stream = "submission"
    name = "sections_withdrawn"
    label = "Sections withdrawn"
    sentence = "No longer asked of {institution}: {sections}."

    institution: str
    sections: str


class SectionsDelivered(Event):
    """An institution delivers its sections."""

    stream = "submission"
    name = "sections_delivered"
    label = "Sections delivered"
    sentence = "{institution} delivered: {sections}."

    institution: str
    sections: str


class SectionsGivenBack(Event):
    """Delivered sections are open at their institution again: it took them back, or the Commission gave them back."""

    stream = "submission"
    name = "sections_given_back"
    label = "Sections given back"
    sentence = "Open again at {institution}: {sections}."

    institution: str
    sections: str
