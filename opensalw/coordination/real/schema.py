"""The shape of the real needs and the real portfolio; unknown fields are refused."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..models import Item, Meeting, Need, Organisation, Project, Session


class Data(BaseModel):
    """Base of every record: fixed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NeedData(Data):
    """A need: a point of the reconstructed round by its id, or one in our own words."""

    id: str
    point: str = ""
    kind: Need.Kind
    beneficiary: str = ""
    measure: str = ""
    jurisdiction: str = ""
    goal: int | None = None
    place: str = ""
    text: str = ""

    @model_validator(mode="after")
    def says_where_it_comes_from(self) -> "NeedData":
        """Either a point, or jurisdiction, goal, place and words."""
        own = (self.jurisdiction, self.goal, self.place, self.text)
        if bool(self.point) == all(own):
            raise ValueError(f"{self.id}: name a point, or give jurisdiction, goal, place and text.")
        return self


class OrganisationData(Data):
    """A donor, an implementing organisation or a body of a fund."""

    key: str
    name: str
    short_name: str = ""
    kind: Organisation.Kind
    part_of: str = ""
    iati_identifier: str = ""


class MoneyData(Data):
    """An amount, or a gift whose amount is not known."""

    kind: Literal["budget", "pledge", "commitment", "disbursement", "expenditure", "stated"]
    donor: str = ""
    amount: Decimal | None = None
    currency: str = ""
    on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reference: str = ""


class ProjectActivityData(Data):
    """Something that a project does."""

    title: str
    status: Literal["not_started", "ongoing", "done", "postponed", "dropped"]
    delay: str = ""
    goal: int | None = None
    jurisdiction: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


class ProjectData(Data):
    """A project or a mechanism, as its source gives it; what the source does not say stays empty."""

    key: str
    title: str
    summary: str = ""
    organisation: str
    partners: tuple[str, ...] = ()
    donors: tuple[str, ...] = Field(default=(), description="Donors whose amount is not known.")
    is_mechanism: bool = False
    part_of: str = ""
    stage: Project.Stage
    delay: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    jurisdictions: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    kinds: tuple[Need.Kind, ...] = ()
    measures: tuple[str, ...] = ()
    beneficiaries: str = ""
    funding_said: Project.Said | Literal[""] = ""
    needs: tuple[str, ...] = ()
    money: tuple[MoneyData, ...] = ()
    activities: tuple[ProjectActivityData, ...] = ()
    source: str
    place: str = ""
    as_of: date
    note: str = ""


class MeetingItemData(Data):
    """A point of a real agenda; ``place`` is where the statements under it stand in the record."""

    kind: Item.Kind
    title: str
    jurisdiction: str = ""
    place: str = ""
    speaker_function: str = ""
    speaker_organisation: str = ""


class MeetingSessionData(Data):
    """A session of a real agenda."""

    kind: Session.Kind
    title: str
    chair_function: str = ""
    chair_organisation: str = ""
    items: tuple[MeetingItemData, ...]


class MeetingData(Data):
    """A regional meeting that is publicly known."""

    number: int
    starts_on: date
    ends_on: date | None = None
    when: str = ""
    place: str
    mode: Meeting.Mode
    source: str
    round: str = ""
    agenda: bool = False
    planned: bool = False
    note: str = ""


class MeetingsData(Data):
    """The known meetings and the agenda of the one that a record shows."""

    meetings: tuple[MeetingData, ...]
    agenda: tuple[MeetingSessionData, ...]
