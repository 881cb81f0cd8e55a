"""Needs: what is known of them changes, they are merged, split and shown to the public."""

from collections.abc import Sequence
from typing import Any, TypedDict
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from ..events import needs as events
from ..models import Need
from ..rules import needs as rules
from .needs import held, record, state_need

CHANGEABLE = (
    "text", "goal", "kind", "urgency", "estimate", "currency", "beneficiary", "beneficiary_institution", "measure",
)  # fmt: skip
INHERITED = (
    "jurisdiction", "origin", "is_challenge", "beneficiary", "beneficiary_institution", "urgency", "measure", "round",
    "text_item", "item", "source", "locator", "stated_on", "is_public",
)  # fmt: skip


class Part(TypedDict, total=False):
    """A part of a need that is split; what it does not say it has from the whole."""

    text: str
    goal: int
    kind: str


@transaction.atomic
def change_need(need: Need, *, by: Person, reason: str = "", **facts: Any) -> Need:
    """Change what is known of a need: kind, urgency, estimate, beneficiary, goal, wording, measure."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    if unknown := set(facts) - set(CHANGEABLE):
        raise TypeError(f"A need has no {', '.join(sorted(unknown))} to change.")
    kept = held(need)
    if kept.status in (Need.Status.MERGED, Need.Status.SPLIT):
        require(rules.refuse_status(kept, Need.Status.WITHDRAWN))
    changes = {name: value for name, value in facts.items() if getattr(kept, name) != value}
    if not changes:
        return kept
    told = "; ".join(f"{name}: {_word(getattr(kept, name))} → {_word(value)}" for name, value in changes.items())
    for name, value in changes.items():
        setattr(kept, name, value)
    for wrong in (
        rules.refuse_content(kept.text, kept.kind, kept.goal), rules.refuse_estimate(kept.estimate, kept.currency)
    ):  # fmt: skip
        if wrong:
            raise Refused(*wrong)
    kept.touched_by = by.id
    kept.full_clean()
    kept.save()
    record(events.NeedChanged(number=kept.number, what=told), kept, by, reason)
    return kept


def _word(value: object) -> str:
    return "–" if value in (None, "") else str(value)


@transaction.atomic
def merge_needs(needs: Sequence[Need], *, into: Need, by: Person, reason: str = "") -> Need:
    """Let needs go on inside another one; their projects serve that one from now on."""
    require(rules.refuse_following_need(by, into.jurisdiction))
    if not needs:
        raise Refused(_("Choose the needs that go into this one."))
    target, batch = held(into), uuid4()
    for one in sorted(needs, key=lambda need: need.pk):
        kept = held(one)
        require(rules.refuse_merging(kept, target), "into")
        kept.status, kept.into, kept.touched_by = Need.Status.MERGED, target, by.id
        kept.save(update_fields=["status", "into", "touched_by", "touched_at"])
        for project in kept.projects.all():
            project.needs.add(target)
        record(events.NeedMerged(number=kept.number, into=target.number), kept, by, reason, batch)
    return target


@transaction.atomic
def split_need(need: Need, *, parts: Sequence[Part], by: Person, reason: str = "") -> list[Need]:
    """Let a need go on as several; each has a number of its own and keeps where it comes from."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    kept = held(need)
    written = [part for part in parts if part.get("text", "").strip()]
    require(rules.refuse_splitting(kept, [part["text"] for part in written]), "parts")
    shared = {name: getattr(kept, name) for name in INHERITED}
    made = [
        state_need(
            **shared, text=part["text"], goal=part.get("goal", kept.goal), kind=part.get("kind", kept.kind),
            out_of=kept, by=by,
        )
        for part in written
    ]  # fmt: skip
    for project in kept.projects.all():
        project.needs.add(*made)
    was_confirmed = kept.status != Need.Status.STATED
    kept.status, kept.touched_by = Need.Status.SPLIT, by.id
    kept.save(update_fields=["status", "touched_by", "touched_at"])
    numbers = ", ".join(one.number for one in made)
    record(events.NeedSplit(number=kept.number, parts=numbers), kept, by, reason)
    if was_confirmed:
        made = [_confirmed_with_the_whole(one, by) for one in made]
    return made


def _confirmed_with_the_whole(need: Need, by: Person) -> Need:
    """The parts of a need that was confirmed are confirmed with it."""
    need.status = Need.Status.CONFIRMED
    need.save(update_fields=["status", "touched_at"])
    record(events.NeedConfirmed(number=need.number), need, by)
    return need


@transaction.atomic
def release_need(need: Need, *, by: Person, public: bool = True) -> Need:
    """Show a need to the public, or no longer."""
    require(refuse_secretariat_work(by))
    kept = held(need)
    if kept.is_public != public:
        kept.is_public, kept.touched_by = public, by.id
        kept.save(update_fields=["is_public", "touched_by", "touched_at"])
        record(events.NeedReleased(number=kept.number, public=public), kept, by)
    return kept
