"""Sites: recorded, assessed, upgraded, measured by a standard, inspected."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.incidents.rules.reach import refuse_recording
from opensalw.ledger.commands import append

from .. import vocabulary as words
from ..events import sites as events
from ..models import Site
from ..rules import refuse_day


@transaction.atomic
def open_site(
    *,
    jurisdiction: str,
    name: str,
    owner: str,
    kind: str,
    by: Person,
    security: Sequence[str] = (),
    synthetic: bool = False,
) -> Site:
    """Take a site into the records."""
    require(refuse_recording(by, jurisdiction))
    require(None if name.strip() else _("Give the site a name."), "name")
    _member(owner, words.Owner, "owner")
    _member(kind, words.SiteKind, "kind")
    for one in security:
        _member(one, words.Security, "security")
    site = Site(
        id=uuid4(), jurisdiction=jurisdiction,
        number=next_number(Site, "S", jurisdiction),
        name=name.strip(), owner=owner,
        kind=kind, security=list(security), synthetic=synthetic, made_by=by.id,
    )  # fmt: skip
    site.save(force_insert=True)
    _tell(site, events.SiteOpened, by, timezone.localdate(), title=site.name, security=tuple(security))
    return site


def _member(value: str, members: Any, field: str) -> None:
    if value not in members.values:
        known = {"value": value, "members": ", ".join(members.values)}
        raise Refused(_("“%(value)s” is not in the list. The members are: %(members)s.") % known, field)


def _held(site: Site, by: Person, on: date) -> Site:
    require(refuse_recording(by, site.jurisdiction))
    if wrong := refuse_day(on, timezone.localdate()):
        raise Refused(*wrong)
    return Site.objects.select_for_update().get(pk=site.pk, jurisdiction=site.jurisdiction)


def _tell(site: Site, told_as: type[events.OfSite], by: Person, on: date, **facts: Any) -> int:
    known: dict[str, Any] = {
        "number": site.number, "owner": site.owner, "kind": site.kind, "synthetic": site.synthetic,
        "standard": site.standard or "not_stated", **facts,
    }  # fmt: skip
    return append(told_as(**known), subject=site.pk, jurisdiction=site.jurisdiction, by=by.id, on=on).id


@transaction.atomic
def assess_site(
    site: Site, *, on: date, by: Person, findings: str = "", security: Sequence[str] | None = None, standard: str = ""
) -> Site:
    """Record an assessment, and the security measures that were found."""
    kept = _held(site, by, on)
    if security is not None:
        for one in security:
            _member(one, words.Security, "security")
        kept.security = list(security)
    if standard:
        _member(standard, words.Standard, "standard")
    facts = {"findings": findings.strip(), "security": tuple(kept.security)}
    _tell(kept, events.SiteAssessed, by, on, standard=standard or kept.standard or "not_stated", **facts)
    kept.assessed_on = max(filter(None, (kept.assessed_on, on)))
    kept.save(force_update=True)
    return kept


@transaction.atomic
def set_stage(site: Site, *, stage: str, on: date, by: Person) -> Site:
    """Record that an upgrade reached a stage; the same stage twice in a row is refused."""
    kept = _held(site, by, on)
    _member(stage, words.Stage, "stage")
    if kept.stage == stage:
        raise Refused(_("The upgrade is at this stage already."), "stage")
    _tell(kept, events.UpgradeStage, by, on, stage=stage)
    kept.stage = stage
    kept.save(force_update=True)
    return kept


@transaction.atomic
def meet_standard(site: Site, *, standard: str, on: date, by: Person, met: bool = True) -> Site:
    """Record that a site meets a standard from a day on, or no longer does."""
    kept = _held(site, by, on)
    _member(standard, words.Standard, "standard")
    holds = kept.standard_met_on is not None and kept.standard == standard
    if met and kept.standard_met_on is not None:
        raise Refused(_("The site meets a standard already. End that one first."), "standard")
    if not met and (not holds or (kept.standard_met_on and on < kept.standard_met_on)):
        raise Refused(_("The site did not meet this standard on that day."), "standard")
    kept.standard, kept.standard_met_on = standard, on if met else None
    _tell(kept, events.StandardMet, by, on, met=met)
    kept.save(force_update=True)
    return kept


@transaction.atomic
def inspect_site(
    site: Site, *, on: date, by: Person, inspector: str, findings: str = "", follow_up_by: date | None = None
) -> Site:
    """Record an inspection: by whom, what was found, until when something is to be done."""
    kept = _held(site, by, on)
    require(None if inspector.strip() else _("Say who inspected, by function."), "inspector")
    facts = {"inspector": inspector.strip(), "findings": findings.strip(), "follow_up_by": follow_up_by}
    _tell(kept, events.SiteInspected, by, on, **facts)
    kept.inspected_on = max(filter(None, (kept.inspected_on, on)))
    kept.save(force_update=True)
    return kept
