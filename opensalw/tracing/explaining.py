"""Why a candidate is one, in words: which character was read as what, which field agrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .scoring import ErrorModel
from .scoring.aligning import Pair, Step

ODD = {
    Step.READ_AS: gettext_lazy("%(borne)s was read as %(read)s"),
    Step.ILLEGIBLE: gettext_lazy("%(borne)s stands where nothing was read"),
    Step.LOST: gettext_lazy("%(borne)s was left out"),
    Step.ADDED: gettext_lazy("%(read)s was added"),
    Step.SWAPPED: gettext_lazy("%(borne)s was read in the other order"),
    Step.RUN: gettext_lazy("%(borne)s stands in the unknown run"),
}


class Grade(StrEnum):
    """How a field agrees."""

    AGREES = "agrees"
    NEAR = "near"
    DIFFERS = "differs"
    NOT_RECORDED = "not_recorded"


GRADES = {
    Grade.AGREES: gettext_lazy("agrees"), Grade.NEAR: gettext_lazy("is near"), Grade.DIFFERS: gettext_lazy("differs"),
    Grade.NOT_RECORDED: gettext_lazy("is not recorded"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """A field that was asked for, what is on record, and how the two agree."""

    field: str
    recorded: str
    grade: Grade

    @property
    def words(self) -> str:
        """The grade in words."""
        return str(GRADES[self.grade])


def steps_in_words(steps: Sequence[Pair]) -> list[str]:
    """What is odd, step by step; nothing where every character agrees."""
    found = [str(ODD[one.step]) % {"borne": one.borne, "read": one.read} for one in _joined(steps) if one.step in ODD]
    return found or ([_("every character agrees")] if steps else [])


def agreements(field_costs: dict[str, int], recorded: dict[str, str], model: ErrorModel) -> list[Agreement]:
    """How each field that was asked for agrees."""
    return [
        Agreement(name, recorded.get(name, ""), _grade(name, cost, recorded.get(name, ""), model))
        for name, cost in field_costs.items()
    ]


def _grade(name: str, cost: int, recorded: str, model: ErrorModel) -> Grade:
    errors = model.fields[name]
    if cost <= errors.agreed:
        return Grade.AGREES
    if not recorded and name != "origin":
        return Grade.NOT_RECORDED
    return Grade.NEAR if name == "year" and cost < errors.misstated else Grade.DIFFERS


def _joined(steps: Sequence[Pair]) -> Iterable[Pair]:
    """Neighbours of one unknown run as one step."""
    held: list[Pair] = []
    for one in steps:
        if held and one.step == Step.RUN and held[-1].step == Step.RUN:
            held[-1] = Pair(Step.RUN, held[-1].borne + one.borne, "", 0)
        else:
            held.append(one)
    return held
