"""The record of a closed decision as JSON values, and whether a signed one is sound. Pure but for what it is given."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.ledger.chain import canonical

from .models import Decision, SignedRecord
from .queries.decisions import PointShown, Standing

FORM = "opensalw/decision/1"


def content_of(decision: Decision, now: Standing, by: Person) -> dict[str, Any]:
    """Everything that the committee decided and how, as it is signed."""
    return {
        "form": FORM,
        "number": decision.number,
        "fund": {"key": decision.fund.pk, "title": decision.fund.title, "code": decision.fund.code},
        "call": decision.call_id,
        "title": decision.title,
        "mode": decision.mode,
        "held_on": _day(decision.held_on),
        "deadline": _day(decision.deadline),
        "opened_at": _day(decision.opened_at),
        "closed_at": _day(decision.closed_at),
        "closed_by": by.id,
        "corrects": _corrected(decision),
        "rules": {"number": decision.rules.number, "content": decision.rules.content} if decision.rules else None,
        "rules_not_known": list(now.unknown),
        "handled": dict(decision.handled),
        "balance_before": None if now.balance is None else {one: str(sum) for one, sum in now.balance.items()},
        "table": [
            {"organisation": seat.organisation_id, "name": str(seat.organisation), "parts": list(seat.parts),
             "present": seat.present, "by_function": seat.by_function, "letters": seat.letters}
            for seat in decision.attendance.all()
        ],
        "points": [_point(one) for one in now.points],
        "minute": decision.minute,
    }  # fmt: skip


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _corrected(decision: Decision) -> dict[str, str] | None:
    if decision.corrects is None:
        return None
    record = SignedRecord.objects.get(pk=decision.corrects_id)
    return {"number": decision.corrects.number, "sha256": record.sha256, "reason": decision.reason}


def _point(one: PointShown) -> dict[str, Any]:
    point, proposal = one.point, one.point.proposal
    sent = proposal.versions.order_by("number").last()
    return {
        "proposal": proposal.number,
        "title": proposal.title,
        "organisation": proposal.organisation_id,
        "version": proposal.version,
        "sha256": sent.sha256 if sent else "",
        "asked": None if proposal.asked is None else f"{proposal.asked:f}",
        "currency_asked": proposal.currency,
        "motion": point.outcome,
        "amount": None if point.amount is None else f"{point.amount:f}",
        "currency": point.currency,
        "conditions": list(point.conditions),
        "tranches": list(point.tranches),
        "reason": point.reason,
        "declarations": [
            {"organisation": said.organisation_id, "conflict": said.conflict, "aside": said.aside, "words": said.words}
            for said in point.declarations.all()
        ],
        "applicant_at_the_table": [voter.key for voter in one.voters if voter.applies],
        "no_objections": [
            {"jurisdiction": asked.jurisdiction, "answer": how, "reason": asked.reason} for asked, how in one.answers
        ],
        "votes": [
            {"organisation": vote.organisation_id, "choice": vote.choice, "words": vote.words, "heard": vote.heard}
            for vote in point.votes.all()
        ],
        "result": dict(point.result),
        "found_by_the_chair": point.found,
        "carried": point.carried,
        "project": proposal.project.key if proposal.project else None,
    }  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """Whether a signed record is sound; ``wrong`` says what is not."""

    number: str
    sha256: str
    public_key: str
    wrong: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


def prove(decision: Decision, record: SignedRecord, trusted: set[bytes]) -> Proof:
    """Check fingerprint, signature, whose key it is, and that the rows still say what was signed."""
    text = record.text.encode()
    wrong = []
    if sha256(text).hexdigest() != record.sha256:
        wrong.append(_("The text is not the one of its fingerprint."))
    try:
        key = bytes.fromhex(record.public_key)
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(record.signature), text)
        if key not in trusted:
            wrong.append(_("The key that signed it is not one of this node."))
    except (InvalidSignature, ValueError):
        wrong.append(_("The signature is not the one of the key that it names."))
    try:
        content = orjson.loads(text)
        if canonical(content) != text:
            wrong.append(_("The text is not in its canonical form."))
        wrong += differences(decision, content)
    except (ValueError, KeyError, TypeError):
        wrong.append(_("The text cannot be read."))
    return Proof(decision.number, record.sha256, record.public_key, tuple(wrong))


def differences(decision: Decision, content: dict[str, Any]) -> list[str]:
    """Where the rows of the database no longer say what was signed."""
    found = [] if content["number"] == decision.number else [_("The number differs.")]
    signed = {one["proposal"]: one for one in content["points"]}
    rows = {point.proposal.number: point for point in decision.points.all()}
    if set(signed) != set(rows):
        found.append(_("The points differ."))
    for number in sorted(set(signed) & set(rows)):
        one, point = signed[number], rows[number]
        votes = sorted((vote["organisation"], vote["choice"]) for vote in one["votes"])
        if votes != sorted((vote.organisation_id, vote.choice) for vote in point.votes.all()):
            found.append(_("%(number)s: the votes differ.") % {"number": number})
        amount = None if point.amount is None else f"{point.amount:f}"
        facts = (one["motion"], one["carried"], one["amount"], one["currency"])
        if facts != (point.outcome, point.carried, amount, point.currency):
            found.append(_("%(number)s: what was decided differs.") % {"number": number})
    return found
