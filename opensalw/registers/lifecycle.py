"""The life of a weapon, declared once: states, steps, and how a life is read from its entries.

Rules, the weapon page's "now possible" and the diagram of the manual all come from this table. A life
is read in the order of the days on which things happened, so that a theft reported late stands where it
belongs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class State(StrEnum):
    """Where a weapon stands."""

    HELD = "held"
    LOST = "lost"
    STOLEN = "stolen"
    TAKEN = "taken"
    EXPORTED = "exported"
    DEACTIVATED = "deactivated"
    DESTROYED = "destroyed"
    MERGED = "merged"

    @property
    def label(self) -> Promise:
        """How a page says it."""
        return LABELS[self]


LABELS = {
    State.HELD: gettext_lazy("held"), State.LOST: gettext_lazy("lost"), State.STOLEN: gettext_lazy("stolen"),
    State.TAKEN: gettext_lazy("taken in by an authority"), State.EXPORTED: gettext_lazy("exported"),
    State.DEACTIVATED: gettext_lazy("deactivated"), State.DESTROYED: gettext_lazy("destroyed"),
    State.MERGED: gettext_lazy("merged into another record"),
}  # fmt: skip
LIVING = frozenset({State.HELD, State.LOST, State.STOLEN, State.TAKEN, State.EXPORTED, State.DEACTIVATED})
HERE = frozenset({State.HELD, State.TAKEN, State.DEACTIVATED})


@dataclass(frozen=True, slots=True)
class Step:
    """What may happen to a weapon: from which states, and where it stands then (None: where it stood)."""

    name: str
    label: Any
    before: frozenset[State]
    after: State | None = None
    needs_second: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry, as far as a life is concerned. ``order`` tells entries of one day apart."""

    name: str
    on: date
    order: int
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Life:
    """How a weapon stands at the end of a day; ``conflicts`` are entries that did not fit."""

    state: State | None = None
    holder: str | None = None
    permit: str | None = None
    category: str = ""
    since: date | None = None
    seen_after_destruction: bool = False
    conflicts: list[Happening] = field(default_factory=list)


_STEPS = (
    Step("registered", gettext_lazy("Register"), frozenset()),
    Step("transferred", gettext_lazy("Transfer"), frozenset({State.HELD}), State.HELD),
    Step("inherited", gettext_lazy("Inherit"), frozenset({State.HELD}), State.HELD),
    Step("lost", gettext_lazy("Report as lost"), frozenset({State.HELD}), State.LOST),
    Step("stolen", gettext_lazy("Report as stolen"), frozenset({State.HELD}), State.STOLEN),
    Step("recovered", gettext_lazy("Recover"), frozenset({State.LOST, State.STOLEN}), State.HELD),
    Step("taken_in", gettext_lazy("Take in"), LIVING | {State.DESTROYED}, State.TAKEN),
    Step("given_back", gettext_lazy("Give back"), frozenset({State.TAKEN}), State.HELD),
    Step("legalised", gettext_lazy("Legalise"), frozenset({State.TAKEN, State.HELD}), State.HELD),
    Step("exported", gettext_lazy("Export"), frozenset({State.HELD}), State.EXPORTED),
    Step("imported", gettext_lazy("Import"), frozenset({State.EXPORTED}), State.HELD),
    Step("deactivated", gettext_lazy("Deactivate"), frozenset({State.HELD, State.TAKEN}), State.DEACTIVATED, True),
    Step("destroyed", gettext_lazy("Destroy"), HERE, State.DESTROYED),
    Step("marked", gettext_lazy("Mark"), HERE),
    Step("component_fitted", gettext_lazy("Fit a component"), HERE),
    Step("component_removed", gettext_lazy("Remove a component"), HERE),
    Step("category_decided", gettext_lazy("Decide the category"), LIVING),
    Step("merged", gettext_lazy("Merge"), LIVING, State.MERGED, True),
)
STEPS = {step.name: step for step in _STEPS}
LATE = frozenset({"lost", "stolen"})


def possible(state: State) -> list[Step]:
    """What may happen next to a weapon in this state."""
    return [step for step in _STEPS if state in step.before]


def life(happenings: Iterable[Happening], until: date | None = None) -> Life:
    """How the weapon stands at the end of ``until``, or at last."""
    found = Life()
    for one in sorted(happenings, key=lambda one: (one.on, one.order)):
        if (until is None or one.on <= until) and one.name in STEPS:
            _live(found, one)
    return found


def refuse_step(happenings: list[Happening], new: Happening) -> str | None:
    """Why ``new`` cannot have happened on its day, or what that came later it would make impossible."""
    then = life(happenings, new.on)
    step = STEPS[new.name]
    if new.name == "registered":
        return _("The weapon is registered already.") if happenings else None
    if then.state is None:
        return _("On %(day)s the weapon was not registered yet.") % {"day": new.on}
    if then.state not in step.before:
        words = {"day": new.on, "state": then.state.label, "step": step.label, "since": then.since}
        return _("“%(step)s” is not possible: on %(day)s the weapon was %(state)s (since %(since)s).") % words
    if new.name in LATE:
        return None
    broken = life([*happenings, new]).conflicts
    fresh = [one for one in broken if one not in life(happenings).conflicts]
    if fresh:
        words = {"step": STEPS[fresh[0].name].label, "day": fresh[0].on}
        return _("Then “%(step)s” of %(day)s could not have happened. Correct that entry first.") % words
    return None


def _live(found: Life, one: Happening) -> None:
    step = STEPS[one.name]
    if one.name == "registered":
        if found.state is not None:
            found.conflicts.append(one)
            return
        found.state = State(one.payload.get("state") or State.HELD)
        found.since = one.on
    elif found.state not in step.before:
        found.conflicts.append(one)
        return
    if one.name == "taken_in" and found.state == State.DESTROYED:
        found.seen_after_destruction = True
    if step.after is not None and (found.state != step.after or one.name in ("transferred", "inherited")):
        found.state, found.since = step.after, one.on
    for name in ("holder", "permit"):
        if one.payload.get(name):
            setattr(found, name, one.payload[name])
    if one.payload.get("category"):
        found.category = one.payload["category"]
