"""What is due of whom in coordination, for the reminders and the calendar.

``DUES`` is the list of these questions; pages and command line hand it to the reminders of the Roadmap.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from opensalw.core.models import User
from opensalw.core.queries import current_memberships
from opensalw.roadmap.queries.reminders import Due, Dues

from ..models import Conclusion, Progress
from ..rules.conclusions import WAITED_FOR
from .meeting_dues import meetings_due


def conclusions_due(users: Iterable[UUID] | None) -> Mapping[User, Iterable[Due]]:
    """What was promised by a day, of the owner's people and those who lead the jurisdiction; two queries for all.

    The secretariat is reminded of what owners propose to close.
    """
    posts = current_memberships().filter(user__is_active=True)
    if users is not None:
        posts = posts.filter(user__in=list(users))
    asks = Progress.objects.filter(conclusion=OuterRef("pk")).exclude(asks_closing="")
    found = list(Conclusion.objects.filter(status__in=WAITED_FOR).annotate(asked=Exists(asks)))
    due: dict[User, list[Due]] = defaultdict(list)
    for post in posts:
        for one in found:
            leads = post.role in ("officer", "chair") and post.institution.jurisdiction == one.jurisdiction
            if one.due_on and (leads or post.institution_id == one.owner_institution_id):
                due[post.user].append(_due(one))
            elif post.role == "secretariat" and one.asked:  # type: ignore[attr-defined]
                due[post.user].append(_asked(one))
    return due


def _due(one: Conclusion) -> Due:
    title = _("%(number)s: %(what)s") % {"number": one.number, "what": one.what[:120]}
    return Due(f"conclusion-{one.pk}", title, one.due_on, f"/work/conclusions/{one.number}/")


def _asked(one: Conclusion) -> Due:
    title = _("%(number)s: closing is proposed") % {"number": one.number}
    return Due(f"conclusion-{one.pk}-closing", title, None, f"/work/conclusions/{one.number}/", waits=True)


DUES: tuple[Dues, ...] = (conclusions_due, meetings_due)
