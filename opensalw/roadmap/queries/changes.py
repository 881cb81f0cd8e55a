"""The history of a draft: who changed what, when, from what to what, and whether it is whole."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from opensalw.ledger.queries import history

from ..history import seal_of
from ..models import DraftChange, Submission
from ..reach import Reach, goal_of


def changes_of(part: Submission, *, key: str = "", thing: str = "", by: str = "") -> QuerySet[DraftChange]:
    """The changes of a part, the latest first; of one figure (with its splits) or thing, by one person if given."""
    found = DraftChange.objects.filter(submission=part).order_by("-number")
    if key:
        found = found.filter(key__startswith=key)
    if thing:
        found = found.filter(thing=thing)
    return found.filter(by=by) if by else found


def broken_drafts(jurisdictions: Iterable[str]) -> tuple[int, list[str]]:
    """How many changes of drafts there are, and the first broken place of each history that does not hold."""
    parts = Submission.objects.filter(jurisdiction__in=list(jurisdictions), changes__isnull=False).distinct()
    count = DraftChange.objects.filter(submission__in=parts).count()
    return count, [broken for part in parts if (broken := broken_change(part))]


def within_reach(found: QuerySet[DraftChange], reach: Reach) -> QuerySet[DraftChange]:
    """The changes of what somebody sees of the part: figures by measure, texts and files by section."""
    if reach.whole:
        return found
    goals = [goal for section in reach.sections if (goal := goal_of(section)) is not None]
    seen = Q(pk__in=[])
    for measure in reach.sections:
        seen |= Q(thing=DraftChange.Thing.FIGURE, key__startswith=f"{measure}.")
        seen |= Q(thing=DraftChange.Thing.EVIDENCE) & (Q(after__measure=measure) | Q(before__measure=measure))
    told = Q(thing=DraftChange.Thing.EVIDENCE) & (Q(after__goal__in=goals) | Q(before__goal__in=goals))
    told &= Q(after__measure="") | Q(before__measure="")
    texts = Q(thing=DraftChange.Thing.TEXT) & (Q(after__goal__in=goals) | Q(before__goal__in=goals))
    return found.filter(seen | texts | told)


def broken_change(part: Submission) -> str | None:
    """The first place at which the history of a draft does not hold, in words; None when it is whole.

    Every change is sealed over the one before it, and every sending names the last seal of its time.
    """
    seal, seals = "", {}
    changes: Iterable[DraftChange] = DraftChange.objects.filter(submission=part).order_by("number").iterator()
    for expected, row in enumerate(changes, start=1):
        if row.number != expected:
            return f"{part}: change {expected} is missing from the history of the draft"
        if seal_of(seal, row) != row.seal:
            return f"{part}: change {row.number} of the draft is not as it was sealed"
        seal = seals[row.number] = row.seal
    for entry in history(part.pk):
        number = entry.payload.get("changes") if entry.name == "submitted" else None
        if number and seals.get(number) != entry.payload["changes_seal"]:
            return f"{part}: the history of the draft is not what it was at entry {entry.id}"
    return None


def removed_texts(part: Submission, goal: int) -> list[DraftChange]:
    """The text items that were taken out of a goal of the draft and not put back; ``before`` is what each said."""
    latest = DraftChange.objects.filter(submission=part, thing=DraftChange.Thing.TEXT).order_by("key", "-number")
    gone = [row for row in latest.distinct("key") if row.after is None and row.before and row.before["goal"] == goal]
    return sorted(gone, key=lambda row: -row.number)
