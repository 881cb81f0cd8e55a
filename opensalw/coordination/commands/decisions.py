"""A decision on its way: prepared, moved, opened, attended, declared, voted, cancelled."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..deciding import Motion, money, refuse_motion, refuse_vote
from ..events import decisions as events
from ..models import Attendance, Call, Decision, Declaration, Fund, Organisation, Point, Proposal, Vote
from ..queries.decisions import motion_of, rules_of, voters_of
from ..queries.funds import read_rules, roots, rules_on, seats_on
from ..rules import decisions as rules
from ..rules.funds import acts_for
from .funds import record
from .inviting import invite

State = Decision.State
DECIDABLE = (Proposal.State.SUBMITTED, Proposal.State.DEFERRED)


def held(decision: Decision) -> Decision:
    """The decision, locked until the transaction ends."""
    found = Decision.objects.select_for_update(of=("self",)).select_related("fund", "call", "rules", "corrects")
    return found.get(pk=decision.pk)


def note(decision: Decision, event, by: Person, reason: str = "") -> None:
    """Add the entry of what happened to a decision."""
    record(event, "decision", decision.number, by, reason)


def seats_of(decision: Decision) -> list[Attendance]:
    """Who sits at the decision."""
    return list(decision.attendance.select_related("organisation"))


@transaction.atomic
def prepare_decision(
    fund: Fund, proposals: Sequence[Proposal], *, mode: str, title: str, by: Person, call: Call | None = None,
    held_on: date | None = None, deadline: date | None = None, corrects: Decision | None = None, reason: str = "",
) -> Decision:  # fmt: skip
    """Prepare a decision on proposals; a correction names the closed decision that it corrects, and why."""
    fresh = Proposal.objects.select_related("call").in_bulk([one.pk for one in proposals])
    proposals = [fresh[one.pk] for one in proposals]
    made = Decision(
        number=_numbered(fund), fund=fund, call=call, mode=mode, title=title.strip(), held_on=held_on,
        deadline=deadline, corrects=corrects, reason=reason.strip(), made_at=timezone.now(), made_by=by.id,
    )  # fmt: skip
    sitting = seats_on(fund, timezone.localdate())
    table = {one.pk: one for one in Organisation.objects.filter(pk__in=sitting)}
    seats = [Attendance(decision=made, organisation=table[key], parts=parts) for key, parts in sitting.items()]
    require(rules.refuse_leading(by, seats))
    _refuse_proposals(fund, proposals, corrects)
    if not made.title:
        raise Refused(_("Give the decision a title."), "title")
    if corrects and not made.reason:
        raise Refused(_("Say what is corrected, and why."), "reason")
    made.full_clean(exclude=["rules"])
    made.save(force_insert=True)
    Attendance.objects.bulk_create(seats)
    Point.objects.bulk_create(
        Point(decision=made, position=number, proposal=one) for number, one in enumerate(proposals, start=1)
    )
    event = events.DecisionPrepared(
        number=made.number, proposals=", ".join(one.number for one in proposals),
        corrects=corrects.number if corrects else "–",
    )  # fmt: skip
    note(made, event, by)
    return made


def _numbered(fund: Fund) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"decisions {fund.pk}"])
    beginning = f"D-{(fund.code or fund.pk).upper()}-"
    taken = Decision.objects.filter(number__startswith=beginning).values_list("number", flat=True)
    return f"{beginning}{max((int(one.rpartition('-')[2]) for one in taken), default=0) + 1:02d}"


def _refuse_proposals(fund: Fund, proposals: Sequence[Proposal], corrects: Decision | None) -> None:
    if not proposals:
        raise Refused(_("Choose at least one proposal."), "proposals")
    decided = set(corrects.points.values_list("proposal", flat=True)) if corrects else set()
    if corrects and corrects.state != State.CLOSED:
        raise Refused(_("Only a closed decision is corrected by another one."))
    for one in proposals:
        if one.call.fund_id != fund.pk:
            raise Refused(_("%(number)s belongs to another fund.") % {"number": one.number}, "proposals")
        if corrects and one.pk not in decided:
            raise Refused(_("%(number)s is not a point of the decision that is corrected.") % {
                "number": one.number
            }, "proposals")  # fmt: skip
        if not corrects and one.state not in DECIDABLE:
            raise Refused(_("%(number)s is %(state)s; it cannot be decided now.") % {
                "number": one.number, "state": one.get_state_display()
            }, "proposals")  # fmt: skip


@transaction.atomic
def put_motion(point: Point, motion: Motion, *, by: Person) -> Point:
    """Say what is put to the vote on a proposal; votes already cast on something else fall."""
    decision = held(point.decision)
    require(rules.refuse_leading(by, seats_of(decision)))
    require(rules.refuse_state(decision, State.PREPARED, State.OPEN))
    kept = Point.objects.select_related("proposal").get(pk=point.pk)
    asked = Motion(**{**_facts(motion), "asked": kept.proposal.asked, "asked_in": kept.proposal.currency})
    if wrong := refuse_motion(rules_of(decision), asked):
        raise Refused(*wrong)
    if asked == motion_of(kept):
        return kept
    fell, _by_model = kept.votes.all().delete()
    kept.outcome, kept.amount, kept.currency = asked.outcome, asked.amount, asked.currency if asked.amount else ""
    kept.conditions, kept.tranches = list(asked.conditions), [str(part) for part in asked.tranches]
    kept.reason, kept.found = asked.reason.strip(), None
    kept.save()
    words = str(kept.get_outcome_display())
    if kept.amount:
        words = f"{words}, {money(kept.amount, kept.currency)}"
    note(decision, events.MotionPut(proposal=kept.proposal.number, motion=words, fell=fell), by)
    return kept


def _facts(motion: Motion) -> dict:
    names = ("outcome", "amount", "currency", "conditions", "tranches", "reason")
    return {name: getattr(motion, name) for name in names}


@transaction.atomic
def open_decision(decision: Decision, *, by: Person, address: str = "") -> Decision:
    """Ask the committee: fix the rules in force today, and invite everybody at the table by e-mail."""
    kept = held(decision)
    seats = seats_of(kept)
    require(rules.refuse_leading(by, seats))
    require(rules.refuse_state(kept, State.PREPARED))
    version = rules_on(kept.fund, timezone.localdate())
    if version is None:
        raise Refused(_("The fund has no rules yet. Enter what is known of them, with its source."), "rules")
    if wrong := rules.refuse_way(read_rules(version), kept.mode, kept.deadline, timezone.localdate()):
        raise Refused(*wrong)
    if not any("chair" in seat.parts for seat in seats):
        raise Refused(_("Nobody chairs this fund. Enter its chair first."))
    kept.rules, kept.state, kept.opened_at = version, State.OPEN, timezone.now()
    kept.save()
    invited = invite(kept, seats, address)
    event = events.DecisionOpened(
        number=kept.number, mode=str(kept.get_mode_display()), until=str(kept.deadline or kept.held_on or "–"),
        rules=version.number, invited=invited,
    )  # fmt: skip
    note(kept, event, by)
    return kept


@transaction.atomic
def note_attendance(seat: Attendance, *, present: bool, by: Person, by_function: str = "") -> Attendance:
    """Note whether an organisation takes part, and by which function; never by a person's name."""
    decision = held(seat.decision)
    require(rules.refuse_leading(by, seats_of(decision)))
    require(rules.refuse_state(decision, State.OPEN))
    kept = Attendance.objects.select_related("organisation").get(pk=seat.pk)
    voted = Vote.objects.filter(point__decision=decision, organisation=kept.organisation).exists()
    if not present and voted:
        raise Refused(_("%(name)s has voted, so it took part.") % {"name": kept.organisation}, "present")
    kept.present, kept.by_function = present, by_function.strip()
    kept.save(update_fields=["present", "by_function"])
    note(decision, events.AttendanceNoted(organisation=str(kept.organisation), present=present), by)
    return kept


