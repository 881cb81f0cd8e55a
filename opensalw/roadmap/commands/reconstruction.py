"""Loading the real round from its data files: again and again without harm.

Nothing of it is submitted or accepted: the round is *reconstructed*, its observations are external.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256

import orjson
from django.db import transaction
from django.utils import timezone

from opensalw.core.periods import Period
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.ledger.commands import append

from ..cells import shown
from ..events import Observed
from ..framework.loading import FILES, builtin, builtin_spec
from ..models import ActionPlan, FrameworkVersion, Observation, Round, Source, Statement, TextItem
from ..queries.observations import latest_framework
from ..real_round import reading
from ..real_round.iafq import read_iafq
from ..real_round.reading import Located, ObservationRecord, RoundRecord
from ..real_round.schema import ActionPlanData, StatementData, TextData
from ..rules import dims_key
from .frameworks import load_draft, load_framework
from .plans import adopt_plan
from .rounds import make_statement, open_round
from .subjects import subject


@dataclass
class Loaded:
    """How much a load added; all zero when everything stood already."""

    frameworks: int = 0
    rounds: int = 0
    texts: int = 0
    statements: int = 0
    plans: int = 0
    observations: int = 0


@transaction.atomic
def load_real_round(*, by: Person) -> Loaded:
    """Load the frameworks, the reconstructed round, the external figures, and open the round after it."""
    require(refuse_secretariat_work(by))
    added = Loaded()
    added.frameworks = _load_frameworks(by)
    _load_sources()
    record = reading.reconstructed_round()
    added.rounds += _open(record, by)
    round = Round.objects.get(pk=record.round.key)
    added.texts = _load_texts(round, record.texts, by)
    added.statements = _load_statements(round, record.statements, by)
    added.plans = _load_plans(round, record.action_plans, by)
    added.observations = load_observations(record.observations, by=by)
    added.observations += load_observations(reading.external_observations(), by=by)
    added.observations += load_observations(read_iafq().observations, by=by)
    added.rounds += _open(reading.next_round(), by)
    return added


def _load_frameworks(by: Person) -> int:
    before = FrameworkVersion.objects.count()
    for key in builtin():
        text = (FILES / f"{key}.yaml").read_text(encoding="utf-8")
        if builtin_spec(key).status == "complete":
            load_framework(text, by=by)
        else:
            load_draft(text, by=by)
    return FrameworkVersion.objects.count() - before


def _load_sources() -> None:
    for source in reading.sources().values():
        facts = source.model_dump(exclude={"key", "date"})
        Source.objects.update_or_create(key=source.key, defaults={**facts, "published_on": source.date})


def _open(record: RoundRecord, by: Person) -> int:
    data = record.round
    if Round.objects.filter(pk=data.key).exists():
        return 0
    open_round(
        key=data.key,
        framework=latest_framework(data.framework),
        narrative=Period.parse(data.narrative_period),
        figures=Period.parse(data.figures_period),
        by=by,
        reconstructed=data.reconstructed,
        period_inferred=data.period_inferred,
        opens_on=data.opens_on,
        deadline=data.deadline,
        meeting_on=data.meeting_date,
        publication_on=data.publication_date,
        note=data.note,
    )
    return 1


def _load_texts(round: Round, items: Iterable[Located[TextData]], by: Person) -> int:
    wanted = {subject("text", item.data.id): item for item in items}
    present = set(TextItem.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    parts = {part.jurisdiction: part for part in round.submissions.all()}
    fresh = [
        TextItem(
            id=id, submission=parts[item.jurisdiction], goal=item.data.goal, goal_inferred=item.data.goal_inferred,
            kind=item.data.kind, position=item.position, text=item.data.text, source_id=item.source,
            locator=item.locator, touched_by=by.id,
        )
        for id, item in wanted.items() if id not in present
    ]  # fmt: skip
    return len(TextItem.objects.bulk_create(fresh))


def _load_statements(round: Round, items: Iterable[Located[StatementData]], by: Person) -> int:
    wanted = {subject("statement", item.data.id): item for item in items}
    present = set(Statement.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for id in sorted(set(wanted) - present):
        item = wanted[id]
        make_statement(
            round, jurisdiction=item.jurisdiction, organisation=item.data.organisation, text=item.data.text,
            goal=item.data.goal, source=Source.objects.get(pk=item.source), locator=item.locator,
            position=item.position, by=by, id=id,
        )  # fmt: skip
    return len(wanted) - len(present)


def _load_plans(round: Round, items: Iterable[Located[ActionPlanData]], by: Person) -> int:
    key, count = round.framework.key, 0
    for item in items:
        if ActionPlan.objects.filter(jurisdiction=item.jurisdiction, framework_key=key).exists():
            continue
        activities = [
            {
                "code": a.code, "objective": a.objective, "goal": a.goal, "title": a.title,
                "responsible": a.responsible, "supporting": a.supporting, "start": a.start, "deadline": a.deadline,
                "status": a.status, "delay": a.reason_code or "", "share_done": a.share_done, "measure": a.measure,
                "derived": True, "locator": f"{item.locator.split(', activit')[0]}, {a.at}",
            }
            for a in item.data.activities
        ]  # fmt: skip
        adopt_plan(
            jurisdiction=item.jurisdiction, framework_key=key, title=item.data.title, activities=activities, by=by,
            valid_until=item.data.valid_until, derived=True, note=item.data.note,
        )  # fmt: skip
        count += 1
    return count


def load_observations(records: Iterable[ObservationRecord], *, by: Person) -> int:
    """Record external observations that are not there yet, each with its entry; returns how many."""
    require(refuse_secretariat_work(by))
    wanted = {subject("observation", record.id): record for record in records}
    present = set(Observation.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    now, rows = timezone.now(), []
    frameworks = {record.framework: latest_framework(record.framework) for record in wanted.values()}
    for id in sorted(set(wanted) - present):
        record = wanted[id]
        entry = append(_observed(record), subject=id, jurisdiction=record.jurisdiction, by=by.id, on=now.date())
        rows.append(_row(id, record, frameworks[record.framework], entry.id, now))
    return len(Observation.objects.bulk_create(rows))


def _observed(record: ObservationRecord) -> Observed:
    facts = asdict(record)
    content = orjson.dumps(facts, default=str, option=orjson.OPT_SORT_KEYS)
    return Observed(
        line=record.reference,
        period=_period_code(record),
        content=shown(record.cell),
        source=record.source,
        locator=record.locator,
        digest=sha256(content).hexdigest(),
    )


def _period_code(record: ObservationRecord) -> str:
    if record.start and record.end:
        return Period(record.start, record.end).code
    return record.end.isoformat() if record.end else ""


def _row(id, record: ObservationRecord, framework: FrameworkVersion, entry: int, now) -> Observation:
    cell = record.cell
    return Observation(
        id=id, framework=framework, measure=record.measure, measure_version=record.measure_version,
        line=record.line, jurisdiction=record.jurisdiction, start=record.start, end=record.end, fit=record.fit,
        dims=record.dims, dims_key=dims_key(record.dims), unit=cell.unit, kind=cell.kind, value=cell.value,
        low=cell.low, high=cell.high, grade=cell.grade or "", direction=cell.direction or "",
        reason=cell.reason or "", qualifier=cell.qualifier, against=cell.against, expected=cell.expected,
        included_in=cell.included_in, unit_as_reported=record.unit_as_reported, obs_status=record.obs_status,
        origin=Observation.Origin.EXTERNAL, source_id=record.source, locator=record.locator,
        statement=record.statement, actor=record.actor, caveats=list(record.caveats), round_id=record.round,
        entry=entry, known_from=now, public_from=now,
    )  # fmt: skip
