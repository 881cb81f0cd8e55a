"""Sending a file, and saying which of its columns is which before anything is loaded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.core.permissions import refuse_registry
from opensalw.core.refusal import Refused
from opensalw.registers.commands.imports import keep_mapping, kept_file, map_columns, receive, set_out
from opensalw.registers.files.columns import Mapping
from opensalw.registers.files.preview import Preview, preview
from opensalw.registers.models import Run
from opensalw.registers.queries.files import count_of_duplicates, runs, saved_mapping, saved_mappings
from opensalw.web.registry.access import of_registry
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .access import find_run, note_look
from .columns import ColumnsForm, ReadingForm


@working
def import_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the own register's files."""
    for seat in seats():
        if refuse_registry(request.person, seat.id) is None:
            return redirect("import_list", seat.id)
    raise PermissionDenied(_("The register is kept by the police or a ministry of its jurisdiction."))


@of_registry
def import_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The files of a register, and the form that sends the next one."""
    problem = ""
    if request.method == "POST":
        try:
            return _received(request, jid)
        except Refused as refused:
            problem = refused.reason
    context = {"jid": jid, "runs": runs(jid), "problem": problem, "duplicates": count_of_duplicates(jid)}
    return render(request, "loading/imports.html", context, status=422 if problem else 200)


def _received(request: PersonalRequest, jid: str) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose a file: CSV, XLSX or fixed width."), "file")
    run = receive(sent.chunks(), name=sent.name or "", jurisdiction=jid, by=request.person)
    if run.state == Run.State.PREPARED:
        return redirect("import_columns", jid, run.pk)
    words = _("The loading of this file was begun. It goes on after row %(row)s.") % {"row": run.position}
    messages.info(request, words)
    return redirect("import_run", jid, run.pk)


@of_registry
def import_columns(request: PersonalRequest, jid: str, id: str) -> HttpResponse:
    """Which column is which, in which letters the file is written, and its first rows as they would be loaded."""
    run = find_run(jid, id)
    if run.state != Run.State.PREPARED or not kept_file(run).exists():
        return redirect("import_run", jid, run.pk)
    mapping, problem = Mapping.model_validate(run.mapping), ""
    if request.method == "POST":
        try:
            mapping = _chosen(request, run, mapping)
            run = map_columns(run, mapping, by=request.person)
            if answer := _done(request, run, mapping):
                return answer
        except Refused as refused:
            problem = refused.reason
    seen, unread = _seen(run, mapping)
    note_look(request, run)
    context = {
        "jid": jid, "run": run, "seen": seen, "problem": problem or unread,
        "reading": ReadingForm.of(mapping), "form": ColumnsForm.of(mapping, seen) if seen else None,
        "known": saved_mappings(jid),
    }  # fmt: skip
    return render(request, "loading/columns.html", context, status=422 if problem else 200)


def _seen(run: Run, mapping: Mapping) -> tuple[Preview | None, str]:
    """The first rows, and what hinders the loading; a file that cannot be read at all has no rows."""
    try:
        seen = preview(kept_file(run), mapping, name=run.file_name, today=timezone.localdate())
    except Refused as refused:
        return None, refused.reason
    return seen, seen.wrong


def _chosen(request: PersonalRequest, run: Run, before: Mapping) -> Mapping:
    """The mapping that the page says: a kept one, another way to read the file, or columns."""
    if request.POST.get("act") == "use":
        return saved_mapping(run.jurisdiction, request.POST.get("known", ""))
    if request.POST.get("act") == "read":
        return ReadingForm(request.POST).mapping()
    return ColumnsForm(request.POST).mapping(before)


def _done(request: PersonalRequest, run: Run, mapping: Mapping) -> HttpResponse | None:
    act = request.POST.get("act")
    if act == "keep":
        found = keep_mapping(
            request.POST.get("mapping_name", ""), mapping, jurisdiction=run.jurisdiction, by=request.person
        )
        messages.success(request, _("The mapping is kept as “%(name)s”.") % {"name": found.name})
    if act == "load":
        set_out(run, by=request.person)
        return redirect("import_run", run.jurisdiction, run.pk)
    return redirect("import_columns", run.jurisdiction, run.pk)
