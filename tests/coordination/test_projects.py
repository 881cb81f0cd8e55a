"""Projects are written by their organisation; what is not known stays empty; the real portfolio is whole."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from opensalw.coordination.commands import money, project_work
from opensalw.coordination.commands import projects as commands
from opensalw.coordination.commands.contributions import begin_contribution, save_contribution, send_contribution
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.coordination.models import Contribution, Money, Organisation, Project
from opensalw.coordination.queries import contributions as forms
from opensalw.coordination.queries import projects as asked
from opensalw.core.refusal import Refused
from tests.cast import DONOR, SECRETARIAT, officer


@pytest.fixture
def lab(giver):
    """A project of the organisation whose people the donor's post belongs to."""
    return commands.enter_project(
        title="Laboratory", organisation=giver, stage="ongoing", starts_on=date(2020, 1, 1), ends_on=date(2021, 6, 30),
        jurisdictions=["J-PRN"], goals=[2], kinds=["equipment"], by=DONOR,
    )  # fmt: skip


def test_an_organisation_writes_its_own_projects_only(lab, giver, other_organisation):
    assert lab.key == "giver-laboratory"
    with pytest.raises(Refused, match="the secretariat write"):
        commands.enter_project(title="X", organisation=other_organisation, stage="ongoing", by=DONOR)
    with pytest.raises(Refused, match="write this project"):
        commands.change_project(lab, title="Y", by=officer("J-PRN"))
    assert commands.change_project(lab, title="Y", by=SECRETARIAT).title == "Y"
    assert [entry.name for entry in asked.project_history(lab)] == ["project_entered", "project_changed"]
    assert "title: Laboratory → Y" in asked.project_history(lab)[1].line()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"stage": "whatever"}, "stage"),
        ({"stage": "postponed"}, "delay"),
        ({"ends_on": date(2019, 1, 1)}, "ends_on"),
        ({"extension_asked_until": date(2021, 6, 30)}, "extension_asked_until"),
        ({"jurisdictions": ["J-XXX"]}, "jurisdictions"),
        ({"kinds": ["money"]}, "kinds"),
    ],
)
def test_a_wrong_fact_is_refused_at_its_field(lab, facts, field):
    with pytest.raises(Refused) as refused:
        commands.change_project(lab, by=DONOR, **facts)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("shares", "word"),
    [
        ({"J-PRN": Decimal(60), "J-TIR": Decimal(39)}, "come to 99 per cent"),
        ({"J-PRN": Decimal(60), "J-TIR": Decimal("40.5")}, "change one by -0.5"),
        ({"J-PRN": Decimal(0), "J-TIR": Decimal(100)}, "above 0"),
        ({"J-XXX": Decimal(100)}, "not known"),
    ],
)
def test_a_split_that_is_not_a_hundred_is_refused(lab, shares, word):
    with pytest.raises(Refused, match=word):
        commands.divide_project(lab, of="jurisdiction", shares=shares, by=DONOR)


def test_a_split_of_a_hundred_is_kept_and_can_be_taken_away(lab):
    shares = {"J-PRN": Decimal("66.67"), "J-TIR": Decimal("33.33")}
    commands.divide_project(lab, of="jurisdiction", shares=shares, by=DONOR)
    assert {one.key: one.percent for one in lab.shares.all()} == shares
    commands.divide_project(lab, of="jurisdiction", shares={}, by=DONOR)
    assert not lab.shares.exists()


def test_amounts_stay_in_their_currency_and_the_unknown_is_not_zero(lab, giver):
    money.enter_money(lab, kind="budget", amount=Decimal(100), currency="eur", by=DONOR)
    money.enter_money(lab, kind="commitment", donor=giver, amount=Decimal(40), currency="USD", by=DONOR)
    money.enter_money(lab, kind="commitment", donor=giver, by=DONOR)
    found = asked.totals(asked.money_of(lab))
    assert found["budget"].said == [("EUR", Decimal(100))]
    assert (found["commitment"].said, found["commitment"].unknown) == ([("USD", Decimal(40))], 1)
    assert asked.funding_of(lab).state == "not_known"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "budget"}, "amount"),
        ({"kind": "budget", "amount": Decimal(1)}, "currency"),
        ({"kind": "budget", "amount": Decimal(-1), "currency": "EUR"}, "amount"),
        ({"kind": "commitment", "amount": Decimal(1), "currency": "EUR"}, "donor"),
        ({"kind": "gold", "amount": Decimal(1), "currency": "EUR"}, "kind"),
    ],
)
def test_wrong_money_is_refused_at_its_field(lab, facts, field):
    with pytest.raises(Refused) as refused:
        money.enter_money(lab, by=DONOR, **facts)
    assert refused.value.field == field
    assert not Money.objects.exists()


