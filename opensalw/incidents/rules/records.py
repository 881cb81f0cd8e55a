"""What must hold for a record: its days, its numbers, its words, and the state on the day it happened."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit

from .. import vocabulary as words
from ..models import Campaign

Wrong = tuple[str, str] | None
LONG_AGO = date(1990, 1, 1)
MOST = Decimal(10) ** 11
CHOICES: dict[str, type[TextChoices]] = {
    "institution": words.Institution, "place": words.Place, "context": words.Context,
    "other_offence": words.OtherOffence, "transport": words.Transport, "setting": words.Setting,
    "legal_status": words.LegalStatus, "weapon_type": words.ArmType,
}  # fmt: skip
ITEM_CHOICES: dict[str, type[TextChoices]] = {
    "type": words.ArmType, "condition": words.Condition, "marking": words.Marking, "device_kind": words.DeviceKind,
}  # fmt: skip
GROUP_CHOICES: dict[str, type[TextChoices]] = {
    "part": words.Part, "sex": words.Sex, "age_band": words.AgeBand, "relation": words.Relation,
}  # fmt: skip


class BadIncident(Refused):
    """An incident that is refused; ``row`` is the number of the item or group, from 1, or None."""

    def __init__(self, reason: object, field: str | None, row: int | None = None) -> None:
        super().__init__(reason, field)
        self.row = row


def refuse_days(happened_on: date, reported_on: date, today: date) -> Wrong:
    """Nothing happens in the future, and nothing is reported before it happened; late reports are fine."""
    if happened_on > today:
        said = _("%(day)s lies in the future. Give the day on which it happened.")
        return said % {"day": happened_on.isoformat()}, "happened_on"
    if reported_on > today:
        said = _("%(day)s lies in the future. Give the day on which it was reported.")
        return said % {"day": reported_on.isoformat()}, "reported_on"
    if reported_on < happened_on:
        return _("It was reported before it happened. Look at the two days again."), "reported_on"
    if happened_on < LONG_AGO:
        said = _("%(day)s is before 1990. Look at the year again.")
        return said % {"day": happened_on.isoformat()}, "happened_on"
    return None


def refuse_amount(quantity: Decimal, unit: Unit) -> str | None:
    """A number above zero; pieces and rounds are whole."""
    if not quantity.is_finite():
        return _("Give a number.")
    if quantity < 0:
        return _("%(number)s is below zero. A count cannot be negative.") % {"number": quantity}
    if quantity == 0:
        return _("Zero of something is not an item. Leave the row out, or give the number.")
    if quantity >= MOST:
        return _("%(number)s is too large a number. Look at it again.") % {"number": quantity}
    if unit is not Unit.kilogram and quantity != quantity.to_integral_value():
        return _("%(unit)s are counted whole, not %(number)s.") % {"unit": unit.plural, "number": quantity}
    if quantity != round(quantity, 3):
        return _("Give at most three places after the point.")
    return None


def refuse_choices(facts: dict, choices: dict[str, type[TextChoices]]) -> Wrong:
    """Each coded fact is a member of its list."""
    for name, members in choices.items():
        value = facts.get(name) or ""
        if value and value not in members.values:
            known = {"value": value, "members": ", ".join(members.values)}
            return _("“%(value)s” is not in the list. The members are: %(members)s.") % known, name
    return None


def refuse_item(facts: dict) -> Wrong:
    """An item is a known object in its unit; what only an arm or a device has stands at those only."""
    if facts.get("thing") not in words.Thing.values:
        known = {"thing": facts.get("thing") or "–", "things": ", ".join(words.Thing.values)}
        return _("“%(thing)s” is not an object of the list: %(things)s.") % known, "thing"
    thing = words.Thing(facts["thing"])
    if reason := refuse_amount(facts["quantity"], words.UNITS[thing]):
        return reason, "quantity"
    if wrong := refuse_choices(facts, ITEM_CHOICES):
        return wrong
    if thing not in words.ARMS:
        for name in ("type", "condition"):
            if facts.get(name):
                return _("Only arms have a type and a condition; this is: %(thing)s.") % {"thing": thing.label}, name
    if thing != words.Thing.DEVICE and facts.get("device_kind"):
        return _("Only a device has a kind of device; this is: %(thing)s.") % {"thing": thing.label}, "device_kind"
    if facts.get("firearm") and facts["quantity"] != 1:
        return _("A firearm of the register is one piece."), "quantity"
    return None


def refuse_group(facts: dict) -> Wrong:
    """A group of persons has a part and a number above zero."""
    if facts.get("part") not in words.Part.values:
        return _("Say whether these persons were killed, injured or are suspected."), "part"
    if facts.get("count", 0) < 0:
        return _("%(number)s is below zero. A count cannot be negative.") % {"number": facts["count"]}, "count"
    if not facts.get("count"):
        return _("Nobody is not a group. Leave the row out, or give the number."), "count"
    return refuse_choices(facts, GROUP_CHOICES)


def refuse_incident(kind: str, facts: dict, items: Iterable[dict], groups: Iterable[dict]) -> Wrong:
    """What a kind of incident needs and what it cannot have."""
    if kind not in words.Kind.values:
        return _("“%(kind)s” is not a kind of incident.") % {"kind": kind}, "kind"
    if wrong := refuse_choices(facts, CHOICES):
        return wrong
    if kind != words.Kind.SHOOTING and not list(items):
        return _("Say what it was: give at least one item."), "items"
    if kind != words.Kind.SHOOTING:
        for name in ("setting", "legal_status", "weapon_type"):
            if facts.get(name):
                return _("Only a shooting has a setting and a weapon's legal status."), name
        if any(group.get("part") != words.Part.SUSPECT for group in groups):
            return _("Victims belong to a shooting. Record the shooting as well."), "groups"
    if kind != words.Kind.SURRENDER and (facts.get("campaign") or facts.get("anonymous") not in (None, "not_stated")):
        return _("Only what is handed in belongs to a campaign or is anonymous."), "campaign"
    return None


def refuse_campaign_day(campaign: Campaign, day: date, anonymous: str) -> Wrong:
    """What is handed in on a day outside the window is handed in under standing law."""
    if campaign.purpose == Campaign.Purpose.LEGALISATION:
        return _("This campaign is for legalising only; nothing is handed in under it."), "campaign"
    if not campaign.is_open_on(day):
        known = {"title": campaign.title, "from": campaign.opens_on, "to": campaign.closes_on, "day": day.isoformat()}
        reason = _("%(title)s ran from %(from)s to %(to)s; %(day)s lies outside. Choose standing law.") % known
        return reason, "campaign"
    if anonymous == "yes" and not campaign.anonymous_allowed:
        return _("%(title)s does not let people stay anonymous.") % {"title": campaign.title}, "anonymous"
    return None


def refuse_campaign(facts: dict) -> Wrong:
    """A campaign has a title, a law, a purpose and a window in order."""
    for name in ("title", "law"):
        if not str(facts.get(name) or "").strip():
            return _("A campaign is named and says under which law it runs."), name
    if facts.get("purpose") not in Campaign.Purpose.values:
        return _("Say whether arms are handed in or legalised."), "purpose"
    if facts["closes_on"] < facts["opens_on"]:
        return _("The campaign closes before it opens."), "closes_on"
    return None


def refuse_outcome(
    quantity: Decimal, unit: Unit, on: date, taken_on: date, free_that_day: Decimal, left: Decimal
) -> Wrong:
    """Only what was in custody on that day is given back, forfeited or destroyed, and each piece once."""
    if reason := refuse_amount(quantity, unit):
        return reason, "quantity"
    if on < taken_on:
        return _("It was taken on %(day)s, after that. Look at the day again.") % {"day": taken_on}, "happened_on"
    if quantity > free_that_day:
        said = _("On %(day)s only %(free)s of it was in custody.")
        return said % {"day": on.isoformat(), "free": f"{free_that_day.normalize():f}"}, "quantity"
    if quantity > left:
        said = _("On that day it was in custody, but since then all but %(left)s went elsewhere. Correct that first.")
        return said % {"left": f"{left.normalize():f}"}, "quantity"
    return None
