"""Taking over what is known already; each figure keeps where it came from."""

from collections.abc import Callable

from django.db import transaction

from opensalw.core.permissions import Person

from ...incoming import Incoming, Outcome
from ...models import Submission
from ...queries.prefill import Offer, offers
from .taking_in import take_in


@transaction.atomic
def take_over(submission: Submission, *, wanted: Callable[[Offer], bool], by: Person) -> Outcome:
    """Take over the offered figures that are wanted into places that are still empty."""
    chosen = [one for one in offers(submission) if wanted(one)]
    figures = [
        Incoming(one.measure, one.line, one.cell, one.dims, origin=one.origin, source=one.source, place=one.title)
        for one in chosen
    ]
    return take_in(submission, figures, by=by, via="prefill")
