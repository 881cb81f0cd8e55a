"""Tables of concordance: opened for an act, graded, confirmed by another person, opened again."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import events, rules
from ..models import Act, ActGrade, ActVersion, OwnProvision, Provision, Row
from ..queries.acts import grade_from_rows, last_grade, latest_version
from ..queries.concordance import rows_of
from .acts import state_grade, withdraw_grade
from .stands import keep, keep_opened

State = Row.State
OwnWord = tuple[Act, str]


class RowChanged(Refused):
    """Somebody else changed the row since it was read; ``row`` is as it stands."""

    def __init__(self, row: Row) -> None:
        super().__init__(_("Somebody else changed this row meanwhile. Look at what stands now."), "revision")
        self.row = row


def record(event: Event, row: Row, by: Person, *, reason: str = "") -> None:
    """Add the entry of what happened to a row."""
    with acting_for(row.jurisdiction):
        append(
            event, subject=row.pk, jurisdiction=row.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
        )  # fmt: skip


@transaction.atomic
def open_table(version: ActVersion, *, jurisdiction: str, by: Person) -> int:
    """Give a jurisdiction a row for each provision of a version that has none; returns how many were opened."""
    require(rules.refuse_table(by, jurisdiction))
    standing = Row.objects.filter(jurisdiction=jurisdiction, provision__version=version, state__in=rules.STANDING)
    held = set(standing.values_list("provision", flat=True))
    fresh = [
        Row(jurisdiction=jurisdiction, provision=one) for one in version.provisions.all() if one.pk not in held
    ]  # fmt: skip
    Row.objects.bulk_create(fresh)
    keep_opened(fresh, by)
    return len(fresh)


@transaction.atomic
def grade_row(
    row: Row, *, grade: str, by: Person, own: Iterable[OwnWord] = (), evidence: str = "",
    deadline: date | None = None, revision: int | None = None,
) -> Row:  # fmt: skip
    """Say how far a provision is carried out, by which own provisions, and what shows it."""
    held = locked(row)
    require(rules.refuse_grading(by, held))
    if revision is not None and held.revision != revision:
        raise RowChanged(held)
    named = list(own)
    acts = {act.key: act for act, _number in named}
    wanted = sorted({(act.key, " ".join(number.split())) for act, number in named})
    for key, number in wanted:
        require(None if number else _("Name the provision of %(act)s.") % {"act": acts[key]}, field="own")
        if acts[key].jurisdiction != held.jurisdiction:
            raise Refused(_("%(act)s is no act of this jurisdiction.") % {"act": acts[key]}, "own")
    if wrong := rules.refuse_grade(grade, bool(wanted), evidence):
        raise Refused(wrong[1], wrong[0])
    before = str(held.get_grade_display()) if held.grade else ""
    same = (held.grade, held.evidence, held.deadline, own_words(held)) == (grade, evidence.strip(), deadline, wanted)
    if same and held.state in (State.GRADED, State.REVIEWED):
        return held
    held.grade, held.evidence, held.deadline, held.state = grade, evidence.strip(), deadline, State.GRADED
    held.graded_by, held.graded_at, held.reviewed_by, held.reviewed_at = by.id, timezone.now(), "", None
    held.because, held.revision = "", held.revision + 1
    held.save()
    held.own.all().delete()
    OwnProvision.objects.bulk_create(OwnProvision(row=held, act=acts[key], number=number) for key, number in wanted)
    keep(held, by)
    names = [f"{acts[key]}, {number}" for key, number in wanted]
    event = events.RowGraded(provision=name_of(held), grade=str(held.get_grade_display()), own=names, before=before)
    record(event, held, by)
    return held


@transaction.atomic
def review_row(row: Row, *, by: Person) -> Row:
    """Confirm a grade; another person than who gave it."""
    held = locked(row)
    require(rules.refuse_reviewing(by, held))
    held.state, held.reviewed_by, held.reviewed_at = State.REVIEWED, by.id, timezone.now()
    held.because, held.revision = "", held.revision + 1
    held.save()
    keep(held, by)
    record(events.RowReviewed(provision=name_of(held), grade=str(held.get_grade_display())), held, by)
    _grade_act(held, by)
    return held


@transaction.atomic
def reopen_row(row: Row, *, by: Person, reason: str) -> Row:
    """Take a grade back, with the reason; what it was stays beside the row."""
    held = locked(row)
    require(rules.refuse_reopening(by, held, reason), field="reason")
    was = str(held.get_grade_display())
    held.was_grade, held.grade, held.state, held.because = held.grade, "", State.REOPENED, reason.strip()[:300]
    held.reviewed_by, held.reviewed_at, held.revision = "", None, held.revision + 1
    held.save()
    keep(held, by)
    record(events.RowReopened(provision=name_of(held), was=was), held, by, reason=reason)
    last = last_grade(held.provision.version.act, held.jurisdiction)
    if last and last.basis == ActGrade.Basis.TABLE:
        withdraw_grade(held.provision.version.act, jurisdiction=held.jurisdiction, by=by, said=reason)
    return held


def _grade_act(row: Row, by: Person) -> None:
    """Grade the act as a whole once every row of its last version is confirmed."""
    version = row.provision.version
    grade = grade_from_rows(rows_of(version, row.jurisdiction))
    if not grade or latest_version(version.act) != version:
        return
    last = last_grade(version.act, row.jurisdiction)
    if last is None or (last.grade, last.basis) != (grade, ActGrade.Basis.TABLE):
        state_grade(version.act, jurisdiction=row.jurisdiction, grade=grade, on=timezone.localdate(),
                    source=version.label, basis=ActGrade.Basis.TABLE, by=by)  # fmt: skip


def locked(row: Row) -> Row:
    """The row, locked until the transaction ends."""
    found = Row.objects.select_for_update(of=("self",)).select_related("provision__version__act")
    return found.get(pk=row.pk)


def name_of(row: Row) -> str:
    """How a row is called in an entry: the act and the provision."""
    provision: Provision = row.provision
    return f"{provision.version.label}, {provision.number}"


def own_words(row: Row) -> list[tuple[str, str]]:
    """The own provisions of a row as pairs of act and number."""
    return sorted(row.own.values_list("act_id", "number"))
