"""Keeping the history of a draft: each change sealed over the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from opensalw.core.permissions import Person

from ...history import seal_of
from ...models import DraftChange, Submission
from . import copying


@dataclass(frozen=True)
class Change:
    """What was changed: a thing by its key, what it said before and what it says now; None where it was not."""

    thing: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def note(part: Submission, changes: Iterable[Change], *, by: Person, via: str, why: str = "") -> None:
    """Add ``changes`` to the history of a part that is locked; what is the same before and after is left out."""
    last = _last(part)
    number, seal = (last.number, last.seal) if last else (0, "")
    rows = []
    for change in changes:
        if change.before == change.after:
            continue
        number += 1
        row = DraftChange(
            submission_id=part.pk, number=number, at=timezone.now(), by=by.id, thing=change.thing, key=change.key,
            before=change.before, after=change.after, via=via, why=why,
        )  # fmt: skip
        row.seal = seal = seal_of(seal, row)
        rows.append(row)
    copying.insert(rows)


def _last(part: Submission) -> DraftChange | None:
    return DraftChange.objects.filter(submission=part).order_by("-number").first()


def last_seal(part: Submission) -> dict[str, Any]:
    """The number and the seal of the last change, for the entry of a sending."""
    last = _last(part)
    return {"changes": last.number, "changes_seal": last.seal} if last else {}
