"""Points of the narrative as pages show them: by seat in their order, by kind within."""

from collections.abc import Iterable, Mapping

from opensalw.core.jurisdictions import REGIONAL, Jurisdiction, jurisdiction
from opensalw.roadmap.models import TextItem

from .frame import Frame


def by_kind(items: Iterable[TextItem]) -> list[tuple[str, list[TextItem]]]:
    """The points under the heading of each kind that has any."""
    kept = list(items)
    kinds = [(str(kind.label), [item for item in kept if item.kind == kind]) for kind in TextItem.Kind]
    return [(title, chosen) for title, chosen in kinds if chosen]


def by_seat(found: Mapping[str, list[TextItem]], frame: Frame) -> list[tuple[Jurisdiction, list]]:
    """Each seat with its points by kind; a seat without any stands there too."""
    seats = [*frame.seats, *([jurisdiction(REGIONAL)] if found.get(REGIONAL) else [])]
    return [(seat, by_kind(found.get(seat.id, ()))) for seat in seats]
