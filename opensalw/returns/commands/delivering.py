"""Files come in: each figure to the part that it is for, all that is wrong told at once."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.drafting import take_in
from opensalw.roadmap.incoming import Incoming, Outcome, Trouble
from opensalw.roadmap.models import Round, Submission
from opensalw.roadmap.rules import dims_key

from ..delivery import Delivery
from ..figure import Placed, Reading, number_of
from ..queries import kept_keys, open_parts

STRATEGIES = ("create_and_update", "create", "update", "delete")


@transaction.atomic
def deliver(
    reading: Reading,
    *,
    by: Person,
    round: Round | None = None,
    jurisdiction: str = "",
    framework: str = "",
    via: str = "file",
    why: str = "",
    strategy: str = "create_and_update",
    dry_run: bool = False,
    all_or_nothing: bool = False,
) -> Delivery:
    """Take the figures of a file into the parts that they are for.

    ``round`` and ``jurisdiction`` are what its sender chose; what the file says otherwise is refused. Without
    a round the period finds it among the open ones. ``strategy`` says whether standing figures may be
    changed (``update``), empty places filled (``create``), both, or named places emptied (``delete``).
    """
    delivery = Delivery()
    delivery.outcome.refuse(reading.troubles)
    delivery.outcome.notes += reading.notes
    sorted_out, strangers = _by_part(reading.figures, open_parts(round, framework), round, jurisdiction)
    delivery.outcome.refuse(strangers)
    with transaction.atomic():
        for part, figures in sorted_out:
            delivery.parts.append((part, _taken(delivery, part, figures, by, via, why, strategy)))
        for _part, outcome in delivery.parts:
            _add(delivery.outcome, outcome)
        drops = dry_run or (all_or_nothing and delivery.outcome.refused)
        if drops:
            transaction.set_rollback(True)
    delivery.outcome.kept = not drops
    delivery.outcome.refused.sort(key=lambda trouble: number_of(trouble.place) or 0)
    return delivery


def _by_part(
    figures: Iterable[Placed], parts: dict, round: Round | None, jurisdiction: str
) -> tuple[list[tuple[Submission, list[Incoming]]], list[Trouble]]:
    """The figures of each part, and those that are for none."""
    found: dict[Submission, list[Incoming]] = {}
    troubles = []
    chosen: dict = {}
    for one in figures:
        key = (one.jurisdiction, one.period)
        if key not in chosen:
            try:
                chosen[key] = _part_for(one, parts, round, jurisdiction)
            except Refused as refused:
                chosen[key] = refused
        part = chosen[key]
        if isinstance(part, Refused):
            field = part.field or ""
            place = _("%(place)s, %(field)s") % {"place": one.figure.place, "field": field}
            stands = one.period.code if field == "period" else one.jurisdiction
            troubles.append(Trouble(place, part.reason, "", stands, one.figure.reference, field))
        else:
            found.setdefault(part, []).append(one.figure)
    return list(found.items()), troubles


def _part_for(one: Placed, parts: dict, round: Round | None, jurisdiction: str) -> Submission:
    if jurisdiction and one.jurisdiction != jurisdiction:
        words = _("This figure is of %(other)s; you are filling the part of %(own)s. Send it where it belongs.")
        raise Refused(words % {"other": label(one.jurisdiction), "own": label(jurisdiction)}, "jurisdiction")
    found = parts.get((one.jurisdiction, one.period), [])
    if len(found) == 1:
        return found[0]
    if found:
        keys = {"period": one.period.code, "rounds": ", ".join(part.round_id for part in found)}
        raise Refused(_("Several rounds speak of %(period)s. Choose one: %(rounds)s.") % keys, "period")
    periods = sorted({period.code for _jurisdiction, period in parts})
    if one.period.code not in periods:
        if round:
            words = _("The figures of this round speak of %(asked)s, not of %(given)s.")
            raise Refused(words % {"asked": round.figures_period.code, "given": one.period.code}, "period")
        known = {"given": one.period.code, "known": ", ".join(periods) or _("none")}
        raise Refused(_("No open round speaks of %(given)s. Open: %(known)s.") % known, "period")
    raise Refused(_("%(seat)s has no part in this round.") % {"seat": label(one.jurisdiction)}, "jurisdiction")


def _taken(
    delivery: Delivery, part: Submission, figures: list[Incoming], by: Person, via: str, why: str, strategy: str
) -> Outcome:
    """What became of the figures of one part; all are refused where ``by`` may not fill it."""
    wanted = _wanted(part, figures, strategy)
    delivery.passed_over += len(figures) - len(wanted)
    if via != "file":
        wanted = [replace(one, origin=via) for one in wanted]
    try:
        return take_in(part, wanted, by=by, via=via, why=why)
    except Refused as refused:
        outcome = Outcome()
        outcome.refuse(
            Trouble(one.place, refused.reason, "", part.jurisdiction, one.reference, "not_permitted") for one in wanted
        )
        return outcome


def _wanted(part: Submission, figures: list[Incoming], strategy: str) -> list[Incoming]:
    if strategy == "delete":
        return [replace(one, cell=None) for one in figures]
    if strategy == "create_and_update":
        return figures
    held = kept_keys(part)
    return [
        one for one in figures
        if ((one.measure, one.line, dims_key(one.dims)) in held) == (strategy == "update")
    ]  # fmt: skip


def _add(whole: Outcome, part: Outcome) -> None:
    for name in ("added", "changed", "emptied", "unchanged", "refused", "notes"):
        getattr(whole, name).extend(getattr(part, name))
