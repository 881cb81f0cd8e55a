"""Funds: who sits at their table, the versions of their rules, what was paid in."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Source

from ..deciding import money as told
from ..events import funds as events
from ..fund_rules import LABELS, FundRules, refuse_rules, unknown
from ..models import Fund, FundMoney, Organisation, RuleSet, Seat


def record(event: Event, kind: str, key: object, by: Person, reason: str = "") -> None:
    """Add the entry of what happened to a fund, a call or a proposal; they stand in the regional chain."""
    with acting_for(REGIONAL):
        append(
            event, subject=subject(kind, str(key)), jurisdiction=REGIONAL, by=by.id, on=timezone.localdate(),
            reason=reason,
        )  # fmt: skip


@transaction.atomic
def keep_fund(*, key: str, title: str, currency: str, framework_key: str, by: Person, **facts: Any) -> Fund:
    """Enter a fund, or change it."""
    require(refuse_secretariat_work(by))
    held = Fund.objects.filter(pk=key).first()
    made = held or Fund(key=key)
    given = {"title": title.strip(), "currency": currency.upper(), "framework_key": framework_key, **facts}
    changed = [name for name, value in given.items() if getattr(made, name) != value]
    if held and not changed:
        return held
    for name, value in given.items():
        setattr(made, name, value)
    made.full_clean()
    made.save()
    what = _("changed: %(fields)s") % {"fields": ", ".join(changed)} if held else _("entered")
    record(events.FundKept(key=key, what=str(what)), "fund", key, by)
    return made


@transaction.atomic
def take_seat(fund: Fund, organisation: Organisation, part: str, *, by: Person, since: date | None = None) -> Seat:
    """Give an organisation a part at the table of a fund."""
    require(refuse_secretariat_work(by))
    if part not in Seat.Part.values:
        raise Refused(_("Choose the part that the organisation plays."), "part")
    held = Seat.objects.filter(fund=fund, organisation=organisation, part=part, until__isnull=True).first()
    if held:
        return held
    before = Seat.objects.filter(fund=fund, organisation=organisation, part=part).order_by("until").last()
    if before and before.until and (since is None or since <= before.until):
        raise Refused(_("It sat here as this until %(day)s. A new seat begins later.") % {
            "day": date_format(before.until, "j F Y")
        }, "since")  # fmt: skip
    made = Seat.objects.create(fund=fund, organisation=organisation, part=part, since=since)
    what = str(since or _("from the beginning"))
    event = events.SeatKept(organisation=organisation.name, part=str(made.get_part_display()), what=what)
    record(event, "fund", fund.pk, by)
    return made


@transaction.atomic
def leave_seat(seat: Seat, *, until: date, by: Person) -> Seat:
    """End a part from a day on; decisions taken before keep it."""
    require(refuse_secretariat_work(by))
    if seat.since and until < seat.since:
        raise Refused(_("The seat ends before it began."), "until")
    seat.until = until
    seat.save(update_fields=["until"])
    what = _("until %(day)s") % {"day": until}
    event = events.SeatKept(organisation=seat.organisation.name, part=str(seat.get_part_display()), what=what)
    record(event, "fund", seat.fund_id, by)
    return seat


@transaction.atomic
def set_rules(
    fund: Fund, rules: FundRules, *, by: Person, valid_from: date | None = None, source: Source | None = None,
    locator: str = "", note: str = "",
) -> RuleSet:  # fmt: skip
    """Put a new version of the fund's rules in force from a day; earlier decisions keep theirs."""
    require(refuse_secretariat_work(by))
    Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
    last = RuleSet.objects.filter(fund=fund).order_by("number").last()
    if wrong := refuse_rules(rules):
        raise Refused(*wrong)
    content = rules.model_dump(mode="json")
    if last and last.content == content:
        return last
    if last and last.valid_from and (valid_from is None or valid_from < last.valid_from):
        raise Refused(_("Version %(number)d is in force from %(day)s; a later version begins later.") % {
            "number": last.number, "day": last.valid_from
        }, "valid_from")  # fmt: skip
    made = RuleSet.objects.create(
        fund=fund, number=last.number + 1 if last else 1, valid_from=valid_from, content=content, source=source,
        locator=locator, note=note, made_at=timezone.now(), made_by=by.id,
    )  # fmt: skip
    told_of = ", ".join(str(LABELS[name]) for name in unknown(rules))
    event = events.RulesSet(
        number=made.number, valid_from=str(valid_from or _("the beginning")), unknown=told_of or "–"
    )
    record(event, "fund", fund.pk, by)
    return made


@transaction.atomic
def enter_fund_money(
    fund: Fund, *, kind: str, by: Person, amount: Decimal | None = None, currency: str = "",
    contributor: Organisation | None = None, on: date | None = None, source: Source | None = None, locator: str = "",
) -> FundMoney:  # fmt: skip
    """Enter money paid into a fund, returned to it or taken out as a fee; an unknown amount stays empty."""
    require(refuse_secretariat_work(by))
    if kind not in FundMoney.Kind.values:
        raise Refused(_("Choose what kind of money it is."), "kind")
    if amount is not None and amount <= 0:
        raise Refused(_("Give an amount above zero, or leave it empty while it is not known."), "amount")
    if amount is not None and (len(currency) != 3 or not currency.isalpha()):
        raise Refused(_("Say in which currency it is, as three letters such as EUR or USD."), "currency")
    if kind == FundMoney.Kind.PAID_IN and contributor is None:
        raise Refused(_("Say who paid it in."), "contributor")
    locked = Fund.objects.select_for_update().get(pk=fund.pk)
    made = FundMoney.objects.create(
        fund=locked, kind=kind, contributor=contributor, amount=amount, currency=currency.upper() if amount else "",
        on=on, source=source, locator=locator, entered_by=by.id,
    )  # fmt: skip
    event = events.FundMoneyEntered(
        money=str(made.pk), kind=str(made.get_kind_display()), amount=told(amount, made.currency),
        contributor=contributor.name if contributor else "",
    )  # fmt: skip
    record(event, "fund", fund.pk, by)
    return made


@transaction.atomic
def withdraw_fund_money(held: FundMoney, *, reason: str, by: Person) -> FundMoney:
    """Strike out an amount that was wrong; it stays readable."""
    require(refuse_secretariat_work(by))
    if not reason.strip():
        raise Refused(_("Give the reason; it stays in the history."), "reason")
    Fund.objects.select_for_update().get(pk=held.fund_id)
    kept = FundMoney.objects.select_for_update(of=("self",)).get(pk=held.pk)
    if kept.withdrawn_at is None:
        kept.withdrawn_at = timezone.now()
        kept.save(update_fields=["withdrawn_at"])
        event = events.FundMoneyWithdrawn(
            money=str(kept.pk), kind=str(kept.get_kind_display()), amount=told(kept.amount, kept.currency)
        )  # fmt: skip
        record(event, "fund", kept.fund_id, by, reason)
    return kept
