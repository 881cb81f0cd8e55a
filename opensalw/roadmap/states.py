"""The states of a submission, who owns each, and what leads where: one table.

It drives the buttons, the checks and the diagram in the manual. Pure: no database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from opensalw.core import permissions
from opensalw.core.permissions import Person


class State(TextChoices):
    """Where a submission stands."""

    DRAFT = "draft", _("Draft")
    CLEARED = "cleared", _("Cleared")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    RELEASED = "released", _("Released")
    AMENDING = "amending", _("Being amended")
    RECONSTRUCTED = "reconstructed", _("Reconstructed")


OWNERS = {
    State.DRAFT: _("officer and contributors"),
    State.CLEARED: _("officer"),
    State.SUBMITTED: _("secretariat"),
    State.RETURNED: _("officer and contributors"),
    State.ACCEPTED: _("secretariat"),
    State.RELEASED: _("the public"),
    State.AMENDING: _("officer and contributors, for a limited time"),
    State.RECONSTRUCTED: _("nobody: rebuilt from a record"),
}
EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.AMENDING})
LOCKED = frozenset({State.ACCEPTED, State.RELEASED})


def _secretariat(person: Person, jurisdiction: str) -> str | None:
    return permissions.refuse_secretariat_work(person)


@dataclass(frozen=True)
class Transition:
    """A step that a person may take: from where, to where, and who.

    ``again`` is where it leads instead when the part was accepted before (to RELEASED: when it is public).
    """

    name: str
    label: object
    before: frozenset[State]
    after: State
    refuse_person: Callable[[Person, str], str | None]
    needs: object = ""
    again: State | None = None


TRANSITIONS = {
    step.name: step
    for step in (
        Transition(
            "clear", _("Clear"), EDITABLE, State.CLEARED, permissions.refuse_clearing,
            _("every figure given or explained, after the ministries were consulted"),
        ),
        Transition(
            "reopen", _("Back to draft"), frozenset({State.CLEARED}), State.DRAFT, permissions.refuse_submitting,
            _("a change after clearing; it must be cleared again"), again=State.AMENDING,
        ),
        Transition(
            "submit", _("Submit"), frozenset({State.CLEARED}), State.SUBMITTED, permissions.refuse_submitting,
            _("makes an immutable snapshot with a receipt"),
        ),
        Transition(
            "return", _("Return with queries"), frozenset({State.SUBMITTED}), State.RETURNED, _secretariat,
            _("at least one open query"),
        ),
        Transition(
            "accept", _("Accept"), frozenset({State.SUBMITTED}), State.ACCEPTED, _secretariat,
            _("no open query; never by the person who sent it"), again=State.RELEASED,
        ),
        Transition(
            "release", _("Release"), frozenset({State.ACCEPTED}), State.RELEASED, _secretariat,
            _("what was entered on behalf of a seat is confirmed"),
        ),
        Transition(
            "unlock", _("Unlock for a change"), LOCKED, State.AMENDING, _secretariat,
            _("a reason and a time limit; what was accepted stands until it is accepted again"),
        ),
        Transition(
            "let_stand", _("Leave as it stood"), frozenset({State.AMENDING}), State.ACCEPTED,
            permissions.refuse_submitting, _("what was changed since the unlocking is put aside"), again=State.RELEASED,
        ),
    )
}  # fmt: skip


def landing(step: Transition, *, accepted: bool, released: bool) -> State:
    """Where ``step`` leads for a part that was, or was not, accepted and released before."""
    known = released if step.again == State.RELEASED else accepted
    return step.again if step.again and known else step.after


def possible(state: str) -> tuple[Transition, ...]:
    """The steps that lead out of ``state``."""
    return tuple(step for step in TRANSITIONS.values() if state in step.before)


def refuse_state(state: str, step: Transition) -> str | None:
    """Why ``step`` cannot be taken in ``state``, or None."""
    if state in step.before:
        return None
    allowed = ", ".join(sorted(str(State(before).label).lower() for before in step.before))
    return _("A part that is %(state)s cannot take the step “%(step)s”; it must be %(allowed)s.") % {
        "state": str(State(state).label).lower(),
        "step": step.label,
        "allowed": allowed,
    }


def diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    for step in TRANSITIONS.values():
        lines += [f"    {before} --> {step.after}: {step.name}" for before in sorted(step.before)]
        if step.again:
            lines += [f"    {before} --> {step.again}: {step.name}, again" for before in sorted(step.before)]
    return "\n".join([*lines, "    released --> [*]"])
