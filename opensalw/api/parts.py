"""A part of a round as the API takes and shows it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, ValidationError, WrapValidator
from pydantic_core.core_schema import ValidatorFunctionWrapHandler

from opensalw.core.units import Unit, read_amount
from opensalw.roadmap.cells import DIRECTIONS, MISSING, QUALIFIERS, Cell
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.models import DraftCell, Observation, TextItem
from opensalw.roadmap.rules import TEXT_LIMIT

from .answers import Answer, number
from .problems import FieldError
from .strictness import Number, Sent, Text

MOST_FIGURES = 1000
Amount = Annotated[Number, Field(max_digits=18, decimal_places=3)]
Member = Annotated[Text, StringConstraints(pattern=r"^[^|=\s][^|=]{0,59}$")]
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
Long = Annotated[Text, Field(max_length=TEXT_LIMIT)]


class FigureSent(Sent):
    """A figure, or the reason why there is none. What kind it is follows from the fields that are given."""

    value: Amount | None = None
    low: Amount | None = Field(default=None, description="With `high`: a range.")
    high: Amount | None = None
    grade: Annotated[Text, Field(max_length=30)] | None = None
    direction: Literal[*DIRECTIONS] | None = None  # type: ignore[valid-type]
    reason: Literal[*MISSING] | None = Field(default=None, description="Why there is no figure.")  # type: ignore[valid-type]
    qualifier: Literal[*QUALIFIERS] = "exact"  # type: ignore[valid-type]
    unit: Annotated[Text, Field(max_length=20)] | None = Field(
        default=None, description="The line's unit if left out. Tonnes become kilograms; another unit is refused."
    )
    dimensions: dict[Member, Member] = Field(default={}, max_length=8, description="Empty: the whole.")
    explanation: Long = ""
    revision: int | None = Field(default=None, ge=1, le=2**31 - 1, description="What you hold; a later one is a 409.")

    def cell(self, line: Line) -> Cell:
        """The content as a cell of ``line``; raises BadCell when the fields contradict each other."""
        unit, numbers = line.unit, {"value": self.value, "low": self.low, "high": self.high}
        if self.unit is not None:
            quantities = {name: read_amount(value or Decimal(0), self.unit) for name, value in numbers.items()}
            unit = Unit(quantities["value"].unit)
            numbers = {name: quantities[name].value if value is not None else None for name, value in numbers.items()}
        return Cell(
            self.kind, unit, numbers["value"], numbers["low"], numbers["high"], grade=self.grade,
            direction=self.direction, reason=self.reason, qualifier=self.qualifier,
        )  # fmt: skip

    @property
    def kind(self) -> Literal["amount", "range", "grade", "direction", "missing"]:
        """What kind of cell the given fields make."""
        if self.reason is not None:
            return "missing"
        if self.grade is not None:
            return "grade"
        if self.direction is not None:
            return "direction"
        return "range" if self.low is not None or self.high is not None else "amount"


class LineFigureSent(FigureSent):
    """A figure and the line that it is of."""

    line: Annotated[Text, Field(max_length=81)] = Field(description="`measure.line`, such as `destroyed.firearm`.")


class Unfit:
    """An entry of a list that does not fit the declared fields; the others are taken all the same."""

    def __init__(self, error: ValidationError) -> None:
        self.errors = error.errors(include_url=False, include_input=False)


def _each_alone(given: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(given)
    except ValidationError as error:
        return Unfit(error)


class FiguresSent(Sent):
    """Many figures; each is kept or refused on its own."""

    figures: list[Annotated[LineFigureSent, WrapValidator(_each_alone)]] = Field(min_length=1, max_length=MOST_FIGURES)


class TextSent(Sent):
    """A point of the narrative."""

    goal: int = Field(ge=1, le=1000)
    kind: Literal[*TextItem.Kind.values]  # type: ignore[valid-type]
    text: Long
    language: Annotated[Text, StringConstraints(pattern=LANGUAGE, max_length=12)] = "en"
    translation: Long = Field(default="", description="A courtesy translation into English.")
    status: Annotated[Text, Field(max_length=12)] | None = Field(default=None, description="It stays where left out.")
    objective: Annotated[Text, Field(max_length=60)] | None = Field(
        default=None, description="The code of an activity of the action plan, or of a target. It stays where left out."
    )
    revision: int | None = Field(default=None, ge=1, le=2**31 - 1, description="What you hold; a later one is a 409.")


class FigureShown(BaseModel):
    """A figure in work."""

    line: str
    dimensions: dict[str, str]
    kind: str
    unit: str
    value: str | None
    low: str | None
    high: str | None
    grade: str
    direction: str
    reason: str
    qualifier: str
    explanation: str
    institutions: list[str]
    revision: int


class TextShown(BaseModel):
    """A point of the narrative as it stands."""

    id: str
    goal: int
    kind: str
    text: str = Field(description="In a little Markdown: bold, italic, lists, links.")
    status: str
    objective: str
    language: str
    translation: str
    revision: int


class Unanswered(BaseModel):
    """A line that still needs a figure or a reason before the part can be cleared."""

    line: str
    title: str


class QueryShown(BaseModel):
    """A reviewer's question that is not resolved."""

    id: str
    goal: int | None
    line: str | None
    question: str
    answer: str
    asked_at: datetime


class ReceiptShown(BaseModel):
    """What a receipt says: the content's hash, when it was sent, and by whom."""

    number: int
    sha256: str
    made_at: datetime
    made_by: str


class Kept(Answer):
    """A figure as it was kept."""

    figure: FigureShown


class TextKept(Answer):
    """A text item as it was kept."""

    text: TextShown


class Result(BaseModel):
    """What became of one figure of a list."""

    position: int
    line: str | None
    kept: bool
    figure: FigureShown | None = None
    errors: list[FieldError] = []


class Results(Answer):
    """What became of each figure, in the order sent."""

    kept: int
    refused: int
    results: list[Result]


class Receipt(Answer):
    """One receipt."""

    round: str
    jurisdiction: str
    receipt: ReceiptShown
    content: str = Field(description="Address of the exact bytes that the hash is of.")


class PartSummary(BaseModel):
    """A part in a list."""

    round: str
    jurisdiction: str
    seat: str
    state: str
    due_on: date | None
    overdue: bool
    on_behalf: bool


class Parts(Answer):
    """The parts of open rounds that one may fill."""

    submissions: list[PartSummary]


class PartShown(Answer, PartSummary):
    """A part with everything in it; queries, gaps and receipts only for those who work on it."""

    texts: list[TextShown]
    figures: list[FigureShown]
    unanswered: list[Unanswered] | None
    queries: list[QueryShown] | None
    receipts: list[ReceiptShown] | None


def figure_shown(row: DraftCell | Observation) -> dict:
    """A figure in work, or a released one, in the form of the API."""
    kept = ("kind", "unit", "grade", "direction", "reason", "qualifier", "explanation", "institutions")
    return {
        "revision": getattr(row, "revision", 1),
        **{name: getattr(row, name) for name in kept},
        **{name: number(getattr(row, name)) for name in ("value", "low", "high")},
        "line": f"{row.measure}.{row.line}",
        "dimensions": row.dims,
    }


def text_shown(item: TextItem) -> dict:
    """A text item in the form of the API."""
    kept = ("goal", "kind", "text", "status", "objective", "language", "translation", "revision")
    return {"id": str(item.pk), **{name: getattr(item, name) for name in kept}}
