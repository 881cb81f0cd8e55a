"""The pages on which the secretariat enters organisations and funds: what is kept, what is refused, what it asks."""

import pytest
from django.test import Client
from django.urls import reverse

from opensalw.coordination.commands.funds import take_seat
from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.fund_rules import FundRules
from opensalw.coordination.models import Fund, FundMoney, Organisation, Seat
from opensalw.coordination.queries.funds import balance, read_rules
from opensalw.web.money.rule_forms import RulesForm
from tests.cast import SECRETARIAT
from tests.coordination.committee import STRICT, call, fund, need, opened, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture

from .test_decisions import browser_of, office, text


def posted(browser: Client, page: str, *args: object, **sent: object):
    return browser.post(reverse(page, args=args), sent)


def kept(answer) -> str:
    """Where the page leads after it was kept."""
    assert answer.status_code == 302, answer.content.decode()[:1500]
    return answer.headers["Location"]


def refused(answer) -> str:
    assert answer.status_code == 422
    return text(answer)


@pytest.fixture
def desk(loaded_round) -> Client:
    """The secretariat, signed in."""
    return office()


def test_an_organisation_is_entered_changed_and_taken_away(desk, django_assert_max_num_queries):
    assert "No organisation is like that" in text(desk.get(reverse("organisation_list")))
    assert "This field is required" in refused(posted(desk, "organisation_new", name="", kind="un"))
    where = kept(posted(desk, "organisation_new", name="House of Doors", short_name="HD", kind="un"))
    assert where == reverse("organisation", args=["hd"])
    with django_assert_max_num_queries(22):
        page = text(desk.get(where))
    assert "nobody signs in for it" in page
    assert "House of Doors (hd): entered." in page
    kept(posted(desk, "organisation_new", name="Office of it", kind="un", part_of="hd"))
    wrong = refused(posted(desk, "organisation_edit", "hd", name="House of Doors", kind="un", part_of="office-of-it"))
    assert "part of itself" in wrong
    kept(posted(desk, "organisation_edit", "hd", name="House of Gates", short_name="HD", kind="un"))
    assert "changed: name" in text(desk.get(where))
    stays = refused(posted(desk, "organisation_remove", "hd", reason="x"))
    assert "is named elsewhere (organisation) and stays" in stays
    kept(posted(desk, "organisation_remove", "office-of-it", reason="Entered twice."))
    assert Organisation.objects.count() == 1


def test_the_people_of_an_organisation_are_named_and_let_go(desk, fund):  # noqa: F811
    one = Organisation.objects.get(pk="north")
    kept(posted(desk, "organisation_edit", "north", name="North", kind="un", institution="J-REG/north"))
    one.refresh_from_db()
    assert one.institution_id == "J-REG/north"
    kept(posted(desk, "organisation_edit", "north", name="North", kind="un", institution=""))
    one.refresh_from_db()
    assert one.institution_id is None


