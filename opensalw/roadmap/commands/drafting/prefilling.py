"""Taking over what is known already; each figure keeps where it came from."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused

from ...incoming import Incoming, Outcome
from ...models import Submission
from ...queries.prefill import Offer, offers
from .taking_in import take_in


@transaction.atomic
def take_over(
    submission: Submission, *, wanted: Callable[[Offer], bool], by: Person, confirmed: bool = False
) -> Outcome:
    """Take over the offered figures that are wanted into places that are still empty.

    A flow of the period before needs the word of ``by`` that it is the same again; it stays in the source.
    """
    chosen = [one for one in offers(submission) if wanted(one)]
    if not confirmed and any(one.is_flow for one in chosen):
        words = _(
            "This figure speaks of the period before. Confirm that the value is the same again, or type the new one."
        )
        raise Refused(words, "confirmed")
    figures = [
        Incoming(one.measure, one.line, one.cell, one.dims, origin=one.origin, source=_source(one), place=one.title)
        for one in chosen
    ]
    return take_in(submission, figures, by=by, via="prefill")


def _source(offer: Offer) -> dict[str, Any]:
    return {**offer.source, "confirmed": True} if offer.is_flow else offer.source
