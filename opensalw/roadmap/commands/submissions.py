"""The steps of a part: clear, submit, return, accept, confirm, release."""

from datetime import datetime
from decimal import Decimal

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_confirming, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import events, rules, snapshots
from ..checks import Severity
from ..checks.refusing import refuse_despite, refuse_findings
from ..models import DraftCell, Observation, Snapshot, Submission
from ..queries.checking import check_part
from ..queries.definitions import Standing
from ..queries.forms import unanswered_lines
from ..queries.threads import open_queries
from ..states import TRANSITIONS, State, landing
from .calculating import calculated
from .drafting.changes import last_seal
from .exceptions import end_accepted
from .revising import put_in_force
from .withholding import show


def _locked(submission: Submission) -> Submission:
    return Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)


def _landing(part: Submission, step: str) -> State:
    accepted, released = part.accepted_at is not None, part.released_at is not None
    return landing(TRANSITIONS[step], accepted=accepted, released=released)


def _take(part: Submission, step: str, event: Event, by: Person, reason: str = "") -> Submission:
    """Move the part and write the entry; both or neither."""
    part.state = _landing(part, step)
    part.save()
    append(
        event, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
    )  # fmt: skip
    return part


@transaction.atomic
def take_on_behalf(submission: Submission, *, by: Person, reason: str) -> Submission:
    """The secretariat enters an overdue part for its seat; marked, and confirmed by the seat later."""
    require(refuse_secretariat_work(by))
    part = _locked(submission)
    require(rules.refuse_editing(part))
    require(rules.refuse_on_behalf(part, timezone.localdate()))
    require(None if reason.strip() else _("Say why the secretariat enters this part."), field="reason")
    part.on_behalf = True
    part.save()
    append(
        events.TakenOnBehalf(), subject=part.pk, jurisdiction=part.jurisdiction, by=by.id,
        on=timezone.localdate(), reason=reason,
    )  # fmt: skip
    return part


@transaction.atomic
def clear(submission: Submission, *, by: Person, reason: str = "") -> Submission:
    """The chair clears a part when every line is answered and every finding is mended or explained.

    ``reason`` says why the part is cleared although errors were explained and not mended.
    """
    part = _locked(submission)
    require(rules.refuse_taking(part, "clear", by))
    require(rules.refuse_clearing(f"{measure.title}: {line.title}" for measure, line in unanswered_lines(part)))
    report = check_part(part)
    require(refuse_findings(report))
    require(refuse_despite(report, reason), field="reason")
    event = events.Cleared(errors=len(report.errors), warnings=report.counts[Severity.WARNING])
    return _take(part, "clear", event, by, reason)


@transaction.atomic
def reopen(submission: Submission, *, by: Person, reason: str = "") -> Submission:
    """Take a cleared part back to draft."""
    part = _locked(submission)
    require(rules.refuse_taking(part, "reopen", by))
    return _take(part, "reopen", events.Reopened(), by, reason)


@transaction.atomic
def submit(submission: Submission, *, by: Person) -> Snapshot:
    """Send a cleared part: freeze exactly what it says and give a receipt."""
    part = _locked(submission)
    require(rules.refuse_taking(part, "submit", by))
    report = check_part(part)
    require(refuse_findings(report))
    facts = snapshots.content(part, report.answered())
    sent = snapshots.canonical(facts)
    last = part.snapshots.order_by("-number").first()
    receipt = Snapshot.objects.create(
        submission=part,
        number=last.number + 1 if last else 1,
        content=sent,
        sha256=snapshots.digest(sent),
        made_at=timezone.now(),
        made_by=by.id,
    )
    part.sent_at, part.sent_by, part.confirmed_at = receipt.made_at, by.id, None
    event = events.Submitted(
        receipt=receipt.number,
        sha256=receipt.sha256,
        figures=len(facts["figures"]),
        texts=len(facts["texts"]),
        on_behalf=part.on_behalf,
        **last_seal(part),
    )
    _take(part, "submit", event, by)
    return receipt


@transaction.atomic
def return_submission(submission: Submission, *, by: Person) -> Submission:
    """Send a part back with its open queries."""
    part = _locked(submission)
    require(rules.refuse_taking(part, "return", by))
    waiting = open_queries(part)
    require(rules.refuse_returning(waiting))
    return _take(part, "return", events.Returned(queries=waiting), by)


