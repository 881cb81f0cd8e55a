"""A part as a workbook: fetched, sent back, looked at before anything changes, taken in, taken back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.returns.commands.submitting import submit_upload
from opensalw.returns.commands.uploads import drop_upload, keep_upload, take_back, take_upload
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.models import Upload
from opensalw.returns.queries import changes_by, content_of, uploads_seen
from opensalw.returns.workbook.marked import marked_copy
from opensalw.returns.workbook.writing import file_name, write_workbook
from opensalw.roadmap.cells import Cell, shown
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.history import cell_from
from opensalw.roadmap.incoming import Outcome
from opensalw.roadmap.models import Submission
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .history import line_title
from .lines import dims_in_words
from .parts import part_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED = 200


@dataclass(frozen=True)
class Change:
    """One figure of a preview: where it stands in the file, its line in words, before and after."""

    place: str
    line: str
    split: str
    before: str
    after: str


@working
def part_workbook(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Fetch the workbook of a part or send it back; what was sent before stands here."""
    part = find_part(request, round, jid)
    problem = ""
    if request.method == "POST":
        try:
            upload = keep_upload(part, _sent(request), name=_name(request), by=request.person)
            return redirect("upload", round, jid, upload.pk)
        except Refused as refused:
            problem = refused.reason
    page = part_page(request, part)
    uploads = list(uploads_seen(page.part, request.person).filter(format="")[:50])
    names = names_of({one.sent_by for one in uploads})
    context = {
        "page": page,
        "tab": "workbook",
        "uploads": [(one, names[one.sent_by]) for one in uploads],
        "problems": [("id_file", problem)] if problem else [],
    }
    return render(request, "work/workbook.html", context, status=422 if problem else 200)


def _sent(request: PersonalRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose the workbook first."))
    return file.read()


def _name(request: PersonalRequest) -> str:
    file = request.FILES.get("file")
    return file.name or "" if file else ""


@working
def workbook_file(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The workbook with what stands now; lines that this person may not fill are locked."""
    part = find_part(request, round, jid)
    return _attachment(write_workbook(part, request.person), file_name(part))


@working
def upload(request: PersonalRequest, round: str, jid: str, id: UUID) -> HttpResponse:
    """What a workbook would change, and all that is wrong in it; or what it did change."""
    part = find_part(request, round, jid)
    held = _find(part, id, request.person)
    page = part_page(request, part)
    outcome, refused = Outcome(), ""
    if held.state == Upload.State.WAITING:
        try:
            outcome = submit_upload(held, by=request.person, dry_run=True)
        except Refused as reason:
            refused = reason.reason
    spec = part.round.framework.spec
    changes = _changes(outcome, spec)
    done = [] if held.state == Upload.State.WAITING else _done(held, spec)
    context = {
        "page": page,
        "tab": "figures" if held.format else "workbook",
        "upload": held,
        "who": names_of({held.sent_by})[held.sent_by],
        "refused": refused,
        "outcome": outcome,
        "counts": held.counts or outcome.counts,
        "changes": (changes or done)[:LISTED],
        "more": max(0, len(changes or done) - LISTED),
        "errors": outcome.refused[:LISTED],
        "more_errors": max(0, len(outcome.refused) - LISTED),
        "good": len(changes),
    }
    return render(request, "work/upload.html", context)


@require_POST
@working
def upload_step(request: PersonalRequest, round: str, jid: str, id: UUID, step: str) -> HttpResponse:
    """Take a workbook in, drop it, or take it back."""
    held = _find(find_part(request, round, jid), id, request.person)
    try:
        messages.success(request, _taken(held, request, step))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("upload", round, jid, id)


def _taken(held: Upload, request: PersonalRequest, step: str) -> str:
    """Do the step and say what it did."""
    if step == "drop":
        drop_upload(held, by=request.person)
        return _("%(name)s was dropped. Nothing changed.") % {"name": held.name}
    if step == "back":
        outcome = take_back(held, by=request.person)
        return _moved(outcome) + " " + _("They are as they were before it was taken in.")
    outcome = take_upload(held, by=request.person)
    return _moved(outcome)


def _moved(outcome: Outcome) -> str:
    count = len(outcome.added) + len(outcome.changed) + len(outcome.emptied)
    return ngettext("%(count)d figure changed.", "%(count)d figures changed.", count) % {"count": count}


@working
def upload_marked(request: PersonalRequest, round: str, jid: str, id: UUID) -> HttpResponse:
    """A copy of the workbook with the refused cells marked and commented."""
    part = find_part(request, round, jid)
    held = _find(part, id, request.person)
    try:
        content = content_of(held)
        outcome = submit_workbook(part, content, by=request.person, dry_run=True)
        return _attachment(marked_copy(content, outcome.refused), f"to-mend-{file_name(part)}")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("upload", round, jid, id)


def _find(part: Submission, id: UUID, person: Person) -> Upload:
    held = get_object_or_404(uploads_seen(part, person), pk=id)
    held.submission = part
    return held


def _attachment(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _changes(outcome: Outcome, spec: FrameworkSpec) -> list[Change]:
    return [
        Change(
            one.place, line_title(spec, one.reference), dims_in_words(spec, one.dims),
            _words(one.before, spec, one.reference), _words(one.after, spec, one.reference),
        )
        for one in [*outcome.changed, *outcome.emptied, *outcome.added]
    ]  # fmt: skip


def _words(cell: Cell | None, spec: FrameworkSpec, reference: str) -> str:
    if cell is None:
        return ""
    grade = spec.line(reference).grade(cell.grade) if cell.grade else None
    return shown(cell, grade_title=grade.title if grade else "")


def _done(held: Upload, spec: FrameworkSpec) -> list[Change]:
    """What a workbook that was taken in changed, from the history of the draft."""
    changes = []
    for change in changes_by(held):
        reference, *members = change.key.split("|")
        dims = dict(member.split("=", 1) for member in members)
        before, after = (
            _words(cell_from(facts), spec, reference) if facts else "" for facts in (change.before, change.after)
        )
        changes.append(Change("", line_title(spec, reference), dims_in_words(spec, dims), before, after))
    return changes
