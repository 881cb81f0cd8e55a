"""Mending a refused row where it stands, and deciding pairs that look like one weapon."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.registers.commands.mending import keep_apart, mend, say_same
from opensalw.registers.files.columns import Mapping, resolved
from opensalw.registers.models import Duplicate, Refusal, Run
from opensalw.registers.queries.files import duplicates, pairs_with_weapons
from opensalw.web.registry.access import of_registry
from opensalw.web.transactions import PersonalRequest

from .access import find_run, note_look


@of_registry
def import_row(request: PersonalRequest, jid: str, id: str, row: int) -> HttpResponse:
    """The cells of a refused row; mended, it is loaded at once."""
    run = find_run(jid, id)
    refusal = Refusal.objects.filter(jurisdiction=jid, run=run.pk, row=row).first()
    if refusal is None:
        raise Http404(str(row))
    if request.method == "POST":
        cells = [request.POST.get(f"cell-{place}", "") for place in range(len(run.header))]
        try:
            again = mend(refusal, cells, by=request.person)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("import_run", jid, run.pk)
        if again is None:
            messages.success(request, _("Row %(row)s is loaded.") % {"row": row})
            return redirect("import_run", jid, run.pk)
        refusal = again
    note_look(request, run)
    context = {"jid": jid, "run": run, "refusal": refusal, "cells": list(_cells(run, refusal))}
    return render(request, "loading/row.html", context, status=422 if request.method == "POST" else 200)


def _cells(run: Run, refusal: Refusal):
    """Place, title, value and whether this is the cell that was refused."""
    places = resolved(Mapping.model_validate(run.mapping), list(run.header))
    wrong = places.get(refusal.field)
    cells = [*refusal.cells, *[""] * len(run.header)]
    for place, title in enumerate(run.header):
        yield place, title, cells[place], place == wrong


@of_registry
def import_duplicates(request: PersonalRequest, jid: str) -> HttpResponse:
    """Pairs that look like one weapon, each with its reason; nothing is merged by itself."""
    if request.method == "POST":
        pair = Duplicate.objects.filter(jurisdiction=jid, pk=_number(request.POST.get("pair", ""))).first()
        if pair is None:
            raise Http404
        try:
            if request.POST.get("act") == "same":
                say_same(pair, by=request.person, reason=request.POST.get("reason", ""))
                messages.success(request, _("Proposed. A second person decides whether they are merged."))
            else:
                keep_apart(pair, by=request.person)
                messages.success(request, _("They stay two weapons."))
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("import_duplicates", jid)
    context = {"jid": jid, "pairs": pairs_with_weapons(duplicates(jid))}
    return render(request, "loading/duplicates.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 18 else 0
