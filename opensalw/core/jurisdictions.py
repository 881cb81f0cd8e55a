"""The declared jurisdictions, in order by seat, and their codes in the lists of others."""

import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from .quick_yaml import read_yaml
from .refusal import Refused

VOCABULARY = Path(__file__).parent / "vocabulary"
REGIONAL = "J-REG"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Population(_Declared):
    """How many people lived in a jurisdiction in a year, and who says so."""

    value: int
    year: int
    source: str


class Jurisdiction(_Declared):
    """An authority that reports, or the region as a subject of its own."""

    id: str
    seat: str
    codes: dict[str, str]
    search_words: tuple[str, ...]
    population: tuple[Population, ...] = ()

    @property
    def is_regional(self) -> bool:
        """Whether this stands for the region and not for a seat."""
        return self.id == REGIONAL

    def __str__(self) -> str:
        return self.seat


class _Vocabulary(_Declared):
    code_lists: dict[str, str]
    jurisdictions: tuple[Jurisdiction, ...]
    regional: Jurisdiction


@cache
def _vocabulary() -> _Vocabulary:
    with (VOCABULARY / "jurisdictions.yaml").open(encoding="utf-8") as file:
        return _Vocabulary.model_validate(read_yaml(file))


def seats() -> tuple[Jurisdiction, ...]:
    """The six seats in their order; the region is not among them."""
    return _vocabulary().jurisdictions


def declared() -> tuple[Jurisdiction, ...]:
    """The seats in their order and, last, the region."""
    return (*seats(), _vocabulary().regional)


def ids() -> tuple[str, ...]:
    """The ids of the seats in their order and, last, of the region."""
    return tuple(jurisdiction.id for jurisdiction in declared())


def jurisdiction(jid: str) -> Jurisdiction:
    """The jurisdiction of this id; an unknown id is refused by name."""
    found = {one.id: one for one in declared()}.get(jid)
    if found is None:
        known = {"id": jid, "ids": ", ".join(ids())}
        raise Refused(_("“%(id)s” is not a jurisdiction. The ids are: %(ids)s.") % known, "jurisdiction")
    return found


@cache
def order(jid: str) -> int:
    """The place of a jurisdiction in every list: by seat, the region last."""
    return declared().index(jurisdiction(jid))


def code_lists() -> dict[str, str]:
    """The lists of codes that ids are mapped to, with their titles."""
    return dict(_vocabulary().code_lists)


def codes(jid: str, code_list: str) -> str | None:
    """The code of a jurisdiction in a list; None where that list has none for it."""
    _known_list(code_list)
    return jurisdiction(jid).codes.get(code_list)


def from_code(code: str, code_list: str) -> str | None:
    """The id that a code of a list stands for; None where it is not one of ours."""
    _known_list(code_list)
    wanted = code.strip().upper()
    return next((one.id for one in declared() if one.codes.get(code_list) == wanted), None)


def search(text: str) -> tuple[str, ...]:
    """The ids whose id, seat, codes or search words hold the text, accents and capitals aside."""
    wanted = fold(text)
    return tuple(one.id for one in declared() if wanted and any(wanted in word for word in _words(one)))


def fold(text: str) -> str:
    """The text in lower case, without accents, with single spaces."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def _known_list(code_list: str) -> None:
    if code_list not in _vocabulary().code_lists:
        known = {"list": code_list, "lists": ", ".join(_vocabulary().code_lists)}
        raise Refused(_("“%(list)s” is not a list of codes. The lists are: %(lists)s.") % known, "code_list")


def _words(one: Jurisdiction) -> tuple[str, ...]:
    whole = {fold(code) for code in one.codes.values()} | {fold(one.id)}
    return tuple({fold(one.seat), *(fold(word) for word in one.search_words), *whole})
