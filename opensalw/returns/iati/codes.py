"""The codes of IATI, from the file beside this one."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from opensalw.core.quick_yaml import read_yaml


class Codes(BaseModel):
    """What of our words is which code there, and back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    recipient_element: str
    recipient_list: str
    region: dict[str, str]
    sector: dict[str, str]
    own_vocabulary: str
    organisation_types: dict[str, str]
    roles: dict[str, str]
    statuses: dict[str, str]
    stages: dict[str, str]
    transactions: dict[str, str]
    kinds: dict[str, str]
    own_money: tuple[str, ...]


@cache
def codes() -> Codes:
    """The codes, read once."""
    declared: Any = read_yaml(Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8"))
    return Codes.model_validate(declared)
