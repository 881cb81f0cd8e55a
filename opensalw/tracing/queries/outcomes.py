"""The outcome of every arm that was seized, found or handed in, and the components of SDG 16.4.2."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from opensalw.incidents.models import Incident, Item
from opensalw.incidents.vocabulary import ARMS, Kind, Thing
from opensalw.registers.models import Firearm

from ..lifecycle import OPEN
from ..models import TraceRequest, WeaponOutcome
from ..outcomes import derived
from ..sdg import WAYS

NONE = Decimal(0)
ANTIQUE = 1900


@dataclass
class Outcomes:
    """Arms of a time by way and outcome. ``firearm`` alone makes the indicator; other objects stand beside it."""

    components: dict[str, dict[str, Decimal]]
    beside: dict[str, Decimal] = field(default_factory=dict)
    antiques: Decimal = NONE
    not_set: int = 0


def outcomes(jurisdiction: str, first: date, last: date) -> Outcomes:
    """The arms of a time; where nobody set an outcome it follows from the marks and from open requests."""
    items = Item.objects.filter(
        jurisdiction=jurisdiction, thing__in=ARMS, incident__kind__in=WAYS, incident__withdrawn=False,
        incident__happened_on__range=(first, last),
    ).select_related("incident")  # fmt: skip
    known, traced, antiques = _set(jurisdiction, items), _being_traced(jurisdiction, items), _antiques(items)
    found = Outcomes({way: defaultdict(Decimal) for way in WAYS}, defaultdict(Decimal))
    for item in items:
        if item.thing != Thing.FIREARM:
            found.beside[item.thing] += item.quantity
        elif item.firearm in antiques:
            found.antiques += item.quantity
        else:
            _add(found, item, known.get(item.pk, {}), item.pk in traced)
    return found


def _add(found: Outcomes, item: Item, known: dict[str, Decimal], is_traced: bool) -> None:
    way = found.components[item.incident.kind]
    left = item.quantity
    for code, amount in known.items():
        way[code] += amount
        left -= amount
    if left > 0:
        way[derived(item.marking, item.condition, is_traced)] += left
        found.not_set += 1


def _set(jurisdiction: str, items: QuerySet[Item]) -> dict[UUID, dict[str, Decimal]]:
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for row in WeaponOutcome.objects.filter(jurisdiction=jurisdiction, item__in=items.values("pk")):
        found[row.item][row.code] = row.quantity
    return found


def _being_traced(jurisdiction: str, items: QuerySet[Item]) -> set[UUID]:
    found = TraceRequest.objects.filter(jurisdiction=jurisdiction, item__in=items.values("pk"), state__in=OPEN)
    return {one for one in found.values_list("item", flat=True) if one}


def _antiques(items: QuerySet[Item]) -> set[UUID]:
    wanted = items.filter(firearm__isnull=False).values("firearm")
    return set(Firearm.objects.filter(pk__in=wanted, year__lt=ANTIQUE).values_list("pk", flat=True))


def outcome_of(item: Item) -> list[tuple[str, Decimal, bool]]:
    """The outcomes of one item with their numbers, and whether somebody set them."""
    own = Item.objects.filter(jurisdiction=item.jurisdiction, pk=item.pk)
    rows = WeaponOutcome.objects.filter(jurisdiction=item.jurisdiction, item=item.pk)
    found = [(row.code, row.quantity, True) for row in rows]
    left = item.quantity - sum((amount for _code, amount, _set in found), NONE)
    if left > 0:
        code = derived(item.marking, item.condition, bool(_being_traced(item.jurisdiction, own)))
        found.append((code, left, False))
    return found


def suggested(trace: TraceRequest) -> str:
    """The outcome that an answered request leads to; a person sets it."""
    if trace.is_open:
        return "pending"
    diversion = getattr(trace, "diversion", None)
    if trace.firearm is not None:
        lawful = diversion is None or diversion.kind in ("theft", "loss", "export", "state_stock")
        return "legitimate_owner_own_registry" if lawful else "illegitimate_owner_own_registry"
    if trace.result == "hit":
        return "illegitimate_owner_foreign_registry"
    return "diversion_otherwise_identified" if diversion else "attempted_none_identified"


def of_kind(incident: Incident) -> str:
    """How the questionnaire calls what happened."""
    return {Kind.SEIZURE: "Arms seized", Kind.FIND: "Arms found", Kind.SURRENDER: "Arms surrendered"}[
        Kind(incident.kind)
    ]
