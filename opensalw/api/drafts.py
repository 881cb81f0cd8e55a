"""Drafts of the report: who may reads them, comments on a section, and the secretariat settles comments."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from opensalw.core.queries import names_of
from opensalw.documents import rules
from opensalw.documents.commands import comment_on_draft, settle_comment
from opensalw.documents.models import Draft, DraftComment
from opensalw.documents.queries import drafts as asked

from .answers import Answer
from .authentication import READING, WRITING
from .parts import Long
from .problems import documented, missing, permit
from .strictness import Sent, Text
from .submissions import REFUSALS, WRITES, asking

router = Router(tags=["rounds"])
DRAFTS = "/{round}/drafts"


class DraftShown(BaseModel):
    """A frozen draft, without what it says."""

    round: str
    number: int
    readers: str = Field(description="`seats` or `organisations`.")
    comment_until: datetime
    takes_comments: bool
    sha256: str = Field(description="Of the frozen passages.")
    circulated_at: datetime


class Drafts(Answer):
    """The drafts of a round that the asker may read, in their order."""

    drafts: list[DraftShown]


class PassageShown(BaseModel):
    """A paragraph, a point or a figure of a draft."""

    section: str = Field(description="What a comment names.")
    title: str
    kind: str = Field(description="`text` or `figure`.")
    label: str
    text: str


class CommentShown(BaseModel):
    """What somebody says on a section, and what became of it."""

    id: UUID
    section: str
    text: str
    jurisdiction: str
    institution: str
    written_by: str
    written_at: datetime
    outcome: str = Field(description="`taken_up`, `answered`, or empty while it waits.")
    answer: str


class WholeDraft(Answer):
    """A draft with its passages and the comments on it."""

    draft: DraftShown
    passages: list[PassageShown]
    comments: list[CommentShown]


class OneComment(Answer):
    """One comment."""

    comment: CommentShown


class CommentSent(Sent):
    """A comment on a section."""

    section: Annotated[Text, Field(max_length=120)]
    text: Long


class Settlement(Sent):
    """What becomes of a comment: an answer needs its words."""

    outcome: Literal["taken_up", "answered"]
    answer: Long = ""


def draft_of(request: HttpRequest, round: str, number: int) -> Draft:
    """The draft of an address, if the one who asks reads it."""
    found = Draft.objects.filter(round_id=round, number=number).select_related("round__framework").first()
    if found is None:
        raise missing(_("This round has no such draft."))
    permit(rules.refuse_reading(found, asking(request)))
    return found


def draft_shown(draft: Draft) -> dict:
    """A draft in the form of the API."""
    return {
        "round": draft.round_id, "number": draft.number, "readers": draft.readers, "sha256": draft.sha256,
        "comment_until": draft.comment_until, "takes_comments": asked.takes_comments(draft),
        "circulated_at": draft.circulated_at,
    }  # fmt: skip


def comments_shown(comments: list[DraftComment]) -> list[dict]:
    """Comments in the form of the API, with everybody's name."""
    names = names_of({one.written_by for one in comments})
    return [
        {
            "id": one.pk, "section": one.section, "text": one.text, "jurisdiction": one.jurisdiction,
            "institution": one.institution, "written_by": names[one.written_by], "written_at": one.written_at,
            "outcome": one.outcome, "answer": one.answer,
        }
        for one in comments
    ]  # fmt: skip


@router.get(DRAFTS, auth=READING, response={200: Drafts, **REFUSALS}, summary="Drafts of the report")
def drafts(request: HttpRequest, round: Text) -> dict:
    """The drafts of a round that went round for comments."""
    by = asking(request)
    found = Draft.objects.filter(round_id=round).only(*asked.LISTED).order_by("number")
    return {"drafts": [draft_shown(one) for one in found if rules.refuse_reading(one, by) is None]}


@router.get(DRAFTS + "/{number}", auth=READING, response={200: WholeDraft, **REFUSALS}, summary="One draft")
def draft(request: HttpRequest, round: Text, number: int) -> dict:
    """What a draft says, passage by passage, and what was said on it."""
    held = draft_of(request, round, number)
    return {
        "draft": draft_shown(held),
        "passages": [vars(one) for one in asked.passages_in(held)],
        "comments": comments_shown(asked.comments_on(held)),
    }


@router.post(
    DRAFTS + "/{number}/comments", auth=WRITING, response={201: OneComment, **WRITES}, summary="Comment on a draft"
)
def post_comment(request: HttpRequest, round: Text, number: int, sent: CommentSent) -> Status:
    """Comment on a section, until the draft's hour."""
    made = comment_on_draft(draft_of(request, round, number), section=sent.section, text=sent.text, by=asking(request))
    return Status(201, {"comment": comments_shown([made])[0]})


@router.post(
    DRAFTS + "/{number}/comments/{id}/settle", auth=WRITING,
    response={200: OneComment, **documented(400, 401, 403, 404, 409, 415, 422)}, summary="Settle a comment",
)  # fmt: skip
def post_settlement(request: HttpRequest, round: Text, number: int, id: UUID, sent: Settlement) -> dict:
    """The secretariat takes a comment up, or answers it."""
    held = draft_of(request, round, number)
    found = DraftComment.objects.filter(pk=id, draft=held).first()
    if found is None:
        raise missing(_("This draft has no such comment."))
    settled = settle_comment(found, outcome=sent.outcome, answer=sent.answer, by=asking(request))
    return {"comment": comments_shown([settled])[0]}
