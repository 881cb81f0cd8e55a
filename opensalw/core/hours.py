"""An hour as a form or a command names it."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from .refusal import Refused


def hour_of(typed: str) -> datetime | None:
    """The hour that somebody names, in the time of this node; None where it is empty, Refused where it is none."""
    if not typed.strip():
        return None
    try:
        read = parse_datetime(typed.strip())
    except ValueError:
        read = None
    if read is None:
        raise Refused(_("%(typed)s is not a day and an hour. Write 2020-07-03T10:00.") % {"typed": typed}, "hour")
    return timezone.make_aware(read) if timezone.is_naive(read) else read