def test_organisations_are_filtered_and_leave_as_files(desk, fund, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(18):
        page = text(desk.get(reverse("organisation_list"), {"role": "gives"}))
    assert "North" in page
    assert "Watcher" not in page
    assert "north,North" in text(desk.get(reverse("organisation_list_file", args=["csv"])))
    assert desk.get(reverse("organisation_list_file", args=["xlsx"])).status_code == 200


def test_a_fund_is_entered_with_what_is_known(desk, django_assert_max_num_queries):
    assert "No fund is entered" in text(desk.get(reverse("fund_desk")))
    wrong = refused(posted(desk, "fund_new", title="Door fund", currency="dollars", began_on="2027-01-02",
                           ends_on="2026-01-01"))  # fmt: skip
    assert "at most 3 characters" in wrong
    assert "ends before it began" in wrong
    where = kept(posted(desk, "fund_new", title="Door fund", code="DOOR", currency="usd", awards_known="on"))
    made = Fund.objects.get()
    assert (made.pk, made.currency, made.framework_key, made.is_public) == ("door-fund", "USD", "wb_2018", False)
    with django_assert_max_num_queries(26):
        page = text(desk.get(where))
    for said in ("Nobody sits at this fund yet", "Nothing is known of its rules", "No money is entered yet",
                 "No call was written yet", "door-fund: entered."):  # fmt: skip
        assert said in page
    kept(posted(desk, "fund_facts", made.pk, title="Door fund", currency="USD", is_public="on", code="DOOR"))
    assert "changed: awards_known, is_public" in text(desk.get(where))
    with django_assert_max_num_queries(14):
        assert "Door fund" in text(desk.get(reverse("fund_desk")))


def test_seats_are_given_ended_and_taken_away(desk, fund, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(30):
        page = text(desk.get(reverse("fund_work", args=["pot"])))
    assert page.count("no vote") == 3
    kept(posted(desk, "seat_new", "pot", organisation="watcher", part="contributor", since="2026-02-01"))
    seat = Seat.objects.get(part="contributor")
    assert "ends before it began" in refused(posted(desk, "seat_leave", "pot", seat.pk, until="2026-01-01"))
    kept(posted(desk, "seat_leave", "pot", seat.pk, until="2026-03-01"))
    again = refused(posted(desk, "seat_new", "pot", organisation="watcher", part="contributor", since="2026-02-15"))
    assert "It sat here as this until 1 March 2026. A new seat begins later." in again
    assert "This field is required" in refused(posted(desk, "seat_remove", "pot", seat.pk, reason=""))
    kept(posted(desk, "seat_remove", "pot", seat.pk, reason="Another organisation was meant."))
    page = text(desk.get(reverse("fund_work", args=["pot"])))
    assert "entered by mistake, taken away" in page
    assert "Another organisation was meant." in page
    assert not Seat.objects.filter(pk=seat.pk).exists()


def test_a_seat_that_a_decision_was_prepared_with_stays(desk, fund, propose):  # noqa: F811
    opened(fund, propose())
    seat = Seat.objects.get(organisation="north")
    assert "End the seat instead" in text(desk.get(reverse("seat_remove", args=["pot", seat.pk])))
    assert posted(desk, "seat_remove", "pot", seat.pk, reason="x").status_code == 200
    assert Seat.objects.filter(pk=seat.pk).exists()


def test_rules_are_chosen_or_stay_not_known(desk, fund):  # noqa: F811
    page = text(desk.get(reverse("fund_rules", args=["pot"])))
    assert "Rules, version 2" in page
    sent = {"votes-chair": "yes", "votes-observer": "no", "decides_by": "consensus", "quorum_percent": "66.5",
            "minimum_award": "500", "maximum_award": "100", "written": "no", "valid_from": "2026-01-01"}  # fmt: skip
    assert "smallest award is above the largest" in refused(posted(desk, "fund_rules", "pot", **sent))
    both = {**sent, "maximum_award-none": "on"}
    assert "not both" in refused(posted(desk, "fund_rules", "pot", **both))
    kept(posted(desk, "fund_rules", "pot", **{**both, "maximum_award": ""}))
    rules = read_rules(fund.rule_sets.get(number=2))
    assert rules.voting == ("chair",)
    assert "observer" not in rules.voting_not_known
    assert "member" in rules.voting_not_known
    assert (rules.written, rules.maximum_award, rules.recusal) == (False, "none", None)
    page = text(desk.get(reverse("fund_work", args=["pot"])))
    assert "Version 2 is in force" in page
    assert "of members" in page


@pytest.mark.parametrize("rules", [STRICT, FundRules(), FundRules(voting=("chair",), voting_not_known=("member",)),
                                   FundRules(voting=(), minimum_award="none")])  # fmt: skip
def test_the_form_gives_the_rules_back_that_it_was_filled_with(rules):
    form = RulesForm(rules)
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    again = RulesForm(FundRules(), {name: value for name, value in sent.items() if value is not False})
    assert again.is_valid(), again.errors
    said = again.rules()
    assert said.model_dump(exclude={"voting_not_known"}) == rules.model_dump(exclude={"voting_not_known"})
    assert rules.voting is None or said.voting_not_known == rules.voting_not_known


def test_money_of_a_fund_is_entered_and_struck_out(desk, fund):  # noqa: F811
    nobody = posted(desk, "fund_money_new", "pot", kind="paid_in", amount="5", currency="USD")
    assert "Say who paid it in" in refused(nobody)
    kept(posted(desk, "fund_money_new", "pot", kind="paid_in", contributor="south", amount="50000", currency="usd"))
    assert balance(fund)["USD"] == 150_000
    row = FundMoney.objects.get(contributor="south")
    assert "50,000" in text(desk.get(reverse("fund_money_strike", args=["pot", row.pk])))
    kept(posted(desk, "fund_money_strike", "pot", row.pk, reason="Paid to another fund."))
    assert balance(fund)["USD"] == 100_000
    page = text(desk.get(reverse("fund_work", args=["pot"])))
    assert "<del>" in page
    assert "Paid to another fund." in page
    assert "It was struck out already" in text(desk.get(reverse("fund_money_strike", args=["pot", row.pk])))
    assert "South" in text(desk.get(reverse("fund_money_file", args=["pot", "csv"])))


def test_only_the_secretariat_enters_funds_and_organisations(fund, client):  # noqa: F811
    outsider = browser_of("north")
    for name, args in (("fund_desk", []), ("fund_work", ["pot"]), ("organisation_list", []), ("fund_rules", ["pot"]),
                       ("organisation", ["north"]), ("call_new", ["pot"])):  # fmt: skip
        assert outsider.get(reverse(name, args=args)).status_code == 403
        assert client.get(reverse(name, args=args)).status_code == 302
    assert "/work/funds/" not in text(outsider.get("/work/calls/"))


def test_a_key_is_not_taken_twice(desk):
    for _time in range(2):
        kept(posted(desk, "fund_new", title="New", currency="USD"))
    assert set(Fund.objects.values_list("pk", flat=True)) == {"new-2", "new-3"}


def test_a_seat_asks_for_a_known_organisation(desk, fund):  # noqa: F811
    keep_organisation(key="late", name="Late", kind="un", by=SECRETARIAT)
    assert "Select a valid choice" in refused(posted(desk, "seat_new", "pot", organisation="nobody", part="member"))
    take_seat(fund, Organisation.objects.get(pk="late"), "member", by=SECRETARIAT)
