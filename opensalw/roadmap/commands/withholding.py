"""Making figures public, and keeping counts of few persons back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ..framework.spec import FrameworkSpec, Line
from ..models import Observation
from ..withholding import Count, alone, withheld

COPIED = (
    "framework_id", "measure", "measure_version", "line", "jurisdiction", "start", "end", "fit", "dims", "dims_key",
    "unit", "origin", "locator", "institutions", "coverage", "round_id", "submission_id", "entry", "known_from",
)  # fmt: skip


def threshold(spec: FrameworkSpec, line: Line, dims: Iterable[str]) -> int:
    """Below which a count of a split is not shown; 0 where it counts no persons."""
    split = list(dims)
    personal = [name for name in split if spec.dimensions[name].personal]
    if not split or not (personal or line.unit == "person"):
        return 0
    known = settings.SMALL_COUNTS
    return max(known.get(name, known[""]) for name in personal or [""])


@transaction.atomic
def show(rows: Iterable[Observation], *, at: datetime) -> int:
    """Make figures public from a moment on; for those that are withheld a row stands in. Returns how many these are.

    All figures of a measure are looked at together, those that are public already among them: what is
    withheld must not follow from what is shown.
    """
    by_measure: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for row in rows:
        by_measure[row.framework.key, row.jurisdiction, row.measure].append(row)
    stands: list[Observation] = []
    hidden: set[object] = set()
    for (framework, jurisdiction, measure), held in by_measure.items():
        kept, lone = _kept_back(held, framework, jurisdiction, measure)
        hidden |= kept
        stands += [_stand_in(row, at) for row in held if row.pk in kept - lone]
    shown = [row.pk for held in by_measure.values() for row in held if row.pk not in hidden]
    Observation.objects.filter(pk__in=shown, public_from__isnull=True).update(public_from=at)
    before = Observation.published.filter(withholds__in=[one.withholds_id for one in stands])
    standing = set(before.values_list("withholds", flat=True))  # of a release that was taken back
    before.update(public_from=at)
    Observation.published.bulk_create(one for one in stands if one.withholds_id not in standing)
    return len(hidden)


def _kept_back(
    held: list[Observation], framework: str, jurisdiction: str, measure: str
) -> tuple[set[object], set[object]]:
    """The rows that are not shown, and those of them that not even a stand-in is shown for."""
    spec = held[0].framework.spec
    lines = {line.key: line for line in spec.measure(measure).lines}
    every = Observation.objects.filter(
        framework__key=framework, jurisdiction=jurisdiction, measure=measure, known_until__isnull=True
    ).exclude(origin=Observation.Origin.EXTERNAL)  # fmt: skip
    rows = {row.pk: row for row in [*every, *held]}
    counts = [
        Count(
            str(row.pk), row.line, row.start, row.end, row.dims, row.high if row.kind == "range" else row.value,
            threshold(spec, lines[row.line], row.dims) if row.line in lines else 0, row.public_from is not None,
        )
        for row in rows.values()
    ]  # fmt: skip
    ids = withheld(counts, {key: line.part_of for key, line in lines.items() if line.part_of})
    lone = alone(counts, ids)
    chosen = {row.pk for row in held}
    by_id = {str(key): key for key in rows}
    return {by_id[id] for id in ids if by_id[id] in chosen}, {by_id[id] for id in lone}


def _stand_in(row: Observation, at: datetime) -> Observation:
    """The public row of a withheld figure: what it is of, and that it is withheld; nothing of the figure."""
    return Observation(
        **{name: getattr(row, name) for name in COPIED}, kind="missing", reason="withheld", obs_status="Q",
        withholds=row, public_from=at,
        caveats=[_("Withheld: a count of few persons, or one from which such a count would follow.")],
    )  # fmt: skip
