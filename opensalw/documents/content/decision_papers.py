"""The papers of a committee: the pack before a decision, and the minute of a closed one."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.proposals import terms_of
from opensalw.coordination.deciding import money
from opensalw.coordination.fund_rules import LABELS, ONE, in_words
from opensalw.coordination.models import Decision, Proposal
from opensalw.coordination.proposing import Content, weighted
from opensalw.coordination.queries.decisions import PointShown, Standing, standing_of
from opensalw.core.designations import label
from opensalw.roadmap.queries.observations import latest_framework

from ..blocks import Block, Column, Document, Heading, ListItems, Paragraph, Row, Table, number, words

ANSWERS = {
    "given": gettext_lazy("no objection"), "objected": gettext_lazy("objects"), "waiting": gettext_lazy("not answered"),
    "silent": gettext_lazy("silent"),
}  # fmt: skip


def pack(decision: Decision) -> Document:
    """What the committee reads before: the money, the table and its rules, each proposal with its reviews."""
    now = standing_of(decision)
    blocks: list[Block] = [Paragraph(_asked(now), look="lead"), *_overview(now), Heading(1, _("Rules"))]
    blocks.append(_pairs([(name, said) for name, said, _known in in_words(now.rules)], _("Rules of this fund")))
    for one in now.points:
        blocks += _proposal(one)
    return _document(decision, _("Pack for the committee"), blocks)


def minute(decision: Decision) -> Document:
    """What was decided and how, with the fingerprint of the signed record."""
    now = standing_of(decision)
    blocks: list[Block] = [Heading(1, _("Table")), _table(decision)]
    for one in now.points:
        blocks += _decided(one)
    if decision.handled:
        blocks.append(Heading(1, _("Rules that are not known")))
        blocks.append(_pairs([(str(LABELS[name]), said) for name, said in decision.handled.items()],
                             _("How the committee handled them")))  # fmt: skip
    if decision.minute:
        blocks += [Heading(1, _("Minute")), Paragraph(decision.minute)]
    blocks += [Heading(1, _("Record")), Paragraph(_("SHA-256 of the signed record: %(sha)s") % {
        "sha": decision.record.sha256
    }, look="small")]  # fmt: skip
    return _document(decision, _("Minute of the decision"), blocks)


def _document(decision: Decision, title: str, blocks: list[Block]) -> Document:
    facts = [
        (_("Fund"), decision.fund.title), (_("Decision"), f"{decision.number} {decision.title}"),
        (_("Way"), str(decision.get_mode_display())), (_("State"), str(decision.get_state_display())),
        (_("Rules"), _("version %(n)d") % {"n": decision.rules.number} if decision.rules else _("not fixed yet")),
    ]  # fmt: skip
    if decision.corrects:
        facts.append((_("Corrects"), f"{decision.corrects.number}: {decision.reason}"))
    day = decision.closed_at.date() if decision.closed_at else decision.held_on or timezone.localdate()
    return Document(title=title, subtitle=decision.title, date=day, blocks=tuple(blocks), facts=tuple(facts),
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
               Column(_("Asked"), align="right", width=1.3), Column(_("Motion"), width=1.8))  # fmt: skip
    rows = [
        Row((words(held.number), words(held.title), words(str(held.organisation)),
             words(money(held.asked, held.currency)), words(_motion(one))))
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


def _pairs(rows: list[tuple[str, str]], caption: str) -> Table:
    columns = (Column(_("What"), width=1), Column(_("Said"), width=2.4))
    return Table(columns, [Row((words(name), words(said))) for name, said in rows], caption=caption)


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
                           _pairs(facts, _("In short"))]  # fmt: skip
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
    return Table(columns, rows, caption=_("Who sat at the table"))


def _decided(one: PointShown) -> list[Block]:
    point, result = one.point, one.point.result
    names = {voter.key: voter.name for voter in one.voters}
    votes = "; ".join(f"{names[vote.organisation_id]}: {vote.get_choice_display()}" for vote in point.votes.all())
    said = "; ".join(f"{names[one.organisation_id]}: {one.words}" for one in point.declarations.all() if one.conflict)
    facts = [
        (_("Decided"), _motion(one)), (_("Carried"), _("yes") if point.carried else _("no")),
        (_("Why"), result.get("why", "")), (_("Votes"), votes or "–"), (_("Conflicts declared"), said or "–"),
        (_("Stepped aside"), ", ".join(names.get(key, key) for key in result.get("recused", ())) or "–"),
        (_("Quorum"), _("not known") if result.get("needed") is None else f"{result['present']} / {result['needed']}"),
        (_("Conditions"), "; ".join(point.conditions) or "–"), (_("Reason"), point.reason or "–"),
    ]  # fmt: skip
    return [Heading(1, f"{point.proposal.number} {point.proposal.title}"), _pairs(facts, _("Decision on this point"))]
