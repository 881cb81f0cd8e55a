"""What a weapon is linked with: marks, components, incidents, places, requests; as nodes and links."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from opensalw.incidents.models import Item
from opensalw.registers.models import Component, Firearm, MarkSeen

from ..models import TraceRequest

WEAPON, MARK, PART, INCIDENT, PLACE, REQUEST = "weapon", "mark", "component", "incident", "place", "request"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the chart; ``ref`` is what its page is found by."""

    key: str
    kind: str
    words: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two things belong together: how, and since when."""

    start: str
    end: str
    how: str
    on: date | None = None


@dataclass
class Chart:
    """Nodes by key, and the links between them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def add(self, node: Node, to: str, how: str, on: date | None = None) -> str:
        """Add a node and its link to another."""
        self.nodes.setdefault(node.key, node)
        link = Link(to, node.key, how, on)
        if link not in self.links:
            self.links.append(link)
        return node.key


def links_of(weapon: Firearm) -> Chart:
    """Everything of the own jurisdiction that is linked with a weapon, one step further to the places."""
    own = {"jurisdiction": weapon.jurisdiction}
    chart = Chart({"weapon": Node("weapon", WEAPON, f"{weapon.title} {weapon.serial}".strip(), weapon.number)})
    parts = list(Component.objects.filter(firearm=weapon.pk, **own))
    for part in parts:
        chart.add(Node(str(part.pk), PART, part.get_kind_display(), part.number), "weapon", "fitted", part.fitted_on)
    subjects: dict[UUID, str] = {weapon.pk: "weapon", **{one.pk: str(one.pk) for one in parts}}
    for mark in MarkSeen.objects.filter(subject__in=subjects, **own).exclude(text=""):
        chart.add(
            Node(f"mark {mark.kind} {mark.text}", MARK, f"{mark.kind}: {mark.text}"), subjects[mark.subject], "bears"
        )
    items = Item.objects.select_related("incident").filter(firearm=weapon.pk, incident__withdrawn=False, **own)
    for item in items:
        record = item.incident
        key = chart.add(
            Node(record.number, INCIDENT, f"{record.number} {record.get_kind_display()}", record.number), "weapon",
            record.kind, record.happened_on,
        )  # fmt: skip
        for how, words in (("at", record.where or record.get_place_display()), ("origin", record.origin),
                           ("destination", record.destination)):  # fmt: skip
            if words:
                chart.add(Node(f"place {words}", PLACE, words), key, how)
    for trace in TraceRequest.objects.filter(firearm=weapon.pk, **own):
        chart.add(Node(trace.number, REQUEST, f"{trace.number} {trace.stands.label}", trace.number), "weapon", "traced",
                  trace.asked_on)  # fmt: skip
    return chart
