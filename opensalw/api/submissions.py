"""Submissions: an institution reads and fills its part, figure by figure or many at once, and sends it."""

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from opensalw.core.designations import label
from opensalw.core.permissions import Person, refuse_filling, refuse_seeing_part
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap import rules
from opensalw.roadmap.cells import BadCell
from opensalw.roadmap.commands import drafting
from opensalw.roadmap.commands import submissions as steps
from opensalw.roadmap.models import DraftCell, Observation, Snapshot, Submission, TextItem
from opensalw.roadmap.queries.accepted import public_texts
from opensalw.roadmap.queries.forms import unanswered_lines
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.publicity import is_public
from opensalw.roadmap.queries.rounds import my_parts
from opensalw.roadmap.queries.threads import open_threads
from opensalw.roadmap.reach import Reach, goal_section, reach_of, refuse_seeing_whole, section_of
from opensalw.roadmap.states import TRANSITIONS

from .authentication import OPEN, READING, SENDING, WRITING
from .declarations import line_of
from .parts import (
    FigureSent,
    FiguresSent,
    Kept,
    LineFigureSent,
    Parts,
    PartShown,
    Receipt,
    Results,
    TextKept,
    TextSent,
    Unfit,
    figure_shown,
    text_shown,
)
from .problems import FieldError, Problem, documented, field_error, from_refusal, missing, not_signed_in, permit, wrong
from .strictness import Jurisdiction, Sent, Text

router = Router(tags=["submissions"])
PART = "/{round}/{jurisdiction}"
REFUSALS = documented(401, 403, 404, 409, 422)
WRITES = documented(400, 401, 403, 404, 409, 413, 415, 422)


class Cleared(Sent):
    """Which cell of a line."""

    dimensions: Annotated[Text, Field(max_length=300)] = Field(default="", examples=["origin=surplus|owner=defence"])


def part_of(round: str, jurisdiction: str) -> Submission:
    """The part of a round; 404 when the round has none for this jurisdiction."""
    found = Submission.objects.select_related("round__framework").filter(round_id=round, jurisdiction=jurisdiction)
    part = found.first()
    if part is None:
        raise missing(_("There is no such part of a round."))
    return part


def asking(request: HttpRequest) -> Person:
    """Who asks."""
    return request.auth.person  # type: ignore[attr-defined]


def summary(part: Submission) -> dict:
    """A part in a list."""
    return {
        "round": part.round_id,
        "jurisdiction": part.jurisdiction,
        "seat": label(part.jurisdiction),
        "state": part.state,
        "due_on": rules.due_on(part),
        "overdue": rules.is_overdue(part, timezone.localdate()),
        "on_behalf": part.on_behalf,
    }


@router.get("", auth=READING, response={200: Parts, **documented(401, 403, 422)}, summary="Your parts of open rounds")
def mine(request: HttpRequest) -> dict:
    """The parts of open rounds in the jurisdictions that you act for."""
    return {"submissions": [summary(part) for part in my_parts(asking(request).jurisdictions)]}


@router.get(PART, auth=OPEN, response={200: PartShown, **documented(401, 403, 404, 422)}, summary="One part")
def one(request: HttpRequest, round: Text, jurisdiction: Jurisdiction) -> dict:
    """A part: released and reconstructed ones are public, others are seen by their jurisdiction and the secretariat."""
    part, person = part_of(round, jurisdiction), asking(request)
    refused = refuse_seeing_part(person, jurisdiction)
    if refused and not is_public(part):
        raise Problem(403, refused) if person.signed_in else not_signed_in()
    reach, settled = reach_of(part, person), refused and part.public_from
    texts = public_texts(part) if settled else part.texts.all()
    figures = figures_of(part, bool(refused))
    return {
        **summary(part),
        "state": part.public_state if refused else part.state,
        "texts": [text_shown(item) for item in texts if settled or reach.sees(goal_section(item.goal))],
        "figures": [figure_shown(row) for row in figures if settled or reach.sees(row.measure)],
        "unanswered": None if refused else [
            {"line": f"{measure.key}.{line.key}", "title": f"{measure.title}: {line.title}"}
            for measure, line in unanswered_lines(part) if reach.sees(measure.key)
        ],
        "queries": None if refused else queries(part, reach),
        "receipts": None if refused or refuse_seeing_whole(part, person) else receipts(part),
    }  # fmt: skip


