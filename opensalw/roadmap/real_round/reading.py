"""Reading the real round: files -> records that are ready to be loaded.

Pure: nothing here touches the database. Ids are stable, so that loading twice is harmless.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from opensalw.core.periods import Period
from opensalw.core.quick_yaml import read_yaml
from opensalw.roadmap.cells import Cell
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec
from opensalw.roadmap.real_round.schema import (
    ActionPlanData,
    FactData,
    FigureData,
    NotMapped,
    PartData,
    RoundData,
    SourceData,
    StatementData,
    TextData,
)

DATA = Path(__file__).parent
T = TypeVar("T", TextData, StatementData, ActionPlanData)
RECONSTRUCTED = "wb_2019_h2"
PARTS = ("belgrade", "podgorica", "pristina", "sarajevo", "skopje", "tirana", "regional")


@dataclass(frozen=True)
class Located(Generic[T]):
    """A text, a statement or a plan with the seat it belongs to and its place in the source."""

    jurisdiction: str
    source: str
    locator: str
    position: int
    data: T


@dataclass(frozen=True)
class ObservationRecord:
    """An external observation, complete: what ``FigureData`` leaves open is filled in."""

    id: str
    framework: str
    measure: str
    measure_version: int
    line: str
    jurisdiction: str
    start: date | None
    end: date | None
    fit: str
    dims: dict[str, str]
    cell: Cell
    unit_as_reported: str
    obs_status: str
    source: str
    locator: str
    statement: str
    actor: str
    caveats: tuple[str, ...]
    round: str | None = None
    gold: str = ""
    rows: tuple[int, ...] = ()
    flags: tuple[str, ...] = field(default=())

    @property
    def reference(self) -> str:
        """The line as ``measure.line``."""
        return f"{self.measure}.{self.line}"


@dataclass(frozen=True)
class RoundRecord:
    """A round and everything that its record holds."""

    round: RoundData
    texts: tuple[Located[TextData], ...] = ()
    observations: tuple[ObservationRecord, ...] = ()
    statements: tuple[Located[StatementData], ...] = ()
    action_plans: tuple[Located[ActionPlanData], ...] = ()


@cache
def sources() -> dict[str, SourceData]:
    """Every source of the files, by key."""
    return {row["key"]: SourceData.model_validate(row) for row in _yaml("sources.yaml")}


@cache
def reconstructed_round() -> RoundRecord:
    """The round of the meeting record, with texts, observations, statements and plans."""
    data = RoundData.model_validate(_yaml(f"{RECONSTRUCTED}/round.yaml"))
    parts = [PartData.model_validate(_yaml(f"{RECONSTRUCTED}/{name}.yaml")) for name in PARTS]
    spec = builtin_spec(data.framework)
    return RoundRecord(
        round=data,
        texts=tuple(_each(parts, "texts", data.source)),
        statements=tuple(_each(parts, "statements", data.source)),
        action_plans=tuple(
            Located(part.jurisdiction, data.source, part.place, 1, part.action_plan)
            for part in parts
            if part.action_plan
        ),
        observations=tuple(_observation(figure, spec, part, data) for part in parts for figure in part.observations),
    )


@cache
def next_round() -> RoundRecord:
    """The empty round that opens after it."""
    return RoundRecord(round=RoundData.model_validate(_yaml("wb_2020_h1.yaml")))


@cache
def external_observations() -> tuple[ObservationRecord, ...]:
    """Figures of other publications that stand on a line of the framework; of no round."""
    spec = builtin_spec("wb_2018")
    figures = [FigureData.model_validate(row) for row in _yaml("external.yaml")]
    return tuple(_observation(figure, spec) for figure in figures)


@cache
def coordination_facts() -> tuple[FactData, ...]:
    """Figures of funding and projects in the record; they are listed, never combined."""
    return tuple(FactData.model_validate(row) for row in _yaml("coordination.yaml"))


@cache
def not_mapped() -> tuple[NotMapped, ...]:
    """Rows of the figures file that stand on no line, each with its reason."""
    return tuple(NotMapped.model_validate(row) for row in _yaml("not_mapped.yaml"))


def with_required_dims(spec: FrameworkSpec, reference: str, dims: dict[str, str]) -> dict[str, str]:
    """The dimensions of a figure, those required and not given standing as not stated."""
    return dict.fromkeys(spec.line(reference).required_dimensions, NOT_STATED) | dims


def _yaml(name: str):
    return read_yaml((DATA / name).read_text(encoding="utf-8"))


def _each(parts: Iterable[PartData], kind: str, source: str) -> Iterator[Located[Any]]:
    for part in parts:
        for position, item in enumerate(getattr(part, kind), start=1):
            seat = getattr(item, "jurisdiction", "") or part.jurisdiction
            yield Located(seat, source, f"{item.place or part.place}, {item.at}", position, item)


def _observation(
    figure: FigureData, spec: FrameworkSpec, part: PartData | None = None, of: RoundData | None = None
) -> ObservationRecord:
    measure, _, line = figure.line.partition(".")
    cell = _cell(figure, spec)
    start, end = _days(figure)
    place = figure.place or (part.place if part else "")
    return ObservationRecord(
        id=figure.id,
        framework=spec.key,
        measure=measure,
        measure_version=spec.measure(measure).version,
        line=line,
        jurisdiction=figure.jurisdiction or (part.jurisdiction if part else ""),
        start=start,
        end=end,
        fit=figure.fit,
        dims=with_required_dims(spec, figure.line, figure.dims),
        cell=cell,
        unit_as_reported=figure.unit_as_reported,
        obs_status=figure.obs_status or cell.default_status,
        source=figure.source or (of.source if of else ""),
        locator=", ".join(words for words in (place, figure.at) if words),
        statement=figure.statement,
        actor=figure.actor or (part.speaker if part else ""),
        caveats=figure.caveats,
        round=of.key if of else None,
        gold=figure.gold,
        rows=figure.rows,
    )


def _cell(figure: FigureData, spec: FrameworkSpec) -> Cell:
    return Cell(
        kind=figure.kind,
        unit=spec.line(figure.line).unit,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        grade=figure.grade,
        direction=figure.direction,
        reason=figure.reason,
        qualifier=figure.qualifier,
        against=figure.against,
    )


def _days(figure: FigureData) -> tuple[date | None, date | None]:
    """First and last day; a stock has only a last day, and an unknown period neither."""
    if figure.period:
        period = Period.parse(figure.period)
        return period.start, period.end
    return None, figure.as_of
