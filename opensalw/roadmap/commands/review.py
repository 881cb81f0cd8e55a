"""Review queries: ask, answer, resolve."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_filling, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from ..models import ReviewQuery, Submission, TextItem
from ..states import State


@transaction.atomic
def ask(
    submission: Submission,
    *,
    question: str,
    by: Person,
    goal: int | None = None,
    measure: str = "",
    line: str = "",
    text_item: UUID | None = None,
) -> ReviewQuery:
    """Ask about a figure, a text item or a goal of a part under review."""
    require(refuse_secretariat_work(by))
    reviewed = submission.state == State.SUBMITTED
    require(None if reviewed else _("Queries are asked while a part is submitted and under review."))
    require(None if question.strip() else _("Write the query."), field="question")
    item = TextItem.objects.get(pk=text_item, submission=submission) if text_item else None
    spec = submission.round.framework.spec
    if measure:
        try:
            goal = spec.measure(measure).goals[0]
        except KeyError:
            raise Refused(_("There is no measure %(key)s.") % {"key": measure}, "measure") from None
    return ReviewQuery.objects.create(
        submission=submission, goal=item.goal if item else goal, measure=measure, line=line, text_item=item,
        question=question.strip(), asked_by=by.id,
    )  # fmt: skip


@transaction.atomic
def answer(query: ReviewQuery, *, text: str, by: Person) -> ReviewQuery:
    """The seat answers a query while its part is back with it."""
    require(refuse_filling(by, query.submission.jurisdiction))
    require(_("This query is resolved.") if query.resolved_at else None)
    require(None if text.strip() else _("Write the answer."), field="answer")
    query.answer, query.answered_by, query.answered_at = text.strip(), by.id, timezone.now()
    query.save()
    return query


@transaction.atomic
def resolve(query: ReviewQuery, *, by: Person) -> ReviewQuery:
    """The reviewer is satisfied."""
    require(refuse_secretariat_work(by))
    query.resolved_at = query.resolved_at or timezone.now()
    query.save()
    return query


@transaction.atomic
def unresolve(query: ReviewQuery, *, by: Person) -> ReviewQuery:
    """The reviewer opens a resolved query again, while the part is not accepted."""
    require(refuse_secretariat_work(by))
    sealed = query.submission.state in (State.ACCEPTED, State.RELEASED)
    require(_("The part is accepted; its queries stay resolved.") if sealed else None)
    query.resolved_at = None
    query.save()
    return query
