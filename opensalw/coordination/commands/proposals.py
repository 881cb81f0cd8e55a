"""Proposals: begun, saved, sent with a receipt, withdrawn, asked for in full."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.ledger.chain import canonical
from opensalw.roadmap.queries.observations import latest_framework

from ..deciding import money
from ..events import funds as events
from ..models import Call, Need, Organisation, Proposal, ProposalVersion, Seat
from ..proposing import Content, Finding, Terms, findings
from ..queries.funds import roots, seats_on
from ..rules import funds as rules
from .funds import record

State = Proposal.State


def held(proposal: Proposal) -> Proposal:
    """The proposal, locked until the transaction ends."""
    found = Proposal.objects.select_for_update(of=("self",)).select_related("call__fund", "organisation")
    return found.get(pk=proposal.pk)


def terms_of(call: Call) -> Terms:
    """The terms of a call."""
    return Terms.model_validate(call.terms or {})


def refuse_applicant(call: Call, organisation: Organisation) -> str | None:
    """Why the organisation may not propose under this call, or None."""
    terms = terms_of(call)
    seats = seats_on(call.fund, timezone.localdate())
    participants = frozenset(key for key, parts in seats.items() if Seat.Part.PARTICIPANT in parts)
    return rules.refuse_eligible(call, terms.eligible, terms.organisations, organisation, participants, roots())


@transaction.atomic
def begin_proposal(call: Call, organisation: Organisation, *, by: Person) -> Proposal:
    """Begin a proposal for a call; a staged call begins with a concept."""
    require(rules.refuse_writing_proposal(by, organisation))
    require(rules.refuse_call_time(call, timezone.now()))
    require(refuse_applicant(call, organisation))
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"proposals {call.pk}"])
    stage = Proposal.Stage.CONCEPT if terms_of(call).staged else Proposal.Stage.FULL
    beginning = f"P-{(call.fund.code or call.fund.pk).upper()}-{call.number}-"
    taken = Proposal.objects.filter(call=call).values_list("number", flat=True)
    number = max((int(one.rpartition("-")[2]) for one in taken), default=0) + 1
    now = timezone.now()
    made = Proposal.objects.create(
        number=f"{beginning}{number:02d}", call=call, organisation=organisation, stage=stage, currency=call.currency,
        content=Content(currency=call.currency).model_dump(mode="json"), begun_at=now, begun_by=by.id, saved_at=now,
        saved_by=by.id,
    )  # fmt: skip
    event = events.ProposalBegun(number=made.number, organisation=organisation.name, call=call.pk, stage=stage)
    record(event, "proposal", made.number, by)
    return made


@transaction.atomic
def save_proposal(proposal: Proposal, changes: Mapping[str, Any], *, by: Person) -> Proposal:
    """Keep what was written; what was sent stays as it is until the next version is sent."""
    kept = held(proposal)
    require(rules.refuse_writing_proposal(by, kept.organisation))
    require(rules.refuse_editing(kept, kept.call, timezone.now()))
    content = _content({**kept.content, **changes})
    numbers = set(content.needs)
    known = list(Need.objects.filter(number__in=numbers))
    if missing := numbers - {need.number for need in known}:
        raise Refused(_("There is no need %(number)s.") % {"number": sorted(missing)[0]}, "needs")
    _refuse_lines(kept, content)
    kept.content = content.model_dump(mode="json")
    kept.title, kept.saved_at, kept.saved_by = content.title, timezone.now(), by.id
    kept.save(update_fields=["content", "title", "saved_at", "saved_by"])
    return kept


def _content(facts: Mapping[str, Any]) -> Content:
    try:
        return Content.model_validate(facts)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refused(_("%(place)s: %(why)s") % {"place": place, "why": first["msg"]}, str(first["loc"][0])) from None


def _refuse_lines(proposal: Proposal, content: Content) -> None:
    """Results name lines that the Roadmap has, so that an award can make them results of a project."""
    spec = latest_framework(proposal.call.fund.framework_key).spec
    known = {one.key: {line.key for line in one.lines} for one in spec.measures}
    for one in content.results:
        if one.measure and (one.measure not in known or (one.line and one.line not in known[one.measure])):
            raise Refused(_("The Roadmap has no line %(line)s.") % {"line": f"{one.measure}.{one.line}"}, "results")


def findings_of(proposal: Proposal) -> list[Finding]:
    """Everything that keeps a proposal from being sent, eligibility first."""
    call = proposal.call
    return findings(
        Content.model_validate(proposal.content), terms_of(call), stage=proposal.stage, goals=tuple(call.goals),
        currency=call.currency, eligible=refuse_applicant(call, proposal.organisation),
    )  # fmt: skip


@transaction.atomic
def send_proposal(proposal: Proposal, *, by: Person) -> ProposalVersion:
    """Send what is written as the next version; it gets a receipt and is never changed."""
    kept = held(proposal)
    require(rules.refuse_writing_proposal(by, kept.organisation))
    require(rules.refuse_editing(kept, kept.call, timezone.now()))
    if wrong := findings_of(kept):
        raise Refused(_("It is not complete: %(first)s (%(count)d to mend)") % {
            "first": wrong[0].words, "count": len(wrong)
        }, wrong[0].section)  # fmt: skip
    content = Content.model_validate(kept.content)
    digest = sha256(canonical(kept.content)).hexdigest()
    kept.version += 1
    made = ProposalVersion.objects.create(
        proposal=kept, number=kept.version, stage=kept.stage, content=kept.content, sha256=digest,
        receipt=f"R-{sha256(f'{kept.number}/{kept.version}/{digest}'.encode()).hexdigest()[:10].upper()}",
        sent_at=timezone.now(), sent_by=by.id,
    )  # fmt: skip
    kept.state, kept.asked, kept.currency = State.SUBMITTED, content.asked, content.currency
    kept.jurisdictions = list(content.jurisdictions)
    kept.save(update_fields=["version", "state", "asked", "currency", "jurisdictions"])
    kept.needs.set(Need.objects.filter(number__in=content.needs))
    event = events.ProposalSent(
        number=kept.number, version=kept.version, stage=kept.stage, receipt=made.receipt, sha256=digest,
        asked=money(content.asked, content.currency),
    )  # fmt: skip
    record(event, "proposal", kept.number, by)
    return made


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, reason: str, by: Person) -> Proposal:
    """Take a proposal back, with the reason; what was sent stays readable."""
    kept = held(proposal)
    require(rules.refuse_writing_proposal(by, kept.organisation))
    if kept.state not in (State.DRAFT, State.SUBMITTED, State.DEFERRED):
        raise Refused(_("%(number)s is %(state)s and cannot be withdrawn.") % {
            "number": kept.number, "state": kept.get_state_display()
        })  # fmt: skip
    if not reason.strip():
        raise Refused(_("Say why; it stays in the history."), "reason")
    kept.state = State.WITHDRAWN
    kept.save(update_fields=["state"])
    record(events.ProposalWithdrawn(number=kept.number), "proposal", kept.number, by, reason)
    return kept


@transaction.atomic
def invite_full(proposal: Proposal, *, by: Person) -> Proposal:
    """Take a concept further: its authors write the full proposal on top of it."""
    require(refuse_secretariat_work(by))
    kept = held(proposal)
    if kept.stage != Proposal.Stage.CONCEPT or not kept.version:
        raise Refused(_("Only a concept that was sent is taken further."))
    kept.stage = Proposal.Stage.FULL
    kept.save(update_fields=["stage"])
    record(events.FullProposalInvited(number=kept.number), "proposal", kept.number, by)
    return kept
