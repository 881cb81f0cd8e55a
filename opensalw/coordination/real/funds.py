"""Reading the real funds and the one for training: files -> checked records. Nothing here touches the database."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import Field

from opensalw.core.quick_yaml import read_yaml

from ..fund_rules import FundRules, Part
from .schema import Data

DATA = Path(__file__).parent


class PaidIn(Data):
    """An amount paid into a fund; None where only the fact is known."""

    contributor: str
    amount: Decimal | None = None
    currency: str = ""


class CallData(Data):
    """A call of a fund as its sources tell it."""

    key: str
    number: int
    title: str
    opens_on: date | None = None
    closes_on: date | None = None
    budget: Decimal | None = None
    currency: str = ""
    outcome: str = ""
    source: str


class FundData(Data):
    """A fund as its sources tell it."""

    key: str
    title: str
    code: str = ""
    currency: str = ""
    giver: str = ""
    began_on: date | None = None
    source: str
    as_of: date
    note: str = ""
    seats: dict[Part, tuple[str, ...]] = Field(default_factory=dict)
    paid_in_by: tuple[str, ...] = ()
    paid_in: tuple[PaidIn, ...] = ()
    rules: FundRules = FundRules()
    rules_note: str = ""
    calls: tuple[CallData, ...] = ()


@cache
def real_funds() -> tuple[FundData, ...]:
    """The funds that the record and the publications name."""
    rows = read_yaml((DATA / "funds.yaml").read_text(encoding="utf-8"))
    return tuple(FundData.model_validate(row) for row in rows)