def test_struck_out_money_stays_readable_and_no_longer_counts(lab, giver):
    row = money.enter_money(lab, kind="budget", amount=Decimal(100), currency="EUR", by=DONOR)
    with pytest.raises(Refused, match="reason"):
        money.withdraw_money(row, reason="", by=DONOR)
    money.withdraw_money(row, reason="Typed twice.", by=DONOR)
    assert asked.money_of(lab) == []
    assert asked.project_history(lab)[-1].line() == "Budget: 100 EUR was struck out."


def test_a_postponed_activity_has_a_reason_and_a_result_names_a_line_of_the_roadmap(lab, loaded_round):
    with pytest.raises(Refused, match="why"):
        project_work.keep_activity(lab, title="Scanner", status="postponed", by=DONOR)
    done = project_work.keep_activity(lab, title="Scanner", status="postponed", delay="covid_19", by=DONOR)
    project_work.keep_activity(lab, id=done.pk, title="Scanner", status="done", delay="", by=DONOR)
    assert lab.activities.get().status == "done"
    with pytest.raises(Refused, match="no line laboratory.beds"):
        project_work.keep_result(
            lab, title="Beds", measure="laboratory", line="beds", framework_key="wb_2018", by=DONOR
        )
    made = project_work.keep_result(
        lab, title="Accredited", measure="laboratory", line="state", framework_key="wb_2018", by=DONOR
    )
    assert made.actual is None


def test_a_contribution_form_is_filled_from_what_is_known_sent_and_kept(lab, loaded_round):
    form = begin_contribution(lab, loaded_round, by=DONOR)
    assert begin_contribution(lab, loaded_round, by=DONOR) == form
    assert (form.content["stage"], form.content["ends_on"], form.content["done"]) == ("ongoing", "2021-06-30", "")
    with pytest.raises(Refused, match="what was done") as refused:
        send_contribution(form, by=DONOR)
    assert refused.value.field == "done"
    typed = {**form.content, "done": "The scanner was bought.", "extension_asked_until": date(2021, 12, 31)}
    save_contribution(form, {**typed, "notes": "Late because of customs."}, by=DONOR)
    sent = send_contribution(Contribution.objects.get(pk=form.pk), by=DONOR)
    lab.refresh_from_db()
    assert lab.extension_asked_until == date(2021, 12, 31)
    assert (len(sent.sha256), sent.content["funding"], sent.content["goals"]) == (64, "not_known", [2])
    assert "contribution_sent" in [entry.name for entry in asked.project_history(lab)]
    with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
        Contribution.objects.filter(pk=sent.pk).update(content={})
    second = begin_contribution(lab, loaded_round, by=DONOR)
    assert (second.number, second.content["done"], second.content["notes"]) == (2, "", "Late because of customs.")
    assert forms.sent_by_project(loaded_round.key) == {lab.pk: sent}
    with pytest.raises(Refused, match="was sent"):
        save_contribution(sent, {}, by=DONOR)


def test_the_form_refuses_the_address_of_a_person(lab, loaded_round):
    form = begin_contribution(lab, loaded_round, by=DONOR)
    save_contribution(form, {**form.content, "done": "x", "contact_function": "someone@example.org"}, by=DONOR)
    with pytest.raises(Refused, match="a function"):
        send_contribution(Contribution.objects.get(pk=form.pk), by=DONOR)


def test_the_real_portfolio_is_loaded_once_and_guesses_nothing(loaded_round):
    load_real_needs(by=SECRETARIAT)
    added = load_real_portfolio(by=SECRETARIAT)
    assert (added.organisations, added.projects, added.amounts) == (33, 48, 25)
    again = load_real_portfolio(by=SECRETARIAT)
    assert (again.organisations, again.projects, again.amounts) == (0, 0, 0)
    found = list(asked.public_projects())
    assert all(one.source and one.as_of for one in found)
    assert not Money.objects.filter(amount=0).exists()
    assert {str(asked.funding_of(one).state) for one in found} == {"not_known", "not"}
    fund = Project.objects.get(key="roadmap-trust-fund")
    assert [one.key for one in asked.donors_of(fund)] == [
        "france", "germany", "netherlands", "norway", "sweden", "united-kingdom"
    ]  # fmt: skip
    spec = loaded_round.framework.spec
    assert all(spec.measure(key) for one in found for key in one.measures)
    germany = {one.key for one in asked.given_by(Organisation.objects.get(pk="germany"))}
    assert germany == {"roadmap-trust-fund", "undp-funding-windows", "undp-albania-laboratory"}


def test_a_rounds_report_tells_of_what_was_known_by_its_meeting(loaded_round):
    load_real_needs(by=SECRETARIAT)
    load_real_portfolio(by=SECRETARIAT)
    told = {one.key for one in asked.told_in(loaded_round)}
    assert {"eu-2018-1788", "undp-skopje-register", "roadmap-trust-fund", "unodc-criminal-justice"} <= told
    assert not {"undp-lead", "eu-2024-3006", "roadmap-trust-fund-third-call", "eu-ipa-2021"} & told
