"""Needs: stated, said again, confirmed, matched, funded, met, withdrawn, opened again."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import Institution
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.richtext import plain_of
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.roadmap.models import Round, Source, TextItem
from opensalw.roadmap.queries.rounds import visible_texts

from ..events import needs as events
from ..models import Item, Need, NeedMention, Project
from ..rules import needs as rules

Status = Need.Status
FIRST_GUESS = Need.Kind.OTHER


def record(event: Event, need: Need, by: Person, reason: str = "", batch: UUID | None = None) -> None:
    """Add the entry of what happened to a need."""
    with acting_for(need.jurisdiction):
        append(
            event, subject=need.pk, jurisdiction=need.jurisdiction, by=by.id, on=timezone.localdate(),
            reason=reason, batch=batch,
        )  # fmt: skip


def numbered(jurisdiction: str) -> str:
    """The next number of a jurisdiction, such as ``N-PRN-04``; two who ask at once get two."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"need numbers {jurisdiction}"])
    beginning = f"N-{jurisdiction.removeprefix('J-')}-"
    taken = Need.objects.filter(number__startswith=beginning).values_list("number", flat=True)
    return f"{beginning}{max((int(one.rpartition('-')[2]) for one in taken), default=0) + 1:02d}"


def held(need: Need) -> Need:
    """The need, locked until the transaction ends."""
    return Need.objects.select_for_update(of=("self",)).select_related("into").get(pk=need.pk)


@transaction.atomic
def state_need(
    *,
    jurisdiction: str,
    goal: int,
    kind: str,
    text: str,
    by: Person,
    origin: str = Need.Origin.SUBMISSION,
    is_challenge: bool = False,
    beneficiary: str = "",
    beneficiary_institution: Institution | None = None,
    urgency: str = Need.Urgency.NOT_STATED,
    estimate: Decimal | None = None,
    currency: str = "",
    measure: str = "",
    round: Round | None = None,
    text_item: TextItem | None = None,
    item: Item | None = None,
    source: Source | None = None,
    locator: str = "",
    stated_on: date | None = None,
    is_public: bool = False,
    out_of: Need | None = None,
    id: UUID | None = None,
) -> Need:
    """Enter a need in the register under a new number."""
    require(rules.refuse_stating_need(by, jurisdiction))
    for wrong in (rules.refuse_content(text, kind, goal), rules.refuse_estimate(estimate, currency)):
        if wrong:
            raise Refused(*wrong)
    need = Need(
        number=numbered(jurisdiction), jurisdiction=jurisdiction, goal=goal, kind=kind, is_challenge=is_challenge,
        text=text.strip(), beneficiary=beneficiary, beneficiary_institution=beneficiary_institution, urgency=urgency,
        estimate=estimate, currency=currency.upper() if estimate else "", measure=measure, origin=origin, round=round,
        text_item=text_item, item=item, source=source, locator=locator, stated_on=stated_on, is_public=is_public,
        out_of=out_of, touched_by=by.id, **({"id": id} if id else {}),
    )  # fmt: skip
    need.full_clean()
    need.save(force_insert=True)
    event = events.NeedStated(
        number=need.number, goal=goal, kind=kind, text=need.text, origin=origin, locator=locator,
        out_of=out_of.number if out_of else "",
    )  # fmt: skip
    record(event, need, by)
    return need


@transaction.atomic
def take_point(point: TextItem, *, by: Person, kind: str = FIRST_GUESS, beneficiary: str = "") -> Need:
    """Take a point of a narrative into the register; a point is taken once only."""
    require(refuse_taking(point))
    part = point.submission
    public = visible_texts().filter(pk=point.pk).exists()
    return state_need(
        jurisdiction=part.jurisdiction, goal=point.goal, kind=kind, text=plain_of(point.translation or point.text),
        is_challenge=point.kind == TextItem.Kind.CHALLENGE, beneficiary=beneficiary, round=part.round,
        text_item=point, source=point.source, locator=point.locator, is_public=public,
        stated_on=part.round.meeting_on, by=by,
    )  # fmt: skip


