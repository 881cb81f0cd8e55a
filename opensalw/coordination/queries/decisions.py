"""Questions about decisions: who may vote on what, how a vote stands, what keeps a decision from being closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.permissions import Person

from ..deciding import Motion, Tally, Voter, has_vote, is_recused, refuse_awards, tally
from ..fund_rules import LABELS, FundRules, unknown
from ..models import Attendance, Decision, NoObjection, Point
from ..rules.funds import standing
from .funds import balance, organisations_of, read_rules, roots, rules_on

State = Decision.State
WHOLE = (
    Prefetch("attendance", Attendance.objects.select_related("organisation")),
    Prefetch("points", Point.objects.select_related("proposal__organisation", "proposal__call", "proposal__project")),
    "points__declarations", "points__votes", "points__proposal__no_objections",
    "points__proposal__needs",
)  # fmt: skip


def decisions() -> QuerySet[Decision]:
    """Decisions with what every list of them shows."""
    found = Decision.objects.select_related("fund", "call", "rules", "corrects", "record")
    return found.prefetch_related("corrected_by")


def whole(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """The same with everything that a decision's page or record needs."""
    return found.prefetch_related(*WHOLE)


def decisions_seen_by(person: Person) -> QuerySet[Decision]:
    """What is released; all of them for the secretariat; for an organisation those of its table or on its own."""
    if person.is_secretariat:
        return decisions()
    released = Q(is_public=True, state=State.CLOSED, fund__is_training=False)
    if not person.posts:
        return decisions().filter(released)
    own = organisations_of(person)
    mine = Q(pk__in=Attendance.objects.filter(organisation__in=own).values("decision"))
    about = Q(state=State.CLOSED) & Q(pk__in=Point.objects.filter(proposal__organisation__in=own).values("decision"))
    return decisions().filter(Q(is_public=True, state=State.CLOSED) | mine | about)


def rules_of(decision: Decision) -> FundRules:
    """The rules it is taken under: fixed once it is opened, before that those in force today."""
    return read_rules(decision.rules or rules_on(decision.fund, timezone.localdate()))


def motion_of(point: Point) -> Motion:
    """What is put to the vote on a point."""
    return Motion(
        outcome=point.outcome, asked=point.proposal.asked, asked_in=point.proposal.currency, amount=point.amount,
        currency=point.currency, conditions=tuple(point.conditions),
        tranches=tuple(Decimal(part) for part in point.tranches), reason=point.reason,
    )  # fmt: skip


