"""The file that an address names, and the note that somebody looked into it."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from opensalw.registers.commands import consulted
from opensalw.registers.models import Run
from opensalw.web.transactions import PersonalRequest


def find_run(jid: str, id: UUID | str) -> Run:
    """The run of an address."""
    found = Run.objects.filter(pk=id, jurisdiction=jid).first()
    if found is None:
        raise Http404(str(id))
    return found


def note_look(request: PersonalRequest, run: Run) -> None:
    """Rows of a register name people: that somebody looked at them is noted, the purpose being the loading."""
    purpose = _("Loading of %(file)s") % {"file": run.file_name}
    consulted(jurisdiction=run.jurisdiction, what="file", subject=run.pk, purpose=purpose, by=request.person)
