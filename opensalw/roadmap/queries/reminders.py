"""What is due of whom: parts, sections and queries of open rounds, by the posts that people hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.models import User
from opensalw.core.queries import current_memberships, hashed

from .. import rules
from ..models import Assignment, ReminderChoice, ReminderSent, Round, Submission
from ..reach import section_title
from ..states import State
from .threads import OPEN_QUERY

How = ReminderChoice.How
AHEAD = timedelta(days=14)
MONDAY = 0


@dataclass(frozen=True)
class Due:
    """One thing that waits for a person: what, by which day, and the page that shows it."""

    key: str
    title: str
    on: date | None
    path: str
    waits: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.on is not None and self.on < today

    def is_near(self, today: date) -> bool:
        """Whether it belongs into a mail: it waits now, or its day has passed or comes soon."""
        return self.waits or (self.on is not None and self.on <= today + AHEAD)


Dues = Callable[[Iterable[UUID] | None], Mapping[User, Iterable[Due]]]


def due_of(users: Iterable[UUID] | None = None, *, others: Sequence[Dues] = ()) -> dict[User, list[Due]]:
    """Everything that is due of these people, or of all, the most urgent first; four queries for everybody.

    ``others`` are the questions of packages above this one: what is due of the same people there.
    """
    wanted = None if users is None else list(users)
    posts = current_memberships().filter(user__is_active=True)
    if wanted is not None:
        posts = posts.filter(user__in=wanted)
    parts = list(
        Submission.objects.filter(round__state=Round.State.OPEN)
        .select_related("round__framework")
        .annotate(waiting=Count("threads", filter=OPEN_QUERY, distinct=True))
        .prefetch_related("assignments__institution")
    )
    found: dict[User, dict[str, Due]] = defaultdict(dict)
    for post in posts:
        for part in parts:
            for one in _of_post(post.role, post.institution_id, post.institution.jurisdiction, part):
                found[post.user][one.key] = one
    for question in others:
        for user, things in question(wanted).items():
            found[user].update((one.key, one) for one in things)
    return {
        user: sorted(things.values(), key=lambda one: (one.on or date.max, one.key)) for user, things in found.items()
    }


def _of_post(role: str, institution: str, jurisdiction: str, part: Submission) -> Iterable[Due]:
    path, name = f"/work/rounds/{part.round_id}/{part.jurisdiction}/", f"{label(part.jurisdiction)}, {part.round_id}"
    key, open_part = f"{part.pk}", part.state in (State.DRAFT, State.RETURNED, State.CLEARED)
    if role in ("officer", "chair") and jurisdiction == part.jurisdiction and open_part:
        yield Due(key, _("%(part)s: the part") % {"part": name}, rules.due_on(part), path)
        waiting: int = part.waiting  # type: ignore[attr-defined]
        if waiting and part.state == State.RETURNED:
            words = _("%(part)s: %(count)d open queries") % {"part": name, "count": waiting}
            yield Due(f"{key}-queries", words, None, f"{path}#queries", waits=True)
    if role == "contributor" and jurisdiction == part.jurisdiction and part.state in (State.DRAFT, State.RETURNED):
        for one in part.assignments.all():
            if one.institution_id == institution and one.is_waited_for:
                title = section_title(part.round.framework.spec, one.section)
                words = _("%(part)s: %(title)s") % {"part": name, "title": title}
                back = one.returned_at is not None
                yield Due(f"{key}-{one.section}-{institution}", words, one.due_on, f"{path}#own", back)
    if role == "secretariat" and part.state == State.SUBMITTED:
        yield Due(f"{key}-review", _("%(part)s: waits for review") % {"part": name}, None, f"{path}review/", waits=True)


def to_remind(
    today: date | None = None, *, now: Iterable[UUID] | None = None, others: Sequence[Dues] = ()
) -> dict[User, list[Due]]:
    """Who gets a mail today, with what: as each chose, and nobody twice on a day. ``now`` asks at once for these."""
    today = today or timezone.localdate()
    chosen = dict(ReminderChoice.objects.values_list("user_id", "how"))
    done = set(ReminderSent.objects.filter(day=today).values_list("user_id", flat=True))
    found = {}
    for user, things in due_of(now, others=others).items():
        how = chosen.get(user.pk, How.WEEKLY)
        near = [one for one in things if one.is_near(today)]
        if how == How.ON_THE_DAY and now is None:
            near = [one for one in near if one.on in (today, today - timedelta(days=1))]
        waits = how != How.OFF and (now is not None or how != How.WEEKLY or today.weekday() == MONDAY)
        if near and waits and user.pk not in done:
            found[user] = near
    return found


def owner_of_feed(secret: str) -> User | None:
    """Whose calendar an address names, unless it was revoked."""
    found = ReminderChoice.objects.select_related("user").filter(feed_hash=hashed(secret), user__is_active=True).first()
    return found.user if found and secret else None


@dataclass(frozen=True)
class OverdueRow:
    """A part or a section that is past its day, and the people whom it waits for."""

    part: Submission
    title: str
    on: date
    people: tuple[User, ...]


def overdue_rows(today: date | None = None) -> list[OverdueRow]:
    """What is past its day in the open rounds, the oldest first."""
    today = today or timezone.localdate()
    rows = []
    holders: dict[tuple[str, str], list[User]] = defaultdict(list)
    for post in current_memberships().filter(user__is_active=True):
        holders[post.institution.jurisdiction, post.role].append(post.user)
        holders[post.institution_id, post.role].append(post.user)
    parts = Submission.objects.filter(round__state=Round.State.OPEN).select_related("round__framework")
    for part in parts:
        if rules.is_overdue(part, today) and (on := rules.due_on(part)):
            rows.append(OverdueRow(part, _("The part"), on, tuple(holders[part.jurisdiction, "officer"])))
    late = Assignment.objects.filter(
        Q(due_on__lt=today), submission__in=parts, delivered_at__isnull=True, taken_over_at__isnull=True
    ).select_related("submission__round__framework", "institution")
    for one in late:
        title = f"{section_title(one.submission.round.framework.spec, one.section)}, {one.institution.name}"
        people = tuple(holders[one.institution_id, "contributor"])
        if one.due_on:
            rows.append(OverdueRow(one.submission, title, one.due_on, people))
    return sorted(rows, key=lambda row: (row.on, row.part.jurisdiction, row.title))
