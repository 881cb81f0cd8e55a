"""Text items in work: written, changed, moved, removed, put back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...history import text_facts
from ...models import DraftChange, SetAside, Submission, TextItem
from ...narrative import refuse_text_facts
from ...queries.plans import objectives_of
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
    new: UUID | None = None,
    revision: int | None = None,
    language: str = "en",
    translation: str = "",
    status: str | None = None,
    objective: str | None = None,
    via: str = "form",
) -> TextItem:
    """Keep a text item, a new one or a changed one; the same again changes nothing.

    ``revision`` is what the editor had in hand; ChangedMeanwhile is raised when it is no longer the last.
    ``new`` is the id that a form gives to what it adds, so that sending it twice adds it once.
    ``status`` and ``objective`` stay as they are where they are not given.
    """
    part = open_for(submission, by)
    require(rules.refuse_text(text, goal, part.round.framework.spec), field="text")
    require(rules.refuse_goal(part, goal, by), field="text")
    kept = _held(part, item) if item else _added(part, goal, kind, new)
    require(rules.refuse_goal(part, kept.goal, by), field="text")
    before = None if kept._state.adding else text_facts(kept)
    if before and item and revision is not None and kept.revision != revision:
        raise ChangedMeanwhile(kept)
    kept.goal, kept.kind = goal, kind
    kept.text, kept.language, kept.translation = text.strip(), language, translation.strip()
    kept.status = kept.status if status is None else status
    kept.objective = kept.objective if objective is None else objective
    offered = [code for code, _title in objectives_of(part, goal)] if kept.objective else []
    require(refuse_text_facts(kind, kept.status, kept.objective, offered), field="status")
    SetAside.objects.filter(item=kept.pk, by=by.id).delete()
    if before == text_facts(kept):
        return kept
    kept.revision += 1 if before else 0
    return _keep(part, kept, before, by, via)


def _held(part: Submission, item: UUID) -> TextItem:
    """The item of the part, locked."""
    found = TextItem.objects.select_for_update().filter(pk=item, submission=part).first()
    if found is None:
        raise Refused(_("This text was removed meanwhile. Save it again to keep yours as a new one."))
    return found


def _added(part: Submission, goal: int, kind: str, new: UUID | None) -> TextItem:
    """A new item at the end of its kind, or the one that the same form has added already."""
    if new and (present := TextItem.objects.filter(pk=new).first()):
        require(None if present.submission_id == part.pk else _("There is a text of that id elsewhere."))
        return present
    last = TextItem.objects.filter(submission=part, goal=goal, kind=kind).order_by("-position").first()
    named = {"pk": new} if new else {}
    return TextItem(submission=part, goal=goal, kind=kind, position=last.position + 1 if last else 0, **named)


def _keep(part: Submission, kept: TextItem, before: dict[str, Any] | None, by: Person, via: str) -> TextItem:
    kept.touched_by = by.id
    kept.save()
    note(part, [Change("text", str(kept.pk), before, text_facts(kept))], by=by, via=via)
    return kept


@transaction.atomic
def remove_text(submission: Submission, item: UUID, *, by: Person) -> None:
    """Take a text item out of a draft; what was sent before stays in its snapshot, what it said in the history."""
    part = open_for(submission, by)
    for held in TextItem.objects.filter(pk=item, submission=part):
        require(rules.refuse_goal(part, held.goal, by), field="text")
        note(part, [Change("text", str(held.pk), text_facts(held), None)], by=by, via="form")
        held.delete()


@transaction.atomic
def put_text_back(submission: Submission, item: UUID, *, by: Person) -> TextItem:
    """Put a removed text item back as it was, with its conversations and its evidence."""
    part = open_for(submission, by)
    changes = DraftChange.objects.filter(submission=part).order_by("-number")
    removed = changes.filter(thing="text", key=str(item)).first()
    gone = removed is not None and removed.after is None and not TextItem.objects.filter(pk=item).exists()
    if removed is None or not gone:
        raise Refused(_("This text is not among those that were removed."))
    facts = removed.before or {}
    require(rules.refuse_goal(part, facts["goal"], by))
    last = TextItem.objects.filter(submission=part, goal=facts["goal"], kind=facts["kind"]).order_by("position").last()
    facts = {**facts, "position": max(facts.get("position", 0), last.position + 1 if last else 0)}
    # Higher than any revision it had, so that an editor of before its removal is told.
    back = TextItem(pk=item, submission=part, revision=changes.first().number + 1, **facts)  # type: ignore[union-attr]
    return _keep(part, back, None, by, "form")


@transaction.atomic
def move_text(submission: Submission, item: UUID, *, up: bool, by: Person) -> None:
    """Change places with the item before or after it, of the same goal and kind; its words stay as they are."""
    part = open_for(submission, by)
    held = _held(part, item)
    require(rules.refuse_goal(part, held.goal, by))
    row = list(TextItem.objects.filter(submission=part, goal=held.goal, kind=held.kind).order_by("position", "pk"))
    place = row.index(held)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    changes = []
    for position, one in enumerate(row):
        before = text_facts(one)
        if one.position != position:
            one.position = position
            TextItem.objects.filter(pk=one.pk).update(position=position)
            changes.append(Change("text", str(one.pk), before, text_facts(one)))
    note(part, changes, by=by, via="form")


@transaction.atomic
def set_aside(
    submission: Submission, *, item: UUID, text: str, by: Person, seen: int, language: str = "en", translation: str = ""
) -> SetAside | None:
    """Keep what was written in a text that somebody else changed meanwhile, until its writer chooses."""
    part = open_for(submission, by)
    if not text.strip() or len(text) > rules.TEXT_LIMIT:
        return None
    facts = {
        "submission": part, "text": text.strip(), "seen": seen, "language": language[:12],
        "translation": translation[: rules.TEXT_LIMIT].strip(),
    }  # fmt: skip
    return SetAside.objects.update_or_create(item=item, by=by.id, defaults=facts)[0]


@transaction.atomic
def take_theirs(submission: Submission, item: UUID, *, by: Person) -> None:
    """Choose what stands and let the own text go."""
    part = open_for(submission, by)
    SetAside.objects.filter(submission=part, item=item, by=by.id).delete()
