"""Questions about acts: which there are, how far they are, how far each jurisdiction carries out which."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Act, ActGrade, ActLink, ActStatus, ActVersion, Row, Stand
from ..rules import STANDING
from .past import last_stands

Grade, State, Step = Row.Grade, Row.State, ActStatus.Step


def acts(*, framework: str = "", jurisdiction: str = "", words: str = "") -> QuerySet[Act]:
    """The acts, filtered, with their versions, links and statuses fetched along."""
    found = Act.objects.prefetch_related(
        Prefetch("links", ActLink.objects.select_related("other")),
        Prefetch("statuses", ActStatus.objects.order_by("as_of", "id")), "versions",
    )  # fmt: skip
    if framework:
        found = found.filter(framework=framework)
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    return found.filter(title__icontains=words) if words else found


def required_acts(on: date | None = None) -> list[Act]:
    """The acts that jurisdictions align with on a day: of the indicator's lines, made by then and not replaced."""
    return list(_required(on or timezone.localdate()))


def _required(on: date) -> QuerySet[Act]:
    begun = ActVersion.objects.filter(valid_from__lte=on)
    ended = ActLink.objects.filter(
        kind__in=[ActLink.Kind.CODIFIES, ActLink.Kind.REPEALS], act__in=begun.values("act")
    )  # fmt: skip
    later = ActVersion.objects.filter(number=1, valid_from__gt=on)
    found = Act.objects.exclude(line="").exclude(pk__in=ended.values("other")).exclude(pk__in=later.values("act"))
    return found.order_by("framework", "key")


def latest_version(act: Act) -> ActVersion | None:
    """The act as it stands: its last version."""
    return act.versions.order_by("-number").first()


@dataclass(frozen=True)
class Place:
    """How far a jurisdiction carries out an act: the grade with its day and ground, and its own acts for it.

    ``table`` is the last version of the act at which rows of a table of concordance stood.
    """

    grade: str
    on: date | None
    basis: str
    source: str
    own: tuple[tuple[Act, ActStatus | None], ...]
    counts: tuple[tuple[str, int], ...]
    waiting: int
    table: int | None = None

    @property
    def words(self) -> str:
        """The grade in words; that nothing is known is said, never shown as none."""
        return str(Grade(self.grade).label) if self.grade else _("not known")

    @property
    def is_open(self) -> bool:
        """Whether an amendment opened rows again, so that the grade does not stand."""
        return self.waiting > 0


def matrix(jurisdictions: Iterable[str], *, on: date | None = None) -> dict[Act, dict[str, Place]]:
    """Act by jurisdiction as it stood at the end of a day; five queries, however many there are."""
    on = on or timezone.localdate()
    seats = list(jurisdictions)
    required = required_acts(on)
    keys = [act.pk for act in required]
    grades: dict[tuple[str, str], ActGrade] = {}
    for grade in ActGrade.objects.filter(act__in=keys, on__lte=on).order_by("on", "id"):
        grades[grade.act_id, grade.jurisdiction] = grade
    own = _own_acts(keys, on)
    rows = _rows(keys, on)
    return {
        act: {
            seat: _place(grades.get((act.pk, seat)), own[act.pk, seat], rows[act.pk, seat], on) for seat in seats
        }
        for act in required
    }  # fmt: skip


def _own_acts(keys: list[str], on: date) -> dict[tuple[str, str], list[tuple[Act, ActStatus | None]]]:
    found: dict[tuple[str, str], list[tuple[Act, ActStatus | None]]] = defaultdict(list)
    links = ActLink.objects.filter(other__in=keys, kind=ActLink.Kind.TRANSPOSES).select_related("act")
    statuses: dict[str, ActStatus] = {}
    for status in ActStatus.objects.filter(act__in=links.values("act"), as_of__lte=on).order_by("as_of", "id"):
        statuses[status.act_id] = status
    for link in links:
        found[link.other_id, link.act.jurisdiction].append((link.act, statuses.get(link.act_id)))
    return found


def _rows(keys: list[str], on: date) -> dict[tuple[str, str], list[Stand]]:
    found: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    every = last_stands(on).filter(row__provision__version__act__in=keys)
    for stand in every.select_related("row__provision__version"):
        if stand.state in STANDING:
            found[stand.provision.version.act_id, stand.row.jurisdiction].append(stand)
    return found


def _place(
    grade: ActGrade | None, own: list[tuple[Act, ActStatus | None]], rows: list[Stand], on: date
) -> Place:
    waiting = sum(row.state in (State.REOPENED,) for row in rows)
    counts = Counter(str(Grade(row.grade).label) for row in rows if row.grade)
    versions = sorted({(row.provision.version.number, row.provision.version.pk) for row in rows})
    facts = (tuple(own), tuple(sorted(counts.items())), waiting, versions[-1][1] if versions else None)
    if grade is None or not grade.grade:
        return Place("", None, "", "", *facts)
    return Place(grade.grade, grade.on, str(grade.get_basis_display()), grade.source, *facts)


def grade_from_rows(rows: Iterable[Row]) -> str:
    """The grade of an act out of a whole table; empty while any row is open, re-opened or only carried over."""
    held = list(rows)
    if not held or any(row.state not in (State.REVIEWED,) for row in held):
        return ""
    kept = {row.grade for row in held} - {Grade.NOT_APPLICABLE}
    if not kept:
        return Grade.NOT_APPLICABLE
    if kept == {Grade.FULL}:
        return Grade.FULL
    return Grade.NONE if kept == {Grade.NONE} else Grade.PARTIAL


def grades_on(jurisdiction: str, day: date) -> list[str]:
    """The grades of the acts that a jurisdiction aligns with on a day, one for each; empty where it is not known."""
    said = ActGrade.objects.filter(act=OuterRef("pk"), jurisdiction=jurisdiction, on__lte=day).order_by("-on", "-id")
    return [grade or "" for grade in _required(day).annotate(said=Subquery(said.values("grade")[:1])).values_list(
        "said", flat=True
    )]  # fmt: skip


def last_grade(act: Act, jurisdiction: str) -> ActGrade | None:
    """What was last said of how far a jurisdiction carries out an act."""
    return ActGrade.objects.filter(act=act, jurisdiction=jurisdiction).order_by("-on", "-id").first()


def history_of_grades(act: Act) -> QuerySet[ActGrade]:
    """Every grade of an act, by jurisdiction and day."""
    return ActGrade.objects.filter(act=act).order_by("jurisdiction", "on", "id")
