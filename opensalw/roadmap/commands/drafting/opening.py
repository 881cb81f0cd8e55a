"""Opening a part for a change: locked, and only by who may fill it now."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...models import Submission


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing since this page was opened; ``theirs`` is what stands now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(_("Someone else changed this since you opened it. Both texts are shown; nothing is lost."))
        self.theirs = theirs


def open_for(submission: Submission, by: Person) -> Submission:
    """Lock the part and check that ``by`` may fill it now."""
    locked = Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)
    require(rules.refuse_entering(locked, by))
    Submission.objects.filter(pk=locked.pk).update(touched_at=timezone.now())
    return locked
