"""Reading the real needs and the real portfolio: files -> checked records. Nothing here touches the database."""

from functools import cache
from pathlib import Path
from typing import Any

from opensalw.core.quick_yaml import read_yaml

from .schema import MeetingsData, NeedData, OrganisationData, ProjectData

DATA = Path(__file__).parent


def _yaml(name: str) -> Any:
    return read_yaml((DATA / name).read_text(encoding="utf-8"))


@cache
def real_needs() -> tuple[NeedData, ...]:
    """The needs and challenges of the record, in its order."""
    return tuple(NeedData.model_validate(row) for row in _yaml("needs.yaml"))


@cache
def real_organisations() -> tuple[OrganisationData, ...]:
    """The organisations that the record and the publications name; a part stands after its whole."""
    return tuple(OrganisationData.model_validate(row) for row in _yaml("organisations.yaml"))


@cache
def real_projects() -> tuple[ProjectData, ...]:
    """The projects and mechanisms that they name."""
    return tuple(ProjectData.model_validate(row) for row in _yaml("projects.yaml"))


@cache
def real_meetings() -> MeetingsData:
    """The regional meetings that are publicly known, and the agenda of the third."""
    return MeetingsData.model_validate(_yaml("meetings.yaml"))
