"""What is due of whom for meetings: the day of those to come, and registering a delegation by its last day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import User
from opensalw.core.queries import current_memberships
from opensalw.roadmap.queries.reminders import Due

from ..models import Delegation, Meeting, Series

COMING = ("officer", "chair", "secretariat", "donor")
REGISTERING = ("officer", "chair", "donor")


def meetings_due(users: Iterable[UUID] | None) -> Mapping[User, Iterable[Due]]:
    """The announced meetings of each person, and where an institution has not registered; three queries for all."""
    today = timezone.localdate()
    found = list(
        Meeting.objects.filter(state=Meeting.State.ANNOUNCED, ends_on__gte=today).select_related("series")
    )
    due: dict[User, list[Due]] = defaultdict(list)
    if not found:
        return due
    standing = Delegation.objects.filter(meeting__in=found, withdrawn_at__isnull=True)
    registered = set(standing.values_list("meeting_id", "institution_id"))
    posts = current_memberships().filter(user__is_active=True, role__in=COMING)
    if users is not None:
        posts = posts.filter(user__in=list(users))
    for post in posts:
        for one in found:
            local = one.series.kind == Series.Kind.LOCAL
            if local and post.role != "donor" and one.jurisdiction not in (post.institution.jurisdiction, ""):
                continue
            due[post.user].append(Due(f"meeting-{one.pk}", one.title, one.starts_on, f"/work/meetings/{one.pk}/"))
            waits = post.role in REGISTERING and one.register_until and today <= one.register_until
            if waits and (one.pk, post.institution_id) not in registered:
                title = _("%(meeting)s: register your delegation") % {"meeting": one.title}
                path = f"/work/meetings/{one.pk}/registration/"
                due[post.user].append(Due(f"meeting-{one.pk}-register", title, one.register_until, path))
    return due
