"""Deciding on applications to legalise: granted with a permit and a registration, refused, appealed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_registry
from opensalw.core.refusal import Refused, require
from opensalw.registers import commands as register
from opensalw.registers.events.weapons import Legalised
from opensalw.registers.marks import Answer, Mark
from opensalw.registers.models import Firearm, Holder, Permit
from opensalw.registers.rules import refuse_permit

from ..events import legalisation as events
from ..models import Application, Ruling
from ..queries.legalisation import first_ruling, latest_checks
from ..rules import legalisation as rules
from .legalisation import add, held, tell_applied

State = Application.State


@transaction.atomic
def grant_application(
    application: Application, *, decision: str, permit: Permit, on: date, by: Person, ground: str = ""
) -> Application:
    """Legalise the arm: it stands in the register, under the applicant's permit."""
    kept = _ruled(application, by, on, decision)
    if wrong := rules.refuse_granting(kept, latest_checks(kept)):
        raise Refused(*wrong)
    holder = Holder.objects.get(pk=kept.holder or UUID(int=0), jurisdiction=kept.jurisdiction)
    require(refuse_permit(permit, holder.pk, on), "permit")
    firearm = _registered(kept, on, by)
    event = Legalised(decision=decision.strip(), holder=str(holder.pk), permit=str(permit.pk))
    register.happened(firearm, event, on=on, by=by, reason=kept.number)
    kept.firearm = firearm.pk
    return _close(kept, decision, ground, on, by, granted=True)


@transaction.atomic
def refuse_application(application: Application, *, decision: str, ground: str, on: date, by: Person) -> Application:
    """Refuse an application, with the ground; the applicant may appeal once."""
    kept = _ruled(application, by, on, decision)
    require(None if ground.strip() else _("Give the ground of the refusal; the applicant reads it."), "ground")
    return _close(kept, decision, ground, on, by, granted=False)


@transaction.atomic
def appeal(application: Application, *, ground: str, on: date, by: Person) -> Application:
    """Keep that the applicant appeals; another person decides."""
    kept = held(application, by, on)
    require(rules.refuse_step(kept, State.REFUSED))
    require(_("This refusal is final: the appeal was decided.") if kept.appealed_on else None)
    require(_("The arm was handed in already.") if kept.incident else None)
    first = first_ruling(kept)
    require(_("It was decided later than that day.") if first and on < first.on else None, "on")
    kept.state, kept.appealed_on, kept.appeal_ground = State.APPEALED, on, ground.strip()
    add(kept, events.LegalisationAppealed(number=kept.number, ground=kept.appeal_ground), by, on=on)
    kept.entry = tell_applied(kept, by, "open", corrects=kept.entry)
    kept.save(force_update=True)
    return kept


def _ruled(application: Application, by: Person, on: date, decision: str) -> Application:
    require(refuse_registry(by, application.jurisdiction))
    kept = held(application, by, on)
    require(rules.refuse_ruling(kept, first_ruling(kept), by.id))
    require(None if decision.strip() else _("Give the number of the decision."), "decision")
    require(_("It was appealed later than that day.") if kept.appealed_on and on < kept.appealed_on else None, "on")
    return kept


def _registered(kept: Application, on: date, by: Person) -> Firearm:
    """The arm's row in the register; a new one when the register does not have it."""
    if kept.firearm:
        return Firearm.objects.get(pk=kept.firearm, jurisdiction=kept.jurisdiction)
    mark = Mark(kept.marks) if kept.marks else Mark(answer=Answer.NONE)
    return register.register(
        jurisdiction=kept.jurisdiction, by=by, on=on, make=kept.make or _("unknown"), model=kept.model,
        calibre=kept.calibre, type=kept.type, serial=mark, reason=kept.number, is_synthetic=kept.synthetic,
    )  # fmt: skip


def _close(kept: Application, decision: str, ground: str, on: date, by: Person, *, granted: bool) -> Application:
    outcome = "granted" if granted else "refused"
    instance = Ruling.Instance.APPEAL if kept.state == State.APPEALED else Ruling.Instance.FIRST
    event = events.LegalisationDecided(
        number=kept.number, outcome=outcome, decision=decision.strip(), ground=ground.strip(), instance=instance,
        type=kept.type, firearm=str(kept.firearm or ""), synthetic=kept.synthetic,
    )  # fmt: skip
    Ruling.objects.create(
        jurisdiction=kept.jurisdiction, application=kept, instance=instance, granted=granted,
        decision=decision.strip(), ground=ground.strip(), on=on, by=by.id, entry=add(kept, event, by, on=on),
    )  # fmt: skip
    kept.entry = tell_applied(kept, by, outcome, corrects=kept.entry)
    kept.state = State.GRANTED if granted else State.REFUSED
    kept.save(force_update=True)
    return kept
