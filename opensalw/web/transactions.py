"""One transaction a request, and the jurisdictions that it acts for.

``ATOMIC_REQUESTS`` wraps only the view, so row-level security would see nothing while a page is
rendered. Here the outermost middleware opens the transaction, always sets the jurisdictions (to none
at first), and undoes everything when the answer is a server error.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from opensalw.core.permissions import Person
from opensalw.core.queries import person_of
from opensalw.core.session import set_jurisdictions


class PersonalRequest(HttpRequest):
    """A request whose ``person`` is known: what the middleware below adds."""

    person: Person


class OneTransaction:
    """Outermost: open the transaction, begin without any jurisdiction, roll back a server error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request`` inside one transaction."""
        with transaction.atomic():
            set_jurisdictions(())
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class ActingFor:
    """After sign-in is known: act for the jurisdictions of the person who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set ``request.person`` and the jurisdictions of the transaction."""
        person = person_of(request.user)
        request.person = person  # type: ignore[attr-defined]
        if person.jurisdictions:
            set_jurisdictions(person.jurisdictions)
        return self.get_response(request)
