"""The life of a trace request, declared once: states, steps, who makes them, and who is waited for.

Rules, the buttons of the request's page, the queue and the diagram of the manual come from this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ACKNOWLEDGED = "acknowledged"
    MORE_ASKED = "more_asked"
    DELAYED = "delayed"
    PARTLY = "partly_answered"
    ANSWERED = "answered"
    REFUSED = "refused"
    CLOSED = "closed"

    @property
    def label(self) -> Promise:
        """How a page says it."""
        return LABELS[self]


LABELS = {
    State.ASKED: gettext_lazy("asked"), State.ACKNOWLEDGED: gettext_lazy("acknowledged"),
    State.MORE_ASKED: gettext_lazy("more is asked"), State.DELAYED: gettext_lazy("delayed"),
    State.PARTLY: gettext_lazy("answered in part"), State.ANSWERED: gettext_lazy("answered"),
    State.REFUSED: gettext_lazy("refused"), State.CLOSED: gettext_lazy("closed"),
}  # fmt: skip


class Side(StrEnum):
    """Who makes a step, and who is waited for."""

    ASKS = "asks"
    ANSWERS = "answers"
    NOBODY = "nobody"


WAITED_FOR = {
    State.ASKED: Side.ANSWERS, State.ACKNOWLEDGED: Side.ANSWERS, State.MORE_ASKED: Side.ASKS,
    State.DELAYED: Side.ANSWERS, State.PARTLY: Side.ANSWERS, State.ANSWERED: Side.ASKS, State.REFUSED: Side.ASKS,
    State.CLOSED: Side.NOBODY,
}  # fmt: skip
WORKED_ON = frozenset({State.ASKED, State.ACKNOWLEDGED, State.DELAYED, State.PARTLY})
OPEN = WORKED_ON | {State.MORE_ASKED}
SETTLED = frozenset({State.ANSWERED, State.REFUSED})


@dataclass(frozen=True, slots=True)
class Step:
    """What may happen to a request: from which states, by whom, and where it stands then (None: where it stood)."""

    name: str
    label: Promise
    before: frozenset[State]
    side: Side
    after: State | None = None


_STEPS = (
    Step("acknowledged", gettext_lazy("Acknowledge"), frozenset({State.ASKED}), Side.ANSWERS, State.ACKNOWLEDGED),
    Step("searched", gettext_lazy("Note a search"), OPEN, Side.ANSWERS),
    Step("more_asked", gettext_lazy("Ask for more"), WORKED_ON, Side.ANSWERS, State.MORE_ASKED),
    Step("more_given", gettext_lazy("Give more"), frozenset({State.MORE_ASKED}), Side.ASKS, State.ACKNOWLEDGED),
    Step("delayed", gettext_lazy("Delay"), WORKED_ON, Side.ANSWERS, State.DELAYED),
    Step("partly_answered", gettext_lazy("Answer in part"), OPEN, Side.ANSWERS, State.PARTLY),
    Step("answered", gettext_lazy("Answer"), OPEN, Side.ANSWERS, State.ANSWERED),
    Step("refused", gettext_lazy("Refuse"), OPEN, Side.ANSWERS, State.REFUSED),
    Step("reminded", gettext_lazy("Remind"), WORKED_ON, Side.ASKS),
    Step("closed", gettext_lazy("Close"), OPEN | SETTLED, Side.ASKS, State.CLOSED),
)
STEPS = {step.name: step for step in _STEPS}


def possible(state: State, side: Side | None = None) -> list[Step]:
    """What may happen next to a request in this state, by this side or by both."""
    return [step for step in _STEPS if state in step.before and side in (None, step.side)]


def stands(names: Iterable[str]) -> State:
    """Where a request stands after these steps, in their order, from the day it was asked."""
    state = State.ASKED
    for name in names:
        step = STEPS.get(name)
        if step and state in step.before and step.after:
            state = step.after
    return state


def refuse_step(state: State, name: str, side: Side | None) -> str | None:
    """Why this step is not possible now, or is not this side's; ``side`` None: one side keeps the whole record."""
    step = STEPS[name]
    if state not in step.before:
        words = {"step": step.label, "state": state.label}
        return _("“%(step)s” is not possible: the request is %(state)s.") % words
    if side is not None and side != step.side:
        who = _("the side that asks") if step.side == Side.ASKS else _("the side that answers")
        return _("“%(step)s” is a step of %(who)s, which works on this request here itself.") % {
            "step": step.label, "who": who,
        }  # fmt: skip
    return None


def diagram() -> str:
    """The same table as a Mermaid diagram."""
    lines = ["stateDiagram-v2", "    [*] --> asked: sent or received"]
    for step in _STEPS:
        if step.after:
            lines += [f"    {before} --> {step.after}: {step.name}" for before in sorted(step.before)]
    return "\n".join(lines)
