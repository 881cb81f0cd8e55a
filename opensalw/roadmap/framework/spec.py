"""What a framework declares: goals, measures, their lines and dimensions.

Pure: no database and no Django. A framework file is read by ``loading``; its
cross-references are checked by ``references``.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from opensalw.core.units import Unit

Key = str
NOT_STATED = "not_stated"


class Declared(BaseModel):
    """Base of every part of a framework: fixed once read, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Declared):
    """An official text and where it stands; never our own words."""

    text: str = Field(min_length=1)
    citation: str = Field(min_length=1)


class Words(Declared):
    """A word in singular and plural."""

    singular: str
    plural: str


class Cadence(Declared):
    """How often the narrative and the figures are asked for; the two may differ."""

    narrative: Literal["half", "year"]
    figures: Literal["half", "year"]


class Member(Declared):
    """One value of a dimension or one grade of a line."""

    key: Key
    title: str
    on_ladder: bool = Field(default=True, description="False for a grade that stands beside the order.")


class Dimension(Declared):
    """A closed list by which a line may be split; an open one takes any short name."""

    title: str
    members: tuple[Member, ...] = ()
    open: bool = False
    personal: bool = Field(default=False, description="Small counts of persons need disclosure control.")

    def has(self, member: Key) -> bool:
        """Whether ``member`` may stand in this dimension."""
        return self.open or any(known.key == member for known in self.members)


class OfficialNumber(Declared):
    """The number that the official indicator list gives, and how sure we are of it."""

    number: int
    confidence: Literal["confirmed", "recollection"]
    source: str

    @property
    def printable(self) -> bool:
        """Only a confirmed number is printed."""
        return self.confidence == "confirmed"


class ViewOf(Declared):
    """A measure that shows part of another one: the same lines, some members only."""

    measure: Key
    where: dict[Key, tuple[Key, ...]]


class Calculation(Declared):
    """How a derived line is worked out from others of the same part and period; shown as it is written.

    ``share`` is the first by the second in per cent, ``difference`` the first less all others, ``sum`` all
    together. What is not of one unit and one object is never put together.
    """

    how: Literal["share", "difference", "sum"]
    lines: tuple[str, ...] = Field(min_length=2, description="Lines, as `measure.line`.")


