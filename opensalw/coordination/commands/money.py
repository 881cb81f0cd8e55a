"""Money of projects, and the rates between currencies."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Source

from ..events import projects as events
from ..models import Money, Organisation, Project, Rate
from ..rules import projects as rules
from .projects import held, record, refuse


@transaction.atomic
def enter_money(
    project: Project,
    *,
    kind: str,
    by: Person,
    amount: Decimal | None = None,
    currency: str = "",
    donor: Organisation | None = None,
    on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reference: str = "",
    source: Source | None = None,
    locator: str = "",
) -> Money:
    """Enter an amount in its own currency; a gift whose amount is not known has none, never zero."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    refuse(rules.refuse_money(kind, amount, currency, donor=donor, starts_on=starts_on, ends_on=ends_on))
    made = Money(
        project=kept, kind=kind, amount=amount, currency=currency.upper() if amount is not None else "", donor=donor,
        on=on, starts_on=starts_on, ends_on=ends_on, reference=reference, source=source, locator=locator,
        entered_by=by.id,
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    event = events.MoneyEntered(
        money=str(made.pk), kind=str(made.get_kind_display()), amount=_told(made), currency=made.currency,
        donor=donor.name if donor else "", source=source.key if source else "",
    )  # fmt: skip
    record(event, kept, by)
    return made


def _told(money: Money) -> str:
    return rules.plain(money.amount) if money.amount is not None else str(_("amount not known"))


@transaction.atomic
def withdraw_money(money: Money, *, reason: str, by: Person) -> Money:
    """Strike out an amount that was wrong, with the reason; it stays readable."""
    project = held(money.project)
    require(rules.refuse_project_work(by, project.organisation))
    if not reason.strip():
        raise Refused(_("Give the reason; it stays in the history."), "reason")
    kept = Money.objects.select_for_update().get(pk=money.pk)
    if kept.withdrawn_at is None:
        kept.withdrawn_at = timezone.now()
        kept.save(update_fields=["withdrawn_at"])
        event = events.MoneyWithdrawn(
            money=str(kept.pk), kind=str(kept.get_kind_display()), amount=_told(kept), currency=kept.currency
        )
        record(event, project, by, reason)
    return kept


@transaction.atomic
def enter_rate(*, currency: str, into: str, on: date, rate: Decimal, source: str, by: Person) -> Rate:
    """Enter what a currency was worth in another on a day; a rate that was used is not overwritten."""
    require(refuse_secretariat_work(by))
    currency, into = currency.upper(), into.upper()
    refuse(rules.refuse_rate(currency, into, rate, source))
    if Rate.objects.filter(currency=currency, into=into, on=on).exists():
        raise Refused(_("There is a rate of that day already. Enter one of another day."), "on")
    made = Rate.objects.create(currency=currency, into=into, on=on, rate=rate, source=source.strip())
    event = events.RateEntered(
        currency=currency, into=into, on_day=on.isoformat(), rate=rules.plain(rate), source=made.source
    )
    with acting_for(REGIONAL):
        append(
            event, subject=subject("rate", f"{currency}:{into}"), jurisdiction=REGIONAL, by=by.id,
            on=timezone.localdate(),
        )  # fmt: skip
    return made
