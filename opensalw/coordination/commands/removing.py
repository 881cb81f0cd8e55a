"""Taking away what was entered by mistake, while nothing rests on it; the ledger keeps that it was there."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.roadmap.commands.subjects import subject

from ..events.funds import CallKept, SeatKept
from ..events.projects import OrganisationRemoved
from ..models import Call, Organisation, Seat
from ..rules.funds import refuse_removing_call, refuse_removing_seat
from .funds import record


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Give the reason; it stays in the history."), "reason")
    return reason.strip()


@transaction.atomic
def remove_seat(seat: Seat, *, reason: str, by: Person) -> None:
    """Take away a seat that was entered by mistake; one that a decision was taken with is ended instead."""
    require(refuse_secretariat_work(by))
    said = _reason(reason)
    require(refuse_removing_seat(seat))
    what = _("entered by mistake, taken away")
    event = SeatKept(organisation=seat.organisation.name, part=str(seat.get_part_display()), what=what)
    record(event, "fund", seat.fund_id, by, said)
    seat.delete()


@transaction.atomic
def remove_call(call: Call, *, reason: str, by: Person) -> None:
    """Take away a call that was never opened and that nobody answered."""
    require(refuse_secretariat_work(by))
    said = _reason(reason)
    held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    require(refuse_removing_call(held))
    record(CallKept(key=held.pk, what=_("taken away")), "call", held.pk, by, said)
    held.delete()


@transaction.atomic
def remove_organisation(organisation: Organisation, *, reason: str, by: Person) -> None:
    """Take away an organisation that was entered by mistake and that nothing names."""
    require(refuse_secretariat_work(by))
    said = _reason(reason)
    key, called = organisation.pk, organisation.name
    if organisation.partner_in.exists():
        raise Refused(_("%(name)s is a partner of a project and stays.") % {"name": called})
    try:
        organisation.delete()
    except ProtectedError as error:
        kinds = sorted({str(one._meta.verbose_name) for one in error.protected_objects})
        raise Refused(
            _("%(name)s is named elsewhere (%(where)s) and stays.") % {"name": called, "where": ", ".join(kinds)}
        ) from error
    with acting_for(REGIONAL):
        append(
            OrganisationRemoved(key=key, called=called), subject=subject("organisation", key), jurisdiction=REGIONAL,
            by=by.id, on=timezone.localdate(), reason=said,
        )  # fmt: skip
