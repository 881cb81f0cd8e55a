"""Letting personal fields of an answer go: one person proposes, another decides."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.registers.commands.consulting import consulted
from opensalw.registers.models import Holder

from ..events import answers as events
from ..models import ChainLink, Release
from ..rules import answers as rules
from .books import both, held, say
from .chain import tell


@transaction.atomic
def propose_release(link: ChainLink, *, fields: Sequence[str], purpose: str, by: Person) -> Release:
    """Propose that these fields of the person at a link go to the side that asks."""
    kept = held(link.request, by)
    row = ChainLink.objects.get(pk=link.pk, jurisdiction=kept.jurisdiction)
    say(rules.refuse_release(tuple(fields), row, purpose))
    if Release.objects.filter(jurisdiction=kept.jurisdiction, link=row.pk, confirmed__isnull=True).exists():
        raise Refused(_("This waits for a second person already."))
    release = Release.objects.create(
        jurisdiction=kept.jurisdiction, request=kept, link=row.pk, fields=list(fields), purpose=purpose.strip()[:300],
        proposed_by=by.id,
    )  # fmt: skip
    shown = ", ".join(fields)
    tell(kept, events.ReleaseProposed, by, fields=shown, position=row.position, purpose=release.purpose)
    return release


@transaction.atomic
def let_go(release: Release, *, by: Person) -> Release:
    """The second person lets the fields go: both books get them, encrypted under that person's key."""
    row = _decided(release, by, confirmed=True)
    link = ChainLink.objects.select_for_update().get(pk=row.link, jurisdiction=row.jurisdiction)
    holder = Holder.objects.filter(pk=link.holder or link.pk, jurisdiction=row.jurisdiction).first()
    if holder is None or holder.erased_at:
        raise Refused(_("This person was erased from the register; nothing is left to release."))
    consulted(jurisdiction=row.jurisdiction, what="trace_release", subject=holder.pk, purpose=row.purpose, by=by)
    known = {
        "full_name": holder.name, "born_on": holder.born_on, "address": holder.address, "document": holder.own_number,
    }  # fmt: skip
    told = {name: known[name] or None for name in row.fields}
    with both(row.request) as rows:
        for one in rows:
            tell(
                one, events.PersonReleased, by, person=holder.pk, position=link.position, release=row.pk,
                proposed_by=row.proposed_by, purpose=row.purpose, **told,
            )  # fmt: skip
    link.release = row.pk
    link.save(force_update=True)
    return row


@transaction.atomic
def decline_release(release: Release, *, because: str, by: Person) -> Release:
    """The second person does not let them go; the proposal stays on record."""
    require(None if because.strip() else _("Say why not."), "because")
    row = _decided(release, by, confirmed=False, because=because.strip()[:300])
    link = ChainLink.objects.get(pk=row.link, jurisdiction=row.jurisdiction)
    tell(row.request, events.ReleaseDeclined, by, position=link.position, because=row.because)
    return row


def _decided(release: Release, by: Person, *, confirmed: bool, because: str = "") -> Release:
    kept = held(release.request, by)
    row = Release.objects.select_for_update(of=("self",)).select_related("request").get(
        pk=release.pk, jurisdiction=kept.jurisdiction
    )  # fmt: skip
    require(rules.refuse_second(row, by))
    row.decided_by, row.decided_at, row.confirmed, row.because = by.id, timezone.now(), confirmed, because
    row.save(force_update=True)
    return row
