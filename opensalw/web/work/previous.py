"""What stood before, beside a field: each a door to what is behind it."""

from collections.abc import Iterable, Sequence

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import jurisdiction
from opensalw.core.queries import institutions
from opensalw.roadmap.cells import shown
from opensalw.roadmap.framework.spec import FrameworkSpec, Line
from opensalw.roadmap.models import Observation
from opensalw.web.figures import Figure

from .lines import dims_in_words


def figure_of(row: Observation, line: Line, version: int | None = None) -> Figure:
    """An observation as a page shows it, with its door; ``version`` is the definition that is asked for now."""
    grade = line.grade(row.grade) if row.grade else None
    period = row.period.code if row.period else (row.end.isoformat() if row.end else _("date not known"))
    return Figure(
        text=shown(row.cell, grade_title=grade.title if grade else "", with_unit=False),
        url=door("observation", row.pk),
        missing=row.kind == "missing",
        marks=tuple(
            mark
            for mark, holds in (
                ("d", version not in (None, row.measure_version)),
                ("x", row.origin == Observation.Origin.EXTERNAL),
            )
            if holds
        ),
        about=f"{jurisdiction(row.jurisdiction).seat}, {line.title}, {period}",
    )


def beside(spec: FrameworkSpec, rows: Sequence[Observation], line: Line) -> list[tuple[str, str, Figure]]:
    """The previous figures of a line: its period, its split in words, the figure; the whole comes first."""
    ordered = sorted(rows, key=lambda row: (bool(row.dims_key), -(row.end.toordinal() if row.end else 0)))
    versions = {measure.key: measure.version for measure in spec.measures}
    return [
        (
            row.period.code if row.period else "", dims_in_words(spec, row.dims),
            figure_of(row, line, versions.get(row.measure)),
        )
        for row in ordered
    ]  # fmt: skip


def institution_names(keys: Iterable[str]) -> dict[str, str]:
    """How the institutions of these keys are called; a key that is no longer known stands for itself."""
    wanted = set(keys)
    return {**{key: key for key in wanted}, **dict(institutions().filter(pk__in=wanted).values_list("key", "name"))}


def door(name: str, *args: object) -> str:
    """The address of a page, or nothing where it is not routed on this node."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