def voters_of(decision: Decision, point: Point, wholes: Mapping[str, str]) -> list[Voter]:
    """Everybody at the table, as they stand to a point."""
    declared = {one.organisation_id: one for one in point.declarations.all()}
    votes = {one.organisation_id: one.choice for one in point.votes.all()}
    applicant = wholes.get(point.proposal.organisation_id, point.proposal.organisation_id)
    written = decision.mode == Decision.Mode.WRITTEN
    found = []
    for seat in decision.attendance.all():
        said = declared.get(seat.organisation_id)
        found.append(
            Voter(
                key=seat.organisation_id, name=str(seat.organisation), parts=tuple(seat.parts),
                present=bool(seat.present) or (written and seat.present is None),
                conflict=said.conflict if said else None, aside=bool(said and said.aside),
                applies=wholes.get(seat.organisation_id, seat.organisation_id) == applicant,
                choice=votes.get(seat.organisation_id, ""),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class PointShown:
    """A point with its voters, its tally, and the answers of the Commissions."""

    point: Point
    motion: Motion
    voters: list[Voter]
    tally: Tally
    answers: list[tuple[NoObjection, str]]
    blocks: list[str]
    unknown: tuple[str, ...]

    @property
    def recused(self) -> list[Voter]:
        """Who stepped aside or had to."""
        return [one for one in self.voters if one.key in self.tally.recused]

    @property
    def carried(self) -> bool | None:
        """Whether it is carried, by the rules or, where they do not say, as the chair found."""
        return self.tally.carried if self.tally.carried is not None else self.point.found


def shown(decision: Decision) -> list[PointShown]:
    """The points of a decision with how each vote stands."""
    rules, wholes = rules_of(decision), roots()
    written = decision.mode == Decision.Mode.WRITTEN
    found = []
    for point in decision.points.all():
        voters, motion = voters_of(decision, point, wholes), motion_of(point)
        counted = tally(rules, voters, written=written)
        answers = [(one, standing(one, timezone.localdate())) for one in point.proposal.no_objections.all()]
        blocks, more = _no_objection(rules, point, answers) if motion.is_award else ([], ())
        if rules.recusal in ("required", "declared"):
            blocks += [
                _("%(name)s has not said whether it has a conflict of interest on %(proposal)s.") % {
                    "name": one.name, "proposal": point.proposal.number
                }
                for one in voters
                if has_vote(rules, one) and one.choice and one.conflict is None and not is_recused(rules, one)
            ]  # fmt: skip
        found.append(PointShown(point, motion, voters, counted, answers, blocks, (*counted.unknown, *more)))
    return found


def _no_objection(
    rules: FundRules, point: Point, answers: list[tuple[NoObjection, str]]
) -> tuple[list[str], tuple[str, ...]]:
    """What the Commissions' answers keep from an award, and which unknown rule matters."""
    said = {one.jurisdiction: how for one, how in answers}
    facts = [(jid, said.get(jid, "not asked")) for jid in point.proposal.jurisdictions]
    open_ = [(jid, how) for jid, how in facts if how != "given" and not (
        how == "silent" and rules.no_objection_silence == "consents"
    )]  # fmt: skip
    if not open_ or rules.no_objection is False:
        return [], ()
    if rules.no_objection is None:
        return [], ("no_objection",)
    if all(how == "silent" for _jid, how in open_) and rules.no_objection_silence is None:
        return [], ("no_objection_silence",)
    words = {
        "objected": _("The Commission of %(seat)s objects to %(proposal)s. Defer or refuse it."),
        "not asked": _("The Commission of %(seat)s was not asked about %(proposal)s."),
        "silent": _("The Commission of %(seat)s was silent on %(proposal)s, and silence is no consent here."),
        "waiting": _("The Commission of %(seat)s has not answered on %(proposal)s yet."),
    }
    return [words[how] % {"seat": label(jid), "proposal": point.proposal.number} for jid, how in open_], ()


@dataclass(frozen=True)
class Standing:
    """What keeps a decision from being closed, and which unknown rules the chair must speak to."""

    points: list[PointShown]
    blocks: list[str]
    asks: list[tuple[str, str]]
    balance: dict[str, Decimal] | None
    rules: FundRules
    unknown: tuple[str, ...]


def standing_of(decision: Decision) -> Standing:
    """How a decision stands now: everything that must still be mended, at once."""
    points = shown(decision)
    left = balance(decision.fund, [one.point.proposal_id for one in points] if decision.corrects_id else ())
    blocks = [
        _("On %(proposal)s nothing is moved yet.") % {"proposal": one.point.proposal.number}
        for one in points if not one.point.outcome
    ]  # fmt: skip
    for one in points:
        blocks += one.blocks
        if decision.mode == Decision.Mode.MEETING and one.tally.entitled and not any(one.tally.votes.values()):
            blocks.append(_("On %(proposal)s nobody has voted yet.") % {"proposal": one.point.proposal.number})
    carried = [one.motion for one in points if one.carried]
    if wrong := refuse_awards(left, carried):
        blocks.append(wrong)
    asks = list(dict.fromkeys(name for one in points for name in one.unknown))
    if left is None and any(one.is_award for one in carried):
        asks.append("balance")
    rules = rules_of(decision)
    return Standing(points, blocks, [(name, str(LABELS[name])) for name in asks], left, rules, unknown(rules))
