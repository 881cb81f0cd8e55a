"""The search from an imperfect description: one box, how it was understood, candidates and why."""

import time
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from opensalw.core.refusal import Refused
from opensalw.tracing.describing import Description, Understanding, described, understood
from opensalw.tracing.explaining import Agreement, agreements, steps_in_words
from opensalw.tracing.queries.finding import Answer, Candidate, find
from opensalw.tracing.scoring import error_model
from opensalw.web.transactions import PersonalRequest

from .access import of_focal_point
from .forms import DescriptionForm


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate as the page shows it."""

    candidate: Candidate
    because: list[str]
    fields: list[Agreement]

    @property
    def percent(self) -> str:
        """How likely it is, without false precision, on one line."""
        hundredths = self.candidate.chance * 100
        words = "> 99 %" if hundredths > 99 else "< 1 %" if hundredths < 1 else f"{hundredths:.0f} %"
        return words.replace(" ", "\u00a0")


@of_focal_point
def trace_search(request: PersonalRequest, jid: str) -> HttpResponse:
    """Ask by a sentence, or by fields; what was understood of the sentence stands in the fields to be put right."""
    sentence = request.GET.get("q", "")
    form = DescriptionForm(request.GET)
    by_fields = any(form.words().values())
    context: dict[str, object] = {"jid": jid, "asked": sentence[:400], "form": form, "by_fields": by_fields}
    if sentence.strip() or by_fields:
        try:
            told = None if by_fields else understood(sentence)
            one = told.description if told else described(**form.words())
            context |= _answered(one, told, jid)
        except Refused as refused:
            context |= {"refused": refused.reason}
    return render(request, "tracing/search.html", context)


def _answered(one: Description, told: Understanding | None, jid: str) -> dict[str, object]:
    began = time.perf_counter()
    if told:
        context: dict[str, object] = {"told": told, "form": DescriptionForm(_as_fields(one))}
    else:
        context = {}
    try:
        answer = find(one, jurisdictions=[jid])
    except Refused as refused:
        return {**context, "refused": refused.reason}
    milliseconds = max(1, round(1000 * (time.perf_counter() - began)))
    return {**context, "answer": answer, "shown": shown(answer), "milliseconds": milliseconds}


def shown(answer: Answer) -> list[Shown]:
    """The candidates with their reasons; where none is plausible, the three that are nearest."""
    model = error_model(answer.version)
    rows = answer.plausible or answer.candidates[:3]
    return [
        Shown(
            one, steps_in_words(one.steps),
            agreements(one.field_costs, {name: one.face.word(name) for name in one.field_costs}, model),
        )
        for one in rows
    ]  # fmt: skip


def _as_fields(one: Description) -> dict[str, str]:
    return {
        "serial": one.serial, "make": one.make, "model": one.model, "calibre": one.calibre, "type": one.type,
        "year": str(one.year or ""),
    }  # fmt: skip
