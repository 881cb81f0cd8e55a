"""The day that a page is asked for."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def asked_day(request: HttpRequest) -> date:
    """The day that the address asks for; today where it names none that can be read."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()
