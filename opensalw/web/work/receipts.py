"""Receipts: exactly what was sent, its hash, when and by whom."""

from decimal import Decimal

import orjson
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from opensalw.core.queries import names_of
from opensalw.roadmap.cells import shown
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import DraftCell, Snapshot, TextItem
from opensalw.roadmap.snapshots import digest
from opensalw.web.transactions import PersonalRequest

from .access import find_whole_part, working
from .lines import dims_in_words
from .previous import institution_names


@working
def receipt(request: PersonalRequest, round: str, jid: str, number: int) -> HttpResponse:
    """The receipt of one sending, with everything that it holds."""
    part = find_whole_part(request, round, jid)
    held = get_object_or_404(Snapshot, submission=part, number=number)
    sent = bytes(held.content)
    facts = orjson.loads(sent)
    spec = part.round.framework.spec
    givers = institution_names(key for figure in facts["figures"] for key in figure["institutions"])
    context = {
        "part": part,
        "receipt": held,
        "sound": digest(sent) == held.sha256,
        "size": len(sent),
        "by": names_of({held.made_by})[held.made_by],
        "facts": facts,
        "texts": [_text(text) for text in facts["texts"]],
        "figures": [figure_in_words(spec, figure, givers) for figure in facts["figures"]],
        "word": spec.goal_word.singular,
    }
    return render(request, "work/receipt.html", context)


@working
def receipt_file(request: PersonalRequest, round: str, jid: str, number: int) -> HttpResponse:
    """The bytes that the hash was taken of."""
    part = find_whole_part(request, round, jid)
    held = get_object_or_404(Snapshot, submission=part, number=number)
    response = HttpResponse(bytes(held.content), content_type="application/json")
    name = f"{part.round_id}-{part.jurisdiction}-receipt-{held.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _text(facts: dict) -> dict:
    return {**facts, "label": TextItem.Kind(facts["kind"]).label}


def figure_in_words(spec: FrameworkSpec, facts: dict, givers: dict[str, str]) -> dict:
    """A figure of a snapshot in words."""
    measure = spec.measure(facts["line"].partition(".")[0])
    line = spec.line(facts["line"])
    names = ("kind", "unit", "grade", "direction", "reason", "qualifier")
    numbers = {name: Decimal(facts[name]) if facts[name] is not None else None for name in ("value", "low", "high")}
    cell = DraftCell(**{name: facts[name] for name in names}, **numbers)
    grade = line.grade(cell.grade) if cell.grade else None
    return {
        **facts,
        "institutions": [givers[key] for key in facts["institutions"]],
        "measure": measure.title,
        "title": line.title,
        "split": dims_in_words(spec, facts["dims"]),
        "shown": shown(cell.cell, grade_title=grade.title if grade else "", with_unit=False),
        "missing": cell.kind == "missing",
        "unit_words": line.unit.plural,
    }
