"""Funds with their rules and calls, and the decisions that were released."""

from datetime import date, datetime
from decimal import Decimal

import orjson
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from opensalw.coordination.models import Decision
from opensalw.coordination.queries.decisions import decisions_seen_by
from opensalw.coordination.queries.funds import balance, funds_seen_by, read_rules, rules_on, seats_on
from opensalw.coordination.queries.proving import prove_decision
from opensalw.core.permissions import PUBLIC

from .answers import Answer
from .authentication import OPEN
from .problems import documented, missing

router = Router(tags=["funds"])


class CallShown(BaseModel):
    """A call of a fund."""

    key: str
    title: str
    open: bool
    opens_on: date | None
    closes_at: datetime | None
    budget: Decimal | None = Field(description="Null where it is not known.")
    currency: str
    goals: list[int]
    outcome: str


class FundShown(BaseModel):
    """A fund: who sits there as what, its rules, what is left to award."""

    key: str
    title: str
    code: str
    currency: str
    seats: dict[str, list[str]] = Field(description="Organisation to the parts that it plays.")
    rules: dict = Field(description="The version in force; a setting that is null is not known.")
    balance: dict[str, Decimal] | None = Field(description="By currency; null where it is not known.")
    calls: list[CallShown]


class Funds(Answer):
    """All funds."""

    funds: list[FundShown]


class DecisionShown(BaseModel):
    """A released decision with its signed record."""

    number: str
    fund: str
    title: str
    mode: str
    closed_at: datetime | None
    corrects: str | None
    sound: bool = Field(description="Whether the record is what was signed, by a key of this node.")
    sha256: str
    public_key: str
    signature: str
    record: dict = Field(description="The signed text, read as JSON.")


class Decisions(Answer):
    """All released decisions, the latest first."""

    decisions: list[DecisionShown]


@router.get("", auth=OPEN, response={200: Funds, **documented(401, 422)}, summary="Funds")
def funds(request: HttpRequest) -> dict:
    """Every fund with its rules and calls."""
    today, found = timezone.localdate(), funds_seen_by(PUBLIC).prefetch_related("calls")
    return {
        "funds": [
            {
                "key": one.pk, "title": one.title, "code": one.code, "currency": one.currency,
                "seats": seats_on(one, today), "rules": read_rules(rules_on(one, today)).model_dump(mode="json"),
                "balance": balance(one),
                "calls": [
                    {"key": call.pk, "title": call.title, "open": call.is_open, "opens_on": call.opens_on,
                     "closes_at": call.closes_at, "budget": call.budget, "currency": call.currency,
                     "goals": call.goals, "outcome": call.outcome}
                    for call in one.calls.all() if call.is_public
                ],
            }
            for one in found
        ]
    }  # fmt: skip


@router.get("/decisions", auth=OPEN, response={200: Decisions, **documented(401, 422)}, summary="Released decisions")
def decisions(request: HttpRequest) -> dict:
    """Every decision that was released, with its signed record."""
    return {"decisions": [_shown(one) for one in decisions_seen_by(PUBLIC)]}


@router.get(
    "/decisions/{number}", auth=OPEN, response={200: DecisionShown, **documented(401, 404, 422)}, summary="A decision"
)
def decision(request: HttpRequest, number: str) -> dict:
    """One released decision."""
    found = decisions_seen_by(PUBLIC).filter(number=number).first()
    if found is None:
        raise missing(_("There is no released decision %(number)s.") % {"number": number})
    return _shown(found)


def _shown(one: Decision) -> dict:
    proof = prove_decision(one)
    return {
        "number": one.number, "fund": one.fund_id, "title": one.title, "mode": one.mode, "closed_at": one.closed_at,
        "corrects": one.corrects.number if one.corrects else None, "sound": bool(proof and proof.is_sound),
        "sha256": one.record.sha256, "public_key": one.record.public_key, "signature": one.record.signature,
        "record": orjson.loads(one.record.text),
    }  # fmt: skip