@transaction.atomic
def accept(submission: Submission, *, by: Person) -> Submission:
    """Accept a part as its last receipt has it; its figures become observations, not yet public.

    A part that was unlocked and accepted again: changed figures replace the old ones. If it was public, it stays
    so, and each change of a public figure is a restatement.
    """
    part = _locked(submission)
    require(rules.refuse_taking(part, "accept", by))
    waiting = open_queries(part)
    require(rules.refuse_accepting(part, by.id, waiting))
    receipt = part.snapshots.latest("number")
    figures = orjson.loads(bytes(receipt.content))["figures"]
    now = timezone.now()
    event = events.Accepted(receipt=receipt.number, sha256=receipt.sha256, observations=len(figures))
    part.state, part.accepted_at = _landing(part, "accept"), now
    part.save()
    entry = append(event, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate())
    standing = Standing.of(part)
    fresh = [_observation(part, facts, receipt, entry.id, now, standing) for facts in figures]
    put_in_force(
        part, fresh, derive=lambda rows: calculated(part, rows, standing, entry=entry.id, now=now),
        exception=end_accepted(part, by=by), by=by, now=now,
    )  # fmt: skip
    return part


@transaction.atomic
def confirm(submission: Submission, *, by: Person) -> Submission:
    """The seat confirms what the secretariat entered on its behalf."""
    part = _locked(submission)
    require(refuse_confirming(by, part.jurisdiction))
    require(None if part.on_behalf else _("Nothing was entered on behalf of this seat."))
    require(_("This is confirmed already.") if part.confirmed_at else None)
    require(None if part.state in (State.SUBMITTED, State.ACCEPTED) else _("There is nothing sent to confirm yet."))
    part.confirmed_at = timezone.now()
    part.save()
    append(
        events.Confirmed(), subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate()
    )  # fmt: skip
    return part


@transaction.atomic
def release(submission: Submission, *, by: Person, public_from: datetime | None = None) -> Submission:
    """Show an accepted part to the public: at once, or from an hour to come."""
    part = _locked(submission)
    require(rules.refuse_taking(part, "release", by))
    require(rules.refuse_releasing(part))
    part.released_at = timezone.now()
    if public_from:
        require(rules.refuse_hour(public_from, part.released_at), field="public_from")
    part.public_from = public_from or part.released_at
    waiting = Observation.objects.filter(submission=part, public_from__isnull=True, known_until__isnull=True)
    show(waiting.select_related("framework"), at=part.public_from)
    event = events.Released(public_from=public_from.isoformat() if public_from else "")
    return _take(part, "release", event, by)


def _provenance(facts: dict) -> dict:
    """How the authority came to the figure, where it was not simply typed; older receipts do not say."""
    origin = facts.get("origin", "typed")
    return {} if origin == "typed" and not facts.get("source") else {"origin": origin, **facts.get("source", {})}


def _observation(
    part: Submission, facts: dict, receipt: Snapshot, entry: int, now: datetime, standing: Standing
) -> Observation:
    """The observation of one figure of a snapshot."""
    round = part.round
    measure, _dot, line = facts["line"].partition(".")
    declared = round.framework.spec.measure(measure)
    numbers = {name: Decimal(facts[name]) if facts[name] is not None else None for name in ("value", "low", "high")}
    draft = DraftCell(
        kind=facts["kind"], unit=facts["unit"], grade=facts["grade"], direction=facts["direction"],
        reason=facts["reason"], qualifier=facts["qualifier"], **numbers,
    )  # fmt: skip
    return Observation(
        framework=round.framework,
        measure=measure,
        measure_version=declared.version,
        line=line,
        jurisdiction=part.jurisdiction,
        start=round.figures_start,
        end=round.figures_end,
        fit=Observation.Fit.EXACT,
        dims=facts["dims"],
        dims_key=rules.dims_key(facts["dims"]),
        unit=facts["unit"],
        kind=facts["kind"],
        grade=facts["grade"],
        direction=facts["direction"],
        reason=facts["reason"],
        qualifier=facts["qualifier"],
        obs_status=standing.status(draft.cell, measure, line, rules.dims_key(facts["dims"])),
        origin=Observation.Origin.SUBMITTED,
        locator=_("receipt %(number)d") % {"number": receipt.number},
        institutions=facts["institutions"],
        coverage=facts.get("coverage", []),
        explanation=facts["explanation"],
        provenance=_provenance(facts),
        checks=facts.get("checks", []),
        round=round,
        submission=part,
        entry=entry,
        known_from=now,
        **numbers,
    )
