"""Sites, stock and destruction: two-sided, counted, checked thing by thing, and always by two persons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger.queries import figures
from opensalw.stockpiles.commands.destruction import check_serials, destroy, order_destruction
from opensalw.stockpiles.commands.sites import assess_site, inspect_site, meet_standard, open_site, set_stage
from opensalw.stockpiles.commands.stock import (
    check_count,
    confirm_receipt,
    count_stock,
    declare_surplus,
    explain_difference,
    issue,
    move_within,
    receive,
    receive_item,
)
from opensalw.stockpiles.models import Change, CountLine, Lot, Movement, Order, OrderLine, Site, StockCount
from opensalw.stockpiles.queries.stock import balance, sites, stock, unexplained, wrong_balances
from tests.cast import officer

from .conftest import DAY, HOME, ME, SECOND

LATER = DAY + timedelta(days=5)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def read():
    return {line: figure.amount for line, figure in figures(HOME, FIRST, LAST).lines.items()}


def test_a_movement_has_two_sides_and_a_mismatch_stays_flagged(rounds, site):
    movement = issue(rounds, to=site, quantity=Decimal(400), on=LATER, by=ME)
    assert movement.is_open
    with pytest.raises(Refused, match="Another person does this one"):
        confirm_receipt(movement, received=Decimal(400), on=LATER, by=ME)
    with pytest.raises(Refused, match="before it left"):
        confirm_receipt(movement, received=Decimal(400), on=DAY, by=SECOND)
    with pytest.raises(Refused, match="Say what happened"):
        confirm_receipt(movement, received=Decimal(398), on=LATER, by=SECOND)
    done = confirm_receipt(movement, received=Decimal(398), on=LATER, by=SECOND, remark="Two rounds short.")
    assert done.differs
    rounds.refresh_from_db()
    assert (rounds.quantity, done.arrived.quantity) == (600, 398)
    assert wrong_balances(HOME) == []
    with pytest.raises(Refused, match="confirmed already"):
        confirm_receipt(movement, received=Decimal(398), on=LATER, by=SECOND, remark="Again.")


def test_the_database_too_asks_for_two_persons(rounds, site):
    movement = issue(rounds, to=site, quantity=Decimal(1), on=LATER, by=ME)
    with pytest.raises(IntegrityError, match="movement_takes_two_persons"), transaction.atomic():
        Movement.objects.filter(pk=movement.pk).update(received_by=ME.id)
    order = order_destruction(rounds.site, {rounds: None}, ground="Plan 4", on=LATER, by=ME)
    check_serials(order, {line.pk: "" for line in order.lines.all()}, on=LATER, by=ME)
    with pytest.raises(IntegrityError, match="destruction_takes_two_persons"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(destroyed_by=ME.id)
    with pytest.raises(IntegrityError, match="destruction_is_checked_the_same_day"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(destroyed_on=LATER + timedelta(days=1), destroyed_by=SECOND.id)


def test_what_leaves_must_have_been_there_on_that_day(rounds, site):
    issue(rounds, to=site, quantity=Decimal(900), on=LATER + timedelta(days=10), by=ME)
    with pytest.raises(Refused, match="only 0 of it lay there"):
        issue(rounds, to=site, quantity=Decimal(1), on=DAY - timedelta(days=1), by=ME)
    with pytest.raises(Refused, match="since then all but 100 left"):
        issue(rounds, to=site, quantity=Decimal(200), on=LATER, by=ME)
    issue(rounds, to=site, quantity=Decimal(100), on=LATER, by=ME)
    assert balance(rounds, LATER) == 900


def test_a_count_names_a_difference_and_the_stock_follows_once_it_is_explained(rounds):
    count = count_stock(rounds.site, {rounds.pk: Decimal(990)}, on=LATER, by=ME)
    line = unexplained(HOME).get()
    assert (line.expected, line.found, line.difference) == (1000, 990, -10)
    rounds.refresh_from_db()
    assert rounds.quantity == 1000
    with pytest.raises(Refused, match="Another person"):
        check_count(count, by=ME)
    check_count(count, by=SECOND)
    explain_difference(line, explanation="Ten rounds were spent in a test of 12 March.", by=ME)
    rounds.refresh_from_db()
    assert rounds.quantity == 990
    assert not unexplained(HOME).exists()
    assert wrong_balances(HOME) == []


def test_a_destruction_day_is_checked_by_one_and_confirmed_by_another(record, site):
    item = record("surrender").items.get()
    lot = receive_item(site, item, on=DAY, by=ME)
    assert lot.origin == "surrendered"
    with pytest.raises(Refused, match="lies in a store already"):
        receive_item(site, item, on=DAY, by=ME)
    order = order_destruction(site, {lot: None}, ground="Decision 12", on=LATER, by=ME)
    with pytest.raises(Refused, match="all but|only 0|only 1"):
        order_destruction(site, {lot: None}, ground="Again", on=LATER, by=ME)
    line = order.lines.get()
    assert [why for _line, why in check_serials(order, {line.pk: "A 1235"}, on=LATER, by=ME)] == [
        "“A 1235” is not what the order names: A 1234. Put it aside, or correct the order."
    ]
    day = {"on": LATER, "method": "melting", "witnesses": ["Prosecutor"], "publicity": "public"}
    with pytest.raises(Refused, match="Not checked yet"):
        destroy(order, by=SECOND, **day)
    assert check_serials(order, {line.pk: "a-1234"}, on=LATER, by=ME) == []
    with pytest.raises(Refused, match="Another person does this one"):
        destroy(order, by=ME, **day)
    with pytest.raises(Refused, match="Check them again on the day"):
        destroy(order, by=SECOND, **{**day, "on": LATER + timedelta(days=1)})
    with pytest.raises(Refused, match="at least one witness"):
        destroy(order, by=SECOND, **{**day, "witnesses": [" "]})
    done = destroy(order, by=SECOND, **day)
    assert done.certificate == "Z-PRN-000001"
    found = figures(HOME, FIRST, LAST).lines["destroyed.firearm"]
    assert found.by("origin", "owner") == {("surrendered", "interior"): 1}
    assert read()["surrendered.firearm"] == 1
    assert record(happened_on=LATER + timedelta(days=30)).items.get().flag == "destroyed_before"
    with pytest.raises(Refused, match="was carried out"):
        destroy(order, by=SECOND, **day)


def test_surplus_is_declared_and_destroyed_as_surplus(rounds):
    declare_surplus(rounds, on=DAY, by=ME)
    rounds.refresh_from_db()
    order = order_destruction(rounds.site, {rounds: Decimal(300)}, ground="Plan 4", on=LATER, by=ME)
    check_serials(order, {order.lines.get().pk: ""}, on=LATER, by=ME)
    destroy(order, on=LATER, by=SECOND, method="detonation", witnesses=["Chief of the depot"])
    rounds.refresh_from_db()
    assert rounds.quantity == 700
    assert figures(HOME, FIRST, LAST).lines["destroyed.ammunition"].by("origin") == {("surplus",): 300}


def test_storages_are_counted_by_stage_and_by_standard(site, depot):
    assess_site(site, on=DAY, by=ME, findings="Door weak.", security=["fence", "alarm"], standard="mosaic")
    set_stage(site, stage="planned", on=DAY, by=ME)
    with pytest.raises(Refused, match="at this stage already"):
        set_stage(site, stage="planned", on=LATER, by=ME)
    set_stage(site, stage="upgraded", on=LATER, by=ME)
    meet_standard(site, standard="mosaic", on=LATER, by=ME)
    meet_standard(depot, standard="iatg", on=DAY, by=ME)
    inspect_site(site, on=LATER, by=ME, inspector="Ministry", findings="In order.")
    expected = {
        "storages_secured.assessed": 1, "storages_secured.planned": 1, "storages_secured.upgraded_in_period": 1,
        "storages_secured.meets_standard": 2,
    }  # fmt: skip
    assert read() == expected
    meet_standard(depot, standard="iatg", on=date(2026, 8, 1), by=ME, met=False)
    stocks = {"storages_secured.meets_standard"}
    later = figures(HOME, date(2026, 7, 1), date(2026, 12, 31), stocks=stocks).lines
    assert later["storages_secured.meets_standard"].amount == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"quantity": Decimal(-5)}, "cannot be negative"),
        ({"thing": "tank"}, "not an object"),
        ({"origin": "moon"}, "not an origin"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "lies in the future"),
        ({"by": officer("J-BEG")}, "of this jurisdiction"),
    ],
)
def test_what_cannot_be_is_refused_in_words(site, facts, words):
    known = {"thing": "firearm", "quantity": Decimal(1), "on": DAY, "by": ME, **facts}
    with pytest.raises(Refused, match=words):
        receive(site, **known)
    assert not Lot.objects.exists()


def test_rows_of_a_neighbour_are_not_seen_nor_referred_to(rounds, site):
    move_within(rounds, room="B 2", on=LATER, by=ME)
    with acting_for("J-BEG"):
        assert not sites(HOME).exists()
        assert not stock(rounds.site).exists()
        theirs = open_site(jurisdiction="J-BEG", name="Theirs", owner="other", kind="armoury", by=officer("J-BEG"))
        lot = receive(theirs, thing="firearm", quantity=Decimal(1), on=DAY, by=officer("J-BEG"))
        with pytest.raises(Error), transaction.atomic():
            Lot.objects.filter(pk=lot.pk).update(site=rounds.site)
        with pytest.raises(Error), transaction.atomic():
            Lot.objects.filter(pk=lot.pk).update(jurisdiction=HOME)
    with connection.cursor() as cursor:
        for model in (Change, CountLine, Lot, Movement, Order, OrderLine, Site, StockCount):
            cursor.execute("select relrowsecurity from pg_class where relname = %s", [model._meta.db_table])
            assert cursor.fetchone() == (True,)
