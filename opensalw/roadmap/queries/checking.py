"""The facts that the checks of a part look at, in a fixed number of queries however much is filled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from ..checks import Facts, Given, Past, Ref, Report, check_facts
from ..models import Assignment, DraftCell, Evidence, Observation, Submission, TextItem
from ..reach import Reach
from ..states import State

YEARS = 10
OWN = (Observation.Origin.SUBMITTED, Observation.Origin.COMPUTED)


def check_part(part: Submission) -> Report:
    """Everything that the checks find in a part."""
    return check_parts([part])[part.pk]


def check_within(part: Submission, reach: Reach) -> Report:
    """What the checks find in the sections that somebody sees; a finding names none of another's figures."""
    return _within(check_part(part), reach)


def check_measure(part: Submission, measure: str, reach: Reach) -> Report:
    """What somebody sees of the findings at one measure; only its own past is read, so that saving stays quick."""
    if part.state == State.RECONSTRUCTED:
        return Report()
    found = _within(check_facts(facts_of([part], measure)[part.pk]), reach)
    return Report(tuple(one for one in found.findings if one.at.measure == measure))


def _within(found: Report, reach: Reach) -> Report:
    if reach.whole:
        return found
    return Report(tuple(one for one in found.findings if all(reach.sees(at.measure) for at in one.cells)))


def check_parts(parts: Iterable[Submission]) -> dict[UUID, Report]:
    """What the checks find in several parts of one round, in as many queries as for one.

    A part that was rebuilt from a record was never filled, so there is nothing to check.
    """
    held = list(parts)
    filled = [part for part in held if part.state != State.RECONSTRUCTED]
    found = {pk: check_facts(facts) for pk, facts in facts_of(filled).items()}
    return {part.pk: found.get(part.pk, Report()) for part in held}


def facts_of(parts: Sequence[Submission], measure: str = "") -> dict[UUID, Facts]:
    """The facts of parts of one round; with the past of one ``measure`` alone, if it is named."""
    if not parts:
        return {}
    round, keys = parts[0].round, [part.pk for part in parts]
    spec, seats = round.framework.spec, [part.jurisdiction for part in parts]
    cells = defaultdict(list)
    for row in DraftCell.objects.filter(submission__in=keys):
        cells[row.submission_id].append(_given(row))
    told: dict[UUID, set[int]] = defaultdict(set)
    goals = {}
    for item in TextItem.objects.filter(submission__in=keys).only("submission_id", "goal"):
        told[item.submission_id].add(item.goal)
        goals[item.pk] = item.goal
    files = defaultdict(list)
    found = Evidence.objects.filter(submission__in=keys, removed_at__isnull=True).order_by()
    for key, goal, measure, item_key in found.values_list("submission_id", "goal", "measure", "item"):
        files[key].append((goal or (item_key and goals.get(item_key)), measure))
    splits = {one.dims_key for held in cells.values() for one in held if measure in ("", one.measure)}
    earlier, beside = _earlier(parts, splits, measure)
    ever, silent = _ever(round.framework.key, seats), _silent(parts)
    return {
        part.pk: Facts(
            spec, part.jurisdiction, round.figures_period, tuple(cells[part.pk]),
            earlier[part.jurisdiction], beside[part.jurisdiction], ever[part.jurisdiction], frozenset(told[part.pk]),
            frozenset(goal for goal, measure in files[part.pk] if goal and not measure),
            frozenset(measure for _goal, measure in files[part.pk] if measure), silent[part.pk],
        )
        for part in parts
    }  # fmt: skip


def _given(row: DraftCell) -> Given:
    return Given(
        row.measure, row.line, row.cell, row.dims, row.dims_key, tuple(row.institutions), row.explanation,
        row.explains_this, _taken_from(row),
    )  # fmt: skip


def _taken_from(row: DraftCell) -> Decimal | None:
    """The figure that a cell was taken over from, where its source says one."""
    try:
        return Decimal(str(row.source["value"])) if row.source.get("value") else None
    except InvalidOperation:
        return None


Series = defaultdict[str, dict[Ref, tuple[Past, ...]]]


def _earlier(parts: Sequence[Submission], splits: set[str], measure: str) -> tuple[Series, Series]:
    """What each seat gave in the last ten years for the cells that are filled, and what publications say of them."""
    round = parts[0].round
    since = date(max(round.figures_start.year - YEARS, 1), 1, 1)
    found = Observation.objects.filter(
        jurisdiction__in=[part.jurisdiction for part in parts], framework__key=round.framework.key,
        known_until__isnull=True, end__gte=since, dims_key__in=sorted({"", *splits}),
    ).exclude(submission__in=[part.pk for part in parts])  # fmt: skip
    if measure:
        found = found.filter(measure=measure)
    own: dict = defaultdict(lambda: defaultdict(list))
    others: dict = defaultdict(lambda: defaultdict(list))
    columns = (
        "jurisdiction", "measure", "line", "dims_key", "origin", "start", "end", "measure_version", "kind", "value",
        "grade", "source__publisher", "source__title",
    )  # fmt: skip
    for seat, held, line, key, origin, start, end, version, kind, value, grade, who, title in found.order_by(
        "end"
    ).values_list(*columns):
        past = Past(start, end, version, kind, value if kind == "amount" else None, grade, who or title or "")
        (own if origin in OWN else others)[seat][Ref(held, line, key)].append(past)
    return _fixed(own), _fixed(others)


def _fixed(held: Mapping[str, Mapping[Ref, list[Past]]]) -> Series:
    fixed: Series = defaultdict(dict)
    for seat, series in held.items():
        fixed[seat] = {ref: tuple(past) for ref, past in series.items()}
    return fixed


def _ever(framework: str, seats: Sequence[str]) -> defaultdict[str, frozenset[tuple[str, str]]]:
    """The lines of which a seat, or a publication about it, ever had an amount above zero."""
    found = Observation.objects.filter(
        jurisdiction__in=seats, framework__key=framework, known_until__isnull=True, value__gt=0, kind="amount"
    )
    held = defaultdict(set)
    for seat, measure, line in found.order_by().values_list("jurisdiction", "measure", "line").distinct():
        held[seat].add((measure, line))
    ever: defaultdict[str, frozenset[tuple[str, str]]] = defaultdict(frozenset)
    ever.update({seat: frozenset(lines) for seat, lines in held.items()})
    return ever


def _silent(parts: Sequence[Submission]) -> defaultdict[UUID, dict[str, tuple[str, ...]]]:
    """The institutions that were asked for a measure of a part and did not deliver: by part and measure."""
    found = Assignment.objects.filter(submission__in=parts, delivered_at__isnull=True, taken_over_at__isnull=True)
    silent: defaultdict[UUID, dict[str, tuple[str, ...]]] = defaultdict(dict)
    columns = ("submission_id", "section", "institution__name")
    for part, section, name in found.order_by("institution").values_list(*columns):
        silent[part][section] = (*silent[part].get(section, ()), name)
    return silent
