"""The directory by function: bodies and posts are entered, changed and ended; their functions come and go."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.models import Source

from ..events import directory as events
from ..models import Body, BodyFunction
from ..rules import directory as rules

CHANGED = ("title", "placed_in", "mandate", "legal_basis", "reached_by", "standing", "since", "since_words")


@transaction.atomic
def enter(
    *,
    kind: str,
    jurisdiction: str,
    title: str,
    by: Person,
    standing: str = Body.Standing.ESTABLISHED,
    source: Source | None = None,
    locator: str = "",
    id: UUID | None = None,
    **facts: Any,
) -> Body:
    """Enter a commission, a working group, a focal point, a liaison officer or a contact point."""
    require(rules.refuse_keeping(by, jurisdiction))
    _require_body(kind=kind, jurisdiction=jurisdiction, title=title, standing=standing)
    made = Body(
        id=id or uuid4(), kind=kind, jurisdiction=jurisdiction, title=title.strip(), standing=standing, source=source,
        locator=locator, entered_by=by.id, **facts,
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    words = {"kind": str(made.get_kind_display()), "standing": str(made.get_standing_display())}
    _note(made, events.BodyEntered(title=made.title, source=source.title if source else "", **words), by)
    return made


@transaction.atomic
def change(body: Body, *, by: Person, reason: str, **facts: Any) -> Body:
    """Change facts of a body, each an entry, with one reason; what stays the same is no change."""
    held = _locked(body, by)
    require(None if reason.strip() else _("Say why, or from where this is known."), field="reason")
    for name, value in facts.items():
        require(None if name in CHANGED else _("%(field)s is not changed here.") % {"field": name}, field=name)
        before, after = getattr(held, name), value.strip() if isinstance(value, str) else value
        if before != after:
            setattr(held, name, after)
            event = events.BodyChanged(field=_title(name), before=str(before or "–"), after=str(after or "–"))
            _note(held, event, by, reason)
    _require_body(kind=held.kind, jurisdiction=held.jurisdiction, title=held.title, standing=held.standing)
    held.save()
    return held


@transaction.atomic
def end(body: Body, *, until: date | None, reason: str, by: Person) -> Body:
    """Say that a body is no more; it stays in the directory with the days on which it was."""
    held = _locked(body, by)
    require(rules.refuse_end(held.since, until, reason), field="reason" if until else "until")
    held.standing, held.until = Body.Standing.ENDED, until
    held.save()
    _note(held, events.BodyEnded(day=str(until)), by, reason)
    return held


@transaction.atomic
def add_function(
    body: Body, *, role: str, institution: str, by: Person, function: str = "", since: date | None = None
) -> BodyFunction:
    """Say which function of which institution belongs to a body; never who holds it."""
    held = _locked(body, by)
    if role not in BodyFunction.Role.values:
        raise Refused(_("Choose the role."), "role")
    require(None if institution.strip() else _("Name the institution."), field="institution")
    made = BodyFunction(
        id=uuid4(), body=held, role=role, function=function.strip(), institution=institution.strip(), since=since
    )
    made.full_clean()
    made.save(force_insert=True)
    _note(held, events.FunctionAdded(role=str(made.get_role_display()), function=str(made)), by)
    return made


@transaction.atomic
def end_function(seat: BodyFunction, *, until: date | None, by: Person, reason: str) -> BodyFunction:
    """Say that a function belongs to a body no more, from a day on."""
    held = BodyFunction.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    body = _locked(held.body, by)
    require(_("This has ended already.") if held.until else None)
    require(rules.refuse_end(held.since, until, reason), field="reason" if until else "until")
    held.until = until
    held.save()
    _note(body, events.FunctionEnded(role=str(held.get_role_display()), function=str(held)), by, reason)
    return held


def _locked(body: Body, by: Person) -> Body:
    held = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    require(rules.refuse_keeping(by, held.jurisdiction))
    require(rules.refuse_changing(held))
    return held


def _require_body(**facts: str) -> None:
    if wrong := rules.refuse_body(**facts):
        raise Refused(wrong[1], wrong[0])


def _title(name: str) -> str:
    titles = {
        "title": _("Title"), "placed_in": _("Where it is"), "mandate": _("Mandate"), "legal_basis": _("Legal basis"),
        "reached_by": _("Reached by"), "standing": _("Standing"), "since": _("Since"),
        "since_words": _("Since, in words"),
    }  # fmt: skip
    return titles[name]


def _note(body: Body, event: Event, by: Person, reason: str = "") -> None:
    with acting_for(body.jurisdiction):
        append(
            event, subject=body.pk, jurisdiction=body.jurisdiction, by=by.id, on=timezone.localdate(),
            reason=reason.strip(),
        )  # fmt: skip
