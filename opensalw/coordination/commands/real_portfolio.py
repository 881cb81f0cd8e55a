"""Loading the real portfolio: again and again without harm; what a person changed stays changed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from opensalw.core.models import Institution
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Source

from ..models import Need, Organisation, Project
from ..real.reading import real_organisations, real_projects
from ..real.schema import ProjectData
from .money import enter_money
from .project_work import keep_activity
from .projects import enter_project, keep_organisation, serve_needs

DEMONSTRATION = {"J-REG/donor": "germany", "J-REG/implementer": "undp-north-macedonia"}


@dataclass
class Loaded:
    """How much a load added; all zero when everything stood already."""

    organisations: int = 0
    projects: int = 0
    amounts: int = 0


@transaction.atomic
def load_real_portfolio(*, by: Person) -> Loaded:
    """Enter the organisations, projects and amounts that the sources name and that are not there yet."""
    require(refuse_secretariat_work(by))
    added = Loaded()
    known = {one.key: one for one in Organisation.objects.all()}
    for data in real_organisations():
        if data.key not in known:
            facts = data.model_dump(exclude={"part_of", "key"})
            whole = known[data.part_of] if data.part_of else None
            known[data.key] = keep_organisation(key=data.key, part_of=whole, by=by, **facts)
            added.organisations += 1
    present = set(Project.objects.values_list("key", flat=True))
    for record in real_projects():
        if record.key not in present:
            added.amounts += _enter(record, known, by)
            added.projects += 1
    return added


def _enter(data: ProjectData, organisations: dict[str, Organisation], by: Person) -> int:
    source = Source.objects.get(pk=data.source)
    several = ("jurisdictions", "goals", "measures", "kinds")
    lists: dict[str, Any] = {name: list(getattr(data, name)) for name in several}
    names = (
        "title", "summary", "stage", "delay", "starts_on", "ends_on", "beneficiaries", "funding_said", "as_of",
        "note", "is_mechanism",
    )  # fmt: skip
    project = enter_project(
        id=subject("project", data.key), key=data.key, organisation=organisations[data.organisation], by=by,
        partners=[organisations[key] for key in data.partners], is_public=True, source=source, locator=data.place,
        part_of=Project.objects.get(key=data.part_of) if data.part_of else None,
        **lists, **{name: getattr(data, name) for name in names},
    )  # fmt: skip
    for donor in data.donors:
        enter_money(project, kind="commitment", donor=organisations[donor], source=source, locator=data.place, by=by)
    for money in data.money:
        facts = money.model_dump(exclude={"donor"})
        donor_of = organisations[money.donor] if money.donor else None
        enter_money(project, donor=donor_of, source=source, locator=data.place, by=by, **facts)
    for activity in data.activities:
        keep_activity(project, by=by, **activity.model_dump())
    if data.needs:
        serve_needs(project, list(Need.objects.filter(pk__in=[subject("need", one) for one in data.needs])), by=by)
    return len(data.donors) + len(data.money)


@transaction.atomic
def give_to_demonstration(*, by: Person) -> None:
    """Let the posts of the demonstration write for two of the organisations, where nobody else does."""
    require(refuse_secretariat_work(by))
    for institution, key in DEMONSTRATION.items():
        one = Organisation.objects.get(pk=key)
        free = not Organisation.objects.filter(institution=institution).exists()
        if one.institution_id is None and free and Institution.objects.filter(pk=institution).exists():
            keep_organisation(
                key=key, name=one.name, kind=one.kind, short_name=one.short_name, part_of=one.part_of,
                iati_identifier=one.iati_identifier, institution=institution, by=by,
            )  # fmt: skip
