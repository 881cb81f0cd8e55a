"""Made-up records to try the pages with: plausible, the same each time, marked as made up wherever they are shown."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from opensalw.core.periods import Period
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for
from opensalw.incidents import vocabulary as things
from opensalw.incidents.commands.border import report_border_work
from opensalw.incidents.commands.campaigns import open_campaign
from opensalw.incidents.commands.made_up import make_up_applications
from opensalw.incidents.commands.recording import record_incident
from opensalw.incidents.models import Campaign, Incident

from .destruction import check_serials, destroy, order_destruction
from .sites import assess_site, open_site, set_stage
from .stock import receive_item

KINDS = (things.Kind.SEIZURE, things.Kind.SEIZURE, things.Kind.SURRENDER, things.Kind.FIND, things.Kind.SHOOTING,
         things.Kind.THEFT)  # fmt: skip
ARMS = (
    ("pistol", "Zastava", "M57", "7.62 x 25"), ("rifle", "Zastava", "M70", "7.62 x 39"),
    ("revolver", "unknown make", "", ".38"), ("shotgun", "", "", "12"), ("submachine_gun", "", "", "9 x 19"),
)  # fmt: skip
BORDER = (("profile", 12, ""), ("checks", 840, ""), ("prevented", 3, ""), ("plan", 2, "local"))


def _acting(jurisdiction: str, number: int) -> Person:
    post = Post("officer", f"{jurisdiction}/commission", "commission", jurisdiction)
    return Person(f"demonstration-{number}", f"Demonstration {number}", frozenset({post}))


def make_up(jurisdiction: str, period: Period, *, count: int = 24, seed: int = 1) -> int:
    """Records of a period for one jurisdiction, unless it has some already; returns how many incidents were added."""
    with acting_for(jurisdiction):
        if Incident.objects.filter(jurisdiction=jurisdiction, synthetic=True).exists():
            return 0
        chance = random.Random(f"{jurisdiction} {seed}")  # noqa: S311 - nothing secret
        by = _acting(jurisdiction, 1)
        campaign = open_campaign(
            jurisdiction=jurisdiction, title="Spring campaign (made up)", law="Law on weapons (made up)",
            purpose="both", opens_on=period.start, closes_on=period.end, anonymous_allowed=True, synthetic=True, by=by,
        )  # fmt: skip
        made = [_incident(jurisdiction, period, chance, number, campaign, by) for number in range(count)]
        for kind, number, reach in (
            ("profile", 12, ""),
            ("checks", 840, ""),
            ("prevented", 3, ""),
            ("plan", 2, "local"),
        ):
            report_border_work(
                jurisdiction=jurisdiction, kind=kind, count=number, reach_of_plan=reach, happened_on=period.end,
                synthetic=True, by=by,
            )  # fmt: skip
        _store(jurisdiction, period, made, by)
        make_up_applications(campaign, by)
        return len(made)


def _incident(
    jurisdiction: str, period: Period, chance: random.Random, number: int, campaign: Campaign, by: Person
) -> Incident:
    kind = KINDS[number % len(KINDS)]
    day = period.start + timedelta(days=chance.randrange(period.days - 20))
    facts: dict[str, Any] = {"place": chance.choice(("inland", "land_border", "airport"))}
    groups: list[dict[str, Any]] = []
    if kind == things.Kind.SEIZURE:
        facts |= {"context": "illicit_possession", "institution": chance.choice(("police", "border_police", "customs"))}
        groups.append({"part": "suspect", "count": 1 + chance.randrange(2), "sex": "male"})
    elif kind == things.Kind.SURRENDER:
        facts |= {"campaign": campaign, "anonymous": chance.choice(("yes", "no"))}
    elif kind == things.Kind.SHOOTING:
        facts |= {"setting": chance.choice(things.Setting.values), "legal_status": chance.choice(("legal", "illegal"))}
        groups.append({"part": "injured", "count": 1, "sex": chance.choice(("female", "male"))})
    items = [] if kind == things.Kind.SHOOTING else [_arm(chance, number)]
    if items and chance.random() < 0.4:
        items.append({"thing": "ammunition", "quantity": chance.randrange(5, 200)})
    return record_incident(
        jurisdiction=jurisdiction, kind=kind, happened_on=day, reported_on=day, items=items, groups=groups, by=by,
        id=uuid5(NAMESPACE_URL, f"made up {jurisdiction} {number}"), synthetic=True, note="made up", **facts,
    )  # fmt: skip


def _arm(chance: random.Random, number: int) -> dict[str, Any]:
    kind, make, model, calibre = chance.choice(ARMS)
    return {
        "thing": "firearm", "quantity": 1, "type": kind, "make": make, "model": model, "calibre": calibre,
        "marks": f"DEMO-{number:03}-{chance.randrange(10000):04}", "marking": "unique",
    }  # fmt: skip


def _store(jurisdiction: str, period: Period, made: list[Incident], by: Person) -> None:
    """What was handed in goes to an evidence room; some of it is destroyed on the last day."""
    site = open_site(
        jurisdiction=jurisdiction, name="Evidence room (made up)", owner="interior", kind="evidence_room",
        security=["locks", "access_list"], synthetic=True, by=by,
    )  # fmt: skip
    assess_site(site, on=period.start, by=by, findings="Door to be reinforced.")
    set_stage(site, stage="planned", on=period.start, by=by)
    surrendered = [record for record in made if record.kind == things.Kind.SURRENDER]
    last = period.end
    lots = [receive_item(site, item, on=last, by=by) for record in surrendered for item in record.items.all()]
    half: dict[Any, Decimal | None] = dict.fromkeys(lots[: max(1, len(lots) // 2)])
    order = order_destruction(site, half, ground="Decision (made up)", on=last, by=by)
    check_serials(order, {line.pk: line.lot.marks for line in order.lines.select_related("lot")}, on=last, by=by)
    destroy(order, on=last, by=_acting(jurisdiction, 2), method="melting", publicity="public", witnesses=["Prosecutor"])
