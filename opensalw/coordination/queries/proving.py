"""Questions about the record of a decision: is it what was signed."""

from opensalw.core.jurisdictions import REGIONAL
from opensalw.ledger.keys import trusted_public_keys

from ..models import Decision, SignedRecord
from ..recording import Proof, prove
from .decisions import whole


def prove_decision(decision: Decision) -> Proof | None:
    """Whether the record of a closed decision is sound; None while there is none."""
    record = SignedRecord.objects.filter(pk=decision.pk).first()
    if record is None:
        return None
    held = whole(Decision.objects.all()).get(pk=decision.pk)
    return prove(held, record, trusted_public_keys(REGIONAL))
