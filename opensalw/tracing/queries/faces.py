"""What is shown of a weapon or component that was found: its number, its words, its mark as seen, its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from opensalw.registers.models import Component, Firearm, MarkSeen


@dataclass(frozen=True, slots=True)
class Face:
    """A found thing as a person sees it. ``weapon`` is the weapon itself, or the one that a component is fitted to."""

    jurisdiction: str
    subject: UUID
    number: str
    title: str
    seen: str
    serial: str
    weapon: Firearm | None
    component: Component | None

    @property
    def status(self) -> str:
        """Registered, lost, stolen, destroyed ..., in a word."""
        return str(self.weapon.stands.label) if self.weapon else str(_("Component in no weapon"))

    @property
    def state(self) -> str:
        """The state's own name."""
        return self.weapon.state if self.weapon else ""

    def word(self, field: str) -> str:
        """What is on record for a field, as it was seen."""
        weapon = self.weapon
        if weapon is None:
            return ""
        seen = {"make": weapon.make_seen, "model": weapon.model_seen, "calibre": weapon.calibre_seen,
                "type": weapon.type, "year": str(weapon.year or "")}  # fmt: skip
        return seen.get(field, "")


def faces(marks: Sequence[int], subjects: Sequence[UUID], jurisdictions: Sequence[str]) -> dict[tuple[int, UUID], Face]:
    """The faces of marks and their subjects; a mark of 0 stands for a weapon without one."""
    own = {"jurisdiction__in": list(jurisdictions)}
    weapons = {one.pk: one for one in Firearm.objects.filter(pk__in=subjects, **own)}
    loose = [one for one in subjects if one not in weapons]
    parts = {one.pk: one for one in Component.objects.filter(pk__in=loose, **own)} if loose else {}
    fitted = [one.firearm for one in parts.values() if one.firearm and one.firearm not in weapons]
    if fitted:
        weapons |= {one.pk: one for one in Firearm.objects.filter(pk__in=fitted, **own)}
    seen = {one.pk: one for one in MarkSeen.objects.filter(pk__in=[mark for mark in marks if mark], **own)}
    found = {}
    for mark, subject in zip(marks, subjects, strict=True):
        part, text = parts.get(subject), seen.get(mark)
        weapon = weapons.get(part.firearm if part and part.firearm else subject)
        thing = part or weapon
        if thing is not None:
            found[mark, subject] = Face(
                thing.jurisdiction, subject, thing.number, _title(weapon, part), text.text if text else "",
                text.normalised if text else "", weapon, part,
            )  # fmt: skip
    return found


def _title(weapon: Firearm | None, part: Component | None) -> str:
    if part is None:
        return weapon.title if weapon else ""
    kind = str(Component.Kind(part.kind).label)
    return f"{kind}: {weapon.title}" if weapon else kind
