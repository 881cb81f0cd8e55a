"""What every template may use."""

from django.http import HttpRequest

from opensalw.core.jurisdictions import seats
from opensalw.core.permissions import PUBLIC, refuse_border_check
from opensalw.incidents.rules.reach import refuse_seeing_records
from opensalw.web.protection.access import refuse_clocks

SECRETARIAT_DOORS = frozenset({"review_queue", "report_builder", "fund_desk", "organisation_list"})
FIELD_DOORS = frozenset({"incident_desk", "store_desk"})
REGISTER_DOORS = frozenset({"register_desk"})
PROTECTION_DOORS = frozenset({"protection_desk"})


def surroundings(request: HttpRequest) -> dict[str, object]:
    """The person who asks, PUBLIC when nobody signed in, and the doors that are closed to them."""
    person = getattr(request, "person", PUBLIC)
    closed: frozenset[str] = frozenset() if person.is_secretariat else SECRETARIAT_DOORS
    if not any(refuse_seeing_records(person, seat.id) is None for seat in seats()):
        closed |= FIELD_DOORS
    if not any(refuse_border_check(person, seat.id) is None for seat in seats()):
        closed |= REGISTER_DOORS
    if not any(refuse_clocks(person, seat.id) is None for seat in seats()):
        closed |= PROTECTION_DOORS
    return {"person": person, "doors_closed": closed}
