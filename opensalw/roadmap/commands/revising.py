"""Accepting figures: the changed ones become observations that replace the old ones, the others stay."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person

from .. import restating
from ..models import Cause, LockException, Observation, Restatement, Submission
from ..queries.accepted import standing_figures
from ..queries.definitions import Standing
from .calculating import calculated
from .terms import Terms, restate_in_part
from .withholding import show

BESIDE = ("explanation", "institutions", "provenance", "checks", "coverage")
Derive = Callable[[Sequence[Observation]], list[Observation]]


def put_in_force(
    part: Submission,
    fresh: Iterable[Observation],
    *,
    derive: Derive,
    exception: LockException | None,
    by: Person,
    now: datetime,
) -> None:
    """Let the figures of an accepted receipt stand from ``now``, and those that ``derive`` works out from them.

    A figure that was public is restated; one that was not is simply revised.
    """
    terms = _terms(part, exception, by, now)
    submitted, worked_out = _by_origin(part)
    stand = _replace(part, submitted, fresh, terms)
    _replace(part, worked_out, derive(stand), terms)


def work_out_again(part: Submission, terms: Terms, *, because: Observation, entry: int) -> None:
    """A figure of the part was restated: so is what is worked out from it."""
    submitted, worked_out = _by_origin(part)
    fresh = calculated(part, submitted, Standing.of(part), entry=entry, now=terms.now)
    title = part.round.framework.spec.line(f"{because.measure}.{because.line}").title
    reason = _("Worked out from a figure that was restated (%(line)s): %(reason)s")
    _replace(part, worked_out, fresh, replace(terms, reason=reason % {"line": title, "reason": terms.reason}))


def _by_origin(part: Submission) -> tuple[list[Observation], list[Observation]]:
    rows = list(standing_figures(part))
    submitted = [row for row in rows if row.origin == Observation.Origin.SUBMITTED]
    return submitted, [row for row in rows if row.origin == Observation.Origin.COMPUTED]


def _replace(
    part: Submission, held: Iterable[Observation], fresh: Iterable[Observation], terms: Terms
) -> list[Observation]:
    """Write what is new or changed, end what was replaced or withdrawn; returns the rows that stand now."""
    standing = {_place(row): row for row in held}
    stand, made, ended, restatements = [], [], [], []
    for new in fresh:
        old = standing.pop(_place(new), None)
        if old is not None and _same(old, new):
            stand.append(old)
            continue
        restated = _follow(part, old, new, terms)
        ended += [old] if old else []
        restatements += [restated] if restated else []
        made.append(new)
    for old in standing.values():
        ended.append(old)
        if restating.is_public(old):
            restatements.append(restate_in_part(old, None, terms))
    end(ended, at=terms.now)
    later = {row.pk: row.public_from for row in made}
    for row in made:
        row.public_from = None
    Observation.objects.bulk_create(made)
    for moment in sorted({moment for moment in later.values() if moment}):
        show([row for row in made if later[row.pk] == moment], at=moment)
    Restatement.objects.bulk_create(restatements)
    return [*stand, *made]


def end(rows: Iterable[Observation], *, at: datetime) -> None:
    """Let figures no longer stand from a moment on, and the rows that stand in for them in public."""
    ids = [row.pk for row in rows]
    Observation.published.filter(Q(pk__in=ids) | Q(withholds__in=ids), known_until__isnull=True).update(known_until=at)


def _follow(part: Submission, old: Observation | None, new: Observation, terms: Terms) -> Restatement | None:
    """Let ``new`` follow ``old``: public when that was public, and then a restatement when the figure differs.

    What was withheld in public is no restatement: to say what it was would give it away.
    """
    since = part.public_from if old is None else old.public_from or _shown_withheld(old)
    was_public = since is not None and since <= terms.now
    new.public_from = terms.now if was_public else since
    new.replaces = old
    withheld = old is not None and old.public_from is None
    if not was_public or withheld or (old is not None and restating.same_figure(old, new)):
        return None
    new.restated = True
    return restate_in_part(old, new, terms)


def _shown_withheld(row: Observation) -> datetime | None:
    """Since when a row stands in for a withheld figure in public."""
    found = Observation.published.filter(withholds=row).values_list("public_from", flat=True)
    return found.first()


def _place(row: Observation) -> tuple[str, str, str]:
    return row.measure, row.line, row.dims_key


def _same(old: Observation, new: Observation) -> bool:
    beside = all(getattr(old, name) == getattr(new, name) for name in BESIDE)
    return beside and restating.same_figure(old, new)


def _terms(part: Submission, exception: LockException | None, by: Person, now: datetime) -> Terms:
    return Terms(
        cause=exception.cause if exception else Cause.LATE_DATA,
        reason=exception.reason if exception else "",
        evidence=f"receipt {part.snapshots.latest('number').number}",
        proposed_at=part.sent_at or now,
        proposed_by=part.sent_by,
        now=now,
        by=by,
        exception=exception,
    )
