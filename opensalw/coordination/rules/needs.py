"""What must hold for needs: who may do what, and what may follow on what."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_filling

from ..models import Need

TEXT_LIMIT = 2000
Status = Need.Status
NEXT: dict[str, tuple[str, ...]] = {
    Status.STATED: (Status.CONFIRMED, Status.WITHDRAWN, Status.MERGED, Status.SPLIT),
    Status.CONFIRMED: (Status.MATCHED, Status.MET, Status.WITHDRAWN, Status.MERGED, Status.SPLIT),
    Status.MATCHED: (Status.FUNDED, Status.MET, Status.CONFIRMED, Status.WITHDRAWN, Status.MERGED, Status.SPLIT),
    Status.FUNDED: (Status.MET, Status.CONFIRMED, Status.WITHDRAWN, Status.MERGED, Status.SPLIT),
    Status.MET: (Status.CONFIRMED,),
    Status.WITHDRAWN: (Status.STATED,),
    Status.MERGED: (),
    Status.SPLIT: (),
}


def refuse_stating_need(person: Person, jurisdiction: str) -> str | None:
    """A need is stated by its jurisdiction, or entered by the secretariat."""
    if refuse_filling(person, jurisdiction) is None or person.holds("chair", jurisdiction):
        return None
    return _("Only this jurisdiction or the secretariat states a need of it.")


def refuse_confirming_need(person: Person, jurisdiction: str) -> str | None:
    """A need is confirmed by the officer or the chair of its Commission; a regional one by the secretariat."""
    if person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    if jurisdiction == REGIONAL and person.is_secretariat:
        return None
    return _("Only an officer or the chair of this jurisdiction's Commission confirms its needs.")


def refuse_following_need(person: Person, jurisdiction: str) -> str | None:
    """Matching, funding, merging and the like belong to the Commission and the secretariat."""
    if person.is_secretariat or person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    return _("Only an officer or the chair of this jurisdiction, or the secretariat, does this.")


def refuse_status(need: Need, wanted: str) -> str | None:
    """Why a need may not go from where it stands to ``wanted``, or None."""
    if wanted in NEXT[need.status]:
        return None
    if need.status == Status.MERGED and need.into is not None:
        return _("%(number)s was merged into %(into)s. Work on that one.") % {
            "number": need.number, "into": need.into.number
        }  # fmt: skip
    if need.status == Status.SPLIT:
        return _("%(number)s was split. Work on its parts.") % {"number": need.number}
    if need.status == Status.STATED:
        return _("%(number)s is not confirmed yet. The Commission confirms it first.") % {"number": need.number}
    return _("%(number)s is %(now)s; it cannot become %(wanted)s.") % {
        "number": need.number, "now": need.get_status_display(), "wanted": Status(wanted).label
    }  # fmt: skip


def refuse_content(text: str, kind: str, goal: int | None) -> tuple[str, str] | None:
    """Why a need cannot be kept as it is written, and in which field; or None."""
    if not text.strip():
        return _("Say what is needed."), "text"
    if len(text) > TEXT_LIMIT:
        return _("Shorten it to %(limit)d signs.") % {"limit": TEXT_LIMIT}, "text"
    if kind not in Need.Kind.values:
        return _("Choose the kind of the need."), "kind"
    if goal is None or goal < 1:
        return _("Choose the goal that the need belongs to."), "goal"
    return None


def refuse_estimate(estimate: Decimal | None, currency: str) -> tuple[str, str] | None:
    """An estimate has a currency and is above zero; what is not known stays empty."""
    if estimate is None:
        return None
    if estimate <= 0:
        return _("An estimate is above zero. Leave it empty while it is not known."), "estimate"
    if len(currency) != 3 or not currency.isalpha():
        return _("Say in which currency the estimate is, as three letters such as EUR."), "currency"
    return None


def refuse_reason(reason: str) -> str | None:
    """What ends or turns back needs a reason."""
    return None if reason.strip() else _("Give the reason; it stays in the history.")


def refuse_merging(need: Need, into: Need) -> str | None:
    """Two needs become one only within a jurisdiction, and only into one that is alive."""
    if need.pk == into.pk:
        return _("Choose two different needs.")
    if need.jurisdiction != into.jurisdiction:
        return _(
            "%(one)s and %(other)s belong to different jurisdictions. Let one project serve both instead of merging."
        ) % {"one": need.number, "other": into.number}
    if not into.is_live:
        return _("%(number)s is %(status)s; nothing can be merged into it.") % {
            "number": into.number, "status": into.get_status_display()
        }  # fmt: skip
    return refuse_status(need, Status.MERGED)


def refuse_splitting(need: Need, texts: Sequence[str]) -> str | None:
    """A split gives at least two parts, and each says something."""
    if sum(bool(text.strip()) for text in texts) < 2:
        return _("Write at least two parts; nothing of the need may be lost.")
    return refuse_status(need, Status.SPLIT)
