"""The papers of a committee: the pack before a decision, and the minute of a closed one."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.proposals import terms_of
from opensalw.coordination.deciding import has_vote, money
from opensalw.coordination.fund_rules import LABELS, ONE, in_words
from opensalw.coordination.models import Decision, Proposal
from opensalw.coordination.proposing import Content, weighted
from opensalw.coordination.queries.decisions import PointShown, Standing, standing_of
from opensalw.core.designations import label
from opensalw.roadmap.queries.observations import latest_framework

from ..blocks import Block, Column, Document, Heading, ListItems, PageBreak, Paragraph, Row, Table, number, words
from .money import day_words

ANSWERS = {
    "given": gettext_lazy("no objection"), "objected": gettext_lazy("objects"), "waiting": gettext_lazy("not answered"),
    "silent": gettext_lazy("silent"),
}  # fmt: skip


def pack(decision: Decision) -> Document:
    """What the committee reads before: the money, the table and its rules, then each proposal with its reviews."""
    now = standing_of(decision)
    rules = [(name, said) for name, said, _known in in_words(now.rules)]
    blocks: list[Block] = [
        Paragraph(_asked(now), look="lead"), *_overview(now), Heading(1, _("Who sits at the table")),
        _sitting(decision, now), Heading(1, _("Rules of this fund")), _pairs(rules),
    ]  # fmt: skip
    for one in now.points:
        blocks += [PageBreak(), *_proposal(one)]
    return _document(decision, _("Pack for the committee"), blocks)


def minute(decision: Decision) -> Document:
    """What was decided and how, with the fingerprint of the signed record."""
    now = standing_of(decision)
    blocks: list[Block] = [Heading(1, _("Who sat at the table")), _table(decision)]
    for one in now.points:
        blocks += _decided(one, now)
    if decision.handled:
        blocks.append(Heading(1, _("Rules that are not known, and how the committee handled them")))
        blocks.append(_pairs([(str(LABELS[name]), said) for name, said in decision.handled.items()]))
    if decision.minute:
        blocks.append(Heading(1, _("Minute")))
        blocks += [Paragraph(part) for part in decision.minute.replace("\r", "").split("\n\n") if part.strip()]
    return _document(decision, _("Minute of the decision"), blocks)


def _document(decision: Decision, title: str, blocks: list[Block]) -> Document:
    closed = decision.closed_at
    facts = [
        (_("Fund"), decision.fund.title), (_("Decision"), f"{decision.number} {decision.title}"),
        (_("Taken"), str(decision.get_mode_display())),
        (_("Held on"), day_words(decision.held_on) if decision.held_on else ""),
        (_("Answers until"), day_words(decision.deadline) if decision.deadline else ""),
        (_("State"), str(decision.get_state_display())), (_("Closed on"), day_words(closed.date()) if closed else ""),
        (_("Rules"), _("version %(n)d") % {"n": decision.rules.number} if decision.rules else _("not fixed yet")),
        (_("Corrects"), f"{decision.corrects.number}: {decision.reason}" if decision.corrects else ""),
        (_("Signed record"), f"SHA-256 {decision.record.sha256}" if closed else ""),
    ]  # fmt: skip
    day = closed.date() if closed else decision.held_on or timezone.localdate()
    return Document(title=title, subtitle=decision.title, date=day, blocks=tuple(blocks),
                    facts=tuple((name, said) for name, said in facts if said),
                    meta={"subject": decision.number})  # fmt: skip


def _asked(now: Standing) -> str:
    sums: dict[str, object] = {}
    for one in now.points:
        currency = one.point.proposal.currency
        sums[currency] = sums.get(currency, 0) + (one.point.proposal.asked or 0)  # type: ignore[operator]
    asked = ", ".join(money(amount, currency) for currency, amount in sums.items())  # type: ignore[arg-type]
    left = ", ".join(money(amount, currency) for currency, amount in (now.balance or {}).items()) or _("not known")
    return _("Asked: %(asked)s. Left to award: %(left)s.") % {"asked": asked, "left": left}


def _overview(now: Standing) -> list[Block]:
    columns = (Column(_("Proposal"), width=1.5), Column(_("Title"), width=2.6), Column(_("Organisation"), width=1.8),
               Column(_("Motion"), width=2), Column(_("Asked"), align="right", width=1.4))  # fmt: skip
    rows = [
        Row((words(held.number), words(held.title), words(str(held.organisation)),
             words(_motion(one)), words(money(held.asked, held.currency))))
        for one in now.points for held in (one.point.proposal,)
    ]  # fmt: skip
    blocks: list[Block] = [Heading(1, _("Proposals")), Table(columns, rows, caption=_("What is asked"))]
    together = _overlap([one.point.proposal for one in now.points])
    if together:
        blocks += [Paragraph(_("These touch the same goal in the same jurisdiction:")), ListItems(together)]
    return blocks


def _overlap(held: list[Proposal]) -> list[str]:
    found = []
    for place, one in enumerate(held):
        for other in held[place + 1:]:
            seats = set(one.jurisdictions) & set(other.jurisdictions)
            goals = set(one.content.get("goals", ())) & set(other.content.get("goals", ()))
            if seats and goals:
                found.append(_("%(one)s and %(other)s: %(seats)s, goal %(goals)s") % {
                    "one": one.number, "other": other.number, "seats": ", ".join(label(jid) for jid in sorted(seats)),
                    "goals": ", ".join(str(goal) for goal in sorted(goals)),
                })  # fmt: skip
    return found


def _motion(one: PointShown) -> str:
    if not one.point.outcome:
        return _("nothing moved")
    told = str(one.point.get_outcome_display())
    return f"{told}, {money(one.point.amount, one.point.currency)}" if one.point.amount else told


def _pairs(rows: list[tuple[str, str]]) -> Table:
    columns = (Column(_("What"), width=1), Column(_("Said"), width=2.4))
    return Table(columns, [Row((words(name), words(said))) for name, said in rows if said], facts=True)


def _proposal(one: PointShown) -> list[Block]:
    proposal = one.point.proposal
    last = proposal.versions.order_by("number").last()
    content = Content.model_validate(last.content if last else proposal.content)
    seats = ", ".join(label(jid) for jid in content.jurisdictions)
    facts = [
        (_("Organisation"), str(proposal.organisation)), (_("Where"), seats),
        (_("Goals"), ", ".join(str(goal) for goal in content.goals)), (_("Who benefits"), content.beneficiaries),
        (_("Asks for"), money(content.asked, content.currency)), (_("Needs served"), ", ".join(content.needs) or "–"),
        (_("Commissions"), "; ".join(f"{label(asked.jurisdiction)}: {ANSWERS[how]}" for asked, how in one.answers)
         or _("not asked")),
    ]  # fmt: skip
    blocks: list[Block] = [Heading(1, f"{proposal.number} {content.title}"), Paragraph(content.summary),
                           _pairs(facts)]  # fmt: skip
    if content.budget:
        rows = [Row((words(line.title), words(str(line.year)), number(line.amount))) for line in content.budget]
        columns = (Column(_("What for"), width=3), Column(_("Year"), width=1),
                   Column(_("Amount"), unit=content.currency, align="right", width=1.3))  # fmt: skip
        blocks.append(Table(columns, rows, caption=_("Budget")))
    if content.results:
        titles = {one.key: one.title for one in latest_framework(proposal.call.fund.framework_key).spec.measures}
        aims = [Row((words(line.title), words(titles.get(line.measure, line.measure)), words(_n(line.baseline)),
                     words(_n(line.target))))
                for line in content.results]  # fmt: skip
        heads = (Column(_("Result"), width=2.4), Column(_("Indicator"), width=2),
                 Column(_("Now"), align="right", width=1), Column(_("Target"), align="right", width=1))  # fmt: skip
        blocks.append(Table(heads, aims, caption=_("Results")))
    for part in terms_of(proposal.call).parts:
        if text := content.parts.get(part.key):
            blocks += [Heading(2, part.title), Paragraph(text)]
    return blocks + _reviews(proposal)


def _n(value: object) -> str:
    return "–" if value is None else str(value)


def _reviews(proposal: Proposal) -> list[Block]:
    terms = terms_of(proposal.call)
    sent = [one for one in proposal.reviews.all() if one.state == "sent"]
    if not sent:
        return [Heading(2, _("Reviews")), Paragraph(_("No review was sent."))]
    rows = [Row((words(one.reviewer_as), words(_n(weighted(one.scores, terms))), words(one.overall))) for one in sent]
    columns = (Column(_("Reviewer"), width=1.2), Column(_("Score"), unit="%", align="right", width=0.8),
               Column(_("Said"), width=3))  # fmt: skip
    return [Heading(2, _("Reviews")), Table(columns, rows, caption=_("Reviews, in per cent of the most"))]


def _table(decision: Decision) -> Table:
    columns = (Column(_("Who"), width=2), Column(_("As"), width=2), Column(_("Took part"), width=1),
               Column(_("By function"), width=1.5))  # fmt: skip
    rows = [
        Row((words(str(seat.organisation)), words(", ".join(str(ONE[part]) for part in seat.parts)),
             words({True: _("yes"), False: _("no"), None: _("not noted")}[seat.present]), words(seat.by_function)))
        for seat in decision.attendance.all()
    ]  # fmt: skip
    return Table(columns, rows)


def _sitting(decision: Decision, now: Standing) -> Table:
    columns = (Column(_("Who"), width=2), Column(_("As"), width=2.4), Column(_("Vote"), width=1.6))
    known = {voter.key: has_vote(now.rules, voter) for one in now.points for voter in one.voters}
    said = {True: _("yes"), False: _("no"), None: _("not known")}
    rows = [
        Row((words(str(seat.organisation)), words(", ".join(str(ONE[part]) for part in seat.parts)),
             words(said[known.get(seat.organisation_id)])))
        for seat in decision.attendance.all()
    ]  # fmt: skip
    return Table(columns, rows)


def _decided(one: PointShown, now: Standing) -> list[Block]:
    point, result, proposal = one.point, one.point.result, one.point.proposal
    needed = result.get("needed")
    quorum = _("%(there)s took part, %(needed)s needed") % {"there": result.get("present"), "needed": needed}
    facts = [
        (_("Decided"), _motion(one)), (_("Asked"), money(proposal.asked, proposal.currency)),
        (_("Carried"), _("yes") if point.carried else _("no")), (_("Why"), result.get("why", "")),
        (_("Quorum"), quorum if needed is not None else _("not known for this fund")),
        (_("Commissions"), "; ".join(f"{label(asked.jurisdiction)}: {ANSWERS[how]}" for asked, how in one.answers)),
        (_("Needs served"), ", ".join(need.number for need in proposal.needs.all())),
        (_("Paid in parts"), " + ".join(f"{part} %" for part in point.tranches)), (_("Reason"), point.reason),
    ]  # fmt: skip
    blocks: list[Block] = [Heading(1, f"{proposal.number} {proposal.title}"), _pairs(facts)]
    if point.conditions:
        blocks += [Heading(2, _("Conditions")), ListItems(list(point.conditions))]
    return [*blocks, _votes(one, now)]


def _votes(one: PointShown, now: Standing) -> Table:
    """Who said what: the declaration and the vote of each that has one, or may have."""
    declared = {said.organisation_id: said for said in one.point.declarations.all()}
    votes = {vote.organisation_id: str(vote.get_choice_display()) for vote in one.point.votes.all()}
    aside = set(one.point.result.get("recused", ()))
    rows = []
    for voter in one.voters:
        if has_vote(now.rules, voter) is False:
            continue
        said = declared.get(voter.key)
        conflict = _("not said") if said is None else (said.words or _("yes")) if said.conflict else _("none")
        vote = _("stepped aside") if voter.key in aside else votes.get(voter.key) or _("did not vote")
        rows.append(Row((words(voter.name), words(conflict), words(vote))))
    columns = (Column(_("Who"), width=2), Column(_("Conflict of interest"), width=2.4), Column(_("Vote"), width=1.4))
    return Table(columns, rows, caption=_("Votes on %(number)s") % {"number": one.point.proposal.number})
