"""Reading the real directory: file -> checked records. Nothing here touches the database."""

from datetime import date
from functools import cache
from pathlib import Path

from opensalw.core.quick_yaml import read_yaml

from ..models import Body, BodyFunction
from .schema import Data

FILE = Path(__file__).with_name("directory.yaml")


class FunctionData(Data):
    """A function that belongs to a body."""

    role: BodyFunction.Role
    function: str = ""
    institution: str


class BodyData(Data):
    """A body or post, by function."""

    id: str
    kind: Body.Kind
    jurisdiction: str
    title: str
    standing: Body.Standing
    placed: str = ""
    mandate: str = ""
    since: date | None = None
    since_words: str = ""
    place: str
    functions: tuple[FunctionData, ...] = ()


@cache
def real_bodies() -> tuple[BodyData, ...]:
    """The bodies and posts that the record names."""
    return tuple(BodyData.model_validate(row) for row in read_yaml(FILE.read_text(encoding="utf-8")))
