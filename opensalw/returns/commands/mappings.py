"""Mappings are loaded and withdrawn; each time an act is kept of who did it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.commands import note_act
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap.framework.references import Problem
from opensalw.roadmap.models import FrameworkVersion

from ..mapping.loading import canonical, parse
from ..models import CodeMapping
from ..rules import refuse_mapping


class BadMapping(Refused):
    """A mapping file that cannot be used; ``problems`` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), "mapping")
        self.problems = problems


@transaction.atomic
def load_mapping(text: str, *, by: Person) -> CodeMapping:
    """Load a mapping as its next version; the same content again is harmless."""
    spec, problems = parse(text, None)
    if spec is None or problems:
        raise BadMapping(problems)
    version = FrameworkVersion.objects.filter(key=spec.framework, status=FrameworkVersion.Status.PUBLISHED).first()
    if version is None:
        mend = "Load the framework first."
        raise BadMapping([Problem("framework", f"There is no framework {spec.framework} in force.", mend)])
    if problems := parse(text, version.spec)[1]:
        raise BadMapping(problems)
    held = CodeMapping.objects.select_for_update().filter(key=spec.key).first()
    require(refuse_mapping(by, spec.jurisdiction, held.jurisdiction if held else spec.jurisdiction), "jurisdiction")
    content = canonical(spec)
    if held and held.canonical == content and held.withdrawn_at is None:
        return held
    made = CodeMapping.objects.create(
        key=spec.key, number=held.number + 1 if held else 1, title=spec.title, framework=spec.framework,
        jurisdiction=spec.jurisdiction, text=text, canonical=content, loaded_at=timezone.now(), loaded_by=by.id,
    )  # fmt: skip
    note_act(by.id, "mapping_loaded", spec.key, number=made.number, jurisdiction=spec.jurisdiction)
    return made


@transaction.atomic
def withdraw_mapping(key: str, *, by: Person) -> None:
    """Let no file be read by a mapping any more; what was read by it stays."""
    held = CodeMapping.objects.select_for_update().filter(key=key, withdrawn_at__isnull=True)
    latest = held.first()
    if latest is None:
        raise Refused(_("There is no mapping %(key)s.") % {"key": key}, "mapping")
    require(refuse_mapping(by, latest.jurisdiction, latest.jurisdiction), "jurisdiction")
    held.update(withdrawn_at=timezone.now())
    note_act(by.id, "mapping_withdrawn", key, number=latest.number)
