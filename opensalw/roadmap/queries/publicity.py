"""What is public at this moment. The clock of the database decides, at each request: nothing has to run at the hour."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Now

from ..models import Round, Submission
from ..states import State


def public_now(prefix: str = "") -> Q:
    """The condition of a public part, seen from a row that leads to it by ``prefix``, such as ``submission__``.

    A released part stays public while it is changed, whatever its state is then.
    """
    return Q(**{f"{prefix}public_from__lte": Now()}) | Q(**{f"{prefix}state": State.RECONSTRUCTED})


def parts_now_public() -> QuerySet[Submission]:
    """The parts that everyone may read."""
    return Submission.objects.filter(public_now())


def is_public(part: Submission) -> bool:
    """Whether everyone may read this part."""
    return parts_now_public().filter(pk=part.pk).exists()


def waiting_parts(round: Round) -> list[Submission]:
    """The parts that were released and become public later, also those that are being amended meanwhile."""
    return list(round.submissions.filter(public_from__gt=Now()))


def marked(parts: QuerySet[Submission]) -> QuerySet[Submission]:
    """The same parts, each with ``now_public``: whether everyone may read it."""
    return parts.annotate(now_public=ExpressionWrapper(public_now(), output_field=BooleanField()))
