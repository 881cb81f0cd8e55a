"""Certificates: the register of those of deactivation, their particulars, and the files of both kinds."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.permissions import refuse_registry
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents.blocks import Document
from opensalw.documents.content import certificates as content
from opensalw.documents.models import Report
from opensalw.documents.queries.documents import MEDIA_TYPES, PRINTERS
from opensalw.registers.commands.certificates import issue_certificate
from opensalw.registers.models import Certificate, Firearm
from opensalw.web.files import attached
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import of_jurisdiction
from .destruction import find
from .forms import Plain, line


class CertificateForm(Plain):
    """The particulars of a certificate of deactivation."""

    verifier = line(lazy("Verifying entity"), 160)
    deactivator = line(lazy("Deactivating entity"), 160)
    type = forms.ChoiceField(label=lazy("Type"), choices=Certificate.Type.choices)
    operations = line(lazy("Operations"), 200, help_text=lazy("As the regulation numbers them: 1.1 2.3 5.2"))
    mark = line(lazy("Deactivation mark"), 80, help_text=lazy("As it stands on the frame"))
    remarks = line(lazy("Remarks"), 300)


@of_jurisdiction
def certificate_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The register of certificates of deactivation, newest first."""
    page = keyset(request, Certificate.objects.filter(jurisdiction=jid), "-on", "-number")
    weapons = Firearm.objects.filter(jurisdiction=jid).in_bulk({one.firearm for one in page.rows})
    context = {
        "jid": jid, "rows": [(one, weapons.get(one.firearm)) for one in page.rows],
        "previous_url": page.previous_url, "next_url": page.next_url,
    }  # fmt: skip
    return render(request, "field/certificates.html", context)


@of_jurisdiction
def certificate_page(request: PersonalRequest, jid: str, id: UUID) -> HttpResponse:
    """A certificate; the registry gives it its particulars here."""
    one = get_object_or_404(Certificate, jurisdiction=jid, pk=id)
    known = {name: getattr(one, name) for name in CertificateForm.base_fields if name != "operations"}
    initial = {**known, "operations": " ".join(one.operations)}
    form = CertificateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"operations": form.cleaned_data["operations"].replace(",", " ").split()}
        try:
            issue_certificate(one, by=request.person, **given)
            messages.success(request, _("Issued; the files are ready."))
            return redirect("certificate_page", jid, id)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
            messages.error(request, refused.reason)
    context = {
        "jid": jid, "one": one, "form": form, "weapon": Firearm.objects.get(jurisdiction=jid, pk=one.firearm),
        "names": names_of({one.deactivated_by, one.verified_by}), "languages": content.languages().items(),
        "own": content.language_of(jid), "writes": refuse_registry(request.person, jid) is None,
    }  # fmt: skip
    return render(request, "field/certificate_page.html", context, status=422 if form.errors else 200)


@of_jurisdiction
def certificate_file(request: PersonalRequest, jid: str, id: UUID, format: str) -> HttpResponse:
    """A certificate of deactivation to print or to hand on, once it was issued."""
    one = get_object_or_404(Certificate, jurisdiction=jid, pk=id)
    if one.issued_on is None:
        raise Http404(one.number)
    weapon = Firearm.objects.get(jurisdiction=jid, pk=one.firearm)
    language = content.language_of(jid, request.GET.get("language", ""))
    return _file(content.deactivation_certificate(one, weapon, language), format, "deactivation")


@of_jurisdiction
def destruction_file(request: PersonalRequest, jid: str, number: str, format: str) -> HttpResponse:
    """The certificate of a destruction day as a file."""
    order, lines = find(jid, number)
    if not order.is_done:
        raise Http404(number)
    language = content.language_of(jid, request.GET.get("language", ""))
    return _file(content.destruction_certificate(order, lines, language), format, order.certificate)


def _file(document: Document, format: str, name: str) -> HttpResponse:
    body = PRINTERS[Report.Format(format)](document)
    return attached(body, MEDIA_TYPES[format], f"certificate-{name}.{format}")
