"""The chain of hands, told by the register or by an answer, and where the weapon left it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..events import answers as events
from ..events.requests import OfRequest
from ..lifecycle import State
from ..models import ChainLink, Diversion, TraceRequest
from ..queries.chain import hands_in_register
from ..rules import answers as rules
from .books import both, held, say

COPIED = ("part", "place", "name", "is_person", "on", "source")


@transaction.atomic
def add_link(
    trace: TraceRequest,
    *,
    part: str,
    by: Person,
    name: str = "",
    place: str = "",
    is_person: bool = False,
    holder: UUID | None = None,
    on: date | None = None,
    document: str = "",
    source: str = "",
) -> ChainLink:
    """Add the next hand through which the weapon went."""
    kept = held(trace, by)
    require(_("The request is closed.") if kept.state == State.CLOSED else None)
    say(rules.refuse_link(part, name, is_person, on, timezone.localdate()))
    links = ChainLink.objects.filter(jurisdiction=kept.jurisdiction, request=kept)
    last = links.aggregate(last=Max("position"))["last"]
    link = ChainLink.objects.create(
        jurisdiction=kept.jurisdiction, request=kept, position=(last or 0) + 1, part=part, name=name.strip(),
        place=place.strip(), is_person=is_person, holder=holder, on=on, document=document.strip(),
        source=source.strip(), made_by=by.id,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "position": link.position, "part": part, "place": link.place, "on": on, "document": link.document,
    }  # fmt: skip
    who = _("a person") if is_person else link.name
    tell(kept, events.LinkAdded, by, who=who, source=link.source, **facts)
    return link


@transaction.atomic
def add_register_links(trace: TraceRequest, *, by: Person) -> list[ChainLink]:
    """Add every hand that the own register knows of the confirmed weapon, from its maker on."""
    if trace.firearm is None:
        raise Refused(_("Confirm first which weapon it is."))
    if ChainLink.objects.filter(jurisdiction=trace.jurisdiction, request=trace).exists():
        raise Refused(_("The chain has links already. Add further ones by hand."))
    return [
        add_link(trace, by=by, source=_("own register"), **facts)
        for facts in hands_in_register(trace.jurisdiction, trace.firearm)
    ]


@transaction.atomic
def send_chain(trace: TraceRequest, *, by: Person) -> int:
    """Let the side that asks see the chain; of a person it sees that there was one, and nothing more."""
    held(trace, by)
    links = list(ChainLink.objects.filter(jurisdiction=trace.jurisdiction, request=trace).order_by("position"))
    require(None if links else _("There is no chain yet."))
    with both(trace) as rows:
        for row in rows:
            if row.pk == trace.pk:
                continue
            known = set(
                ChainLink.objects.filter(jurisdiction=row.jurisdiction, request=row).values_list("position", flat=True)
            )
            ChainLink.objects.bulk_create(
                ChainLink(
                    jurisdiction=row.jurisdiction, request=row, position=link.position, made_by=by.id,
                    **{name: getattr(link, name) for name in COPIED},
                    document="" if link.is_person else link.document,
                )
                for link in links
                if link.position not in known
            )  # fmt: skip
        shown = tuple({"position": one.position, "part": one.part, "name": one.name} for one in links)
        for row in rows:
            tell(row, events.ChainSent, by, links=len(links), chain=shown)
    return len(links)


@transaction.atomic
def set_diversion(
    trace: TraceRequest,
    *,
    kind: str,
    because: str,
    by: Person,
    place: str = "",
    on: date | None = None,
    after: int | None = None,
) -> Diversion:
    """Say where the weapon left the lawful chain; it may be said anew when more is known."""
    kept = held(trace, by)
    if kind not in Diversion.Kind.values:
        raise Refused(_("“%(kind)s” is no way in which arms are diverted.") % {"kind": kind}, "kind")
    require(None if because.strip() else _("Say what it rests on."), "because")
    known = Diversion.objects.filter(jurisdiction=kept.jurisdiction, request=kept).first()
    found = known or Diversion(jurisdiction=kept.jurisdiction, request=kept)
    found.kind, found.place, found.on, found.after = kind, place.strip(), on, after
    found.because, found.made_by = because.strip()[:400], by.id
    found.save()
    facts: dict[str, Any] = {"place": found.place, "on": on, "after": after, "because": found.because}
    tell(kept, events.DiversionSet, by, kind=kind, **facts)
    return found


def tell(row: TraceRequest, told_as: type[OfRequest], by: Person, person: UUID | None = None, **facts: Any) -> int:
    """Add an entry of today to the history of a request; returns its id."""
    event = told_as(number=row.number, synthetic=row.synthetic, **facts)
    today = timezone.localdate()
    return append(event, subject=row.pk, jurisdiction=row.jurisdiction, by=by.id, on=today, person=person).id
