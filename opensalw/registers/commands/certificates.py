"""Certificates of deactivation: entered when the second person confirms, issued with their particulars."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..events.certificates import CertificateIssued
from ..models import Certificate, SecondCheck
from ..rules import refuse_registry

OPERATION = re.compile(r"^(?:[1-9]|10)\.[1-9]\d?$")


def refuse_number(jurisdiction: str, number: str) -> str | None:
    """A certificate's number is given once."""
    known = Certificate.objects.filter(jurisdiction=jurisdiction, number=number).exists()
    return _("Certificate %(number)s stands in the register already.") % {"number": number} if known else None


def enter_certificate(check: SecondCheck) -> Certificate:
    """Enter the certificate of a deactivation that another person has just confirmed."""
    number = check.details["certificate"]
    require(refuse_number(check.jurisdiction, number), "certificate")
    return Certificate.objects.create(
        jurisdiction=check.jurisdiction, number=number, firearm=check.firearm, on=check.on, check_of=check.pk,
        deactivated_by=check.proposed_by, verified_by=check.decided_by,
    )  # fmt: skip


@transaction.atomic
def issue_certificate(
    certificate: Certificate,
    *,
    verifier: str,
    deactivator: str,
    type: str,
    by: Person,
    operations: Sequence[str] = (),
    mark: str = "",
    remarks: str = "",
) -> Certificate:
    """Give a certificate its particulars, so that it can be printed and handed out."""
    require(refuse_registry(by, certificate.jurisdiction))
    require(None if verifier.strip() else _("Name the verifying entity."), "verifier")
    require(None if deactivator.strip() else _("Name who deactivated it, as an entity."), "deactivator")
    if type not in Certificate.Type.values:
        raise Refused(_("Choose one of the eight types."), "type")
    for one in operations:
        if not OPERATION.match(one):
            raise Refused(_("“%(one)s” is not an operation. Write 1.1 to 10.2.") % {"one": one}, "operations")
    held = Certificate.objects.select_for_update().get(pk=certificate.pk, jurisdiction=certificate.jurisdiction)
    held.verifier, held.deactivator, held.type = verifier.strip(), deactivator.strip(), type
    held.operations, held.mark, held.remarks = list(operations), mark.strip(), remarks.strip()
    event = CertificateIssued(
        number=held.number, verifier=held.verifier, deactivator=held.deactivator, type=type,
        operations=tuple(operations), mark=held.mark, remarks=held.remarks,
    )  # fmt: skip
    today = timezone.localdate()
    entry = append(
        event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=today, corrects=held.entry
    )  # fmt: skip
    held.entry = entry.id
    held.issued_on = today
    held.save(force_update=True)
    return held
