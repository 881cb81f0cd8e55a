"""The figures of a part as files: fetched in every format, sent back, looked at before anything changes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.returns.commands.uploads import keep_file
from opensalw.returns.formats import FORMATS, Frame, written
from opensalw.returns.models import CodeMapping, Upload
from opensalw.returns.queries import figures_of_part, mapping_named, mappings, uploads_seen
from opensalw.roadmap.models import Submission
from opensalw.roadmap.reach import reach_of
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .parts import part_page


@working
def part_files(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Fetch the figures of a part in a format, or send a file of them; what was sent before stands here."""
    part = find_part(request, round, jid)
    problem = ""
    if request.method == "POST":
        try:
            return redirect("upload", round, jid, _kept(request, part).pk)
        except Refused as refused:
            problem = refused.reason
    page = part_page(request, part)
    uploads = list(uploads_seen(part, request.person).exclude(format="")[:50])
    names = names_of({one.sent_by for one in uploads})
    context = {
        "page": page,
        "tab": "figures",
        "formats": FORMATS.values(),
        "mappings": _offered(part, request.person),
        "chosen": request.POST.get("mapping", ""),
        "uploads": [(one, names[one.sent_by]) for one in uploads],
        "problems": [("id_file", problem)] if problem else [],
    }
    return render(request, "work/files.html", context, status=422 if problem else 200)


def _kept(request: PersonalRequest, part: Submission) -> Upload:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose the file first."))
    mapping = request.POST.get("mapping", "")
    return keep_file(part, file.read(), name=file.name or "", by=request.person, mapping=mapping)


def _offered(part: Submission, person: Person) -> list[CodeMapping]:
    """The mappings for this framework that are anybody's, or this seat's."""
    key = part.round.framework.key
    return [one for one in mappings() if one.framework == key and one.jurisdiction in ("", part.jurisdiction)]


@working
def part_file(request: PersonalRequest, round: str, jid: str, format: str) -> HttpResponse:
    """The figures that this person may see, in a format; with ``blank`` also the lines that wait."""
    part = find_part(request, round, jid)
    chosen = FORMATS.get(format)
    if chosen is None:
        raise Http404(format)
    try:
        codes = mapping_named(request.GET.get("mapping", ""))
    except Refused as refused:
        raise Http404(refused.reason) from None
    frame = Frame(part.round.framework.spec, mapping=codes.spec if codes else None)
    figures = figures_of_part(part, blank="blank" in request.GET, reach=reach_of(part, request.person))
    content, left_out = written(chosen, figures, frame)
    if left_out:
        words = ngettext(
            "%(count)d figure was left out of the file, because the mapping has no code for it: %(which)s",
            "%(count)d figures were left out of the file, because the mapping has no code for them: %(which)s",
            len(left_out),
        )
        which = "; ".join(one.stands for one in left_out[:5]) + (" …" if len(left_out) > 5 else "")
        messages.warning(request, words % {"count": len(left_out), "which": which})
    response = HttpResponse(content, content_type=chosen.media_type)
    name = f"{part.round_id}-{part.jurisdiction}-{chosen.key}{chosen.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
