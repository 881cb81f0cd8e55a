"""What is read from the notes of a meeting."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from .people import Voice


@dataclass
class Said:
    """What somebody said under a block: the text, and the points that were listed."""

    voice: Voice
    text: str = ""
    points: list[str] = field(default_factory=list)


@dataclass
class Block:
    """A part of a session: the presentation of a jurisdiction, the comments on it, addresses, a discussion."""

    kind: str
    title: str
    jurisdiction: str = ""
    headed: bool = True
    said: list[Said] = field(default_factory=list)


@dataclass
class Part:
    """A session, its chair and its blocks."""

    kind: str
    title: str
    chair: Voice = Voice()
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Promise:
    """A sentence that names a day ahead: who may owe it, by when, and where it stands."""

    sentence: str
    words: str
    due_from: date | None
    due_on: date
    owner: str
    jurisdiction: str
    session: int = -1
    block: int = -1


@dataclass
class Notes:
    """The notes of a meeting as they were read."""

    title: str
    held_on: date | None
    sessions: list[Part] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """The blocks of all sessions, in order."""
        return [block for session in self.sessions for block in session.blocks]

    def as_json(self) -> dict[str, Any]:
        """As values for JSON; days are ISO dates."""

        def told(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: told(part) for name, part in value.items()}
            if isinstance(value, list):
                return [told(part) for part in value]
            return value.isoformat() if isinstance(value, date) else value

        return told(asdict(self))
