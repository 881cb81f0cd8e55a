"""Incidents through the API: recorded, listed and read by the people and machines of their jurisdiction."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from opensalw.core.session import set_jurisdictions
from opensalw.incidents.commands.recording import FACTS, GROUP_FACTS, ITEM_FACTS, record_incident
from opensalw.incidents.models import Incident
from opensalw.incidents.queries.incidents import Asked, incident, incidents
from opensalw.incidents.rules.reach import refuse_recording, refuse_seeing_records
from opensalw.incidents.rules.records import BadIncident

from .answers import Answer, number
from .authentication import READING, WRITING
from .problems import documented, missing, permit, wrong
from .strictness import Jurisdiction, Number, Sent, Text
from .submissions import asking

router = Router(tags=["incidents"])
MOST = 200
Word = Annotated[Text, Field(max_length=300)]


class ThingSent(Sent):
    """A thing: an object in its unit, described as seen."""

    thing: Word = Field(description="firearm, ammunition, explosive, component, device ...")
    quantity: Number = Field(description="Pieces, rounds or kilograms, as the object is counted.")
    type: Word = ""
    condition: Word = ""
    marking: Word = ""
    device_kind: Word = ""
    make: Annotated[Text, Field(max_length=120)] = ""
    model: Annotated[Text, Field(max_length=120)] = ""
    calibre: Annotated[Text, Field(max_length=60)] = ""
    marks: Annotated[Text, Field(max_length=200)] = ""
    described: Word = ""


class PersonsSent(Sent):
    """A group of persons, in numbers; nobody is named."""

    part: Word = Field(description="killed, injured or suspect.")
    count: Annotated[int, Field(ge=1, le=100_000)]
    sex: Word = ""
    age_band: Word = ""
    relation: Word = ""
    citizenship: Annotated[Text, Field(max_length=120)] = ""


class IncidentSent(Sent):
    """An incident. With an ``id`` of your own, sending it again is no second record."""

    id: UUID | None = None
    jurisdiction: Jurisdiction
    kind: Word = Field(description="seizure, find, surrender, theft, loss or shooting.")
    happened_on: date
    reported_on: date | None = None
    institution: Word = ""
    place: Word = ""
    where: Annotated[Text, Field(max_length=200)] = ""
    context: Word = ""
    other_offence: Word = ""
    transport: Word = ""
    concealment: Word = ""
    origin: Annotated[Text, Field(max_length=120)] = ""
    departure: Annotated[Text, Field(max_length=120)] = ""
    transit: Annotated[Text, Field(max_length=240)] = ""
    destination: Annotated[Text, Field(max_length=120)] = ""
    anonymous: Word = ""
    setting: Word = ""
    legal_status: Word = ""
    weapon_type: Word = ""
    reference: Annotated[Text, Field(max_length=120)] = ""
    note: Annotated[Text, Field(max_length=2000)] = ""
    items: Annotated[list[ThingSent], Field(max_length=500)] = []
    groups: Annotated[list[PersonsSent], Field(max_length=100)] = []


class ThingShown(BaseModel):
    """A thing of an incident, with its unit."""

    position: int
    thing: str
    quantity: str
    unit: str
    type: str
    condition: str
    marking: str
    device_kind: str
    make: str
    model: str
    calibre: str
    marks: str
    described: str
    flag: str = Field(description="destroyed_before where a thing with these marks was destroyed earlier.")


class PersonsShown(BaseModel):
    """A group of persons of an incident."""

    part: str
    count: int
    sex: str
    age_band: str
    relation: str
    citizenship: str


class IncidentShown(BaseModel):
    """An incident as it stands."""

    number: str
    jurisdiction: str
    kind: str
    happened_on: date
    reported_on: date
    campaign: str | None
    facts: dict[str, str] = Field(description="What was told besides; what is not there was not told.")
    items: list[ThingShown]
    groups: list[PersonsShown]
    synthetic: bool
    withdrawn: bool
    twin: str | None = Field(description="An earlier record that looks the same, until somebody says they are two.")
    entry: int = Field(description="The ledger entry that tells it now.")


class One(Answer):
    """One incident."""

    incident: IncidentShown


class Incidents(Answer):
    """The incidents asked for, the latest first."""

    total: int
    incidents: list[IncidentShown]


class Which(Sent):
    """Which of them."""

    jurisdiction: Jurisdiction
    kind: Annotated[Text, Field(max_length=10)] = ""
    place: Annotated[Text, Field(max_length=14)] = ""
    thing: Annotated[Text, Field(max_length=14)] = ""
    first: date | None = None
    last: date | None = None
    withdrawn: bool = False
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


def shown(one: Incident, twins: dict[UUID, str]) -> dict:
    """An incident in the form of the API."""
    items = [
        {"position": item.position, "thing": item.thing, "quantity": number(item.quantity), "unit": str(item.unit),
         "flag": item.flag, **{name: getattr(item, name) for name in ITEM_FACTS}}
        for item in one.items.all()
    ]  # fmt: skip
    groups = [
        {"part": group.part, "count": group.count, **{name: getattr(group, name) for name in GROUP_FACTS}}
        for group in one.involved.all()
    ]
    names = ("number", "jurisdiction", "kind", "happened_on", "reported_on", "synthetic", "withdrawn", "entry")
    return {
        **{name: getattr(one, name) for name in names}, "items": items, "groups": groups,
        "facts": {name: value for name in FACTS if (value := getattr(one, name))},
        "campaign": one.campaign.number if one.campaign else None,
        "twin": twins.get(one.twin) if one.twin else None,
    }  # fmt: skip


def _all_shown(found: list[Incident]) -> list[dict]:
    ids = [one.twin for one in found if one.twin]
    twins = dict(Incident.objects.filter(pk__in=ids).values_list("pk", "number")) if ids else {}
    return [shown(one, twins) for one in found]


def _within(request: HttpRequest, jurisdiction: str) -> None:
    """From here on only rows of this jurisdiction are seen; who does not belong to it is refused."""
    permit(refuse_seeing_records(asking(request), jurisdiction))
    set_jurisdictions([jurisdiction])


@router.get("", auth=READING, response={200: Incidents, **documented(401, 403, 422)}, summary="Incidents")
def every(request: HttpRequest, which: Query[Which]) -> dict:
    """Incidents of the own jurisdiction, at most 200 from an offset."""
    _within(request, which.jurisdiction)
    given = which.model_dump(exclude={"jurisdiction", "offset"})
    found = incidents(which.jurisdiction, Asked(**given))
    rows = found.select_related("campaign").prefetch_related("items", "involved")
    return {"total": found.count(), "incidents": _all_shown(list(rows[which.offset : which.offset + MOST]))}


@router.post("", auth=WRITING, response={201: One, **documented(400, 401, 403, 409, 415, 422)}, summary="Record one")
def post(request: HttpRequest, sent: IncidentSent) -> Status:
    """Record an incident; it is counted at once. The same ``id`` again answers with the record there is."""
    permit(refuse_recording(asking(request), sent.jurisdiction))
    set_jurisdictions([sent.jurisdiction])
    given: dict[str, Any] = sent.model_dump()
    try:
        record = record_incident(by=asking(request), **given)
    except BadIncident as bad:
        raise wrong(_place_of(bad), bad.reason) from None
    found = incident(record.jurisdiction, record.number)
    return Status(201, {"incident": _all_shown([found] if found else [])[0]})


def _place_of(bad: BadIncident) -> str:
    """The path of a field, such as ``items.0.quantity``."""
    if bad.row is None:
        return bad.field or "body"
    group = bad.field in ("part", "count", *GROUP_FACTS)
    return f"{'groups' if group else 'items'}.{bad.row - 1}.{bad.field}"


@router.get("/{id}", auth=READING, response={200: One, **documented(401, 403, 404, 422)}, summary="One incident")
def one(request: HttpRequest, id: Annotated[Text, Field(max_length=24)]) -> dict:
    """An incident by its number."""
    person = asking(request)
    for jurisdiction in sorted(person.jurisdictions):
        if refuse_seeing_records(person, jurisdiction) is None:
            set_jurisdictions([jurisdiction])
            if found := incident(jurisdiction, id):
                return {"incident": _all_shown([found])[0]}
    raise missing(_("There is no such incident among those that you may see."))
