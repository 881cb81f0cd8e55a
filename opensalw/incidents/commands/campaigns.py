"""Campaigns are opened and prolonged."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..events import campaigns as events
from ..models import Campaign
from ..rules import reach, records


@transaction.atomic
def open_campaign(
    *,
    jurisdiction: str,
    title: str,
    law: str,
    opens_on: date,
    closes_on: date,
    by: Person,
    purpose: str = Campaign.Purpose.SURRENDER,
    anonymous_allowed: bool = False,
    synthetic: bool = False,
) -> Campaign:
    """Keep the window that a law opens; it may lie ahead."""
    require(reach.refuse_recording(by, jurisdiction))
    facts: dict[str, Any] = {
        "title": title.strip(),
        "law": law.strip(),
        "purpose": purpose,
        "opens_on": opens_on,
        "closes_on": closes_on,
    }
    if wrong := records.refuse_campaign(facts):
        raise Refused(*wrong)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"campaign numbers {jurisdiction}"])
    place = Campaign.objects.filter(jurisdiction=jurisdiction).count() + 1
    facts["number"] = f"C-{jurisdiction.removeprefix('J-')}-{place:02d}"
    campaign = Campaign(
        id=uuid4(), jurisdiction=jurisdiction, anonymous_allowed=anonymous_allowed, synthetic=synthetic,
        made_by=by.id, **facts,
    )  # fmt: skip
    campaign.save(force_insert=True)
    event = events.CampaignOpened(**facts, anonymous_allowed=anonymous_allowed, synthetic=synthetic)
    append(event, subject=campaign.pk, jurisdiction=jurisdiction, by=by.id, on=timezone.localdate())
    return campaign


@transaction.atomic
def prolong_campaign(campaign: Campaign, *, closes_on: date, by: Person, reason: str) -> Campaign:
    """Give a campaign another last day; what was handed in by then stays inside."""
    require(reach.refuse_recording(by, campaign.jurisdiction))
    require(None if reason.strip() else _("Say under what the window changes."), "reason")
    kept = Campaign.objects.select_for_update().get(pk=campaign.pk, jurisdiction=campaign.jurisdiction)
    last = kept.incidents.filter(withdrawn=False).order_by("-happened_on").first()
    if closes_on < kept.opens_on or (last and closes_on < last.happened_on):
        raise Refused(_("Something was handed in after that day, or it lies before the opening."), "closes_on")
    kept.closes_on = closes_on
    kept.save(force_update=True)
    event = events.CampaignProlonged(number=kept.number, closes_on=closes_on)
    append(event, subject=kept.pk, jurisdiction=kept.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason)
    return kept
