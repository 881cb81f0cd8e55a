"""Named counts: what a framework's ``computed_by`` may refer to.

Each answers for a jurisdiction and a period with a figure, or None where our records do not know. Counts of the
tallies answer with splits as well; ``record_counts`` says which lines they are bound to.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q

from opensalw.core.periods import Period
from opensalw.ledger.queries import Figure, Figures, figures
from opensalw.legislation.models import Row
from opensalw.legislation.queries.acts import grades_on

from .models import ActionPlan, Activity
from .record_counts import RECORDS, STOCKS, TALLIED

FULL, NOT_APPLICABLE = Row.Grade.FULL, Row.Grade.NOT_APPLICABLE


@dataclass(frozen=True)
class Computed:
    """What our records say: the whole, its parts by members of dimensions, and the last entry that it knows of."""

    amount: Decimal
    figure: Figure | None = None
    last_entry: int | None = None

    def split_by(self, dimensions: Iterable[str]) -> list[tuple[dict[str, str], Decimal]]:
        """The parts by members of these dimensions; none where the records do not split."""
        names = tuple(dimensions)
        if self.figure is None or not names:
            return []
        found = sorted(self.figure.by(*names).items())
        return [(dict(zip(names, members, strict=True)), amount) for members, amount in found]


Count = Callable[[str, Period], Decimal | Computed | None]


def _plans_in_force(jurisdiction: str, period: Period) -> list[ActionPlan]:
    day = period.end
    known = ActionPlan.objects.filter(jurisdiction=jurisdiction).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )
    return list(known.filter(derived=False))


def _activities(jurisdiction: str, period: Period, **where: object) -> Decimal | None:
    plans = _plans_in_force(jurisdiction, period)
    if not plans:
        return None
    return Decimal(Activity.objects.filter(plan__in=plans, **where).count())


def activities_planned(jurisdiction: str, period: Period) -> Decimal | None:
    """Activities of the action plans in force on the last day, dropped ones left out."""
    every = _activities(jurisdiction, period)
    dropped = _activities(jurisdiction, period, status=Activity.Status.DROPPED)
    return None if every is None else every - (dropped or 0)


def activities_done(jurisdiction: str, period: Period) -> Decimal | None:
    """Activities of the action plans in force on the last day that are done."""
    return _activities(jurisdiction, period, status=Activity.Status.DONE)


def acts_full(jurisdiction: str, period: Period) -> Decimal | None:
    """Acts that the jurisdiction carries out in full on the last day; None where no act has a grade."""
    grades = grades_on(jurisdiction, period.end)
    return Decimal(grades.count(FULL)) if any(grades) else None


def acts_required(jurisdiction: str, period: Period) -> Decimal | None:
    """Acts that the jurisdiction has to align with on the last day, those that do not apply left out."""
    grades = grades_on(jurisdiction, period.end)
    return Decimal(len(grades) - grades.count(NOT_APPLICABLE)) if any(grades) else None


@dataclass(frozen=True)
class Tallied:
    """The count of a line from the tallies: a flow of the period, or a stock on its last day."""

    line: str

    def __call__(self, jurisdiction: str, period: Period) -> Computed | None:
        """What the entries add up to; None where there is no entry, and for days that are no whole months."""
        return next(iter(answers({self.line: f"{RECORDS}.{self.line}"}, jurisdiction, period).values()), None)


NAMED_COUNTS: dict[str, Count] = {
    "roadmap.activities_planned": activities_planned,
    "roadmap.activities_done": activities_done,
    "legislation.acts_full": acts_full,
    "legislation.acts_required": acts_required,
    **{f"{RECORDS}.{line}": Tallied(line) for line in sorted(TALLIED)},
}


def is_whole_months(period: Period) -> bool:
    """Whether a period begins and ends with a month."""
    return period.start.day == 1 and (period.end + timedelta(days=1)).day == 1


def answers(names: dict[str, str], jurisdiction: str, period: Period) -> dict[str, Computed]:
    """What several named counts answer, by the keys of ``names``; the tallies are read once for all of them.

    A line without any entry is left out: nothing recorded is not zero.
    """
    found: dict[str, Computed] = {}
    known = Figures({}, 0)
    tallied = {key: name.partition(".")[2] for key, name in names.items() if name.startswith(f"{RECORDS}.")}
    if tallied and is_whole_months(period):
        known = figures(jurisdiction, period.start, period.end, stocks=STOCKS)
    for key, name in names.items():
        if line := tallied.get(key):
            if figure := known.lines.get(line):
                found[key] = Computed(figure.amount, figure, known.last_entry)
        elif count := NAMED_COUNTS.get(name):
            answer = count(jurisdiction, period)
            if answer is not None:
                found[key] = answer if isinstance(answer, Computed) else Computed(answer)
    return found
