"""What can happen to a campaign."""

from datetime import date

from opensalw.ledger.event import Event, declare


class CampaignOpened(Event):
    """A law opens a window in which arms are handed in or legalised."""

    stream = "campaign"
    name = "campaign_opened"
    label = "Campaign opened"
    sentence = "The campaign {number} ({title}) runs from {opens_on} to {closes_on} under {law}."

    number: str
    title: str
    law: str
    purpose: str
    opens_on: date
    closes_on: date
    anonymous_allowed: bool = False
    synthetic: bool = False


class CampaignProlonged(Event):
    """The window of a campaign gets another end."""

    stream = "campaign"
    name = "campaign_prolonged"
    label = "Campaign prolonged"
    sentence = "The campaign {number} now closes on {closes_on}."

    number: str
    closes_on: date


declare(CampaignOpened, CampaignProlonged)
