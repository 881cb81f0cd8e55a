"""Checks: what they are, and what they find in a part."""

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from opensalw.core.permissions import refuse_seeing_part
from opensalw.roadmap.checks import Finding
from opensalw.roadmap.checks.listing import rows
from opensalw.roadmap.queries.checking import check_within
from opensalw.roadmap.reach import reach_of

from .answers import Answer
from .authentication import OPEN, READING
from .problems import documented, permit
from .strictness import Jurisdiction, Text
from .submissions import PART, REFUSALS, asking, part_of

router = Router(tags=["checks"])
parts = Router(tags=["submissions"])


class CheckShown(BaseModel):
    """A check as it is declared."""

    key: str
    severity: str = Field(description="blocker, error, warning or note, the gravest first.")
    title: str
    when: str
    names: str = Field(description="Which cells it names.")
    mend: str


class ChecksShown(Answer):
    """Every declared check."""

    checks: list[CheckShown]


class CellNamed(BaseModel):
    """A cell of a part."""

    line: str = Field(description="`measure.line`, such as `destroyed.firearm`.")
    dimensions: str = Field(description="Empty: the whole. Else such as `origin=surplus|owner=defence`.")


class FindingShown(BaseModel):
    """Something that a check found."""

    check: str
    severity: str
    words: str
    mend: str
    cells: list[CellNamed] = Field(description="It stands at the first one; the explanation there answers it.")
    open: bool = Field(description="Whether it stops the part from being cleared and sent.")
    explanation: str
    outdated: bool = Field(description="Whether the figure changed since the explanation was written.")


class Findings(Answer):
    """Everything that the checks find in a part, the gravest first."""

    round: str
    jurisdiction: str
    counts: dict[str, int] = Field(description="How many findings of each severity.")
    open: int
    findings: list[FindingShown]


@router.get("", auth=OPEN, response={200: ChecksShown, **documented(401, 422)}, summary="The declared checks")
def declared(request: HttpRequest) -> dict:
    """Every check that is run over a part, with its severity and the mend."""
    return {"checks": rows()}


@parts.get(PART + "/checks", auth=READING, response={200: Findings, **REFUSALS}, summary="What the checks find")
def found(request: HttpRequest, round: Text, jurisdiction: Jurisdiction) -> dict:
    """The complete list of findings of a part. Write the explanation with the figure that a finding stands at."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    report = check_within(part, reach_of(part, asking(request)))
    return {
        "round": part.round_id,
        "jurisdiction": part.jurisdiction,
        "counts": {severity.value: count for severity, count in report.counts.items()},
        "open": len(report.open),
        "findings": [shown(one) for one in report.findings],
    }


def shown(one: Finding) -> dict:
    """A finding in the form of the API."""
    return {
        "check": one.check.key,
        "severity": one.severity.value,
        "words": one.words,
        "mend": str(one.check.mend),
        "cells": [{"line": f"{ref.measure}.{ref.line}", "dimensions": ref.dims_key} for ref in one.cells],
        "open": one.is_open,
        "explanation": one.explanation,
        "outdated": one.stale,
    }
