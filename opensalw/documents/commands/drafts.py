"""Drafts of the report: frozen and sent round for comments, which the secretariat takes up or answers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import orjson
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.commands.embargo import as_if_public
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Round
from opensalw.roadmap.states import State

from .. import rules
from ..blocks import Document, Note
from ..events import DraftCirculated, DraftCommented, DraftCommentSettled
from ..models import Draft, DraftComment, DraftFile
from ..passages import Passage, passages_of, read, sections, stored
from ..queries.documents import PRINTERS, document_set, printed
from ..queries.drafts import passages_now, takes_comments
from .building import store

IN_A_DRAFT = (State.ACCEPTED, State.RELEASED)


@transaction.atomic
def circulate_draft(
    round: Round,
    *,
    number: int,
    comment_until: datetime,
    by: Person,
    readers: str = Draft.Readers.SEATS,
) -> Draft:
    """Freeze the documents of a round, with the parts that are accepted, and send them round as a numbered draft."""
    require(refuse_secretariat_work(by))
    held = Round.objects.select_for_update(of=("self",)).select_related("framework").get(pk=round.pk)
    last = held.drafts.order_by("-number").values_list("number", flat=True).first() or 0
    require(rules.refuse_circulating(held, number, last, comment_until, timezone.now()), field="comment_until")
    if readers not in Draft.Readers.values:
        raise Refused(_("Say who reads the draft."), "readers")
    with as_if_public(held, IN_A_DRAFT):
        documents = [(kind, document) for kind, _jid, document in document_set(held)]
    frozen = stored(passage for kind, document in documents for passage in passages_of(kind, document))
    draft = Draft.objects.create(
        round=held, number=number, comment_until=comment_until, readers=readers, passages=frozen,
        sha256=sha256(orjson.dumps(frozen)).hexdigest(), circulated_at=timezone.now(), circulated_by=by.id,
    )  # fmt: skip
    files = _print(draft, documents)
    event = DraftCirculated(
        round=held.key, number=number, comment_until=comment_until.isoformat(), readers=readers, files=files,
        sha256=draft.sha256,
    )  # fmt: skip
    _record(event, held, by)
    return draft


def _print(draft: Draft, documents: Iterable[tuple[str, Document]]) -> int:
    """Keep each document of the draft in each format, its number and its hour at the head."""
    files = []
    for kind, document in documents:
        headed = _headed(document, draft)
        for format in PRINTERS:
            content = printed(headed, format)
            digest = sha256(content).hexdigest()
            store(digest, content)
            name = f"{draft.round_id}-{kind}-draft-{draft.number}.{format.value}"
            files.append(
                DraftFile(
                    draft=draft, kind=kind, format=format, title=headed.title, file_name=name, sha256=digest,
                    size=len(content),
                )
            )  # fmt: skip
    return len(DraftFile.objects.bulk_create(files))


def _headed(document: Document, draft: Draft) -> Document:
    """The document with what it is at its head, and in the line at the foot of each page."""
    facts = {"number": draft.number, "until": hour_words(draft.comment_until)}
    note = Note(_("Draft %(number)d – comments until %(until)s. Not for publication.") % facts)
    title = _("Draft %(number)d: %(title)s") % {**facts, "title": document.title}
    meta = {**document.meta, "status": _("draft %(number)d") % facts}
    return replace(document, title=title, blocks=(note, *document.blocks), meta=meta)


def hour_words(hour: datetime) -> str:
    """An hour as it is printed: 3 July 2020, 10:00."""
    return formats.date_format(timezone.localtime(hour), "j F Y, H:i")


@transaction.atomic
def comment_on_draft(draft: Draft, *, section: str, text: str, by: Person) -> DraftComment:
    """Comment on a section of a draft, until its hour."""
    require(rules.refuse_reading(draft, by))
    if not takes_comments(draft):
        until = hour_words(draft.comment_until)
        raise Refused(_("Comments on this draft were taken until %(until)s.") % {"until": until})
    require(rules.refuse_comment(text), field="text")
    if section not in sections(_passages(draft)):
        raise Refused(_("The draft has no such section."), "section")
    post = next((post for post in by.posts if post.role in ("officer", "chair", "donor")), None) or next(iter(by.posts))
    made = DraftComment.objects.create(
        draft=draft, section=section, text=text.strip(), jurisdiction=post.jurisdiction, institution=post.institution,
        written_at=timezone.now(), written_by=by.id,
    )  # fmt: skip
    digest = sha256(made.text.encode()).hexdigest()
    event = DraftCommented(number=draft.number, section=section, institution=post.institution, sha256=digest)
    _record(event, draft.round, by)
    return made


@transaction.atomic
def settle_comment(comment: DraftComment, *, outcome: str, by: Person, answer: str = "") -> DraftComment:
    """The secretariat takes a comment up, or answers why not."""
    require(refuse_secretariat_work(by))
    if outcome not in DraftComment.Outcome.values:
        raise Refused(_("A comment is taken up or answered."), "outcome")
    answering = outcome == DraftComment.Outcome.ANSWERED
    require(_("Write the answer.") if answering and not answer.strip() else None, field="answer")
    held = DraftComment.objects.select_for_update(of=("self",)).select_related("draft__round").get(pk=comment.pk)
    held.outcome, held.answer = outcome, answer.strip()
    held.answered_at, held.answered_by = timezone.now(), by.id
    held.save()
    event = DraftCommentSettled(number=held.draft.number, section=held.section, outcome=outcome)
    _record(event, held.draft.round, by)
    return held


def would_be_printed(round: Round, by: Person) -> list[Passage]:
    """What the documents would say now; the secretariat reads the accepted parts too, others what is public."""
    if not by.is_secretariat:
        return passages_now(round)
    with as_if_public(round, IN_A_DRAFT):
        return passages_now(round)


def _passages(draft: Draft) -> list[Passage]:
    return read(draft.passages)


def _record(event: Event, round: Round, by: Person) -> None:
    with acting_for(REGIONAL):
        append(event, subject=subject("round", round.key), jurisdiction=REGIONAL, by=by.id, on=timezone.localdate())
