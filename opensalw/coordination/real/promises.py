"""Reading the real conclusions: file -> checked records. Nothing here touches the database."""

from datetime import date
from functools import cache
from pathlib import Path

from opensalw.core.quick_yaml import read_yaml

from ..models import Conclusion
from .schema import Data

FILE = Path(__file__).with_name("conclusions.yaml")


class ItemData(Data):
    """How the item of the agenda is found."""

    jurisdiction: str = ""
    kind: str = ""
    session: str = ""


class ConclusionData(Data):
    """A promise or recommendation of the record, in our own words."""

    id: str
    kind: Conclusion.Kind
    origin: Conclusion.Origin = Conclusion.Origin.MEETING
    what: str
    owner: str
    institution: str = ""
    jurisdiction: str = ""
    goal: int | None = None
    due_from: date | None = None
    due_on: date | None = None
    words: str = ""
    undated: str = ""
    place: str
    at: ItemData


@cache
def real_conclusions() -> tuple[ConclusionData, ...]:
    """The dated promises and the recommendations of the record."""
    return tuple(ConclusionData.model_validate(row) for row in read_yaml(FILE.read_text(encoding="utf-8")))