def figures_of(part: Submission, public: bool) -> Iterable[DraftCell | Observation]:
    """The figures of a part; for the public those that were released, so without counts of few persons."""
    if public and part.released_at:
        return public_observations().filter(submission=part)
    return part.cells.all()


def queries(part: Submission, reach: Reach) -> list[dict]:
    """The reviewer's questions that are not resolved and within reach; all conversations are under ``threads``."""
    return [
        {
            "id": str(one.thread.pk), "goal": one.thread.goal, "question": one.first.text,
            "answer": "\n\n".join(message.text for message in one.messages if message.side == "seat"),
            "line": ".".join(filter(None, (one.thread.measure, one.thread.line))) or None,
            "asked_at": one.thread.opened_at,
        }
        for one in open_threads([part]) if reach.sees(section_of(one.thread))
    ]  # fmt: skip


def receipts(part: Submission) -> list[dict]:
    """What was sent so far."""
    rows = list(part.snapshots.defer("content"))
    names = names_of({row.made_by for row in rows})
    return [
        {"number": row.number, "sha256": row.sha256, "made_at": row.made_at, "made_by": names[row.made_by]}
        for row in rows
    ]


def keep(part: Submission, line: str, sent: FigureSent, by: Person) -> DraftCell:
    """Keep one figure; Refused or BadCell says what is wrong with it."""
    found = line_of(part.round.framework.spec, line)
    if found is None:
        raise Refused(_("There is no line %(line)s.") % {"line": line}, "line")
    if len(rules.dims_key(sent.dimensions)) > 300:
        raise Refused(_("The names of the dimensions are too long."), "dimensions")
    cell = sent.cell(found[1])
    measure, _dot, key = line.partition(".")
    return drafting.save_cell(
        part, measure=measure, line=key, cell=cell, by=by, dims=sent.dimensions,
        explanation=sent.explanation, revision=sent.revision, origin="api", via="api",
    )  # fmt: skip


@router.put(PART + "/figures/{line}", auth=WRITING, response={200: Kept, **WRITES}, summary="Write one figure")
def put_figure(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, line: Text, sent: FigureSent) -> dict:
    """Keep a figure, or the reason why it is missing; the same again changes nothing."""
    permit(refuse_filling(asking(request), jurisdiction))
    return {"figure": figure_shown(keep(part_of(round, jurisdiction), line, sent, asking(request)))}


