"""A decision from call to project: the real rules, the words of each refusal, a record that stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from opensalw.coordination.commands import calls, closing, funds, proposals, reviews
from opensalw.coordination.commands import decisions as commands
from opensalw.coordination.deciding import Motion
from opensalw.coordination.fund_rules import FundRules
from opensalw.coordination.models import Decision, Point, Proposal, Review, SignedRecord
from opensalw.coordination.queries.decisions import standing_of, whole
from opensalw.coordination.queries.funds import balance, rules_on
from opensalw.coordination.queries.proving import prove_decision
from opensalw.coordination.recording import prove
from opensalw.coordination.rules.funds import refuse_seeing_proposal
from opensalw.core.commands import add_user, appoint
from opensalw.core.refusal import Refused
from tests.cast import DONOR, REVIEWER, SECRETARIAT, chair, officer
from tests.coordination.committee import STRICT, all_for, content, of, opened, seated, vote


def test_a_proposal_is_checked_as_a_whole_and_sent_with_a_receipt(call, need):
    held = proposals.begin_proposal(call, seated("builder"), by=of("builder"))
    found = proposals.findings_of(held)
    assert len(found) == 11
    assert [one.section for one in found if one.section != "about"] == ["needs", "budget", "results", "texts", "texts"]
    with pytest.raises(Refused, match="not complete: Give it a title"):
        proposals.send_proposal(held, by=of("builder"))
    proposals.save_proposal(held, content(60_000, [need.number]), by=of("builder"))
    sent = proposals.send_proposal(held, by=of("builder"))
    held.refresh_from_db()
    assert (held.number, held.asked, held.version, held.state) == ("P-POT-1-01", Decimal(60_000), 1, "submitted")
    assert sent.receipt.startswith("R-")
    with pytest.raises(DatabaseError), transaction.atomic():
        type(sent).objects.filter(pk=sent.pk).update(content={})


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"goals": [3]}, "for goals 2, 7, not for 3"),
        ({"ends_on": "2026-01-01"}, "ends before"),
        ({"ends_on": "2033-01-01"}, "allows 36"),
        ({"currency": "EUR"}, "pays in USD"),
        ({"budget": [{"title": "x", "year": 2031, "amount": 5}]}, "lines of 2031"),
        ({"results": [{"title": "x"}]}, "choose the indicator line"),
        ({"parts": {"idea": "x" * 3001, "risks": "y"}}, "shorten it by 1"),
    ],
)
def test_what_the_call_does_not_take_is_said(call, need, facts, word):
    held = proposals.begin_proposal(call, seated("builder"), by=of("builder"))
    held = proposals.save_proposal(held, content(60_000, [need.number], **facts), by=of("builder"))
    assert word in " ".join(one.words for one in proposals.findings_of(held))
    with pytest.raises(Refused):
        proposals.send_proposal(held, by=of("builder"))


def test_only_those_the_call_is_for_propose_and_only_for_themselves(call):
    with pytest.raises(Refused, match="may not propose here: only builder"):
        proposals.begin_proposal(call, seated("north"), by=of("north"))
    with pytest.raises(Refused, match="people of Builder"):
        proposals.begin_proposal(call, seated("builder"), by=SECRETARIAT)


def test_a_late_version_is_refused_and_the_earlier_one_stands(call, propose):
    held = propose()
    proposals.save_proposal(held, {"title": "Better"}, by=of("builder"))
    calls.move_end(call, closes_at=timezone.now() - timedelta(hours=1), reason="Test.", by=SECRETARIAT)
    held.refresh_from_db()
    with pytest.raises(Refused, match="closed on .* What was sent before stands"):
        proposals.send_proposal(Proposal.objects.get(pk=held.pk), by=of("builder"))
    assert held.versions.get().content["title"] == "Stores made safe"


def test_a_new_version_keeps_the_old_and_a_withdrawn_proposal_stays_readable(propose):
    held = propose()
    proposals.save_proposal(held, {"title": "Better"}, by=of("builder"))
    proposals.send_proposal(held, by=of("builder"))
    assert [one.content["title"] for one in held.versions.all()] == ["Stores made safe", "Better"]
    with pytest.raises(Refused, match="Say why"):
        proposals.withdraw_proposal(held, reason="", by=of("builder"))
    assert proposals.withdraw_proposal(held, reason="No staff.", by=of("builder")).state == "withdrawn"
    with pytest.raises(Refused, match="is not written any more"):
        proposals.save_proposal(held, {"title": "x"}, by=of("builder"))


def test_terms_hold_once_a_proposal_was_sent_and_weights_are_a_hundred(fund, call, propose):
    propose()
    terms = proposals.terms_of(call)
    with pytest.raises(Refused, match="were sent under these terms"):
        calls.keep_call(key=call.pk, fund=fund, number=1, title=call.title, by=SECRETARIAT,
                        terms=terms.model_copy(update={"scale": 9}))  # fmt: skip
    with pytest.raises(Refused, match="come to 60 per cent"):
        calls.keep_call(key="x", fund=fund, number=2, title="x", by=SECRETARIAT,
                        terms=terms.model_copy(update={"criteria": terms.criteria[:1]}))  # fmt: skip


def test_a_review_opens_with_a_declaration_and_is_never_of_the_own_organisation(propose):
    held = propose()
    with pytest.raises(Refused, match="belongs to the organisation that proposes"):
        reviews.assign_review(held, of("builder"), by=SECRETARIAT)
    one = reviews.assign_review(held, REVIEWER, by=SECRETARIAT)
    with pytest.raises(Refused, match="Say first whether"):
        reviews.save_review(one, scores={"need": 4}, comments={}, overall="", by=REVIEWER)
    with pytest.raises(Refused, match="somebody else"):
        reviews.declare_for_review(one, conflict="", by=DONOR)
    reviews.declare_for_review(one, conflict="", by=REVIEWER)
    with pytest.raises(Refused, match="from 0 to 5"):
        reviews.save_review(one, scores={"need": 6}, comments={}, overall="", by=REVIEWER)
    reviews.save_review(one, scores={"need": 4}, comments={"need": "Yes."}, overall="", by=REVIEWER)
    with pytest.raises(Refused, match="Score also: Plan"):
        reviews.send_review(one, by=REVIEWER)
    reviews.save_review(one, scores={"need": 4, "plan": 5}, comments={}, overall="Good.", by=REVIEWER)
    assert reviews.send_review(one, by=REVIEWER).state == "sent"
    with pytest.raises(Refused, match="stays as it is"):
        reviews.save_review(one, scores={}, comments={}, overall="", by=REVIEWER)
    other = reviews.assign_review(held, DONOR, by=SECRETARIAT)
    reviews.declare_for_review(other, conflict="My brother.", by=DONOR)
    with pytest.raises(Refused, match="stays closed to you"):
        reviews.save_review(other, scores={}, comments={}, overall="", by=DONOR)
    assert Review.objects.get(pk=other.pk).state == "excused"


def test_a_proposal_is_read_by_those_it_concerns(propose):
    held = propose()
    for person in (of("builder"), SECRETARIAT, officer("J-PRN"), chair("J-PRN")):
        assert refuse_seeing_proposal(person, held, sits=False, reviews=False) is None
    assert refuse_seeing_proposal(officer("J-TIR"), held, sits=False, reviews=False)
    assert refuse_seeing_proposal(of("north"), held, sits=True, reviews=False) is None


def test_a_decision_with_a_recusal_becomes_a_project_with_its_money(fund, propose, need):
    held = propose()
    decision = opened(fund, held)
    point = decision.points.get()
    with pytest.raises(Refused, match="Builder stepped aside"):
        vote(point, "builder", conflict=True)
    with pytest.raises(Refused, match="Watcher sits here as observer and has no vote"):
        vote(point, "watcher")
    with pytest.raises(Refused, match="sits here as secretariat"):
        vote(point, "desk")
    with pytest.raises(Refused, match="has not said whether"):
        commands.cast_vote(point, seated("north"), "for", by=of("north"))
    with pytest.raises(Refused, match="Only North says this"):
        commands.cast_vote(point, seated("north"), "for", by=of("south"))
    all_for(decision)
    with pytest.raises(Refused, match="Only the chair"):
        closing.close_decision(decision, by=SECRETARIAT)
    record = closing.close_decision(decision, by=of("agency"), minute="Short.")
    held.refresh_from_db()
    need.refresh_from_db()
    assert (held.state, held.project.stage, held.project.fund) == ("awarded", "approved", fund)
    assert [(one.kind, one.amount) for one in held.project.money.order_by("kind", "amount")] == [
        ("budget", 10_000), ("budget", 50_000), ("commitment", 60_000)]  # fmt: skip
    assert (need.status, held.project.results.get().measure) == ("funded", "storages_secured")
    assert balance(fund) == {"USD": Decimal(40_000)}
    assert point.__class__.objects.get(pk=point.pk).result["recused"] == ["builder"]
    assert prove_decision(Decision.objects.get(pk=decision.pk)).is_sound
    assert '"form":"opensalw/decision/1"' in record.text


def test_a_signed_record_cannot_be_changed_and_a_change_behind_its_back_is_found(fund, propose):
    decision = opened(fund, propose())
    all_for(decision)
    record = closing.close_decision(decision, by=of("agency"))
    point = decision.points.get()
    for act in (
        lambda: SignedRecord.objects.filter(pk=record.pk).update(text="{}"),
        lambda: Point.objects.filter(pk=point.pk).update(amount=1),
        lambda: point.votes.all().delete(),
        lambda: decision.attendance.update(present=False),
        lambda: Decision.objects.filter(pk=decision.pk).update(title="Other"),
        lambda: SignedRecord.objects.filter(pk=record.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(Refused, match="Only a later decision that refers to it corrects it"):
        vote(point, "north", "against")
    record.text = record.text.replace("60000", "90000")
    wrong = prove(whole(Decision.objects.all()).get(pk=decision.pk), record, set()).wrong
    assert any("fingerprint" in one for one in wrong)
    assert any("signature" in one for one in wrong)
    assert any("what was decided differs" in one for one in wrong)


def test_without_a_quorum_nothing_is_closed(fund, propose):
    decision = opened(fund, propose())
    for key in ("north", "south", "union"):
        seat = decision.attendance.get(organisation=key)
        commands.note_attendance(seat, present=False, by=SECRETARIAT)
    vote(decision.points.get(), "agency")
    with pytest.raises(Refused, match="no quorum: 1 take part, 2 are needed"):
        closing.close_decision(decision, by=of("agency"))


def test_two_awards_do_not_overdraw_the_fund(fund, propose):
    one, two = propose(60_000), propose(50_000)
    first, second = opened(fund, one), opened(fund, two)
    all_for(first)
    all_for(second)
    closing.close_decision(first, by=of("agency"))
    with pytest.raises(Refused, match="the fund holds 40,000 USD: 10,000 USD too much"):
        closing.close_decision(second, by=of("agency"))
    point = second.points.get()
    part = Motion("award_part", amount=Decimal(40_000), currency="USD", conditions=("Report each half-year.",))
    commands.put_motion(point, part, by=of("agency"))
    assert not point.votes.exists()
    all_for(second)
    closing.close_decision(second, by=of("agency"))
    two.refresh_from_db()
    assert (two.state, balance(fund)) == ("part_awarded", {"USD": Decimal(0)})
    assert not two.project.money.filter(kind="budget").exists()


def test_a_proposal_that_was_decided_meanwhile_is_not_awarded_twice(fund, propose):
    one = propose(40_000)
    first, second = opened(fund, one), opened(fund, one)
    all_for(first)
    all_for(second)
    closing.close_decision(first, by=of("agency"))
    with pytest.raises(Refused, match="was decided by another decision meanwhile"):
        closing.close_decision(second, by=of("agency"))
    one.refresh_from_db()
    assert one.project.money.filter(kind="commitment").count() == 1


def test_an_objection_of_the_commission_stops_an_award_and_not_a_refusal(fund, call, need):
    held = proposals.begin_proposal(call, seated("builder"), by=of("builder"))
    proposals.save_proposal(held, content(60_000, [need.number]), by=of("builder"))
    proposals.send_proposal(held, by=of("builder"))
    held.refresh_from_db()
    decision = opened(fund, held)
    all_for(decision)
    assert "was not asked" in standing_of(whole(Decision.objects.all()).get(pk=decision.pk)).blocks[0]
    (asked,) = reviews.ask_no_objection(held, by=SECRETARIAT)
    with pytest.raises(Refused, match="this jurisdiction's Commission"):
        reviews.answer_no_objection(asked, objects=False, by=officer("J-TIR"))
    with pytest.raises(Refused, match="why the Commission objects"):
        reviews.answer_no_objection(asked, objects=True, by=chair("J-PRN"))
    with pytest.raises(Refused, match="has not answered"):
        closing.close_decision(decision, by=of("agency"))
    reviews.answer_no_objection(asked, objects=True, reason="Another store.", by=chair("J-PRN"))
    with pytest.raises(Refused, match="objects to P-POT-1-01. Defer or refuse"):
        closing.close_decision(decision, by=of("agency"))
    commands.put_motion(decision.points.get(), Motion("defer", reason="Ask again."), by=of("agency"))
    all_for(decision)
    closing.close_decision(decision, by=of("agency"))
    held.refresh_from_db()
    assert (held.state, held.project) == ("deferred", None)


def test_in_writing_members_are_invited_silence_consents_and_late_votes_do_not_count(fund, propose, settings):
    held = propose()
    user = add_user(email="north@example.org", shown_as="North", password="", by="x")
    appoint(user, institution="J-REG/north", role="donor", since=date(2020, 1, 1), by="x")
    early = timezone.localdate() + timedelta(days=2)
    with pytest.raises(Refused, match="give the members 5 days"):
        opened(fund, held, mode="written", deadline=early)
    decision = opened(fund, held, mode="written", deadline=timezone.localdate() + timedelta(days=6))
    assert [one.to for one in mail.outbox] == [["north@example.org"]]
    assert "counts as consent" in mail.outbox[0].body
    vote(decision.points.get(), "agency")
    with pytest.raises(Refused, match="may answer until"):
        closing.close_decision(decision, by=of("agency"))
    Decision.objects.filter(pk=decision.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="do not count"):
        vote(decision.points.get(), "south", "against")
    closing.close_decision(decision, by=of("agency"))
    result = decision.points.get().result
    assert (result["votes"]["for"], result["silent"]) == (4, 3)


def test_what_is_not_known_of_a_fund_is_answered_in_words_and_signed(fund, propose):
    funds.set_rules(fund, FundRules(voting=("chair", "member"), no_objection=False), by=SECRETARIAT)
    decision = opened(fund, propose())
    for key in ("agency", "north", "builder"):
        vote(decision.points.get(), key)
    with pytest.raises(Refused, match="“Quorum” is not known for this fund") as refused:
        closing.close_decision(decision, by=of("agency"))
    assert refused.value.field == "handled-quorum_percent"
    said = {"quorum_percent": "Three of four were there.", "recusal": "Builder told of its part and voted."}
    record = closing.close_decision(decision, by=of("agency"), handled=said)
    assert "Builder told of its part and voted." in record.text


def test_where_votes_differ_and_the_rules_are_not_known_the_chair_says_what_was_found(fund, propose):
    rules = STRICT.model_copy(update={"decides_by": None})
    funds.set_rules(fund, rules, by=SECRETARIAT)
    decision = opened(fund, propose())
    point = decision.points.get()
    vote(point, "agency")
    vote(point, "north", "against")
    handled = {"decides_by": "By the members present."}
    with pytest.raises(Refused, match="Say what the committee found"):
        closing.close_decision(decision, by=of("agency"), handled=handled)
    closing.close_decision(decision, by=of("agency"), handled=handled, found={point.pk: False})
    assert Proposal.objects.get().state == "submitted"


def test_a_closed_decision_is_corrected_by_a_later_one_only(fund, propose):
    held = propose()
    first = opened(fund, held)
    all_for(first)
    closing.close_decision(first, by=of("agency"))
    first.refresh_from_db()
    with pytest.raises(Refused, match="it cannot be decided now"):
        opened(fund, held)
    with pytest.raises(Refused, match="Say what is corrected"):
        commands.prepare_decision(fund, [held], mode="meeting", title="x", corrects=first, by=SECRETARIAT)
    second = commands.prepare_decision(
        fund, [held], mode="meeting", title="Mend", corrects=first, reason="The sum was wrong.", by=SECRETARIAT
    )
    motion = Motion("award_part", amount=Decimal(45_000), currency="USD")
    commands.put_motion(second.points.get(), motion, by=SECRETARIAT)
    commands.open_decision(second, by=SECRETARIAT)
    for seat in second.attendance.all():
        commands.note_attendance(seat, present=True, by=SECRETARIAT)
    all_for(second)
    record = closing.close_decision(second, by=of("agency"))
    held.refresh_from_db()
    standing = held.project.money.filter(kind="commitment", withdrawn_at__isnull=True)
    assert [one.amount for one in standing] == [Decimal(45_000)]
    assert balance(fund) == {"USD": Decimal(55_000)}
    assert SignedRecord.objects.get(decision=first).sha256 in record.text


def test_rules_are_versions_and_a_decision_keeps_its_own(fund, propose):
    decision = opened(fund, propose())
    later = STRICT.model_copy(update={"quorum_percent": Decimal(100)})
    funds.set_rules(fund, later, valid_from=timezone.localdate(), by=SECRETARIAT)
    assert rules_on(fund, timezone.localdate()).number == 2
    decision.refresh_from_db()
    assert decision.rules.number == 1
    with pytest.raises(Refused, match="a later version begins later"):
        funds.set_rules(fund, STRICT, valid_from=date(2020, 1, 1), by=SECRETARIAT)


def test_a_decision_is_released_by_the_secretariat_and_never_one_for_training(fund, propose):
    decision = opened(fund, propose())
    with pytest.raises(Refused, match="once it is closed"):
        closing.release_decision(decision, by=SECRETARIAT)
    all_for(decision)
    closing.close_decision(decision, by=of("agency"))
    assert closing.release_decision(decision, by=SECRETARIAT).is_public
    funds.keep_fund(key=fund.pk, title=fund.title, currency="USD", framework_key="wb_2018", is_training=True,
                    by=SECRETARIAT)  # fmt: skip
    with pytest.raises(Refused, match="made up for training"):
        closing.release_decision(decision, by=SECRETARIAT)


def test_a_cancelled_decision_takes_no_vote(fund, propose):
    decision = opened(fund, propose())
    commands.cancel_decision(decision, reason="Postponed.", by=SECRETARIAT)
    with pytest.raises(Refused, match="is cancelled"):
        vote(decision.points.get(), "north")
