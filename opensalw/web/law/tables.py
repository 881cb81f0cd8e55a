"""A table of concordance as it is read, both ways, and as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids
from opensalw.documents.content.legal import compliance_document, concordance_document
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.legislation.models import Act, ActVersion, Row
from opensalw.legislation.queries.concordance import from_own, readable_rows
from opensalw.legislation.rules import STANDING
from opensalw.web.files import attached
from opensalw.web.public.frame import answer, current, public_page

DOCUMENTS = {"concordance": concordance_document, "compliance": compliance_document}
FORMATS = ("docx", "pdf", "xlsx")


def version_of(number: int, jid: str) -> ActVersion:
    """The version of an address; a jurisdiction that is not declared has no table."""
    if jid not in ids():
        raise Http404(_("There is no such table."))
    return get_object_or_404(ActVersion.objects.select_related("act"), pk=number)


@public_page
def table(request: HttpRequest, version: int, jid: str) -> HttpResponse:
    """The rows of a jurisdiction at a version: from the act, or from the own law."""
    found, back = version_of(version, jid), request.GET.get("from") == "own"
    rows = readable_rows(found, jid)
    ended = bool(rows) and all(row.state not in STANDING for row in rows)
    own: list = []
    if back and not ended:
        for act in Act.objects.filter(used_in__row__in=rows).distinct():
            mine = [
                (number, [one for one in several if one.provision.version_id == found.pk])
                for number, several in from_own(act).items()
            ]
            own.append((act, [pair for pair in mine if pair[1]]))
    firm = sum(row.state == Row.State.REVIEWED for row in rows)
    context = {"version": found, "jid": jid, "rows": rows, "back": back, "own": own, "firm": firm,
               "ended": ended}  # fmt: skip
    return answer(request, "concordance", current(), context)


@public_page
def table_file(request: HttpRequest, version: int, jid: str, kind: str, format: str) -> HttpResponse:
    """The table, or the statement of compliance, as a file."""
    found = version_of(version, jid)
    if kind not in DOCUMENTS or format not in FORMATS:
        raise Http404(_("There is no such file."))
    document = DOCUMENTS[kind](found, jid, timezone.localdate())
    name = f"{kind}-{found.act_id}-{jid.lower()}.{format}"
    return attached(printed(document, format), MEDIA_TYPES[format], name)
