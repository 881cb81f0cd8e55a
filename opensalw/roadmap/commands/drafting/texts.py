"""Text items in work: progress, challenges, plans, needs."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...history import text_facts
from ...models import Submission, TextItem
from .changes import Change, note
from .opening import ChangedMeanwhile, open_for


@transaction.atomic
def save_text(
    submission: Submission,
    *,
    goal: int,
    kind: str,
    text: str,
    by: Person,
    item: UUID | None = None,
    revision: int | None = None,
    language: str = "en",
    translation: str = "",
    via: str = "form",
) -> TextItem:
    """Keep a text item, a new one or a changed one.

    ``revision`` is what the editor had in hand; ChangedMeanwhile is raised when it is no longer the last.
    """
    part = open_for(submission, by)
    require(rules.refuse_text(text, goal, part.round.framework.spec), field="text")
    if kind not in TextItem.Kind.values:
        raise Refused(_("A text item is progress, a challenge, a plan or a need."), field="kind")
    before = None
    if item is None:
        last = TextItem.objects.filter(submission=part, goal=goal, kind=kind).order_by("-position").first()
        kept = TextItem(submission=part, goal=goal, kind=kind, position=last.position + 1 if last else 0)
    else:
        kept = TextItem.objects.select_for_update().get(pk=item, submission=part)
        if revision is not None and kept.revision != revision:
            raise ChangedMeanwhile(kept)
        kept.revision, before = kept.revision + 1, text_facts(kept)
    kept.goal, kept.kind = goal, kind
    kept.text, kept.language, kept.translation = text.strip(), language, translation.strip()
    kept.touched_by = by.id
    kept.save()
    note(part, [Change("text", str(kept.pk), before, text_facts(kept))], by=by, via=via)
    return kept


@transaction.atomic
def remove_text(submission: Submission, item: UUID, *, by: Person) -> None:
    """Take a text item out of a draft; what was sent before stays in its snapshot, what it said in the history."""
    part = open_for(submission, by)
    for held in TextItem.objects.filter(pk=item, submission=part):
        note(part, [Change("text", str(held.pk), text_facts(held), None)], by=by, via="form")
        held.delete()
