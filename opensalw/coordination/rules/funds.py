"""Who may do what with funds, calls, proposals, reviews and the no-objection."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person

from ..models import Attendance, Call, NoObjection, Organisation, Proposal, Review, Seat

State = Proposal.State


def acts_for(person: Person, organisation: Organisation) -> bool:
    """Whether the person belongs to the organisation's own people."""
    own = organisation.institution_id
    return bool(own) and any(post.role == "donor" and post.institution == own for post in person.posts)


def refuse_writing_proposal(person: Person, organisation: Organisation) -> str | None:
    """A proposal is written, sent and withdrawn by its organisation's people, by nobody else."""
    if acts_for(person, organisation):
        return None
    return _("Only the people of %(organisation)s write this proposal.") % {"organisation": organisation}


def refuse_seeing_proposal(person: Person, proposal: Proposal, *, sits: bool, reviews: bool) -> str | None:
    """A proposal is read by its authors; once sent, by the secretariat, the committee, its Commissions, reviewers."""
    if acts_for(person, proposal.organisation):
        return None
    served = any(person.holds(role, jid) for jid in proposal.jurisdictions for role in ("officer", "chair"))
    if proposal.version and (person.is_secretariat or sits or reviews or served):
        return None
    return _("This proposal is read by its authors, and once it is sent by the committee and the Commissions it names.")


def refuse_editing(proposal: Proposal, call: Call, now: datetime) -> str | None:
    """A proposal is written while its call takes proposals and nothing was decided."""
    if proposal.state not in (State.DRAFT, State.SUBMITTED):
        return _("%(number)s is %(state)s and is not written any more.") % {
            "number": proposal.number, "state": proposal.get_state_display()
        }  # fmt: skip
    return refuse_call_time(call, now)


def refuse_call_time(call: Call, now: datetime) -> str | None:
    """Why a call takes no proposal at this moment, or None."""
    if not call.is_open:
        return _("This call is not open for proposals.")
    if call.opens_on and now.date() < call.opens_on:
        return _("The call opens on %(day)s.") % {"day": date_format(call.opens_on, "j F Y")}
    if call.closes_at and now > call.closes_at:
        return _("The call closed on %(when)s. What was sent before stands; ask the secretariat.") % {
            "when": date_format(call.closes_at, "j F Y, H:i e")
        }  # fmt: skip
    return None


def refuse_call(facts: Mapping[str, object]) -> tuple[str, str] | None:
    """Why a call cannot be kept with these facts, and in which field; or None."""
    if not str(facts.get("title") or "").strip():
        return _("Give the call a title."), "title"
    opens, closes = facts.get("opens_on"), facts.get("closes_at")
    if isinstance(opens, date) and isinstance(closes, datetime) and closes.date() < opens:
        return _("The call closes before it opens."), "closes_at"
    budget, currency = facts.get("budget"), str(facts.get("currency") or "")
    if isinstance(budget, Decimal) and budget <= 0:
        return _("Give an amount above zero, or leave it empty while it is not known."), "budget"
    if (budget is not None or currency) and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        return _("Say in which currency it is, as three letters such as EUR or USD."), "currency"
    return None


def refuse_changing_terms(call: Call) -> str | None:
    """The terms of a call stay once a proposal was sent under them."""
    if call.proposals.filter(version__gt=0).exists():
        return _("Proposals were sent under these terms. Open another call instead of changing them.")
    return None


def refuse_removing_seat(seat: Seat) -> str | None:
    """A seat that a decision was taken with stays; it can be ended."""
    if Attendance.objects.filter(organisation=seat.organisation_id, decision__fund=seat.fund_id).exists():
        return _("A decision of this fund has %(organisation)s at its table. End the seat instead.") % {
            "organisation": seat.organisation
        }  # fmt: skip
    return None


def refuse_removing_call(call: Call) -> str | None:
    """A call that was opened or answered stays; its end can be moved."""
    if call.is_open:
        return _("The call was opened and stays. Move its end instead.")
    if call.proposals.exists():
        return _("A proposal answers this call; it stays.")
    return None


def refuse_eligible(call: Call, eligible: str | None, listed: tuple[str, ...], organisation: Organisation,
                    participants: frozenset[str], roots: Mapping[str, str]) -> str | None:  # fmt: skip
    """Why this organisation may not propose under the call, or None; unknown terms are not an obstacle."""
    allowed = {"participants": participants, "listed": frozenset(listed)}.get(eligible or "any")
    if allowed is None or organisation.pk in allowed or roots.get(organisation.pk) in allowed:
        return None
    return _("%(organisation)s may not propose here: only %(allowed)s may.") % {
        "organisation": organisation, "allowed": ", ".join(sorted(allowed)) or _("nobody")
    }  # fmt: skip


def refuse_reviewing(reviewer: Person, organisations: frozenset[str], proposal: Proposal, roots: Mapping[str, str],
                     ) -> str | None:  # fmt: skip
    """Nobody reviews a proposal of the own organisation, or of another body of it."""
    own = {roots.get(key, key) for key in organisations}
    if roots.get(proposal.organisation_id, proposal.organisation_id) in own:
        return _("%(who)s belongs to the organisation that proposes this, or to a body of it. Choose another.") % {
            "who": reviewer.shown_as
        }  # fmt: skip
    return None


def refuse_review_work(person: Person, review: Review) -> str | None:
    """A review is its reviewer's own, and is written until it is sent."""
    if review.reviewer != person.id:
        return _("This review was given to somebody else.")
    if review.state == Review.State.SENT:
        return _("The review was sent and stays as it is.")
    if review.state == Review.State.EXCUSED:
        return _("You declared a conflict of interest; the proposal stays closed to you.")
    return None


def refuse_answering(person: Person, asked: NoObjection, today: date) -> str | None:
    """The Commission answers by its officer or chair, once."""
    if not (person.holds("officer", asked.jurisdiction) or person.holds("chair", asked.jurisdiction)):
        return _("Only an officer or the chair of this jurisdiction's Commission answers.")
    if asked.answer != NoObjection.Answer.WAITING:
        return _("The Commission has answered already.")
    return None


def standing(asked: NoObjection, today: date) -> str:
    """``given``, ``objected``, ``waiting``, or ``silent`` once its days are over."""
    if asked.answer == NoObjection.Answer.WAITING and asked.until and today > asked.until:
        return "silent"
    return asked.answer
