"""A fund made up for training: its committee, an open call, two proposals and a decision under way.

Nothing of it is real, and it says so on each page. It stands beside the real funds so that the pages can be tried.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from opensalw.core.models import Institution
from opensalw.core.permissions import Person, Post, refuse_secretariat_work
from opensalw.core.refusal import require

from ..deciding import Motion
from ..fund_rules import FundRules
from ..models import Call, Fund, Organisation, Proposal
from ..proposing import Criterion, RequiredPart, Terms
from .calls import keep_call, open_call
from .decisions import open_decision, prepare_decision, put_motion
from .funds import enter_fund_money, keep_fund, set_rules, take_seat
from .projects import keep_organisation
from .proposals import begin_proposal, save_proposal, send_proposal
from .reviews import answer_no_objection, ask_no_objection

KEY = "training-fund"
TABLE = (
    ("training-agency", "Training agency (made up)", "J-REG/committee-chair", ("chair", "member")),
    ("training-north", "Training donor North (made up)", "J-REG/committee-north", ("member", "contributor")),
    ("training-south", "Training donor South (made up)", "J-REG/committee-south", ("member", "contributor")),
    ("training-builder", "Training builder (made up)", "J-REG/committee-applicant", ("member", "participant")),
    ("training-watcher", "Training observer (made up)", "J-REG/committee-observer", ("observer",)),
)
RULES = FundRules(
    voting=("chair", "member"), decides_by="majority", quorum_percent=Decimal(50), recusal="required",
    chair_breaks_tie=True, written=True, written_days=5, silence="consents", no_objection=True, no_objection_days=14,
    no_objection_silence="consents", minimum_award=Decimal(10_000), maximum_award="none", partial_award=True,
    conditions=True,
)  # fmt: skip
TERMS = Terms(
    eligible="participants", longest_months=36, needs_asked=False,
    parts=(
        RequiredPart(
            key="why", title="Why it is needed", hint="Which need, stated where, what happens without it.", limit=2000
        ),
        RequiredPart(key="risks", title="Risks", hint="What can go wrong, and what you do about it.", limit=1500),
    ),
    criteria=(
        Criterion(key="need", title="It answers a need of the jurisdiction", weight=Decimal(40)),
        Criterion(key="plan", title="The plan is sound", weight=Decimal(30)),
        Criterion(key="money", title="The money fits the results", weight=Decimal(30)),
    ),
)  # fmt: skip


@transaction.atomic
def load_training_fund(*, by: Person) -> int:
    """Make the fund for training where it is missing and its institutions stand; returns how many were made."""
    require(refuse_secretariat_work(by))
    standing = Institution.objects.filter(pk__in=[row[2] for row in TABLE]).count()
    if Fund.objects.filter(pk=KEY).exists() or standing < len(TABLE):
        return 0
    fund = keep_fund(
        key=KEY, title="Training fund (made up)", code="TRAIN", currency="USD", framework_key="wb_2018", by=by,
        is_training=True,
        note="Made up so that the pages can be tried. No organisation, amount or proposal of it is real.",
    )  # fmt: skip
    for key, name, institution, parts in TABLE:
        organisation = keep_organisation(key=key, name=name, kind="other", institution=institution, by=by)
        for part in parts:
            take_seat(fund, organisation, part, by=by)
    for key, amount in (("training-north", 80_000), ("training-south", 40_000)):
        enter_fund_money(fund, kind="paid_in", contributor=Organisation.objects.get(pk=key), amount=Decimal(amount),
                         currency="USD", on=timezone.localdate(), by=by)  # fmt: skip
    set_rules(fund, RULES, note="Made up; a usual set of rules.", by=by)
    call = keep_call(
        key="training-1", fund=fund, number=1, title="Training call: safe storage and evidence (made up)",
        summary="Storage, marking and evidence rooms.", opens_on=timezone.localdate(), budget=Decimal(120_000),
        closes_at=timezone.now() + timedelta(days=60), currency="USD", goals=[2, 3, 7], terms=TERMS, by=by,
    )  # fmt: skip
    call = open_call(call, by=by)
    _decision(fund, [_proposal(call, facts, by) for facts in _proposals()], by)
    return 1


def _applicant() -> Person:
    post = Post("donor", "J-REG/committee-applicant", "implementer", "J-REG")
    return Person(id="training", shown_as="Training", posts=frozenset({post}))


def _proposals() -> list[dict[str, Any]]:
    year = timezone.localdate().year + 1
    span = {"starts_on": date(year, 1, 1).isoformat(), "ends_on": date(year + 1, 12, 31).isoformat(),
            "currency": "USD"}  # fmt: skip
    texts = {"why": "A made-up text: the store has no alarm.", "risks": "A made-up text: late delivery."}
    return [
        {**span, "title": "Alarm systems for two stores (made up)", "summary": "Alarms, doors and training of keepers.",
         "jurisdictions": ["J-SKP"], "goals": [7], "beneficiaries": "Police, keepers of stores", "parts": texts,
         "budget": [{"title": "Equipment", "year": year, "amount": "52000"},
                    {"title": "Training", "year": year + 1, "amount": "18000"}],
         "results": [{"title": "Stores with alarms", "measure": "storages_secured", "baseline": "0", "target": "2"}]},
        {**span, "title": "Evidence room and database (made up)", "summary": "An evidence room with its register.",
         "jurisdictions": ["J-TIR"], "goals": [2], "beneficiaries": "Police, laboratory", "parts": texts,
         "budget": [{"title": "Works", "year": year, "amount": "60000"},
                    {"title": "Database", "year": year + 1, "amount": "15000"}],
         "results": [{"title": "Evidence rooms in use", "measure": "laboratory", "target": "1"}]},
    ]  # fmt: skip


def _proposal(call: Call, facts: dict[str, Any], by: Person) -> Proposal:
    author = _applicant()
    held = begin_proposal(call, Organisation.objects.get(pk="training-builder"), by=author)
    save_proposal(held, facts, by=author)
    send_proposal(held, by=author)
    held.refresh_from_db()
    asked = ask_no_objection(held, by=by)
    for one in asked[:1] if held.number.endswith("01") else ():
        post = Post("officer", f"{one.jurisdiction}/commission", "commission", one.jurisdiction)
        answer_no_objection(one, objects=False, by=Person(id="training", shown_as="Training", posts=frozenset({post})))
    return held


def _decision(fund: Fund, held: list[Proposal], by: Person) -> None:
    made = prepare_decision(fund, held, mode="meeting", title="Session on the training call (made up)",
                            call=held[0].call, held_on=timezone.localdate(), by=by)  # fmt: skip
    first, second = made.points.select_related("proposal")
    put_motion(first, Motion("award", amount=first.proposal.asked, currency="USD"), by=by)
    part = Motion("award_part", amount=Decimal(50_000), currency="USD", tranches=(Decimal(60), Decimal(40)),
                  conditions=("Report each half-year.", "Begin the works after the plans are cleared."))  # fmt: skip
    put_motion(second, part, by=by)
    open_decision(made, by=by)
