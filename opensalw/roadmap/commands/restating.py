"""Restatements: a figure that is public is corrected openly, with four eyes."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from .. import events, restating, rules
from ..cells import Cell, shown
from ..history import cell_facts, cell_key
from ..models import DraftCell, Observation, Restatement, RestatementNotice
from .drafting.changes import Change, note
from .revising import end, work_out_again
from .terms import Terms, period_code, record, restated
from .withholding import show

OWN = ("id", "replaces", "restated", "known_from", "known_until", "public_from", "entry")


@transaction.atomic
def propose(
    observation: Observation, *, becomes: Cell, cause: str, reason: str, evidence: str, by: Person
) -> Restatement:
    """Propose another figure, or the reason for its absence, in place of one that is public."""
    row = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    require(restating.refuse_restating(row, by))
    spec = row.framework.spec
    measure, line = spec.measure(row.measure), spec.line(f"{row.measure}.{row.line}")
    require(rules.refuse_cell(spec, measure, line, row.dims, becomes), field="value")
    if problem := restating.refuse_proposal(row, becomes, cause, reason, evidence):
        raise Refused(*problem)
    proposed = Restatement.objects.create(
        old=row, round=row.round, jurisdiction=row.jurisdiction, measure=row.measure, line=row.line,
        becomes=restating.stored(becomes), cause=cause, reason=reason.strip(), evidence=evidence.strip(),
        proposed_at=timezone.now(), proposed_by=by.id,
    )  # fmt: skip
    event = events.RestatementProposed(
        restatement=str(proposed.pk), line=f"{row.measure}.{row.line}", period=period_code(row), old=shown(row.cell),
        new=shown(becomes), cause=cause, evidence=proposed.evidence,
    )  # fmt: skip
    record(proposed, event, by, proposed.reason)
    return proposed


@transaction.atomic
def accept_restatement(restatement: Restatement, *, by: Person) -> Restatement:
    """Put a proposed restatement in force: the new figure replaces the old one, and both stay."""
    held = _locked(restatement)
    require(restating.refuse_deciding(held, by))
    require(restating.refuse_carrying_out(held))
    old, cell = held.old, restating.read_back(held.becomes)
    assert old is not None
    now = timezone.now()
    new = _copy(old, cell)
    held.new, held.state, held.decided_at, held.decided_by = new, Restatement.State.ACCEPTED, now, by.id
    new.known_from, new.public_from = now, None
    new.entry = record(held, restated(held, old, new), by, held.reason)
    end([old], at=now)
    new.save(force_insert=True)
    show([new], at=now)
    held.save()
    _follow_in_draft(held, new, by)
    if new.submission is not None and new.origin == Observation.Origin.SUBMITTED:
        terms = Terms(held.cause, held.reason, held.evidence, held.proposed_at, held.proposed_by, now, by)
        work_out_again(new.submission, terms, because=new, entry=new.entry)
    return held


@transaction.atomic
def refuse_restatement(restatement: Restatement, *, by: Person, why: str) -> Restatement:
    """Turn a proposed restatement down, with the reason."""
    held = _locked(restatement)
    require(restating.refuse_deciding(held, by))
    require(None if why.strip() else _("Say why the restatement is refused."), field="why")
    held.state, held.decision = Restatement.State.REFUSED, why.strip()
    held.decided_at, held.decided_by = timezone.now(), by.id
    held.save()
    event = events.RestatementRefused(restatement=str(held.pk), line=f"{held.measure}.{held.line}")
    record(held, event, by, held.decision)
    return held


@transaction.atomic
def tell(restatement: Restatement, *, who: str, how: str = "", by: Person) -> RestatementNotice:
    """Keep on record that somebody was told of a restatement."""
    require(refuse_secretariat_work(by))
    accepted = restatement.state == Restatement.State.ACCEPTED
    require(None if accepted else _("This restatement is not in force, so there is nothing to tell."))
    require(None if who.strip() else _("Say who was told."), field="who")
    told = RestatementNotice.objects.create(
        restatement=restatement, who=who.strip(), how=how.strip(), told_at=timezone.now(), told_by=by.id
    )
    event = events.RestatementTold(restatement=str(restatement.pk), who=told.who, how=told.how)
    record(restatement, event, by)
    return told


def _locked(restatement: Restatement) -> Restatement:
    found = Restatement.objects.select_for_update(of=("self",)).select_related("old__submission", "old__framework")
    return found.get(pk=restatement.pk)


def _copy(old: Observation, cell: Cell) -> Observation:
    """The observation that replaces ``old`` with another content, unsaved."""
    fields = {f.attname: getattr(old, f.attname) for f in Observation._meta.concrete_fields if f.name not in OWN}
    new = Observation(**{**fields, "id": uuid4(), "replaces_id": old.pk, "restated": True})
    new.kind, new.unit, new.qualifier = cell.kind, cell.unit, cell.qualifier
    new.value, new.low, new.high = cell.value, cell.low, cell.high
    new.grade, new.direction, new.reason = cell.grade or "", cell.direction or "", cell.reason or ""
    new.against = new.expected = new.included_in = ""
    plain = old.obs_status == old.cell.default_status or cell.is_missing or old.cell.is_missing
    new.obs_status = cell.default_status if plain else old.obs_status
    return new


def _follow_in_draft(held: Restatement, new: Observation, by: Person) -> None:
    """The figure in work of the same place says the restated figure too, so that a later sending keeps it."""
    place = {"measure": new.measure, "line": new.line, "dims_key": new.dims_key}
    row = DraftCell.objects.filter(submission=new.submission_id, **place).first() if new.submission_id else None
    if row is None or new.submission is None:
        return
    was = cell_facts(row)
    for name in restating.FIGURE:
        setattr(row, name, getattr(new, name))
    row.revision, row.touched_by = row.revision + 1, held.proposed_by
    row.save()
    note(new.submission, [Change("figure", cell_key(row), was, cell_facts(row))], by=by, via="form", why=held.reason)