@router.delete(PART + "/figures/{line}", auth=WRITING, response={204: None, **WRITES}, summary="Empty one figure")
def delete_figure(
    request: HttpRequest, round: Text, jurisdiction: Jurisdiction, line: Text, cleared: Query[Cleared]
) -> Status:
    """Back to "not answered"; nothing happens where nothing is filled."""
    permit(refuse_filling(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    if line_of(part.round.framework.spec, line) is None:
        raise missing(_("There is no line %(line)s.") % {"line": line})
    measure, _dot, key = line.partition(".")
    drafting.clear_cell(part, measure=measure, line=key, by=asking(request), dims_key=cleared.dimensions, via="api")
    return Status(204, None)


@router.patch(
    PART + "/figures", auth=WRITING, response={200: Results, 207: Results, **WRITES}, summary="Write many figures"
)  # fmt: skip
def patch_figures(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, sent: FiguresSent) -> Status:
    """Each figure is kept or refused on its own: 200 when all are kept, 207 when some are refused.

    The good ones stay kept; send the refused ones again, mended.
    """
    permit(refuse_filling(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    drafting.open_for(part, asking(request))
    results = [result(part, position, figure, asking(request)) for position, figure in enumerate(sent.figures)]
    kept = sum(one["kept"] for one in results)
    refused = len(results) - kept
    return Status(207 if refused else 200, {"kept": kept, "refused": refused, "results": results})


def result(part: Submission, position: int, sent: LineFigureSent | Unfit, by: Person) -> dict:
    """What became of one figure of a list."""
    if isinstance(sent, Unfit):
        errors = [field_error({**error, "loc": (position, *error["loc"])}) for error in sent.errors]
        return {"position": position, "line": None, "kept": False, "errors": errors}
    try:
        row = keep(part, sent.line, sent, by)
    except (Refused, BadCell) as refused:
        problem = from_refusal(refused) if isinstance(refused, Refused) else wrong("value", refused)
        errors = problem.errors or [FieldError(field="revision", message=problem.detail)]
        placed = [error.model_copy(update={"field": f"{position}.{error.field}"}) for error in errors]
        return {"position": position, "line": sent.line, "kept": False, "errors": placed}
    return {"position": position, "line": sent.line, "kept": True, "figure": figure_shown(row)}


@router.post(PART + "/texts", auth=WRITING, response={201: TextKept, **WRITES}, summary="Write a text item")
def post_text(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, sent: TextSent) -> Status:
    """Add a point of progress, a challenge, a plan or a need under a goal."""
    permit(refuse_filling(asking(request), jurisdiction))
    facts = sent.model_dump(exclude={"revision"})
    made = drafting.save_text(part_of(round, jurisdiction), by=asking(request), via="api", **facts)
    return Status(201, {"text": text_shown(made)})


@router.put(PART + "/texts/{id}", auth=WRITING, response={200: TextKept, **WRITES}, summary="Change a text item")
def put_text(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, id: UUID, sent: TextSent) -> dict:
    """Change a point; give its revision, so that nobody's change is lost."""
    permit(refuse_filling(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    if not TextItem.objects.filter(pk=id, submission=part).exists():
        raise missing(_("This part has no such text item."))
    return {"text": text_shown(drafting.save_text(part, item=id, by=asking(request), via="api", **sent.model_dump()))}


@router.delete(PART + "/texts/{id}", auth=WRITING, response={204: None, **WRITES}, summary="Remove a text item")
def delete_text(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, id: UUID) -> Status:
    """Take a point out of the draft; what was sent before stays in its receipt."""
    permit(refuse_filling(asking(request), jurisdiction))
    drafting.remove_text(part_of(round, jurisdiction), id, by=asking(request))
    return Status(204, None)


@router.post(PART + "/submit", auth=SENDING, response={201: Receipt, **REFUSALS}, summary="Send the part")
def submit(request: HttpRequest, round: Text, jurisdiction: Jurisdiction) -> Status:
    """Send a part that the chair has cleared; it is frozen, and the receipt says what was sent."""
    permit(TRANSITIONS["submit"].refuse_person(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    return Status(201, receipt_shown(part, steps.submit(part, by=asking(request)).number))


def receipt_shown(part: Submission, number: int) -> dict:
    """One receipt of a part; 404 when it has no such."""
    chosen = next((row for row in receipts(part) if row["number"] == number), None)
    if chosen is None:
        raise missing(_("This part has no such receipt."))
    place = {"round": part.round_id, "jurisdiction": part.jurisdiction}
    return {**place, "receipt": chosen, "content": reverse("api:receipt_content", kwargs={**place, "number": number})}


@router.get(PART + "/receipts/{number}", auth=READING, response={200: Receipt, **REFUSALS}, summary="A receipt")
def receipt(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, number: int) -> dict:
    """What was sent: its hash, when, by whom."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    permit(refuse_seeing_whole(part, asking(request)))
    return receipt_shown(part, number)


@router.get(
    PART + "/receipts/{number}/content", auth=READING, response={200: dict, **REFUSALS}, summary="What exactly was sent"
)  # fmt: skip
def receipt_content(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, number: int) -> HttpResponse:
    """The exact bytes that the receipt's hash is of, untouched: names stand as they were written."""
    permit(refuse_seeing_part(asking(request), jurisdiction))
    part = part_of(round, jurisdiction)
    permit(refuse_seeing_whole(part, asking(request)))
    found = Snapshot.objects.filter(submission=part, number=number).first()
    if found is None:
        raise missing(_("This part has no such receipt."))
    return HttpResponse(bytes(found.content), content_type="application/json")
