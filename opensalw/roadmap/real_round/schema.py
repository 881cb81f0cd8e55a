"""The shape of the real round's data files; unknown fields are refused."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Fit = Literal["exact", "inside", "inferred", "wider", "as_of", "other", "unknown"]
Status = Literal["not_started", "ongoing", "done", "postponed", "dropped"]
Delay = Literal["covid_19", "funding", "legislation", "procurement", "staff", "other"]


class Data(BaseModel):
    """Base of every record: fixed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceData(Data):
    """A publication that figures or statements were taken from."""

    key: str
    kind: Literal["meeting_record", "official", "press", "estimate", "organisation", "statistics"]
    title: str
    publisher: str
    date: str = ""
    url: str = ""
    note: str = ""
    licence: str = ""


class TextData(Data):
    """A point of the narrative, in our own words; the goal is ours unless said otherwise."""

    id: str
    goal: int
    goal_inferred: bool = True
    kind: Literal["progress", "challenge", "plan", "need"]
    text: str
    at: str
    place: str = ""


class FigureData(Data):
    """A figure of a publication: which line it stands on and how the source gives it."""

    id: str
    line: str
    dims: dict[str, str] = {}
    kind: Literal["amount", "range", "grade", "direction", "missing"] = "amount"
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    grade: str | None = None
    direction: Literal["up", "down", "unchanged", "lowest", "highest"] | None = None
    reason: str | None = None
    qualifier: Literal["exact", "at_least", "about", "more_than"] = "exact"
    against: str = ""
    unit_as_reported: str = ""
    obs_status: Literal["A", "B", "D", "E", "P", "U", "V"] | None = None
    fit: Fit
    period: str | None = None
    as_of: date | None = None
    jurisdiction: str = ""
    source: str = ""
    actor: str = ""
    at: str = ""
    place: str = ""
    statement: str
    caveats: tuple[str, ...] = ()
    gold: str = Field(default="", description="Row of the gold list: seat, N D G A or M, number.")
    rows: tuple[int, ...] = Field(default=(), description="Lines of the figures file that say the same.")


class StatementData(Data):
    """What an organisation said, in our own words; never a person."""

    id: str
    organisation: str
    jurisdiction: str = ""
    goal: int | None = None
    text: str
    at: str
    place: str = ""


class ActivityData(Data):
    """An activity that the record lets one derive."""

    code: str
    objective: str
    goal: int
    title: str
    responsible: str = ""
    supporting: str = ""
    start: date | None = None
    deadline: date | None = None
    status: Status
    reason_code: Delay | None = None
    share_done: int | None = Field(default=None, ge=0, le=100)
    measure: str = ""
    at: str
    derived: Literal[True] = True


class ActionPlanData(Data):
    """A jurisdiction's action plan, as far as the record shows it."""

    title: str
    valid_until: date | None = None
    note: str = ""
    activities: tuple[ActivityData, ...]


class PartData(Data):
    """What the record holds on one seat, or on the region."""

    jurisdiction: str
    place: str
    speaker: str
    texts: tuple[TextData, ...] = ()
    observations: tuple[FigureData, ...] = ()
    statements: tuple[StatementData, ...] = ()
    action_plan: ActionPlanData | None = None


class RoundData(Data):
    """A round: its framework, its two periods, its dates as far as they are known."""

    key: str
    framework: str
    narrative_period: str
    figures_period: str
    period_inferred: bool = False
    opens_on: date | None = None
    deadline: date | None = None
    meeting_date: date | None = None
    publication_date: date | None = None
    reconstructed: bool
    source: str = ""
    note: str = ""


class FactData(Data):
    """A figure of coordination: listed as the record gives it, never an observation."""

    id: str
    title: str
    value: Decimal
    unit: str
    qualifier: Literal["exact", "at_least", "about", "more_than"] = "exact"
    organisation: str
    jurisdiction: str = "J-REG"
    source: str
    place: str
    at: str
    statement: str
    rows: tuple[int, ...] = ()


class NotMapped(Data):
    """A row of a data file that stands on no line, and why."""

    row: int
    what: str
    why: str