@transaction.atomic
def declare_conflict(
    point: Point, organisation: Organisation, *, conflict: bool, by: Person, words: str = "", aside: bool = False
) -> Declaration:
    """Say whether an organisation has a conflict of interest on a proposal; its vote falls when it steps aside."""
    decision = held(point.decision)
    seats = seats_of(decision)
    require(rules.refuse_speaking_for(by, organisation, seats))
    require(rules.refuse_state(decision, State.OPEN))
    if organisation.pk not in {seat.organisation_id for seat in seats}:
        raise Refused(_("%(name)s does not sit at this table.") % {"name": organisation})
    if conflict and not words.strip():
        raise Refused(_("Say which conflict of interest it is."), "words")
    kept, _new = Declaration.objects.update_or_create(
        point=point, organisation=organisation,
        defaults={"conflict": conflict, "aside": aside and conflict, "words": words.strip() if conflict else "",
                  "declared_at": timezone.now(), "declared_by": by.id},
    )  # fmt: skip
    if kept.aside or (conflict and rules_of(decision).recusal == "required"):
        point.votes.filter(organisation=organisation).delete()
    what = kept.words if conflict else _("no conflict of interest")
    if kept.aside:
        what = _("%(words)s It steps aside.") % {"words": what}
    event = events.ConflictDeclared(organisation=str(organisation), proposal=point.proposal.number, what=str(what))
    note(decision, event, by)
    return kept


@transaction.atomic
def cast_vote(point: Point, organisation: Organisation, choice: str, *, by: Person, words: str = "") -> Vote:
    """Vote for an organisation, or change its vote, while the decision is open."""
    decision = held(point.decision)
    seats = seats_of(decision)
    require(rules.refuse_state(decision, State.OPEN))
    kept = Point.objects.select_related("proposal").prefetch_related("declarations", "votes").get(pk=point.pk)
    voter = next((one for one in voters_of(decision, kept, roots()) if one.key == organisation.pk), None)
    if voter is None:
        raise Refused(_("%(name)s does not sit at this table and has no vote.") % {"name": organisation})
    require(rules.refuse_speaking_for(by, organisation, seats))
    require(refuse_vote(rules_of(decision), voter, choice), "choice")
    require(rules.refuse_time(decision, timezone.localdate()))
    if not kept.outcome:
        raise Refused(_("Nothing is moved on %(number)s yet.") % {"number": kept.proposal.number})
    heard = not acts_for(by, organisation)
    made, _new = Vote.objects.update_or_create(
        point=kept, organisation=organisation,
        defaults={"choice": choice, "words": words.strip(), "heard": heard, "cast_at": timezone.now(),
                  "cast_by": by.id},
    )  # fmt: skip
    event = events.VoteCast(
        organisation=str(organisation),
        proposal=kept.proposal.number,
        choice=str(made.get_choice_display()),
        heard=heard,
    )
    note(decision, event, by)
    return made


@transaction.atomic
def cancel_decision(decision: Decision, *, reason: str, by: Person) -> Decision:
    """Give up a decision that was not closed, with the reason."""
    kept = held(decision)
    require(rules.refuse_leading(by, seats_of(kept)))
    require(rules.refuse_state(kept, State.PREPARED, State.OPEN))
    if not reason.strip():
        raise Refused(_("Give the reason; it stays in the history."), "reason")
    kept.state = State.CANCELLED
    kept.save(update_fields=["state"])
    note(kept, events.DecisionCancelled(number=kept.number), by, reason)
    return kept
