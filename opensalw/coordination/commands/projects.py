"""Organisations and their projects: entered, changed, divided, tied to needs, shown to the public."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.commands.subjects import subject

from ..events import projects as events
from ..models import Need, Organisation, Project, ProjectShare
from ..rules import projects as rules

CHANGEABLE = (
    "title", "summary", "stage", "delay", "starts_on", "ends_on", "extension_asked_until", "jurisdictions", "goals",
    "measures", "kinds", "beneficiaries", "contact_function", "funding_said", "note", "as_of", "source", "locator",
    "iati_identifier", "is_mechanism", "part_of", "fund",
)  # fmt: skip


def record(event: Event, project: Project, by: Person, reason: str = "") -> None:
    """Add the entry of what happened to a project; its entries stand in the regional chain."""
    with acting_for(REGIONAL):
        append(
            event, subject=project.pk, jurisdiction=REGIONAL, by=by.id, on=timezone.localdate(), reason=reason
        )  # fmt: skip


def refuse(wrong: tuple[str, str] | None) -> None:
    """Raise what a rule that names a field found."""
    if wrong:
        raise Refused(*wrong)


def held(project: Project) -> Project:
    """The project, locked until the transaction ends."""
    return Project.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=project.pk)


@transaction.atomic
def keep_organisation(
    *,
    key: str,
    name: str,
    kind: str,
    by: Person,
    short_name: str = "",
    part_of: Organisation | None = None,
    iati_identifier: str = "",
    institution: str | None = None,
) -> Organisation:
    """Enter an organisation or change it; ``institution`` is the one whose people write its projects.

    Without it the one that is known stays; an empty one says that nobody writes for the organisation.
    """
    require(refuse_secretariat_work(by))
    if not name.strip():
        raise Refused(_("Give the organisation its name."), "name")
    refuse(rules.refuse_whole(key, part_of))
    found = Organisation.objects.filter(pk=key).first()
    facts = {
        "name": name.strip(), "kind": kind, "short_name": short_name, "part_of": part_of,
        "iati_identifier": iati_identifier,
        "institution_id": found.institution_id if found and institution is None else institution or None,
    }  # fmt: skip
    made = found or Organisation(key=key)
    changed = [field for field, value in facts.items() if getattr(made, field) != value]
    if found and not changed:
        return found
    for field, value in facts.items():
        setattr(made, field, value)
    made.full_clean()
    made.save()
    what = _("changed: %(fields)s") % {"fields": ", ".join(changed)} if found else _("entered")
    with acting_for(REGIONAL):
        append(
            events.OrganisationKept(key=key, called=made.name, what=str(what)), subject=subject("organisation", key),
            jurisdiction=REGIONAL, by=by.id, on=timezone.localdate(),
        )  # fmt: skip
    return made


def free_key(organisation: Organisation, title: str) -> str:
    """A key for a new project: its organisation and title, with a number where that is taken."""
    wish = slugify(f"{organisation.key} {title}")[:70].strip("-") or organisation.key
    taken = set(Project.objects.filter(key__startswith=wish).values_list("key", flat=True))
    tries = (wish, *(f"{wish}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


@transaction.atomic
def enter_project(
    *,
    title: str,
    organisation: Organisation,
    stage: str,
    by: Person,
    key: str = "",
    partners: Sequence[Organisation] = (),
    is_public: bool = False,
    id: UUID | None = None,
    **facts: Any,
) -> Project:
    """Enter a project of an organisation; what is not known of it stays empty."""
    require(rules.refuse_project_work(by, organisation))
    if unknown := set(facts) - set(CHANGEABLE):
        raise TypeError(f"A project has no {', '.join(sorted(unknown))}.")
    refuse(rules.refuse_project({**facts, "title": title, "stage": stage}))
    project = Project(
        key=key or free_key(organisation, title), title=title.strip(), organisation=organisation, stage=stage,
        is_public=is_public, touched_by=by.id, **facts, **({"id": id} if id else {}),
    )  # fmt: skip
    project.full_clean()
    project.save(force_insert=True)
    project.partners.set(partners)
    source = facts.get("source")
    event = events.ProjectEntered(
        key=project.key, title=project.title, organisation=organisation.name, stage=stage,
        source=source.key if source else "",
    )  # fmt: skip
    record(event, project, by)
    return project


@transaction.atomic
def change_project(project: Project, *, by: Person, reason: str = "", **facts: Any) -> Project:
    """Change what is known of a project; the entry says each fact before and after."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    if unknown := set(facts) - set(CHANGEABLE):
        raise TypeError(f"A project has no {', '.join(sorted(unknown))} to change.")
    changes = {name: value for name, value in facts.items() if getattr(kept, name) != value}
    if not changes:
        return kept
    refuse(rules.refuse_project({name: facts.get(name, getattr(kept, name)) for name in CHANGEABLE}))
    told = "; ".join(f"{name}: {_word(getattr(kept, name))} → {_word(value)}" for name, value in changes.items())
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.touched_by = by.id
    kept.full_clean()
    kept.save()
    record(events.ProjectChanged(what=told), kept, by, reason)
    return kept


def _word(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else str(value)


@transaction.atomic
def divide_project(project: Project, *, of: str, shares: Mapping[str, Decimal], by: Person) -> None:
    """Say which part of a project goes to which jurisdiction or goal; together 100 per cent, or nothing said."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    refuse(rules.refuse_shares(of, shares))
    kept.shares.filter(of=of).delete()
    ProjectShare.objects.bulk_create(
        ProjectShare(project=kept, of=of, key=key, percent=percent) for key, percent in sorted(shares.items())
    )
    told = ", ".join(f"{key} {rules.plain(percent)} %" for key, percent in sorted(shares.items()))
    record(events.ProjectDivided(of=of, shares=told or "–"), kept, by)


@transaction.atomic
def serve_needs(project: Project, needs: Sequence[Need], *, by: Person) -> None:
    """Say which needs a project serves; a need's own status is changed by its Commission."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    dead = [need for need in needs if need.status in (Need.Status.MERGED, Need.Status.SPLIT)]
    if dead:
        raise Refused(_("%(number)s goes on elsewhere; choose that one.") % {"number": dead[0].number}, "needs")
    if set(kept.needs.values_list("pk", flat=True)) == {need.pk for need in needs}:
        return
    kept.needs.set(needs)
    told = ", ".join(sorted(need.number for need in needs)) or "–"
    record(events.NeedsServed(needs=told), kept, by)


@transaction.atomic
def release_project(project: Project, *, by: Person, public: bool = True) -> Project:
    """Show a project to the public, or no longer."""
    require(refuse_secretariat_work(by))
    kept = held(project)
    if kept.is_public != public:
        kept.is_public, kept.touched_by = public, by.id
        kept.save(update_fields=["is_public", "touched_by", "touched_at"])
        record(events.ProjectReleased(public=public), kept, by)
    return kept
