"""What can happen to a certificate of deactivation."""

from django.utils.translation import gettext_lazy as _

from opensalw.ledger.event import Event, declare


class CertificateIssued(Event):
    """The certificate gets its particulars and may be handed out; issued anew, it corrects itself."""

    stream = "certificates"
    name = "certificate_issued"
    label = _("Certificate issued")
    sentence = _("Certificate {number} issued by {verifier}.")

    number: str
    verifier: str
    deactivator: str
    type: str
    operations: tuple[str, ...] = ()
    mark: str = ""
    remarks: str = ""


declare(CertificateIssued)
