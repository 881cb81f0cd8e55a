"""What every template may use."""

from django.http import HttpRequest

from opensalw.core.permissions import PUBLIC


def surroundings(request: HttpRequest) -> dict[str, object]:
    """The person who asks; PUBLIC when nobody signed in."""
    return {"person": getattr(request, "person", PUBLIC)}
