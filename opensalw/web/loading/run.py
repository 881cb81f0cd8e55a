"""The loading of a file as it goes on, and what was refused of it."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.registers.commands.imports import kept_file, set_out, throw_away
from opensalw.registers.commands.loading import ask_pause
from opensalw.registers.models import Run
from opensalw.registers.queries.files import is_moving, reasons_of, refusals, refusals_as_rows
from opensalw.web.files import attached
from opensalw.web.registry.access import of_registry
from opensalw.web.transactions import PersonalRequest

from .access import find_run, note_look

SIZE = 50
AGAIN = "2"


@of_registry
def import_run(request: PersonalRequest, jid: str, id: str) -> HttpResponse:
    """How far a loading came; while it moves, the page asks again by itself."""
    run = find_run(jid, id)
    if run.state == Run.State.PREPARED and kept_file(run).exists():
        return redirect("import_columns", jid, run.pk)
    moves = is_moving(run)
    after = request.GET.get("after", "")
    rows = refusals(run, int(after) if after.isdigit() else 0, SIZE + 1) if run.refused and not moves else []
    if rows:
        note_look(request, run)
    context = {
        "jid": jid, "run": run, "moves": moves, "stopped": run.state == Run.State.LOADING and not moves,
        "kept": kept_file(run).exists(), "rows": rows[:SIZE], "reasons": reasons_of(run) if rows else [],
        "next_url": f"?after={rows[SIZE - 1].row}" if len(rows) > SIZE else "", "is_later": bool(after),
        "by": names_of({run.made_by}).get(run.made_by, run.made_by),
    }  # fmt: skip
    answer = render(request, "loading/run.html", context)
    if moves:
        answer["Refresh"] = AGAIN
    return answer


@of_registry
@require_POST
def import_act(request: PersonalRequest, jid: str, id: str) -> HttpResponse:
    """Pause, go on, or forget a file that was only sent."""
    run = find_run(jid, id)
    act = request.POST.get("act")
    try:
        if act == "pause":
            ask_pause(run, by=request.person)
            messages.info(request, _("It stops after the rows in hand."))
        elif act == "go_on":
            set_out(run, by=request.person)
        elif act == "forget":
            throw_away(run, by=request.person)
            messages.success(request, _("%(name)s is forgotten.") % {"name": run.file_name})
            return redirect("import_list", jid)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("import_run", jid, run.pk)


@of_registry
def import_refused_file(request: PersonalRequest, jid: str, id: str) -> HttpResponse:
    """The refused rows with their cells as they came, to be mended and sent again."""
    run = find_run(jid, id)
    note_look(request, run)
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows(refusals_as_rows(run))
    return attached(held.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"refused-{run.pk}.csv")
