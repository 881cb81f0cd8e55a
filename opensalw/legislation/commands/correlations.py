"""Loading and applying the correlation table of an amending or codifying act."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from .. import events
from ..correlating import Line, Step, Trouble, plan, troubles
from ..models import ActVersion, Correlation, OwnProvision, Provision, Row
from ..rules import GRADED, STANDING
from .acts import note, withdraw_grade
from .concordance import record
from .stands import keep

State = Row.State


class LinesRefused(Refused):
    """A correlation table has troubles; ``troubles`` holds all of them."""

    def __init__(self, found: Sequence[Trouble]) -> None:
        first = "; ".join(f"{one.words} {one.mend}" for one in found[:3])
        super().__init__(_("The table has %(count)d errors: %(first)s") % {"count": len(found), "first": first}, "file")
        self.troubles = list(found)


@dataclass
class Applied:
    """What applying a correlation does to the rows of all jurisdictions."""

    carried: int = 0
    reopened: int = 0
    opened: int = 0
    closed: int = 0
    replaced: int = 0


@transaction.atomic
def load_correlation(
    old: ActVersion, new: ActVersion, lines: Sequence[Line], *, by: Person, file_name: str = ""
) -> Correlation:
    """Keep a correlation table that has no troubles; nothing happens to any row yet."""
    require(refuse_secretariat_work(by))
    require(_("Choose two different versions.") if old.pk == new.pk else None, field="new")
    numbers = [set(one.provisions.values_list("number", flat=True)) for one in (old, new)]
    if found := troubles(lines, *numbers):
        raise LinesRefused(found)
    content = [{"old": one.old, "new": one.new, "kind": one.kind} for one in lines]
    return Correlation.objects.create(
        old=old, new=new, lines=content, file_name=file_name[:160], sha256=sha256(orjson.dumps(content)).hexdigest(),
        loaded_at=timezone.now(), loaded_by=by.id,
    )  # fmt: skip


@transaction.atomic
def apply_correlation(correlation: Correlation, *, by: Person) -> Applied:
    """Re-key every row at the old version to the new one; each is followed or closed, none is lost, none stays full."""
    require(refuse_secretariat_work(by))
    held = Correlation.objects.select_for_update(of=("self",)).select_related("old__act", "new__act").get(
        pk=correlation.pk
    )  # fmt: skip
    require(_("It was taken back. Load the right table.") if held.undone_at else None)
    other = Correlation.objects.filter(old=held.old_id, new=held.new_id, applied_at__isnull=False, undone_at=None)
    require(_("The correlation of these two versions was applied already.") if other.exists() else None)
    steps = plan([Line(**line) for line in held.lines])
    news = {one.number: one for one in held.new.provisions.all()}
    done = Applied()
    for jurisdiction, rows in _standing(held.old).items():
        _rekey(jurisdiction, rows, steps, _Work(held, news, by, done))
        if held.old.act_id == held.new.act_id:
            said = _("The act was amended.")
            withdraw_grade(held.new.act, jurisdiction=jurisdiction, by=by, said=said, correlation=held)
    held.applied_at = timezone.now()
    held.save()
    facts = {name: count for name, count in asdict(done).items() if name != "replaced"}
    note(events.CorrelationApplied(old=held.old.label, new=held.new.label, sha256=held.sha256, **facts),
         held.new.act, by)  # fmt: skip
    return done


def _standing(version: ActVersion) -> dict[str, dict[str, Row]]:
    """The standing rows at a version, by jurisdiction and number of the provision, locked."""
    found: dict[str, dict[str, Row]] = {}
    rows = Row.objects.filter(provision__version=version, state__in=STANDING)
    rows = rows.select_for_update(of=("self",)).select_related("provision__version__act").prefetch_related("own")
    for row in rows.order_by("jurisdiction", "provision__position"):
        found.setdefault(row.jurisdiction, {})[row.provision.number] = row
    return found


@dataclass(frozen=True)
class _Work:
    """What is done everywhere: by which correlation, to which new provisions, by whom, and how much so far."""

    correlation: Correlation
    news: dict[str, Provision]
    by: Person
    done: Applied


def _rekey(jurisdiction: str, rows: dict[str, Row], steps: Sequence[Step], work: _Work) -> None:
    followed: dict[str, list[str]] = {}
    present = {
        row.provision.number: row
        for row in Row.objects.filter(
            jurisdiction=jurisdiction, provision__in=work.news.values(), state__in=STANDING
        ).select_related("provision__version__act")
    }  # fmt: skip
    for step in steps:
        sources = [rows[number] for number in step.old if number in rows]
        if not step.new:
            for row in sources:
                _end(row, State.CLOSED, step.because, "–", work)
                work.done.closed += 1
            continue
        for number in step.old:
            followed.setdefault(number, []).append(step.new)
        made = present.get(step.new) or Row(jurisdiction=jurisdiction, provision=work.news[step.new], revision=0)
        if made.state == State.OPEN:
            _follow(made, sources, step, work)
        made.follows.add(*sources)
    for number, into in followed.items():
        if number in rows:
            because = _("Followed by %(news)s.") % {"news": ", ".join(into)}
            _end(rows[number], State.REPLACED, because, ", ".join(into), work)
            work.done.replaced += 1


def _follow(row: Row, sources: Sequence[Row], step: Step, work: _Work) -> None:
    """Fill the new row: carried over with its grade, re-opened where one was graded, or open.

    One that the jurisdiction opened before and did not grade yet takes over what stood, too.
    """
    row.because, row.revision, done = step.because[:300], row.revision + 1, work.done
    graded = [one for one in sources if one.state in GRADED]
    row.evidence = "\n\n".join(dict.fromkeys(one.evidence for one in sources if one.evidence))
    row.deadline = min((one.deadline for one in sources if one.deadline), default=None)
    row.was_grade = graded[0].grade if len({one.grade for one in graded}) == 1 else ""
    if step.carried and graded:
        row.state, row.grade, row.graded_by, row.graded_at = (
            State.CARRIED, graded[0].grade, graded[0].graded_by, graded[0].graded_at,
        )  # fmt: skip
        done.carried += 1
    elif graded or any(one.state == State.REOPENED for one in sources):
        row.state = State.REOPENED
        row.was_grade = row.was_grade or next((one.was_grade for one in sources if one.was_grade), "")
        done.reopened += 1
    else:
        done.opened += 1
    row.save()
    own = {(word.act_id, word.number) for one in sources for word in one.own.all()}
    OwnProvision.objects.bulk_create(OwnProvision(row=row, act_id=act, number=number) for act, number in sorted(own))
    keep(row, work.by, work.correlation)


def _end(row: Row, state: str, because: str, new: str, work: _Work) -> None:
    row.state, row.because, row.revision = state, because[:300], row.revision + 1
    row.save()
    keep(row, work.by, work.correlation)
    was = str(row.get_grade_display()) if row.grade else ""
    event = events.RowFollowed(provision=f"{row.provision.version.label}, {row.provision.number}", new=new, was=was)
    record(event, row, work.by)
