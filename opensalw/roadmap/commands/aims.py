"""Laying down baselines, milestones and targets, and withdrawing them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append

from .. import rules
from ..aiming import refuse_aim_beside, refuse_aim_line, refuse_aiming
from ..cells import BadCell, amount
from ..events import AimSet, AimWithdrawn
from ..models import Aim, FrameworkVersion


@transaction.atomic
def set_aim(
    framework: FrameworkVersion,
    *,
    line: str,
    jurisdiction: str,
    kind: str,
    value: Decimal,
    on: date,
    source: str,
    by: Person,
    cumulative: bool = False,
    url: str = "",
) -> Aim:
    """Lay down what a jurisdiction's figures of ``line`` (``measure.line``) are read against, and by which day."""
    require(refuse_aiming(by, jurisdiction))
    spec = framework.spec
    if jurisdiction not in spec.jurisdictions:
        raise Refused(_("%(seat)s does not take part in this framework.") % {"seat": jurisdiction}, "jurisdiction")
    try:
        measure, found = spec.measure(line.partition(".")[0]), spec.line(line)
    except KeyError:
        raise Refused(_("There is no line %(line)s.") % {"line": line}, "line") from None
    require(refuse_aim_line(measure, found), field="line")
    if kind not in Aim.Kind.values:
        raise Refused(_("It is a baseline, a milestone or a target."), "kind")
    require(None if source.strip() else _("Say where this is laid down: the plan, the law, the decision."), "source")
    try:
        require(rules.refuse_cell(spec, measure, found, {}, amount(value, found.unit)), field="value")
    except BadCell as wrong:
        raise Refused(str(wrong), "value") from None
    held = list(Aim.objects.select_for_update().filter(
        framework=framework.key, measure=measure.key, line=found.key, jurisdiction=jurisdiction,
        withdrawn_at__isnull=True,
    ))  # fmt: skip
    require(refuse_aim_beside(held, kind, on), field="on")
    made = Aim.objects.create(
        id=uuid4(), framework=framework.key, measure=measure.key, line=found.key, jurisdiction=jurisdiction, kind=kind,
        value=value, unit=found.unit, cumulative=cumulative, on=on, source=source.strip(), url=url, set_by=by.id,
    )  # fmt: skip
    event = AimSet(kind=kind, line=line, value=f"{value:f}", unit=found.unit, by_day=on.isoformat(), source=made.source)
    with acting_for(jurisdiction):
        append(event, subject=made.pk, jurisdiction=jurisdiction, by=by.id, on=timezone.localdate())
    return made


@transaction.atomic
def withdraw_aim(aim: Aim, *, by: Person, why: str) -> Aim:
    """Withdraw what was laid down; it stays in the record with the reason."""
    require(refuse_aiming(by, aim.jurisdiction))
    held = Aim.objects.select_for_update().get(pk=aim.pk)
    require(_("This is withdrawn already.") if held.withdrawn_at else None)
    require(None if why.strip() else _("Say why it no longer holds."), field="why")
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_why = timezone.now(), by.id, why.strip()
    held.save()
    with acting_for(held.jurisdiction):
        append(
            AimWithdrawn(kind=held.kind, line=f"{held.measure}.{held.line}"), subject=held.pk,
            jurisdiction=held.jurisdiction, by=by.id, on=timezone.localdate(), reason=why,
        )  # fmt: skip
    return held
