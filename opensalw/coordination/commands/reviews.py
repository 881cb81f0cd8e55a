"""Reviews of proposals, and the no-objection of the Commissions."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from ..events import funds as events
from ..models import NoObjection, Proposal, Review
from ..proposing import weighted
from ..queries.funds import organisations_of, read_rules, roots, rules_on
from ..rules import funds as rules
from .funds import record
from .proposals import terms_of


def held(review: Review) -> Review:
    """The review, locked until the transaction ends."""
    found = Review.objects.select_for_update(of=("self",)).select_related("proposal__call", "proposal__organisation")
    return found.get(pk=review.pk)


@transaction.atomic
def assign_review(proposal: Proposal, reviewer: Person, *, by: Person, due_on: date | None = None) -> Review:
    """Give a proposal that was sent to a person for review; never to one of the applicant's own organisation."""
    require(refuse_secretariat_work(by))
    if not proposal.version:
        raise Refused(_("The proposal was not sent yet."))
    require(rules.refuse_reviewing(reviewer, organisations_of(reviewer), proposal, roots()), "reviewer")
    if Review.objects.filter(proposal=proposal, reviewer=reviewer.id).exists():
        raise Refused(_("This person reviews it already."), "reviewer")
    made = Review.objects.create(
        proposal=proposal, reviewer=reviewer.id, reviewer_as=reviewer.shown_as, due_on=due_on,
        assigned_at=timezone.now(), assigned_by=by.id,
    )  # fmt: skip
    event = events.ReviewAssigned(number=proposal.number, reviewer=reviewer.shown_as)
    record(event, "proposal", proposal.number, by)
    return made


@transaction.atomic
def declare_for_review(review: Review, *, conflict: str, by: Person) -> Review:
    """Say whether there is a conflict of interest: without one the proposal opens, with one it stays closed."""
    kept = held(review)
    require(rules.refuse_review_work(by, kept))
    require(rules.refuse_reviewing(by, organisations_of(by), kept.proposal, roots()))
    if kept.declared_at:
        return kept
    kept.conflict, kept.declared_at = conflict.strip(), timezone.now()
    kept.state = Review.State.EXCUSED if kept.conflict else Review.State.READING
    kept.save(update_fields=["conflict", "declared_at", "state"])
    what = _("conflict of interest: %(words)s") % {"words": kept.conflict} if kept.conflict else _("no conflict")
    event = events.ReviewDeclared(number=kept.proposal.number, reviewer=kept.reviewer_as, what=what)
    record(event, "proposal", kept.proposal.number, by)
    return kept


@transaction.atomic
def save_review(
    review: Review, *, scores: Mapping[str, int], comments: Mapping[str, str], overall: str, by: Person
) -> Review:
    """Keep scores and comments; what is not scored yet stays empty."""
    kept = held(review)
    require(rules.refuse_review_work(by, kept))
    if kept.declared_at is None:
        raise Refused(_("Say first whether you have a conflict of interest."))
    terms = terms_of(kept.proposal.call)
    known = {one.key for one in terms.criteria}
    for key, score in scores.items():
        if key not in known:
            raise Refused(_("“%(key)s” is no criterion of this call.") % {"key": key})
        if not 0 <= score <= terms.scale:
            raise Refused(_("A score is from 0 to %(most)d.") % {"most": terms.scale}, f"score-{key}")
    kept.scores, kept.overall = dict(scores), overall.strip()
    kept.comments = {key: text.strip() for key, text in comments.items() if key in known and text.strip()}
    kept.save(update_fields=["scores", "comments", "overall"])
    return kept


@transaction.atomic
def send_review(review: Review, *, by: Person) -> Review:
    """Send a review that scores each criterion; it stays as it is and names the version that was read."""
    kept = held(review)
    require(rules.refuse_review_work(by, kept))
    terms = terms_of(kept.proposal.call)
    if kept.declared_at is None:
        raise Refused(_("Say first whether you have a conflict of interest."))
    if missing := [one.title for one in terms.criteria if one.key not in kept.scores]:
        raise Refused(_("Score also: %(criteria)s.") % {"criteria": ", ".join(missing)})
    if not kept.overall:
        raise Refused(_("Say in words what you think of it as a whole."), "overall")
    kept.state, kept.sent_at, kept.version = Review.State.SENT, timezone.now(), kept.proposal.version
    kept.save(update_fields=["state", "sent_at", "version"])
    score = weighted(kept.scores, terms)
    event = events.ReviewSent(
        number=kept.proposal.number, reviewer=kept.reviewer_as, score=str(score if score is not None else "–")
    )
    record(event, "proposal", kept.proposal.number, by)
    return kept


@transaction.atomic
def ask_no_objection(
    proposal: Proposal, *, by: Person, jurisdictions: Sequence[str] = (), until: date | None = None
) -> list[NoObjection]:
    """Ask the Commission of each jurisdiction of a proposal whether it objects."""
    require(refuse_secretariat_work(by))
    if not proposal.version:
        raise Refused(_("The proposal was not sent yet."))
    days = read_rules(rules_on(proposal.call.fund, timezone.localdate())).no_objection_days
    until = until or (timezone.localdate() + timedelta(days=days) if days else None)
    made = []
    for jid in jurisdictions or proposal.jurisdictions:
        asked, new = NoObjection.objects.get_or_create(
            proposal=proposal, jurisdiction=jid,
            defaults={"asked_at": timezone.now(), "asked_by": by.id, "until": until},
        )  # fmt: skip
        if new:
            event = events.NoObjectionAsked(
                number=proposal.number, seat=label(jid), until=str(until or _("no day"))
            )  # fmt: skip
            record(event, "proposal", proposal.number, by)
        made.append(asked)
    return made


@transaction.atomic
def answer_no_objection(asked: NoObjection, *, objects: bool, reason: str = "", by: Person) -> NoObjection:
    """The Commission says that it does not object, or that it does and why."""
    kept = NoObjection.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=asked.pk)
    require(rules.refuse_answering(by, kept, timezone.localdate()))
    if objects and not reason.strip():
        raise Refused(_("Say why the Commission objects."), "reason")
    kept.answer = NoObjection.Answer.OBJECTED if objects else NoObjection.Answer.GIVEN
    kept.reason, kept.answered_at, kept.answered_by = reason.strip(), timezone.now(), by.id
    kept.save(update_fields=["answer", "reason", "answered_at", "answered_by"])
    event = events.NoObjectionAnswered(
        number=kept.proposal.number, seat=label(kept.jurisdiction), answer=str(kept.get_answer_display())
    )
    record(event, "proposal", kept.proposal.number, by, reason)
    return kept
