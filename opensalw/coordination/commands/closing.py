"""Closing a decision: one act that counts, signs, makes projects of awards, and never changes afterwards."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.ledger.chain import canonical
from opensalw.ledger.commands import key_to_sign_with
from opensalw.ledger.keys import public_bytes

from ..events import decisions as events
from ..models import Decision, Fund, Point, Proposal, SignedRecord
from ..queries.decisions import PointShown, Standing, decisions, standing_of, whole
from ..recording import content_of
from ..rules import decisions as rules
from .awarding import begin_projects, take_back
from .decisions import DECIDABLE, held, note, seats_of

State = Proposal.State
BECOMES = {
    "award": State.AWARDED, "award_part": State.PART_AWARDED, "defer": State.DEFERRED, "refuse": State.REFUSED,
}  # fmt: skip


@transaction.atomic
def close_decision(
    decision: Decision, *, by: Person, handled: Mapping[str, str] | None = None,
    found: Mapping[UUID, bool] | None = None, minute: str = "",
) -> SignedRecord:  # fmt: skip
    """Close a decision and sign its record; awards become projects with their money.

    ``handled`` says how the committee handled each rule that is not known and matters; ``found`` is the chair's
    finding on a motion that the known rules do not decide.
    """
    Fund.objects.select_for_update().get(pk=decision.fund_id)
    kept = held(decision)
    require(rules.refuse_closing(by, seats_of(kept)))
    require(rules.refuse_state(kept, Decision.State.OPEN))
    for point in kept.points.all():
        if found and point.pk in found:
            point.found = found[point.pk]
            point.save(update_fields=["found"])
    kept = whole(Decision.objects.select_related("fund", "call", "rules", "corrects")).get(pk=kept.pk)
    now = standing_of(kept)
    kept.handled = {name: (handled or {}).get(name, "").strip() for name, _label in now.asks}
    _refuse_closing(kept, now)
    kept.minute, kept.closed_at, kept.closed_by = minute.strip(), timezone.now(), by.id
    for one in now.points:
        _settle(one, kept)
    take_back(kept, now, by)
    begin_projects(kept, now, by)
    kept.state = Decision.State.CLOSED
    content = content_of(kept, now, by)
    kept.save()
    made = _signed(kept, canonical(content))
    outcomes = ", ".join(f"{one.point.proposal.number} {_word(one.point)}" for one in now.points)
    note(kept, events.DecisionClosed(number=kept.number, outcomes=outcomes, sha256=made.sha256), by)
    return made


def _word(point: Point) -> str:
    return str(point.get_outcome_display()) if point.carried else str(_("not carried"))


def _refuse_closing(decision: Decision, now: Standing) -> None:
    today = timezone.localdate()
    if now.blocks:
        raise Refused(now.blocks[0])
    for one in now.points:
        number = one.point.proposal.number
        if decision.corrects is None and one.carried and one.point.proposal.state not in DECIDABLE:
            words = _("%(number)s was decided by another decision meanwhile. Correct that one instead.")
            raise Refused(words % {"number": number})
        if one.tally.quorum is False:
            raise Refused(_("On %(number)s there is no quorum: %(present)d take part, %(needed)d are needed.") % {
                "number": number, "present": one.tally.present, "needed": one.tally.needed or 0
            })  # fmt: skip
        if not one.tally.entitled:
            raise Refused(one.tally.why)
        if one.carried is None:
            raise Refused(_("%(number)s: %(why)s Say what the committee found.") % {
                "number": number, "why": one.tally.why
            }, f"found-{one.point.pk}")  # fmt: skip
    for name, label in now.asks:
        if not decision.handled[name]:
            raise Refused(_("“%(rule)s” is not known for this fund. Say how the committee handled it.") % {
                "rule": label
            }, f"handled-{name}")  # fmt: skip
    voted = all(voter.choice for one in now.points for voter in one.voters if voter.key in one.tally.entitled)
    require(rules.refuse_early(decision, today, all_voted=voted))


def _settle(one: PointShown, decision: Decision) -> None:
    """Write down what became of a point, and of its proposal."""
    point, tally = one.point, one.tally
    point.carried = bool(one.carried)
    point.result = {
        "votes": dict(tally.votes), "silent": tally.silent, "entitled": list(tally.entitled),
        "recused": list(tally.recused), "present": tally.present, "needed": tally.needed, "quorum": tally.quorum,
        "why": tally.why,
    }  # fmt: skip
    point.save(update_fields=["carried", "result"])
    if point.carried:
        Proposal.objects.filter(pk=point.proposal_id).update(state=BECOMES[point.outcome])
        point.proposal.state = BECOMES[point.outcome]


def _signed(decision: Decision, text: bytes) -> SignedRecord:
    used = SignedRecord.objects.exists()
    key = key_to_sign_with(REGIONAL, used=used)
    return SignedRecord.objects.create(
        decision=decision, text=text.decode(), sha256=sha256(text).hexdigest(), public_key=public_bytes(key).hex(),
        signature=key.sign(text).hex(), signed_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def release_decision(decision: Decision, *, by: Person, public: bool = True) -> Decision:
    """Show a closed decision to the public, or no longer; its record does not change."""
    require(refuse_secretariat_work(by))
    kept = held(decision)
    if kept.state != Decision.State.CLOSED:
        raise Refused(_("A decision is released once it is closed."))
    if public and kept.fund.is_training:
        raise Refused(_("This fund was made up for training; its decisions are not published."))
    if kept.is_public != public:
        kept.is_public = public
        kept.save(update_fields=["is_public"])
        note(kept, events.DecisionReleased(number=kept.number, public=public), by)
    return kept


def decision_called(number: str) -> Decision:
    """The decision of this number; Refused when there is none."""
    found = decisions().filter(number=number).first()
    if found is None:
        raise Refused(_("There is no decision %(number)s.") % {"number": number})
    return found
