"""Incidents from a workbook: sent, looked at with every mistake at once, the good ones recorded."""

import csv
import io
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused, require
from opensalw.core.spreadsheet_text import neutral
from opensalw.incidents.commands.importing import Imported, import_incidents, look_at_incidents
from opensalw.incidents.files.columns import COLUMNS
from opensalw.incidents.files.template import template
from opensalw.incidents.rules.reach import refuse_recording
from opensalw.web.field.access import of_jurisdiction
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEY = "incident_file"
MOST = 1000


@of_jurisdiction
def incident_template(request: PersonalRequest, jid: str) -> HttpResponse:
    """The workbook to fill."""
    return attached(template(), SHEET, "incidents-template.xlsx")


@of_jurisdiction
def incident_files(request: PersonalRequest, jid: str) -> HttpResponse:
    """Send a file, see what it would do, and record what is good in it."""
    problem, found = "", None
    if request.method == "POST":
        try:
            require(refuse_recording(request.person, jid))
            if request.POST.get("act") == "record":
                return _recorded(request, jid)
            _keep(request, jid)
        except Refused as refused:
            problem = refused.reason
    try:
        if kept := _kept(request, jid):
            path, name = kept
            found = look_at_incidents(path, name=name, jurisdiction=jid, by=request.person, most=MOST)
    except Refused as refused:
        problem = problem or refused.reason
        _forget(request)
    context = {"jid": jid, "problem": problem, "found": found, "name": kept[1] if kept else ""}
    return render(request, "loading/incidents.html", context, status=422 if problem else 200)


@of_jurisdiction
def incident_refused_file(request: PersonalRequest, jid: str) -> HttpResponse:
    """The rows of refused incidents with what is wrong in each, to be mended and sent again."""
    kept = _kept(request, jid)
    if kept is None:
        return redirect("incident_files", jid)
    found = look_at_incidents(kept[0], name=kept[1], jurisdiction=jid, by=request.person, most=MOST)
    held = io.StringIO()
    rows = found.refused_rows([column.name for column in COLUMNS])
    csv.writer(held, lineterminator="\r\n").writerows([[neutral(cell) for cell in row] for row in rows])
    return attached(held.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "refused-incidents.csv")


def _recorded(request: PersonalRequest, jid: str) -> HttpResponse:
    kept = _kept(request, jid)
    if kept is None:
        raise Refused(_("The file is not kept any more. Send it again."), "file")
    found: Imported = import_incidents(kept[0], name=kept[1], jurisdiction=jid, by=request.person, most=MOST)
    words = {"made": len(found.made), "known": len(found.known), "refused": len(found.refused)}
    messages.success(request, _("%(made)s recorded, %(known)s were there already, %(refused)s refused.") % words)
    if not found.refused:
        _forget(request)
        return redirect("incident_list", jid)
    return redirect("incident_files", jid)


def _keep(request: PersonalRequest, jid: str) -> None:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(getattr(request, "refused_upload", "") or _("Choose a file: XLSX or CSV."), "file")
    _forget(request)
    id = uuid4()
    settings.INCOMING.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _path(id)
    path.touch(mode=0o600)
    path.write_bytes(sent.read())
    request.session[KEY] = {"jid": jid, "id": str(id), "name": (sent.name or "")[:200]}


def _kept(request: PersonalRequest, jid: str) -> tuple[Path, str] | None:
    """The file that this person sent last, and its name."""
    held = request.session.get(KEY) or {}
    if held.get("jid") != jid:
        return None
    path = _path(UUID(held["id"]))
    return (path, held["name"]) if path.exists() else None


def _forget(request: PersonalRequest) -> None:
    held = request.session.pop(KEY, None)
    if held:
        _path(UUID(held["id"])).unlink(missing_ok=True)


def _path(id: UUID) -> Path:
    return settings.INCOMING / f"incidents-{id}"
