"""A fund with its committee, a call and proposals, for the tests of decisions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from opensalw.coordination.commands import calls, funds, proposals
from opensalw.coordination.commands import decisions as deciding
from opensalw.coordination.commands.needs import confirm_need
from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.commands.reviews import answer_no_objection, ask_no_objection
from opensalw.coordination.deciding import Motion
from opensalw.coordination.fund_rules import FundRules
from opensalw.coordination.models import Organisation
from opensalw.coordination.proposing import Criterion, RequiredPart, Terms
from opensalw.core.commands import add_institution
from opensalw.core.permissions import Person, Post
from tests.cast import SECRETARIAT, officer

STRICT = FundRules(
    voting=("chair", "member", "ex_officio"), decides_by="majority", quorum_percent=50, recusal="required",
    chair_breaks_tie=True, written=True, written_days=5, silence="consents", no_objection=True, no_objection_days=10,
    no_objection_silence="consents", minimum_award="none", maximum_award="none", partial_award=True, conditions=True,
)  # fmt: skip
TABLE = {
    "agency": ("chair", "member"), "north": ("member",), "south": ("member",), "union": ("ex_officio",),
    "builder": ("member", "participant"), "watcher": ("observer",), "desk": ("secretariat",),
}  # fmt: skip
TERMS = Terms(
    eligible="participants", longest_months=36,
    parts=(RequiredPart(key="risks", title="Risks"), RequiredPart(key="idea", title="The idea", concept=True)),
    criteria=(Criterion(key="need", title="Need", weight=60), Criterion(key="plan", title="Plan", weight=40)),
)  # fmt: skip


def of(key: str) -> Person:
    """Somebody of an organisation at the table."""
    return Person(id=key, shown_as=key, posts=frozenset({Post("donor", f"J-REG/{key}", "donor", "J-REG")}))


def seated(key: str) -> Organisation:
    return Organisation.objects.get(pk=key)


@pytest.fixture
def fund(loaded_round):
    """A fund with seven organisations at its table and USD 100,000."""
    return make_fund()


def make_fund():
    """The fund, its organisations and their institutions."""
    made = funds.keep_fund(key="pot", title="Pot", code="POT", currency="USD", framework_key="wb_2018", by=SECRETARIAT)
    for key, parts in TABLE.items():
        add_institution(
            key=f"J-REG/{key}", jurisdiction="J-REG", type="donor", name=key.title(), parent=None, by=SECRETARIAT.id
        )
        organisation = keep_organisation(
            key=key, name=key.title(), kind="un", institution=f"J-REG/{key}", by=SECRETARIAT
        )  # fmt: skip
        for part in parts:
            funds.take_seat(made, organisation, part, by=SECRETARIAT)
    funds.enter_fund_money(
        made, kind="paid_in", contributor=seated("north"), amount=Decimal(100_000), currency="USD", by=SECRETARIAT
    )
    funds.set_rules(made, STRICT, by=SECRETARIAT)
    return made


@pytest.fixture
def call(fund):
    """An open call of the fund."""
    return make_call(fund)


def make_call(fund):
    """The call, opened."""
    made = calls.keep_call(
        key="pot-1", fund=fund, number=1, title="First call", currency="USD", budget=Decimal(100_000), goals=[2, 7],
        closes_at=timezone.now() + timedelta(days=30), terms=TERMS, by=SECRETARIAT,
    )  # fmt: skip
    return calls.open_call(made, by=SECRETARIAT)


def content(amount: int = 60_000, needs=(), **facts) -> dict:
    """What a complete proposal holds."""
    given = {
        "title": "Stores made safe", "summary": "Doors and guards.", "jurisdictions": ["J-PRN"], "goals": [7],
        "beneficiaries": "Police", "starts_on": "2027-01-01", "ends_on": "2028-12-31", "currency": "USD",
        "needs": list(needs), "parts": {"risks": "Few.", "idea": "Doors."},
        "budget": [{"title": "Doors", "year": 2027, "amount": amount - 10_000},
                   {"title": "Guards", "year": 2028, "amount": 10_000}],
        "results": [{"title": "Stores safe", "measure": "storages_secured", "target": 5}],
    }  # fmt: skip
    return {**given, **facts}


@pytest.fixture
def need(state):
    """A need of Pristina that its Commission confirmed."""
    return confirm_need(state(), by=officer("J-PRN"))


@pytest.fixture
def propose(call, need):
    """Sends complete proposals of the organisation that also sits on the committee."""

    def made(amount: int = 60_000, by: str = "builder", **facts):
        held = proposals.begin_proposal(call, seated(by), by=of(by))
        proposals.save_proposal(held, content(amount, [need.number], **facts), by=of(by))
        proposals.send_proposal(held, by=of(by))
        held.refresh_from_db()
        for asked in ask_no_objection(held, by=SECRETARIAT):
            answer_no_objection(asked, objects=False, by=officer(asked.jurisdiction))
        return held

    return made


def opened(fund, *held, mode="meeting", **facts):
    """A decision on proposals that is open, everybody present, awards in full moved."""
    made = deciding.prepare_decision(fund, held, mode=mode, title="Session", by=SECRETARIAT, **facts)
    for point in made.points.all():
        motion = Motion("award", amount=point.proposal.asked, currency="USD")
        deciding.put_motion(point, motion, by=SECRETARIAT)
    made = deciding.open_decision(made, by=SECRETARIAT)
    if mode == "meeting":
        for seat in made.attendance.all():
            deciding.note_attendance(seat, present=True, by=SECRETARIAT)
    return made


def vote(point, key: str, choice: str = "for", conflict: bool = False):
    """An organisation denies a conflict and votes."""
    deciding.declare_conflict(point, seated(key), conflict=conflict, words="Ours." if conflict else "", by=of(key))
    return deciding.cast_vote(point, seated(key), choice, by=of(key))


def all_for(decision) -> None:
    """Everybody who may vote votes for every motion."""
    for point in decision.points.all():
        for key in ("agency", "north", "south", "union"):
            vote(point, key)
