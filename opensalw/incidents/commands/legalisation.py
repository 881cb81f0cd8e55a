"""Legalisation: applied for, checked, decided, appealed; the register takes the arm in with the decision."""

import secrets
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.registers.models import Firearm, Holder
from opensalw.registers.numbers import ALPHABET
from opensalw.registers.queries import border_answer, weapon_called

from .. import vocabulary as words
from ..events import legalisation as events
from ..models import Application, ApplicationCheck, Campaign, Incident
from ..rules import legalisation as rules
from ..rules import reach
from .recording import record_incident

State, Kind, Result = Application.State, ApplicationCheck.Kind, ApplicationCheck.Result
DESCRIBED = ("make", "model", "calibre", "marks", "described")


@transaction.atomic
def apply_for(
    *,
    campaign: Campaign,
    applied_on: date,
    by: Person,
    is_anonymous: bool = False,
    holder: Holder | None = None,
    type: str = words.ArmType.UNKNOWN,
    synthetic: bool = False,
    **described: str,
) -> Application:
    """Keep an application inside its window; the receipt bears its number and code."""
    jurisdiction = campaign.jurisdiction
    require(reach.refuse_recording(by, jurisdiction))
    _say(rules.refuse_window(campaign, applied_on, timezone.localdate(), anonymous=is_anonymous))
    require(_("An anonymous applicant is not named.") if is_anonymous and holder else None, "holder")
    require(
        None if is_anonymous or holder else _("Name the applicant, or say that the applicant is anonymous."), "holder"
    )
    _same_register(holder, jurisdiction)
    if type not in words.ArmType.values:
        raise Refused(_("“%(type)s” is not a type of the list.") % {"type": type}, "type")
    facts = {name: " ".join((described.get(name) or "").split()) for name in DESCRIBED}
    require(None if any(facts.values()) else _("Describe the arm as it was seen."), "make")
    application = Application(
        id=uuid4(), jurisdiction=jurisdiction,
        number=next_number(Application, "G", jurisdiction, year=applied_on.year),
        campaign=campaign,
        applied_on=applied_on, is_anonymous=is_anonymous, code=_code(), holder=holder.pk if holder else None, type=type,
        synthetic=synthetic, made_by=by.id, **facts,
    )  # fmt: skip
    application.entry = tell_applied(application, by)
    application.save(force_insert=True)
    return application


def tell_applied(application: Application, by: Person, outcome: str = "open", corrects: int | None = None) -> int:
    """Tell the application with its outcome as it stands; returns the entry's id."""
    event = events.LegalisationApplied(
        number=application.number, campaign=application.campaign.number, type=application.type,
        described=application.described_as, anonymous=application.is_anonymous, outcome=outcome,
        synthetic=application.synthetic,
    )  # fmt: skip
    return add(application, event, by, on=application.applied_on, corrects=corrects)


def add(application: Application, event: Event, by: Person, *, on: date, corrects: int | None = None) -> int:
    """Add an entry to the history of an application; returns its id."""
    entry = append(
        event, subject=application.pk, jurisdiction=application.jurisdiction, by=by.id, on=on, corrects=corrects
    )
    return entry.id


def held(application: Application, by: Person, on: date) -> Application:
    """The application, locked, if this person may work on it on that day."""
    require(reach.refuse_recording(by, application.jurisdiction))
    found = Application.objects.select_for_update(of=("self",)).select_related("campaign")
    kept = found.get(pk=application.pk, jurisdiction=application.jurisdiction)
    _say(rules.refuse_day(kept, on, timezone.localdate()))
    return kept


@transaction.atomic
def check_register(application: Application, *, on: date, by: Person) -> ApplicationCheck:
    """Look the marks up in the own register; what is lost, stolen, ended or registered already is said."""
    kept = held(application, by, on)
    if not kept.marks:
        return _check(kept, Kind.REGISTER, Result.CLEAR, on, by, "", _("no marks to look up"))
    answer = border_answer(kept.marks, jurisdiction=kept.jurisdiction)
    result = Result.HIT if answer.verdict in ("stolen", "lost", "ended") else Result.CLEAR
    reference = ", ".join(one.number for one in answer.weapons[:3])
    return _check(kept, Kind.REGISTER, result, on, by, reference, answer.words)


