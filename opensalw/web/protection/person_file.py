"""A person's file for the right of access: printed on a request, and the printing itself is a look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused, require
from opensalw.documents.content import person_file as content
from opensalw.documents.models import Report
from opensalw.documents.queries.documents import MEDIA_TYPES, PRINTERS
from opensalw.registers.commands.consulting import note_access
from opensalw.registers.models import Holder
from opensalw.registers.numbers import read_number
from opensalw.registers.queries.person_file import person_file as file_of
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest

from .access import of_files, tabs
from .forms import FileForm


@of_files
def person_file(request: PersonalRequest, jid: str) -> HttpResponse:
    """Ask whose file it is and on which request; answer with the file."""
    form = FileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(request, jid, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    context = {**tabs(request, jid, "person_file"), "form": form}
    return render(request, "protection/person_file.html", context, status=422 if form.errors else 200)


def _printed(request: PersonalRequest, jid: str, number: str, reference: str, format: str) -> HttpResponse:
    holder = Holder.objects.filter(jurisdiction=jid, number=read_number(number) or "").first()
    require(None if holder else _("The register knows no holder with this number."), "number")
    assert holder is not None
    note_access(holder, reference=reference, by=request.person)
    file = file_of(holder, timezone.localdate())
    document = content.build(file, reference=reference.strip(), names=names_of({one.by for one in file.looks}))
    body = PRINTERS[Report.Format(format)](document)
    return attached(body, MEDIA_TYPES[format], f"file-{holder.number}.{format}")
