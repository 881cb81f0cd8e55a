"""How well the notes of a meeting are read, against what a person marked: facts only, never the text.

The annotation: the hash of the file; for each session its kind, the chair's function, and for each block its kind, its
jurisdiction and the functions of the speakers; the first and last days of the promises.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from opensalw.core.jurisdictions import fold
from opensalw.core.quick_yaml import read_yaml
from opensalw.core.refusal import Refused

from ..documents import Document
from ..measuring import Score
from .shape import Notes


class _Marked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BlockMarked(_Marked):
    """A block: its kind, its jurisdiction, who speaks in it."""

    kind: str
    jurisdiction: str = ""
    speakers: tuple[str, ...] = ()


class SessionMarked(_Marked):
    """A session: its kind, its chair, its blocks."""

    kind: str
    chair: str = ""
    blocks: tuple[BlockMarked, ...] = ()


class PromiseMarked(_Marked):
    """The days by which something was promised."""

    first: date | None = None
    last: date


class Gold(_Marked):
    """What a person marked in the notes of a meeting."""

    sha256: str = ""
    held_on: date
    sessions: tuple[SessionMarked, ...]
    promises: tuple[PromiseMarked, ...]


def read_gold(path: Path) -> Gold:
    """The annotation in a file; what is wrong with it is said."""
    try:
        return Gold.model_validate(read_yaml(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as problem:
        words = _("%(file)s cannot be read as an annotation: %(problem)s.")
        raise Refused(words % {"file": path, "problem": str(problem).splitlines()[0]}, "gold") from None


def measure_notes(notes: Notes, document: Document, gold: Gold) -> list[Score]:
    """Sessions, chairs, blocks of jurisdictions, speakers and promises: proposed, right, there."""
    if gold.sha256 and gold.sha256 != document.sha256:
        words = _("The annotation belongs to another file: SHA-256 %(gold)s, this one is %(own)s.")
        raise Refused(words % {"gold": gold.sha256[:12], "own": document.sha256[:12]}, "gold")
    own = list(enumerate(notes.sessions))
    there = list(enumerate(gold.sessions))
    return [
        _score("sessions", [(n, one.kind) for n, one in own], [(n, one.kind) for n, one in there]),
        _score("chairs", [(n, fold(one.chair.function)) for n, one in own if one.chair.function],
               [(n, fold(one.chair)) for n, one in there if one.chair]),
        _score("blocks", _blocks(own), _blocks(there)),
        _score(
            "speakers",
            [(n, at, fold(said.voice.function)) for n, one in own for at, block in enumerate(one.blocks)
             for said in block.said if said.voice.function],
            [(n, at, fold(said)) for n, one in there for at, block in enumerate(one.blocks) for said in block.speakers],
        ),
        _score("promises", [(one.due_from, one.due_on) for one in notes.promises],
               [(one.first, one.last) for one in gold.promises]),
    ]  # fmt: skip


def _blocks(sessions: list) -> list[tuple]:
    return [(n, at, block.kind, block.jurisdiction) for n, one in sessions for at, block in enumerate(one.blocks)]


def _score(name: str, found: Iterable[tuple], there: Iterable[tuple]) -> Score:
    own, wanted = Counter(found), Counter(there)
    return Score(name, own.total(), (own & wanted).total(), wanted.total())
