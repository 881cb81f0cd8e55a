"""Mending what was refused: a row is put right where it stands, and two weapons that look alike are decided."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..files.cleaning import cleaned
from ..files.columns import Mapping, resolved
from ..models import Duplicate, Firearm, Refusal, Run
from ..rules import refuse_registry
from .batches import Batch, write_batch
from .seconds import propose_merge


def mend(refusal: Refusal, cells: Sequence[str], *, by: Person) -> Refusal | None:
    """Load a refused row as it was mended; returns the new refusal if it is refused again."""
    require(refuse_registry(by, refusal.jurisdiction))
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=refusal.run, jurisdiction=refusal.jurisdiction)
        held = Refusal.objects.select_for_update().filter(pk=refusal.pk, jurisdiction=run.jurisdiction).first()
        if held is None:
            raise Refused(_("This row was mended meanwhile."))
        if len(cells) != len(run.header):
            raise Refused(_("A row has %(count)s cells.") % {"count": len(run.header)})
        mapping = Mapping.model_validate(run.mapping)
        given = [(held.row, [str(cell) for cell in cells])]
        places = resolved(mapping, list(run.header))
        rows, problems = cleaned(given, places, mapping.fixed, len(run.header), timezone.localdate())
        held.delete()
        written = write_batch(run, Batch(rows, problems, dict(given), by.id), lambda _stage, began: began)
        run.loaded, run.refused = run.loaded + written.weapons, run.refused - 1 + written.refused
        run.holders, run.permits = run.holders + written.holders, run.permits + written.permits
        run.save()
        return Refusal.objects.filter(jurisdiction=run.jurisdiction, run=run.pk, row=held.row).first()


@transaction.atomic
def keep_apart(pair: Duplicate, *, by: Person) -> Duplicate:
    """Two weapons that look alike are two."""
    return _decided(pair, by, is_same=False)


@transaction.atomic
def say_same(pair: Duplicate, *, by: Person, reason: str) -> Duplicate:
    """Two weapons are one: their merging is proposed, and a second person decides."""
    held = _decided(pair, by, is_same=True)
    one, other = (Firearm.objects.get(pk=id, jurisdiction=held.jurisdiction) for id in (held.one, held.other))
    propose_merge(other, one, by=by, reason=reason)
    return held


def _decided(pair: Duplicate, by: Person, *, is_same: bool) -> Duplicate:
    require(refuse_registry(by, pair.jurisdiction))
    held = Duplicate.objects.select_for_update().get(pk=pair.pk, jurisdiction=pair.jurisdiction)
    if held.is_same is not None:
        raise Refused(_("This was decided already."))
    held.is_same, held.decided_by = is_same, by.id
    held.save()
    return held
