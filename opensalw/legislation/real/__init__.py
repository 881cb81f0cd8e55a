"""Acts that come with the product, as facts with their source: files -> checked records."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from opensalw.core.quick_yaml import read_yaml

from ..models import Act, ActLink, ActStatus

FILE = Path(__file__).parent / "acts.yaml"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinkData(_Data):
    """How the act stands to another."""

    kind: ActLink.Kind
    other: str


class VersionData(_Data):
    """The act as it stood from a day; provisions as pairs of number and short title."""

    label: str
    valid_from: date | None = None
    provisions: tuple[tuple[str, str], ...] = ()


class ActData(_Data):
    """An act; ``status``, ``said`` and ``at`` are what the meeting record says of it."""

    key: str
    framework: Act.Framework
    kind: Act.Kind
    title: str
    short_title: str = ""
    jurisdiction: str = ""
    level: str = ""
    area: str = ""
    celex: str = ""
    eli: str = ""
    line: str = ""
    note: str = ""
    versions: tuple[VersionData, ...] = ()
    links: tuple[LinkData, ...] = ()
    transposes: tuple[str, ...] = ()
    status: ActStatus.Step | None = None
    said: str = ""
    at: str = ""


class ModelledData(_Data):
    """Laws that are to be modelled on another and of which only the number is known."""

    jurisdiction: str
    model: str
    count: int
    at: str


class ActsData(_Data):
    """The whole file."""

    acts: tuple[ActData, ...]
    modelled: ModelledData


@cache
def real_acts() -> ActsData:
    """The acts of the file."""
    return ActsData.model_validate(read_yaml(FILE.read_text(encoding="utf-8")))