def refuse_taking(point: TextItem) -> str | None:
    """Why a point of a narrative does not come into the register, or None."""
    if point.kind not in (TextItem.Kind.NEED, TextItem.Kind.CHALLENGE):
        return _("Only needs and challenges are taken into the register.")
    taken = Need.objects.filter(text_item=point, out_of__isnull=True).first()
    mention = NeedMention.objects.filter(text_item=point).select_related("need").first()
    known = taken or (mention and mention.need)
    return _("This point stands in the register already, as %(number)s.") % {"number": known.number} if known else None


@transaction.atomic
def take_points(points: Sequence[TextItem], *, kinds: dict[UUID, str], by: Person) -> list[Need]:
    """Take several points of a narrative in one act; ``kinds`` says which kind each of them is."""
    if not points:
        raise Refused(_("Choose at least one point."))
    return [take_point(point, kind=kinds.get(point.pk, FIRST_GUESS), by=by) for point in points]


@transaction.atomic
def repeat_need(
    need: Need, *, by: Person, point: TextItem | None = None, item: Item | None = None, text: str = ""
) -> NeedMention:
    """Say that a later point, or an item of minutes, asks for the same again; ``text`` is how minutes say it."""
    require(rules.refuse_stating_need(by, need.jurisdiction))
    if point is not None:
        require(refuse_taking(point))
        if point.submission.jurisdiction != need.jurisdiction:
            raise Refused(_("The point belongs to another jurisdiction."))
    round = point.submission.round if point else None
    text = plain_of(point.translation or point.text) if point else text or str(item)
    made = NeedMention.objects.create(need=need, text_item=point, item=item, round=round, text=text, by=by.id)
    record(events.NeedRepeated(number=need.number, where=round.key if round else str(item)), need, by)
    return made


def _moved(need: Need, status: str, event: Event, by: Person, reason: str = "") -> Need:
    kept = held(need)
    require(rules.refuse_status(kept, status), "status")
    kept.status, kept.touched_by = status, by.id
    kept.save(update_fields=["status", "touched_by", "touched_at"])
    record(event, kept, by, reason)
    return kept


@transaction.atomic
def confirm_need(need: Need, *, by: Person) -> Need:
    """The Commission confirms the need."""
    require(rules.refuse_confirming_need(by, need.jurisdiction))
    return _moved(need, Status.CONFIRMED, events.NeedConfirmed(number=need.number), by)


@transaction.atomic
def match_need(need: Need, *, by: Person, project: Project | None = None, proposal: str = "") -> Need:
    """A project, or a proposal of this number, takes up a need that the Commission confirmed."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    if project is None and not proposal:
        raise Refused(_("Say which project or proposal takes the need up."), "project")
    what = str(project) if project else proposal
    event = events.NeedMatched(
        number=need.number, with_what=what, project=project.key if project else "", proposal=proposal
    )
    if project is not None:
        project.needs.add(need)
    if need.status == Status.MATCHED:
        record(event, need, by)
        return need
    return _moved(need, Status.MATCHED, event, by)


@transaction.atomic
def mark_funded(need: Need, *, by: Person) -> Need:
    """There is money for the need."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    return _moved(need, Status.FUNDED, events.NeedFunded(number=need.number), by)


@transaction.atomic
def mark_met(need: Need, *, by: Person, reason: str = "") -> Need:
    """What was needed is there; the jurisdiction says so."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    return _moved(need, Status.MET, events.NeedMet(number=need.number), by, reason)


@transaction.atomic
def withdraw_need(need: Need, *, reason: str, by: Person) -> Need:
    """Nobody asks for it any more, and why."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    require(rules.refuse_reason(reason), "reason")
    return _moved(need, Status.WITHDRAWN, events.NeedWithdrawn(number=need.number), by, reason)


@transaction.atomic
def reopen_need(need: Need, *, reason: str, by: Person) -> Need:
    """A need that had gone further stands as confirmed again, a withdrawn one as stated."""
    require(rules.refuse_following_need(by, need.jurisdiction))
    require(rules.refuse_reason(reason), "reason")
    status = Status.STATED if need.status == Status.WITHDRAWN else Status.CONFIRMED
    if status == Status.CONFIRMED and need.status == Status.STATED:
        raise Refused(_("%(number)s is open. The Commission confirms it.") % {"number": need.number})
    event = events.NeedReopened(number=need.number, before=need.status, status=status)
    return _moved(need, status, event, by, reason)