class Line(Declared):
    """One thing that is counted, graded or given as a share, in one unit."""

    key: Key
    title: str
    object: Key | None = None
    unit: Unit
    kind: Literal["amount", "grade", "share"] = "amount"
    grades: tuple[Member, ...] = ()
    dimensions: tuple[Key, ...] = ()
    required_dimensions: tuple[Key, ...] = ()
    numerator: str | None = Field(default=None, description="Line (of any measure) above the share's bar.")
    denominator: str | None = None
    derived: bool = Field(default=False, description="Worked out from other lines; never asked for in a form.")
    calculation: Calculation | None = Field(default=None, description="Of a derived line that is no share.")
    part_of: Key | None = None
    across_jurisdictions: Literal["sum", "list", "ratio", "latest", "count_per_grade"]
    across_periods: Literal["sum", "latest", "list", "ratio"]
    computed_by: str | None = None
    note: str = ""

    @model_serializer(mode="wrap")
    def _without_later_fields(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what was added to the form of a framework later and says nothing: digests stay as they were."""
        written = write(self)
        return {name: value for name, value in written.items() if name != "calculation" or value is not None}

    @property
    def formula(self) -> Calculation | None:
        """How the line is worked out, or None where it is reported."""
        if self.derived and self.numerator and self.denominator:
            return Calculation(how="share", lines=(self.numerator, self.denominator))
        return self.calculation if self.derived else None

    def grade(self, key: Key) -> Member | None:
        """The grade called ``key``, or None."""
        return next((grade for grade in self.grades if grade.key == key), None)


class Measure(Declared):
    """Something the framework follows: an indicator, or a supplementary measure."""

    key: Key
    version: int = Field(default=1, ge=1)
    title: str
    goals: tuple[int, ...] = Field(min_length=1)
    official_number: OfficialNumber | None = None
    official_wording: Quoted | None = None
    supplementary: bool = False
    part: Literal["jurisdiction", "regional"] = "jurisdiction"
    view_of: ViewOf | None = None
    definition: str
    why: str
    counting_unit: str
    caveats: tuple[str, ...] = ()
    source_of_method: str
    confidence_subject: Literal["high", "medium", "low"]
    wanted: Literal["up", "down", "context"]
    supplied_by: tuple[str, ...]
    computed_by: str | None = None
    computed_from: str = ""
    lines: tuple[Line, ...] = ()

    def line(self, key: Key) -> Line | None:
        """The measure's own line called ``key``, or None."""
        return next((line for line in self.lines if line.key == key), None)


class Goal(Declared):
    """A goal (or axis) of the framework."""

    number: int = Field(ge=1)
    title: str
    official_wording: Quoted | None = None
    topics: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()


class Reference(Declared):
    """A baseline or a target of one jurisdiction; none is known for the builtin frameworks."""

    line: str
    jurisdiction: str
    dims: dict[Key, Key] = {}
    value: str
    date: str
    source: str


class FrameworkSpec(Declared):
    """A whole framework as its file declares it."""

    key: Key
    title: str
    official_title: Quoted | None = None
    vision: Quoted | None = None
    region: str
    jurisdictions: tuple[str, ...] = ()
    areas: tuple[str, ...] = Field(default=(), description="Names of areas that take part but have no seat here.")
    regional_part: bool = False
    languages: tuple[str, ...] = ("en",)
    audience: str = "un"
    goal_word: Words = Words(singular="Goal", plural="Goals")
    levels: tuple[str, ...] = ()
    cadence: Cadence | None = None
    status: Literal["complete", "content unknown"]
    note: str = ""
    dimensions: dict[Key, Dimension] = {}
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    baselines: tuple[Reference, ...] = ()
    targets: tuple[Reference, ...] = ()

    def measure(self, key: Key) -> Measure:
        """The measure called ``key``; KeyError when there is none."""
        for measure in self.measures:
            if measure.key == key:
                return measure
        raise KeyError(key)

    def source_measure(self, measure: Measure) -> Measure:
        """The measure that holds the lines: itself, or the one that it is a view of."""
        return self.measure(measure.view_of.measure) if measure.view_of else measure

    def lines_of(self, measure: Measure) -> tuple[Line, ...]:
        """The lines a reader sees under ``measure``, views included."""
        return self.source_measure(measure).lines

    def line(self, reference: str) -> Line:
        """The line ``measure.line``; KeyError when there is none."""
        key, _, name = reference.partition(".")
        found = self.source_measure(self.measure(key)).line(name)
        if found is None:
            raise KeyError(reference)
        return found

    def goal(self, number: int) -> Goal:
        """The goal of that number; KeyError when there is none."""
        for goal in self.goals:
            if goal.number == number:
                return goal
        raise KeyError(number)

    def measures_of_goal(self, number: int) -> tuple[Measure, ...]:
        """Measures that serve a goal, main ones first, in the order of the file."""
        serving = [measure for measure in self.measures if number in measure.goals]
        return tuple(sorted(serving, key=lambda measure: measure.goals[0] != number))

    def official_measures(self) -> tuple[Measure, ...]:
        """The indicators of the framework, by their official number."""
        numbered = [(one.official_number.number, one) for one in self.measures if one.official_number]
        return tuple(measure for _, measure in sorted(numbered, key=lambda pair: pair[0]))

    def jurisdiction_lines(self) -> tuple[tuple[Measure, Line], ...]:
        """Lines that a jurisdiction's form asks for, without the supplementary ones."""
        return self._asked("jurisdiction", supplementary=False)

    def supplementary_lines(self) -> tuple[tuple[Measure, Line], ...]:
        """Lines of the supplementary measures that a form asks for."""
        return self._asked("jurisdiction", supplementary=True) + self._asked("regional", supplementary=True)

    def regional_lines(self) -> tuple[tuple[Measure, Line], ...]:
        """Lines of the regional part, which the secretariat fills, without the supplementary ones."""
        return self._asked("regional", supplementary=False)

    def _asked(self, part: str, *, supplementary: bool) -> tuple[tuple[Measure, Line], ...]:
        return tuple(
            (measure, line)
            for measure in self.measures
            if measure.part == part and measure.supplementary is supplementary
            for line in measure.lines
            if not line.derived
        )