@transaction.atomic
def note_check(
    application: Application, *, kind: str, result: str, on: date, by: Person, reference: str = "", remark: str = ""
) -> ApplicationCheck:
    """Keep what others or the laboratory answered."""
    kept = held(application, by, on)
    if kind not in (Kind.OTHERS, Kind.LABORATORY) or result not in Result.values:
        raise Refused(_("Choose who looked, and what came of it."), "kind")
    if result == Result.HIT and not (remark.strip() or reference.strip()):
        raise Refused(_("Say what the hit is."), "remark")
    return _check(kept, kind, result, on, by, reference.strip(), remark.strip())


def _check(
    kept: Application, kind: str, result: str, on: date, by: Person, reference: str, remark: str
) -> ApplicationCheck:
    require(rules.refuse_step(kept, State.OPEN, State.APPEALED))
    event = events.LegalisationChecked(
        number=kept.number, kind=kind, result=result, reference=reference, remark=remark[:300]
    )
    return ApplicationCheck.objects.create(
        jurisdiction=kept.jurisdiction, application=kept, kind=kind, result=result, on=on, reference=reference[:120],
        remark=remark[:300], entry=add(kept, event, by, on=on),
    )  # fmt: skip


@transaction.atomic
def name_applicant(application: Application, *, holder: Holder, on: date, by: Person) -> Application:
    """An applicant who had stayed anonymous comes forward; the code of the receipt proves it."""
    kept = held(application, by, on)
    require(rules.refuse_step(kept, State.OPEN, State.APPEALED))
    require(_("The applicant is named already.") if kept.holder else None, "holder")
    _same_register(holder, kept.jurisdiction)
    kept.holder = holder.pk
    kept.save(force_update=True)
    add(kept, events.ApplicantNamed(number=kept.number, holder=holder.number), by, on=on)
    return kept


@transaction.atomic
def name_arm(application: Application, *, number: str, on: date, by: Person) -> Application:
    """The arm is one that the register has already."""
    kept = held(application, by, on)
    require(rules.refuse_step(kept, State.OPEN, State.APPEALED))
    found: Firearm | None = weapon_called(number, jurisdiction=kept.jurisdiction)
    if found is None:
        raise Refused(_("The register knows no weapon %(number)s.") % {"number": number}, "firearm")
    kept.firearm = found.pk
    kept.save(force_update=True)
    return kept


@transaction.atomic
def take_back(application: Application, *, on: date, by: Person) -> Application:
    """The applicant does not want it any longer; the application stays readable and counts nowhere."""
    kept = held(application, by, on)
    require(rules.refuse_step(kept, State.OPEN))
    kept.entry = add(kept, events.LegalisationTakenBack(number=kept.number), by, on=on, corrects=kept.entry)
    kept.state = State.TAKEN_BACK
    kept.save(force_update=True)
    return kept


@transaction.atomic
def hand_in(application: Application, *, on: date, by: Person) -> Incident:
    """The arm of a refused or withdrawn application is handed in: a surrender of its own."""
    kept = held(application, by, on)
    require(rules.refuse_step(kept, State.REFUSED, State.TAKEN_BACK))
    require(_("The arm was handed in already.") if kept.incident else None)
    item: dict[str, Any] = {name: getattr(kept, name) for name in DESCRIBED}
    belongs = kept.campaign.purpose == Campaign.Purpose.BOTH and kept.campaign.is_open_on(on)
    record = record_incident(
        jurisdiction=kept.jurisdiction, kind=words.Kind.SURRENDER, happened_on=on, by=by,
        items=[{"thing": "firearm", "quantity": 1, "type": kept.type, "firearm": kept.firearm, **item}],
        campaign=kept.campaign if belongs else None, synthetic=kept.synthetic, reference=kept.number,
        anonymous="yes" if kept.is_anonymous and not kept.holder else "no",
    )  # fmt: skip
    kept.incident = record.pk
    kept.save(force_update=True)
    add(kept, events.ArmHandedIn(number=kept.number, incident=record.number), by, on=on)
    return record


def _say(wrong: tuple[str, str] | None) -> None:
    if wrong:
        raise Refused(*wrong)


def _same_register(holder: Holder | None, jurisdiction: str) -> None:
    if holder is not None and (holder.jurisdiction != jurisdiction or holder.erased_at):
        raise Refused(_("This holder is not in the register."), "holder")


def _code() -> str:
    signs = [secrets.choice(ALPHABET) for _place in range(8)]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])
