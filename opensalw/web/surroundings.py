"""What every template may use."""

from django.http import HttpRequest

from opensalw.core.permissions import PUBLIC

SECRETARIAT_DOORS = frozenset({"review_queue", "report_builder"})


def surroundings(request: HttpRequest) -> dict[str, object]:
    """The person who asks, PUBLIC when nobody signed in, and the doors that are closed to them."""
    person = getattr(request, "person", PUBLIC)
    return {"person": person, "doors_closed": frozenset() if person.is_secretariat else SECRETARIAT_DOORS}
